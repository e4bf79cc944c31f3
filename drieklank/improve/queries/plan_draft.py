"""From report to draft: what a school may choose first, which activities fit, and what they ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from drieklank.base.clock import today
from drieklank.content.queries import framework
from drieklank.content.schema.activity import Activity
from drieklank.improve.models import ActionState, Plan, PlanAction, Priority
from drieklank.improve.queries.plan import actions_of, priorities_of
from drieklank.improve.queries.recommend import recommended_from
from drieklank.improve.rules.effort import School as Size
from drieklank.improve.rules.effort import effort_of
from drieklank.improve.rules.plan_draft import Asked, goal_of, items_to_move
from drieklank.measure.queries import Round
from drieklank.people.queries import enrolled
from drieklank.results.queries.choosing import Point, asked_items, points_of
from drieklank.results.queries.commitments import commitments
from drieklank.results.queries.parts import period_words, round_title
from drieklank.schools.models import School
from drieklank.schools.queries import groups_on, team_of
from drieklank.toolkit.queries import activities, activities_for, time_of
from drieklank.toolkit.queries.own import activity_at

if TYPE_CHECKING:
    from drieklank.results.queries.commitments import Commitment

# Activities to choose from per priority.
MOST: Final = 3


@dataclass(frozen=True)
class ReportChoice:
    """A published report to make a plan of."""

    row: Round
    label: str


def report_choices(rounds: Iterable[Round]) -> tuple[ReportChoice, ...]:
    """The published reports that have points to choose from, newest first."""
    return tuple(
        ReportChoice(row, f"{round_title(row)}, {period_words(row.opens_on, row.closes_on)}")
        for row in rounds
        if points_of(row)
    )


def points_for(plan: Plan, minimum: int) -> tuple[Point, ...]:
    """What may be chosen as a priority: the goals of the report, or (unmeasured) of the framework."""
    measured = points_of(plan.round, minimum) if plan.round else ()
    return measured or tuple(
        Point(goal.key, str(goal.name), str(goal.definition), "", False, (), (), ())
        for goal in framework().goals
    )


def size_of(school: School) -> Size:
    """How large the school is today. Three statements."""
    return Size(
        max(1, enrolled(school).count()),
        max(1, groups_on(school, today()).count()),
        max(1, team_of(school).values("user_id").distinct().count()),
    )


@dataclass(frozen=True)
class Offer:
    """An activity to choose. `hours`: what it asks when the whole school does it once."""

    key: str
    title: str
    summary: str
    time: str
    hours: int
    why: str = ""

    @property
    def label(self) -> str:
        """The choice in one line."""
        return f"{self.title} ({self.hours} uur voor de hele school)"


@dataclass(frozen=True)
class OfferBlock:
    """The activities that fit one priority; those in the plan already left out."""

    priority: Priority
    offers: tuple[Offer, ...]


def offers_for(plan: Plan, priorities: Sequence[Priority], minimum: int) -> tuple[OfferBlock, ...]:
    """Per priority at most three activities, each once: what is recommended to this school first."""
    goals = [one.goal for one in priorities if one.goal]
    ranked = recommended_from(
        plan.school, plan.round, goals, plan=plan, minimum=minimum, most=len(activities())
    )
    indicators = {one.goal: one.indicators for one in points_for(plan, minimum)}
    size, blocks = size_of(plan.school), []
    there = {row.activity for row in actions_of(plan) if row.activity}
    for priority in priorities:
        lowest = indicators.get(priority.goal, ())
        offers = [
            Offer(one.key, one.title, one.summary, one.time, one.hours, " ".join(one.reasons))
            for one in ranked
            if one.key not in there and one.scored.goal == priority.goal
        ][:MOST]
        there.update(one.key for one in offers)
        found = activities_for(priority.goal, plan.school.sector, lowest) if priority.goal else ()
        rest = [one for one, _ in found if one.key not in there][: MOST - len(offers)]
        there.update(one.key for one in rest)
        blocks.append(OfferBlock(priority, (*offers, *(offer_of(one, size) for one in rest))))
    return tuple(blocks)


def offer_of(found: Activity, size: Size) -> Offer:
    """An activity with its hours for a school of this size."""
    head = found.head
    hours = effort_of(head, size).whole_hours
    return Offer(found.key, head.title, head.summary, time_of(found), hours)


@dataclass(frozen=True)
class Start:
    """What an action begins with: an activity of the library, or a promise that was made.

    there: the action in the plan that is it already.
    """

    title: str
    summary: str
    activity: str = ""
    hours: int = 0
    owner: int | None = None
    due_on: date | None = None
    for_parents: str = ""
    commitment: UUID | None = None
    there: PlanAction | None = None


def wish_to_start(school: School, plan: Plan | None, key: str, promised: str) -> Start | None:
    """What these two parts of an address ask for; None: nothing that is there."""
    rows = (
        actions_of(plan).exclude(state=ActionState.DROPPED) if plan else PlanAction.objects.none()
    )
    found = activity_at(school, key) if key else None
    if found is not None:
        one = offer_of(found, size_of(school))
        there = rows.filter(activity=one.key).first()
        return Start(one.title, one.summary, one.key, one.hours, there=there)
    known = _promise(school, promised)
    if known is None:
        return None
    return Start(
        known.text[:200],
        "Dit zegden jullie toe.",
        owner=known.owner_id,
        due_on=known.due_on,
        for_parents=known.text[:300],
        commitment=known.public_id,
        there=rows.filter(commitment=known).first(),
    )


def _promise(school: School, promised: str) -> Commitment | None:
    try:
        public_id = UUID(promised)
    except ValueError:
        return None
    return commitments().filter(school=school, public_id=public_id).first()


def items_of(plan: Plan, key: str) -> tuple[str, ...]:
    """Keys of the questions of the plan's round that an activity should move."""
    found = activity_at(plan.school, key) if key else None
    if found is None or plan.round is None:
        return ()
    asked = [Asked(one, indicator) for one, _, _, indicator in asked_items(plan.round)]
    return items_to_move(asked, found.head.indicators)


def priority_for(plan: Plan, key: str) -> Priority | None:
    """Under which priority an activity comes: the first whose goal it serves."""
    priorities = list(priorities_of(plan))
    found = activity_at(plan.school, key) if key else None
    if found is None:
        return None
    goal = goal_of(found.head.goals, [one.goal for one in priorities if one.goal])
    return next((one for one in priorities if goal and one.goal == goal), None)
