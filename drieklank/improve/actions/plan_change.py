"""Changing a plan: its priorities, its hours, fixing it, closing it, taking over what was left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.improve.actions.plan import TooManyHoursError, check_report
from drieklank.improve.models import ActionState, Plan, PlanAction, PlanState, Priority
from drieklank.improve.queries.plan import actions_of, loads_of, plans_of
from drieklank.improve.rules.plan import ENDED, MOST_PRIORITIES, hours_over, what_to_drop
from drieklank.measure.queries import Round

NO_HOURS = "Hier waren geen uren meer voor."


class TooManyPrioritiesError(ValueError):
    """More than three priorities."""


class PlanChangedError(ValueError):
    """Somebody else changed the plan after it was read; nothing was written. `row`: as it is now."""

    def __init__(self, row: Plan) -> None:
        super().__init__(f"plan {row.pk} is at version {row.version}")
        self.row = row


class ActionChangedError(ValueError):
    """Somebody else changed the action after it was read; nothing was written. `row`: as it is now."""

    def __init__(self, row: PlanAction) -> None:
        super().__init__(f"action {row.pk} is at version {row.version}")
        self.row = row


@dataclass(frozen=True, slots=True)
class PriorityWish:
    """A priority: a goal of the framework, or (goal empty) something in own words."""

    title: str
    goal: str = ""
    why: str = ""


@transaction.atomic
def set_priorities(
    plan: Plan, wishes: Sequence[PriorityWish], *, version: int | None = None, by: Actor
) -> list[Priority]:
    """Let the plan have these priorities, in this order. One that stays keeps its actions.

    version: of the plan as it was read; None: whatever it is now.

    Raises:
        PlanChangedError: the plan has another version.
        TooManyPrioritiesError: more than three.
    """
    if len(wishes) > MOST_PRIORITIES:
        raise TooManyPrioritiesError
    plan = _locked(plan)
    if version not in {None, plan.version}:
        raise PlanChangedError(plan)
    known = {_name(row.goal, row.title): row for row in Priority.objects.filter(plan=plan)}
    rows = []
    for place, wish in enumerate(wishes, start=1):
        row = known.pop(_name(wish.goal, wish.title), None) or Priority(
            board_id=plan.board_id, plan=plan, goal=wish.goal
        )
        row.title, row.why, row.place = wish.title, wish.why or row.why, place
        row.save()
        rows.append(row)
    Priority.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
    _touched(plan)
    note("plan.changed", plan, by=by, priorities=len(rows))
    return rows


def _name(goal: str, title: str) -> tuple[str, str]:
    return (goal, "") if goal else ("", title)


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What of a plan itself may be changed. hours_limit: whole hours; None: not set.

    measured: the published round of the school that a plan without one answers from now on.
    """

    title: str
    hours_limit: int | None = None
    measured: Round | None = None


@transaction.atomic
def change_plan(
    plan: Plan, wish: PlanWish, *, version: int, drop: Sequence[int] = (), by: Actor
) -> Plan:
    """Another name or another number of hours; `drop`: ids of actions that go to make room.

    Raises:
        PlanChangedError: `version` is not that of the row.
        TooManyHoursError: the actions that stay ask more hours than this.
        NotPublishedError: the round is of another school or has no report.
    """
    row = _locked(plan)
    if row.version != version:
        raise PlanChangedError(row)
    drop_for_hours(row, drop, by=by)
    if wish.hours_limit is not None and wish.hours_limit != row.hours_limit:
        check_limit(row, wish.hours_limit)
    row.title, row.hours_limit = wish.title, wish.hours_limit
    if row.round is None and wish.measured is not None:
        check_report(row.school, wish.measured)
        row.round = wish.measured
    row.version += 1
    row.save(update_fields=["title", "hours_limit", "round", "version"])
    note("plan.changed", row, by=by)
    return row


def check_limit(plan: Plan, limit: int) -> None:
    """Raise TooManyHoursError where the plan asks more hours than this."""
    loads = loads_of(plan)
    over = hours_over(limit, loads)
    if over:
        keys = what_to_drop(limit, loads)
        rows = {row.pk: row for row in actions_of(plan).filter(pk__in=keys)}
        raise TooManyHoursError(
            over, [rows[key] for key in keys if isinstance(key, int)], new_is_least=False
        )


def drop_for_hours(plan: Plan, ids: Sequence[int], *, by: Actor) -> None:
    """Let planned actions go because there are no hours for them. Call within a transaction."""
    for row in actions_of(plan).filter(pk__in=ids, state=ActionState.PLANNED):
        row.state, row.outcome, row.version = ActionState.DROPPED, NO_HOURS, row.version + 1
        row.save(update_fields=["state", "outcome", "version"])
        note("plan.action_changed", row, by=by, school_id=plan.school_id, state=row.state)


@transaction.atomic
def begin_plan(plan: Plan, *, by: Actor) -> Plan:
    """From draft to running. A plan that runs or is closed stays as it is."""
    row = _locked(plan)
    if row.state == PlanState.DRAFT:
        row.state, row.version = PlanState.RUNNING, row.version + 1
        row.save(update_fields=["state", "version"])
        note("plan.begun", row, by=by)
    return row


@transaction.atomic
def close_plan(plan: Plan, look_back: str, *, version: int, by: Actor) -> Plan:
    """Close a plan with what the school learned. What is unfinished stays as it is, to take over.

    Raises:
        PlanChangedError: `version` is not that of the row.
    """
    row = _locked(plan)
    if row.version != version:
        raise PlanChangedError(row)
    row.state, row.look_back, row.closed_on = PlanState.CLOSED, look_back.strip(), today()
    row.version += 1
    row.save(update_fields=["state", "look_back", "closed_on", "version"])
    note("plan.closed", row, by=by)
    return row


@transaction.atomic
def take_over(plan: Plan, ids: Sequence[int], *, by: Actor) -> list[PlanAction]:
    """Copy unfinished actions (ids) of the closed plan before this one, with their priority.

    Hours come along; days do not, since they are of a year that is over.
    """
    plan = _locked(plan)
    priorities: dict[int, Priority | None] = {}
    place = PlanAction.objects.filter(plan=plan).count()
    rows = []
    for known in unfinished_before(plan):
        if known.pk not in ids:
            continue
        if known.priority is not None and known.priority_id not in priorities:
            priorities[known.priority.pk] = _same_priority(plan, known.priority)
        place += 1
        rows.append(
            PlanAction.objects.create(
                board_id=plan.board_id,
                plan=plan,
                priority=priorities.get(known.priority_id) if known.priority_id else None,
                activity=known.activity,
                title=known.title,
                owner=known.owner,
                owner_words=known.owner_words,
                hours=known.hours,
                source=known.source,
                source_ref=known.source_ref,
                for_parents=known.for_parents,
                place=place,
            )
        )
    if rows:
        note("plan.taken_over", plan, by=by, actions=len(rows))
    return rows


def unfinished_before(plan: Plan) -> list[PlanAction]:
    """What was not done of the newest closed plan before this one."""
    before = plans_of(plan.school).filter(state=PlanState.CLOSED, school_year__lt=plan.school_year)
    newest = before.first()
    return list(actions_of(newest).exclude(state__in=ENDED)) if newest is not None else []


def _same_priority(plan: Plan, known: Priority) -> Priority | None:
    there = Priority.objects.filter(plan=plan)
    same = there.filter(goal=known.goal, title=known.title).first()
    if same is not None or there.count() >= MOST_PRIORITIES:
        return same
    made: Priority = Priority.objects.create(
        board_id=plan.board_id,
        plan=plan,
        goal=known.goal,
        title=known.title,
        why=known.why,
        place=there.count() + 1,
    )
    return made


def _locked(plan: Plan) -> Plan:
    row: Plan = Plan.objects.select_for_update().get(pk=plan.pk)
    return row


def _touched(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
