"""Who may have a code, how long it works, and what a typed code can be. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from drieklank.base import codes

MAIL_CODE_WORKS: Final = timedelta(minutes=15)
PAPER_CODE_WORKS: Final = timedelta(days=60)
MAX_ATTEMPTS: Final = 5
CHOICE_WORKS: Final = timedelta(minutes=10)
ADDRESS_LINK_WORKS: Final = timedelta(days=1)
# From group 6 on: 6-8 in primary, 11-16 in secondary; in special education and mixed groups by age.
_YEAR_GROUPS: Final = frozenset({"6", "7", "8", "11", "12", "13", "14", "15", "16"})
_AGE_OF_GROUP_6: Final = 9
_EARLIEST_BIRTH: Final = 1990


def pupil_may_sign_in(year_group: str, birth_date: date | None, today: date) -> bool:
    """Whether a pupil may have a code of the own: from group 6, or nine years old where the group
    does not say so.
    """
    if year_group in _YEAR_GROUPS:
        return True
    if year_group.isdigit() or birth_date is None:
        return False
    return today.year - birth_date.year > _AGE_OF_GROUP_6


def canonical(typed: str) -> str:
    """The ten characters of a typed code. Raises codes.CodeError, which says what slipped."""
    return codes.encode(codes.read(typed))


def birth_year(typed: str, today: date) -> int | None:
    """A year of four digits (Arabic ones too) in which a pupil of today can have been born."""
    text = typed.strip()
    if len(text) != 4 or not text.isdecimal():
        return None
    year = int(text)
    return year if _EARLIEST_BIRTH <= year <= today.year else None


def same_birth_year(birth_date: date | None, year: int) -> bool:
    return birth_date is not None and birth_date.year == year
