"""The way of a request: who may judge it, how long an appeal is open, how long a certificate holds."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """Where a request is. ASKED and APPEALED wait for an assessor; the others are over."""

    ASKED = "asked"
    REFUSED = "refused"
    APPEALED = "appealed"
    UPHELD = "upheld"
    GRANTED = "granted"
    DROPPED = "dropped"


WAITING = frozenset({Stage.ASKED, Stage.APPEALED})


class Validity(StrEnum):
    """How an issued certificate stands on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Independence:
    """What ties a person to a school, counted over the whole track from the baseline on."""

    helped: bool = False
    works_at_board: bool = False
    is_parent: bool = False
    decided_before: bool = False


def objection(found: Independence) -> str:
    """Why this person may not judge, as a sentence; empty: nothing stands in the way."""
    if found.helped:
        return "Wie de school heeft begeleid, mag haar niet beoordelen."
    if found.works_at_board:
        return "Wie bij dit bestuur werkt of werkte, mag de school niet beoordelen."
    if found.is_parent:
        return "Wie een kind op de school heeft, mag haar niet beoordelen."
    if found.decided_before:
        return "Een tweede beoordeling doet iemand anders dan de eerste."
    return ""


def appeal_until(decided_on: date, weeks: int) -> date:
    """The last day on which the school may ask for a second look."""
    return decided_on + timedelta(weeks=weeks)


def may_appeal(stage: Stage, decided_on: date | None, weeks: int, on: date) -> bool:
    """Once, after a first refusal, within the weeks."""
    return (
        stage is Stage.REFUSED and decided_on is not None and on <= appeal_until(decided_on, weeks)
    )


def add_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def add_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(issued_on: date, years: int) -> date:
    """The last day on which a certificate of so many years holds."""
    return add_years(issued_on, years) - timedelta(days=1)


def validity(ends_on: date, withdrawn_on: date | None, on: date) -> Validity:
    """How a certificate stands; withdrawn goes before expired."""
    if withdrawn_on is not None and withdrawn_on <= on:
        return Validity.WITHDRAWN
    return Validity.EXPIRED if on > ends_on else Validity.VALID


def may_ask(
    stages: frozenset[Stage], valid_until: date | None, renew_months: int, on: date
) -> bool:
    """Whether a school may ask now: nothing runs, and what holds is close to its end."""
    if stages & WAITING:
        return False
    return valid_until is None or on >= add_months(valid_until, -renew_months)
