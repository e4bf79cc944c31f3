"""A school year as months with what happens in them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
_BUSY: Final = 3


class Sort(StrEnum):
    ACTION = "action"
    MEASURE = "measure"
    WINDOW = "window"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something with a first and a last day. state: in Dutch words, empty where there is none."""

    title: str
    sort: Sort
    starts_on: date
    ends_on: date
    who: str = ""
    state: str = ""
    is_done: bool = False
    is_late: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what is to be done or begins in it, in the order of days."""

    name: str
    year: int
    happenings: tuple[Happening, ...]


def months_between(first: date, last: date) -> tuple[tuple[int, int], ...]:
    """(year, month) of each month from first to last."""
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        found.append((year, month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


def month_of(one: Happening) -> date:
    """The day by which something stands in a month: an action at its end, the rest at its start."""
    return one.ends_on if one.sort is Sort.ACTION else one.starts_on


def by_month(happenings: Iterable[Happening], first: date, last: date) -> tuple[Month, ...]:
    """All months of a year, also those without anything; what lies outside the year is left out."""
    kept = sorted(happenings, key=lambda one: (month_of(one), one.title))
    return tuple(
        Month(
            MONTHS[month - 1],
            year,
            tuple(
                one for one in kept if (month_of(one).year, month_of(one).month) == (year, month)
            ),
        )
        for year, month in months_between(first, last)
    )


def outside(happenings: Iterable[Happening], first: date, last: date) -> tuple[Happening, ...]:
    """What falls in another year."""
    return tuple(one for one in happenings if not first <= month_of(one) <= last)


def place_in(day: date, first: date, last: date) -> float:
    """Where a day lies in the year, from 0 to 100; each month is as wide as another."""
    months = months_between(first, last)
    day = min(max(day, first), last)
    index = months.index((day.year, day.month))
    start = date(day.year, day.month, 1)
    length = (_next_month(start) - start).days
    return 100 * (index + (day - start).days / length) / len(months)


def busiest(months: Sequence[Month]) -> tuple[str, int] | None:
    """The month in which most actions are to be done, and how many; None: no month stands out."""
    counts = Counter(
        {
            (month.year, month.name): sum(
                one.sort is Sort.ACTION and not one.is_done for one in month.happenings
            )
            for month in months
        }
    )
    top = counts.most_common(2)
    if not top or top[0][1] < _BUSY or (len(top) > 1 and top[1][1] == top[0][1]):
        return None
    return top[0][0][1], top[0][1]


def finding(months: Sequence[Month]) -> str:
    """What the year comes to, as a heading."""
    actions = [one for month in months for one in month.happenings if one.sort is Sort.ACTION]
    late = sum(one.is_late for one in actions)
    if late:
        return (
            "Eén actie had al klaar moeten zijn"
            if late == 1
            else f"{late} acties hadden al klaar moeten zijn"
        )
    found = busiest(months)
    if found is not None:
        return f"In {found[0]} is het druk: {found[1]} acties moeten dan klaar zijn"
    if not actions:
        return "In dit jaar staat nog geen actie met een dag"
    return "Dit staat er dit schooljaar"


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
