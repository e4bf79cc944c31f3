"""The school year of a plan: its actions, measurements, the window of Vensters and steps of a trajectory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from drieklank.base.clock import today
from drieklank.content.queries import instrument
from drieklank.documents.charts.rows import Drawing
from drieklank.documents.charts.timeline import TimelineRow, timeline
from drieklank.improve.models import ActionState, Plan
from drieklank.improve.queries.plan import actions_of
from drieklank.improve.queries.track import shape_of, steps
from drieklank.improve.rules.plan import is_late, year_named
from drieklank.improve.rules.plan_year import (
    MONTHS,
    Happening,
    Month,
    Sort,
    by_month,
    finding,
    months_between,
    outside,
    place_in,
)
from drieklank.measure.queries import rounds_of
from drieklank.results.queries.parts import day_words, round_title
from drieklank.schools.models import School

_SATISFACTION = "satisfaction"


@dataclass(frozen=True)
class YearPage:
    """A year: what it comes to, month by month, and drawn. outside: actions of another year."""

    name: str
    finding: str
    months: tuple[Month, ...]
    outside: tuple[Happening, ...]
    without_day: tuple[str, ...]
    drawing: Drawing


def year_page(plan: Plan) -> YearPage:
    """The school year that a plan is for. Four statements."""
    year = year_named(plan.school_year)
    first, last = year.starts_on, year.ends_on
    rows = list(actions_of(plan).exclude(state=ActionState.DROPPED))
    found = [*_actions(plan), *_rounds(plan.school, first, last), *_steps(plan.school)]
    found += _window(first)
    months = by_month(found, first, last)
    return YearPage(
        year.name,
        finding(months),
        months,
        outside((one for one in found if one.sort is Sort.ACTION), first, last),
        tuple(row.title for row in rows if row.due_on is None),
        _drawn([one for month in months for one in month.happenings], first, last),
    )


def _actions(plan: Plan) -> Iterator[Happening]:
    for row in actions_of(plan).exclude(state=ActionState.DROPPED):
        if row.due_on is None:
            continue
        names = [str(row.owner) if row.owner else "", row.owner_words]
        yield Happening(
            row.title,
            Sort.ACTION,
            min(row.starts_on or row.due_on, row.due_on),
            row.due_on,
            " met ".join(name for name in names if name) or "nog niemand",
            row.get_state_display(),
            row.state == ActionState.DONE,
            is_late(row.state, row.due_on, today()),
            reverse("improve:plan_action", args=[plan.school.code, row.public_id]),
        )


def _rounds(school: School, first: date, last: date) -> Iterator[Happening]:
    for row in rounds_of(school).filter(opens_on__lte=last, closes_on__gte=first):
        yield Happening(
            round_title(row),
            Sort.MEASURE,
            max(row.opens_on, first),
            row.closes_on,
            state=row.get_state_display(),
            is_done=row.closes_on < today(),
        )


def _steps(school: School) -> Iterator[Happening]:
    found = steps().filter(school=school, held_on__isnull=False)
    for row in found:
        if row.held_on is None:
            continue
        done = row.closed_on is not None
        yield Happening(
            f"Traject: {shape_of(row).name}",
            Sort.STEP,
            row.held_on,
            row.held_on,
            row.who,
            "gedaan" if done else "gepland",
            done,
        )


def _window(first: date) -> list[Happening]:
    """When satisfaction counts for Vensters; the year holds exactly one such window."""
    window = instrument(_SATISFACTION).window
    if window is None:
        return []
    opens = _day_in(window.opens, first)
    closes = _day_in(window.closes, first)
    return [
        Happening("Tevredenheid telt mee voor Vensters", Sort.WINDOW, opens, closes),
    ]


def _day_in(day: str, first: date) -> date:
    """A month and day ("11-01") in the school year that begins on `first`."""
    month, number = (int(part) for part in day.split("-"))
    return date(first.year if month >= first.month else first.year + 1, month, number)


def _drawn(found: list[Happening], first: date, last: date) -> Drawing:
    rows = [
        TimelineRow(
            one.title,
            one.who,
            place_in(one.starts_on, first, last),
            place_in(one.ends_on, first, last),
            "done" if one.sort is Sort.ACTION and one.is_done else one.sort.value,
            _when(one),
        )
        for one in sorted(found, key=lambda one: (one.starts_on, one.ends_on, one.title))
    ]
    months = [MONTHS[month - 1][:3] for _, month in months_between(first, last)]
    place = place_in(today(), first, last) if first <= today() <= last else None
    caption = "Het schooljaar, van augustus tot en met juli"
    return timeline(rows, caption=caption, months=months, today=place)


def _when(one: Happening) -> str:
    if one.starts_on == one.ends_on or one.sort is Sort.ACTION:
        return _short(one.ends_on)
    return f"{_short(one.starts_on)} tot {_short(one.ends_on)}"


def _short(day: date) -> str:
    return day_words(day).rsplit(" ", 1)[0]
