"""Filling in and signing under the own name. One function is one transaction."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.content.actions import store_snapshot
from drieklank.content.queries import instrument
from drieklank.content.schema import Kind, Way
from drieklank.measure.models_signed import SignedSheet
from drieklank.schools.models import School, User


class AlreadySignedError(ValueError):
    """The sheet is signed: what stands there is what was signed."""


@transaction.atomic
def begin_sheet(school: School, key: str, reader: User) -> SignedSheet:
    """Return the unsigned sheet of this person, new if there is none.

    Raises:
        KeyError: there is no such instrument, or it is not one that is signed.
    """
    found = instrument(key)
    if found.way is not Way.SIGNED:
        raise KeyError(key)
    (asked,) = found.asked_in(school.sector)
    sheet, _ = SignedSheet.objects.get_or_create(
        board_id=school.board_id,
        school=school,
        instrument=key,
        filled_by=reader,
        signed_on=None,
        defaults={
            "questionnaire": store_snapshot(asked.questionnaire),
            "started_on": today(),
        },
    )
    return sheet


@transaction.atomic
def save_sheet(
    sheet: SignedSheet, answers: Mapping[str, str], *, sign: bool, by: Actor
) -> SignedSheet:
    """Keep the answers, and sign them if asked and whole; see `signed_on` and `open_questions`.

    Raises:
        AlreadySignedError: it was signed before; nothing changes.
    """
    row: SignedSheet = SignedSheet.objects.select_for_update().get(pk=sheet.pk)
    if row.signed_on is not None:
        raise AlreadySignedError
    row.answers = dict(answers)
    if sign and not open_questions(row):
        row.signed_on = today()
        note("signed.sign", row, by=by, instrument=row.instrument)
    row.save(update_fields=["answers", "signed_on"])
    return row


def open_questions(sheet: SignedSheet) -> list[str]:
    """Return the keys of the questions without an answer; notes may stay empty."""
    return [
        item.key
        for item in sheet.questionnaire.questionnaire.items
        if item.kind is not Kind.OPEN and not sheet.answers.get(item.key)
    ]
