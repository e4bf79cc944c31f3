"""Starting a plan and adding to it. One function is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.improve.models import (
    ActionSource,
    ActionState,
    Plan,
    PlanAction,
    PlanState,
    Priority,
)
from drieklank.improve.queries.plan import current_plan, gain_of, loads_of, plans_of
from drieklank.improve.queries.recommend import measured_round
from drieklank.improve.rules.plan import Load, hours_over, what_to_drop, year_of
from drieklank.measure.queries import Round
from drieklank.results.queries.commitments import Commitment, commitments
from drieklank.schools.models import School, User


class PlanExistsError(ValueError):
    """The school has a plan that is not closed; a new one would stand beside it."""


class NotPublishedError(ValueError):
    """A plan answers a report, and this round has none."""


class TooManyHoursError(ValueError):
    """The actions would ask more hours than the school set; nothing was written.

    over: hours too many. to_drop: planned actions of the plan that make room, least gain per hour
    first. new_is_least: the new action itself is what brings least per hour.
    """

    def __init__(self, over: int, to_drop: list[PlanAction], *, new_is_least: bool) -> None:
        super().__init__(f"{over} hours too many")
        self.over, self.to_drop, self.new_is_least = over, to_drop, new_is_least


@dataclass(frozen=True, slots=True)
class ActionWish:
    """How an action is to stand. `hours`: whole hours of the team together."""

    title: str
    priority: Priority | None = None
    activity: str = ""
    owner: User | None = None
    owner_words: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    hours: int = 0
    state: str = ActionState.PLANNED
    outcome: str = ""
    items: Sequence[str] = ()
    source: str = ActionSource.OWN
    source_ref: str = ""
    for_parents: str = ""
    # Public id of a promise (U zei, wij doen) of the same school that this action keeps.
    commitment: UUID | None = None


@transaction.atomic
def start_plan(school: School, *, by: Actor, measured: Round | None = None) -> Plan:
    """A new draft for this school year; for the next one where this year's plan is closed.

    measured: the published round that it answers; None: a plan without a measurement.

    Raises:
        PlanExistsError: a plan that is not closed is there.
        NotPublishedError: the round is of another school or has no report.
    """
    if current_plan(school) is not None:
        raise PlanExistsError
    if measured is not None:
        check_report(school, measured)
    year = year_of(today())
    newest = plans_of(school).first()
    if newest is not None and newest.school_year >= year.name:
        year = year_of(year.ends_on.replace(month=8, day=1))
    row: Plan = Plan.objects.create(
        board_id=school.board_id,
        school=school,
        school_year=year.name,
        title=f"Plan {year.name}",
        round=measured,
        state=PlanState.DRAFT,
        starts_on=max(year.starts_on, today()),
        ends_on=year.ends_on,
    )
    note("plan.started", row, by=by)
    return row


def check_report(school: School, measured: Round) -> None:
    """Raise NotPublishedError where a round is of another school or has no report."""
    if measured.school_id != school.pk or measured.state != "published":
        raise NotPublishedError


def ensure_plan(school: School, *, by: Actor) -> Plan:
    """The plan of now; where there is none a new one, on the newest report with goals if any."""
    return current_plan(school) or start_plan(school, by=by, measured=measured_round(school))


@transaction.atomic
def add_action(plan: Plan, wish: ActionWish, *, by: Actor) -> PlanAction:
    """Put an action at the end of the plan.

    Raises:
        TooManyHoursError: with it the plan asks more hours than the school set.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    check_hours(plan, wish)
    last = PlanAction.objects.filter(plan=plan).aggregate(last=Max("place"))["last"]
    row: PlanAction = PlanAction.objects.create(
        board_id=plan.board_id,
        plan=plan,
        place=(last or 0) + 1,
        source=wish.source,
        source_ref=wish.source_ref,
        activity=wish.activity,
        commitment=_promised(plan, wish.commitment),
        **fields_of(wish),
    )
    note("plan.action_added", row, by=by, school_id=plan.school_id, source=row.source)
    return row


def _promised(plan: Plan, public_id: UUID | None) -> Commitment | None:
    if public_id is None:
        return None
    return commitments().filter(school_id=plan.school_id, public_id=public_id).first()


def fields_of(wish: ActionWish) -> dict[str, object]:
    """What of a wish may change later, as columns."""
    return {
        "priority": wish.priority,
        "title": wish.title,
        "owner": wish.owner,
        "owner_words": wish.owner_words,
        "starts_on": wish.starts_on,
        "due_on": wish.due_on,
        "hours": wish.hours,
        "state": wish.state,
        "outcome": wish.outcome.strip(),
        "items": list(wish.items),
        "for_parents": wish.for_parents,
    }


def check_hours(plan: Plan, wish: ActionWish, known: PlanAction | None = None) -> None:
    """Raise TooManyHoursError where the plan with this wish (in place of `known`) asks too much."""
    if wish.state == ActionState.DROPPED or not wish.hours:
        return
    new = Load("new", wish.hours, gain_of(wish.activity), wish.state == ActionState.PLANNED)
    others = [one for one in loads_of(plan) if known is None or one.key != known.pk]
    over = hours_over(plan.hours_limit, [*others, new])
    if not over:
        return
    # A plan that is over its limit already may always shrink.
    if known is not None and known.state != ActionState.DROPPED and wish.hours <= known.hours:
        return
    least = what_to_drop(plan.hours_limit, [*others, new])
    keys = what_to_drop((plan.hours_limit or 0) - wish.hours, others)
    rows = {row.pk: row for row in PlanAction.objects.filter(plan=plan, pk__in=keys)}
    raise TooManyHoursError(
        over, [rows[key] for key in keys if key in rows], new_is_least="new" in least
    )
