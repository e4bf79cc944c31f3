"""From weeks in a template to days in a year. Pure.

Only weekends are known: no holidays are made up. The page says so, and the school moves what falls in one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from drieklank.content.schema.plan_template import Anchor, PlanTemplate, TemplateAction

_SATURDAY: Final = 5
_WEEK: Final = timedelta(weeks=1)


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    past = day.weekday() - _SATURDAY
    return day if past < 0 else day + timedelta(days=2 - past)


@dataclass(frozen=True, slots=True)
class Dated:
    """An action of a template with its days."""

    action: TemplateAction
    starts_on: date
    due_on: date


def dated(template: PlanTemplate, anchors: Mapping[Anchor, date]) -> tuple[Dated, ...]:
    """The actions with real days, the first due on top.

    Raises:
        KeyError: a day that the template counts from is not given.
    """
    found = [
        Dated(
            one,
            working_day(anchors[one.anchor] + one.weeks[0] * _WEEK),
            working_day(anchors[one.anchor] + one.weeks[1] * _WEEK),
        )
        for one in template.actions
    ]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.starts_on)))


def outside(found: tuple[Dated, ...], first: date, last: date) -> tuple[str, ...]:
    """Titles of the actions that are not done within a school year."""
    return tuple(one.action.title for one in found if one.starts_on < first or one.due_on > last)


def facts(template: PlanTemplate) -> tuple[str, str, str]:
    """How long it takes, how much there is to do and how much it asks: Dutch words."""
    return (
        f"{template.weeks} weken",
        f"{len(template.actions)} acties",
        f"{sum(one.hours for one in template.actions)} uur",
    )
