"""Reads of what is filled in under a name."""

from __future__ import annotations

from django.db.models import QuerySet

from drieklank.content.queries import instruments
from drieklank.content.schema import Instrument, Way
from drieklank.measure.models_signed import SignedSheet
from drieklank.schools.models import School


def signed_sheets() -> QuerySet[SignedSheet]:
    """Return all sheets of the open boards, newest first."""
    return SignedSheet.objects.select_related("school", "questionnaire", "filled_by")


def sheets_of(school: School) -> QuerySet[SignedSheet]:
    """Return the sheets of a school."""
    return signed_sheets().filter(school=school)


def signed_instruments() -> list[Instrument]:
    """Return the instruments that are filled in under a name."""
    return instruments(Way.SIGNED)


def signed_answers(school: School, key: str) -> SignedSheet | None:
    """Return the newest signed sheet of an instrument at a school; None: there is none."""
    return sheets_of(school).filter(instrument=key, signed_on__isnull=False).first()
