"""Invitations on paper, for families without e-mail: one PDF, made while it is downloaded.

A letter holds a secret, so nothing of it is stored: no file, no queue, no task.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.conf import settings
from django.urls import reverse

from drieklank.base import codes
from drieklank.base.clock import today
from drieklank.content.queries import message
from drieklank.content.texts import SOURCE_LANGUAGE, written_day
from drieklank.documents.letters import Letter, invitation_letters
from drieklank.measure.keys import store
from drieklank.measure.models import Invitation, Role, Round
from drieklank.measure.queries.people import contact_of, ways_to
from drieklank.measure.queries.results import minutes_of
from drieklank.people.models import Parent, ParentChildRelation


def letters_pdf(
    running: Round, *, everyone: bool, two_sided: bool, own_pupils: Collection[int] = ()
) -> tuple[bytes, int]:
    """Return the letters to parents who can be written to, and how many there are.

    everyone: also to parents who got the invitation by mail or text. Never to who asked to be left
    in peace, and never looks at who has answered.
    own_pupils: children of who prints; a letter shows an address, so their parents' letters are
    for a colleague to print.

    Raises:
        KeyMissing: the round's key is gone.
        ValueError: there is nobody to write to.
    """
    found = addressees(running, everyone=everyone, own_pupils=own_pupils)
    written = list(_letters(running, found))
    return invitation_letters(written, two_sided=two_sided), len(written)


def addressees(
    running: Round, *, everyone: bool, own_pupils: Collection[int] = ()
) -> list[Invitation]:
    """Return the invitations of parents who get paper, by name; as `letters_pdf` says."""
    rows = Invitation.objects.filter(
        round=running, role=Role.PARENTS, parent__no_measure_mail=False
    ).select_related("parent")
    if own_pupils:
        family = ParentChildRelation.objects.filter(pupil_id__in=own_pupils).values("parent_id")
        rows = rows.exclude(parent_id__in=family)
    found = list(rows.order_by("parent__last_name", "parent__first_name"))
    if not everyone:
        ways = ways_to(row.parent for row in found if row.parent is not None)
        return [row for row in found if ways.get(row.parent_id or 0) is None]
    return found


def window(parent: Parent) -> tuple[str, ...]:
    """Return the lines in the window of an envelope."""
    town = " ".join(part for part in (parent.postcode, parent.town) if part)
    return tuple(line for line in (str(parent), parent.street, town) if line)


def _letters(running: Round, rows: Iterable[Invitation]) -> Iterator[Letter]:
    key, text, school = (
        store().load(running.public_id),
        message("invitation-letter"),
        running.school,
    )
    typed_at = f"{settings.BASE_URL}{reverse('measure:enter_code')}"
    minutes = minutes_of(running, Role.PARENTS)
    for invitation in rows:
        parent = invitation.parent
        if parent is None:
            continue
        code = codes.show(key.code(invitation.pk))
        lang = invitation.language if invitation.language in text.languages else SOURCE_LANGUAGE
        last_day = written_day(running.closes_on, lang)
        filled = text.fill(
            lang,
            {
                "school": school.name,
                "code": code,
                "link": short_address(typed_at),
                "closes_on": last_day,
                "minutes": minutes,
                "contact": contact_of(school),
            },
        )
        yield Letter(
            to=window(parent),
            sender=tuple(line for line in (school.name, school.town, school.phone) if line),
            lang=filled.lang,
            written_on=today(),
            subject=filled.subject,
            paragraphs=tuple(line.strip() for line in filled.body.splitlines() if line.strip()),
            link=f"{settings.BASE_URL}/v/{key.paper(invitation.pk)}",
            typed_at=short_address(typed_at),
            code=code,
        )


def short_address(url: str) -> str:
    """An address as one types it: without `https://` and last slash."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")
