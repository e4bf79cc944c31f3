"""The steps from report to draft, each one transaction: many actions at once, and who does them when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.improve.actions.plan import ActionWish, TooManyHoursError, add_action
from drieklank.improve.actions.plan_change import ActionChangedError, drop_for_hours
from drieklank.improve.models import Plan, PlanAction
from drieklank.improve.queries.plan import actions_of, gain_of, loads_of
from drieklank.improve.queries.plan_draft import items_of
from drieklank.improve.rules.plan import Load, hours_over, what_to_drop


class TooManyChosenError(ValueError):
    """What was chosen together asks too many hours. `titles`: what brings least per hour."""

    def __init__(self, over: int, titles: list[str]) -> None:
        super().__init__(f"{over} hours too many")
        self.over, self.titles = over, titles


@transaction.atomic
def add_actions(plan: Plan, wishes: Sequence[ActionWish], *, by: Actor) -> list[PlanAction]:
    """Put several actions in the plan, with the questions that each should move.

    Raises:
        TooManyChosenError: with all of them the plan asks more hours than the school set.
    """
    new = [Load(f"new {n}", one.hours, gain_of(one.activity)) for n, one in enumerate(wishes)]
    loads = [*loads_of(plan), *new]
    over = hours_over(plan.hours_limit, loads)
    if over:
        raise TooManyChosenError(over, _titles(plan, wishes, loads))
    return [
        add_action(plan, replace(one, items=one.items or items_of(plan, one.activity)), by=by)
        for one in wishes
    ]


def _titles(plan: Plan, wishes: Sequence[ActionWish], loads: Sequence[Load]) -> list[str]:
    known: dict[object, str] = {row.pk: row.title for row in actions_of(plan)}
    known |= {f"new {n}": one.title for n, one in enumerate(wishes)}
    return [known[key] for key in what_to_drop(plan.hours_limit, loads)]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who does an action (id of a person), by when and in how many hours; `version` as it was read."""

    action: int
    owner: int | None
    due_on: date | None
    hours: int
    version: int


@transaction.atomic
def assign(plan: Plan, wishes: Sequence[Assignment], *, drop: Sequence[int] = (), by: Actor) -> int:
    """Say of many actions at once who does them. Returns how many changed.

    Raises:
        ActionChangedError: one of them that changes here was changed by somebody else first.
        TooManyHoursError: together they ask more hours than the school set.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    limit_before = hours_over(plan.hours_limit, loads_of(plan))
    drop_for_hours(plan, drop, by=by)
    rows = {row.pk: row for row in actions_of(plan)}
    changed = 0
    for wish in wishes:
        row = rows[wish.action]
        if row.pk in drop or _stands(row, wish):
            continue
        if row.version != wish.version:
            raise ActionChangedError(row)
        row.owner_id, row.due_on, row.hours = wish.owner, wish.due_on, wish.hours
        row.version += 1
        row.save(update_fields=["owner", "due_on", "hours", "version"])
        note("plan.action_changed", row, by=by, school_id=plan.school_id, state=row.state)
        changed += 1
    loads = loads_of(plan)
    over = hours_over(plan.hours_limit, loads)
    if over > limit_before:
        keys = what_to_drop(plan.hours_limit, loads)
        raise TooManyHoursError(
            over, [rows[key] for key in keys if isinstance(key, int)], new_is_least=False
        )
    return changed


def _stands(row: PlanAction, wish: Assignment) -> bool:
    return (row.owner_id, row.due_on, row.hours) == (wish.owner, wish.due_on, wish.hours)
