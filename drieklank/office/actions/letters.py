"""Codes on paper for parents without e-mail: one letter per parent and child, stored nowhere."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from drieklank.access.actor import Actor
from drieklank.base.clock import today
from drieklank.content.queries import message
from drieklank.content.texts import SOURCE_LANGUAGE, written_day
from drieklank.documents.letters import Letter, activation_letters
from drieklank.office.actions.codes import make_activation_code
from drieklank.office.rules.sign_in import PAPER_CODE_WORKS
from drieklank.people.models import ParentChildRelation


@transaction.atomic
def letters_with_codes(relations: list[ParentChildRelation], by: Actor) -> bytes:
    """One PDF with a letter per relation, each with a new code; older codes stop working.

    Raises CannotGiveCode where one of them cannot have a code, and then makes none at all.
    """
    return activation_letters([_letter(row, make_activation_code(row, by)) for row in relations])


def _letter(relation: ParentChildRelation, code: str) -> Letter:
    text, parent, school = message("activation-letter"), relation.parent, relation.pupil.school
    wanted = relation.preferred_language
    lang = wanted if wanted in text.languages else SOURCE_LANGUAGE
    address = f"{settings.BASE_URL}{reverse('office:paper_code')}"
    typed_at = address.removeprefix("https://").removeprefix("http://").rstrip("/")
    last_day = written_day(today() + PAPER_CODE_WORKS, lang)
    filled = text.fill(
        lang,
        {
            "parent": str(parent),
            "child": relation.pupil.first_name,
            "school": school.name,
            "code": code,
            "link": typed_at,
            "closes_on": last_day,
            "contact": ", ".join(
                part for part in (school.name, school.phone, school.email) if part
            ),
        },
    )
    town = " ".join(part for part in (parent.postcode, parent.town) if part)
    return Letter(
        to=tuple(line for line in (str(parent), parent.street, town) if line),
        sender=tuple(line for line in (school.name, school.town, school.phone) if line),
        lang=filled.lang,
        written_on=today(),
        subject=filled.subject,
        paragraphs=tuple(line.strip() for line in filled.body.splitlines() if line.strip()),
        link=address,
        typed_at=typed_at,
        code=code,
    )
