"""Answer forms on paper for the families of a round: one PDF, made while it is downloaded.

As letters: a form holds a code, so nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.urls import reverse

from drieklank.base import codes
from drieklank.content.queries import snapshot
from drieklank.content.texts import written_day
from drieklank.measure.keys import store
from drieklank.measure.letters import addressees, short_address, window
from drieklank.measure.models import Role, Round
from drieklank.measure.paper.form import About, Printed, forms_pdf
from drieklank.measure.paper.layout import layout
from drieklank.measure.queries.paper import last_paper_day
from drieklank.measure.queries.people import contact_of


def paper_forms(
    running: Round, *, everyone: bool, two_sided: bool, own_pupils: Collection[int] = ()
) -> tuple[bytes, int]:
    """Return the forms for parents, and how many there are; for whom as `letters.letters_pdf`.

    Raises:
        KeyMissing: the round's key is gone.
        ValueError: there is nobody to print for, or nothing that can be asked on paper.
    """
    version = running.version_id(Role.PARENTS)
    if version is None:
        raise ValueError("parents are not asked")
    asked, key = snapshot(version), store().load(running.public_id)
    printed = [
        Printed(
            layout(asked, invitation.language),
            key.paper(invitation.pk),
            codes.show(key.code(invitation.pk)),
            window(invitation.parent),
        )
        for invitation in addressees(running, everyone=everyone, own_pupils=own_pupils)
        if invitation.parent is not None
    ]
    last_day = last_paper_day(running)
    about = About(
        school=running.school.name,
        typed_at=short_address(f"{settings.BASE_URL}{reverse('measure:enter_code')}"),
        contact=contact_of(running.school),
        closes_on={lang: written_day(last_day, lang) for lang in asked.languages},
    )
    return forms_pdf(printed, about, two_sided=two_sided), len(printed)
