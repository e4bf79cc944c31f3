"""Plans of the demonstration: a draft of three actions on a report, and a plan that came to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from drieklank.access.actor import Actor, actor_of_user
from drieklank.improve.actions.plan import ActionWish, add_action, start_plan
from drieklank.improve.actions.plan_action import DoneWish, log_done, set_state
from drieklank.improve.actions.plan_change import (
    PlanWish,
    PriorityWish,
    begin_plan,
    change_plan,
    close_plan,
    set_priorities,
)
from drieklank.improve.models import Plan, PlanAction, Priority
from drieklank.improve.queries.plan_draft import items_of, offer_of, priority_for, size_of
from drieklank.improve.rules.plan import year_of
from drieklank.measure.queries import Round, rounds_of
from drieklank.results.queries.choosing import points_of
from drieklank.schools.models import Membership, School
from drieklank.toolkit.queries import activity

DAYS_AHEAD: Final = (40, 75, 130)
LOOK_BACK: Final = (
    "De gesprekken werden beter toen kinderen erbij kwamen. Dat houden we. Meebeslissen kostte meer "
    "tijd dan gedacht, maar ouders merken het verschil. De buurt kwam er niet van: daar hadden we "
    "geen uren meer voor. Volgend jaar beginnen we daar kleiner mee."
)


@dataclass(frozen=True)
class Deed:
    """A finished action: for which goal, in how many hours, and what was done on which days after the start."""

    title: str
    goal: str
    hours: int
    state: str
    outcome: str
    done: tuple[tuple[int, str, str, int, int], ...] = ()


DEEDS: Final = (
    Deed(
        "Kinderen zijn bij elk gesprek",
        "conversation",
        24,
        "done",
        "In alle groepen. Het gesprek begint nu bij wat het kind zelf vertelt.",
        (
            (30, "Geoefend met het team, in tweetallen", "planned", 10, 0),
            (75, "Eerste ronde gesprekken met kinderen erbij", "planned", 9, 0),
            (190, "Tweede ronde; in groep 1 en 2 korter gemaakt", "adapted", 6, 0),
        ),
    ),
    Deed(
        "Ouders beslissen mee over het feest en het plein",
        "deciding",
        16,
        "done",
        "Acht ouders dachten mee. Het plein werd anders dan wij hadden bedacht, en beter.",
        (
            (60, "Avond met soep, drie plannen op tafel", "planned", 8, 85),
            (140, "Alle ouders kozen uit de drie plannen", "partly", 5, 0),
        ),
    ),
    Deed(
        "Een middag met de buurt",
        "community",
        12,
        "dropped",
        "Hier waren geen uren meer voor. We pakken het kleiner op.",
    ),
)


def draft_plan(school: School, day: date) -> None:
    """A draft on the newest report: its points as priorities, and what it suggested first."""
    leader = _leader(school)
    measured = rounds_of(school).filter(state="published").first()
    plan = start_plan(school, by=leader, measured=measured)
    points = points_of(measured)[:2] if measured else ()
    wishes = [PriorityWish(one.name, one.goal, one.advice) for one in points]
    set_priorities(plan, wishes, by=leader)
    plan = Plan.objects.get(pk=plan.pk)
    change_plan(plan, PlanWish(plan.title, 80), version=plan.version, by=leader)
    keys = [one.key for point in points for one in point.activities[:2]]
    for place, key in enumerate(dict.fromkeys(keys)):
        if place < len(DAYS_AHEAD):
            _from_library(Plan.objects.get(pk=plan.pk), key, place, day, leader)


def _from_library(plan: Plan, key: str, place: int, day: date, by: Actor) -> None:
    found = activity(key)
    if found is None:
        return
    one = offer_of(found, size_of(plan.school))
    teachers = Membership.objects.filter(school=plan.school, role="teacher").order_by("pk")
    owner = by.user if place == 0 else teachers[place - 1].user
    wish = ActionWish(
        one.title,
        priority_for(plan, key),
        activity=key,
        # The last one has no owner yet: a draft that leaves something to decide.
        owner=owner if place < 2 else None,
        due_on=day + timedelta(days=DAYS_AHEAD[place]),
        hours=min(one.hours, 24),
        items=items_of(plan, key),
        source="activity",
        source_ref=key,
    )
    add_action(plan, wish, by=by)


def finished_plan(school: School, baseline: Round) -> None:
    """A plan that answered a baseline of a year ago: done, measured again and closed."""
    leader = _leader(school)
    plan = start_plan(school, by=leader, measured=baseline)
    begun_on = (baseline.closed_on or baseline.closes_on) + timedelta(days=21)
    _set_back(plan, begun_on)
    rows = set_priorities(plan, _wishes(baseline), by=leader)
    priorities = {row.goal: row for row in rows}
    plan = Plan.objects.get(pk=plan.pk)
    change_plan(plan, PlanWish(plan.title, 60), version=plan.version, by=leader)
    for deed in DEEDS:
        _do(Plan.objects.get(pk=plan.pk), deed, priorities, begun_on, leader)
    begin_plan(plan, by=leader)
    plan = Plan.objects.get(pk=plan.pk)
    close_plan(plan, LOOK_BACK, version=plan.version, by=leader)
    Plan.objects.filter(pk=plan.pk).update(closed_on=begun_on + timedelta(days=270))


def _wishes(baseline: Round) -> Sequence[PriorityWish]:
    wanted = {deed.goal for deed in DEEDS}
    return [
        PriorityWish(one.name, one.goal, one.advice)
        for one in points_of(baseline)
        if one.goal in wanted
    ]


def _set_back(plan: Plan, begun_on: date) -> None:
    """A plan of today is shown as one of the school year in which it began."""
    year = year_of(begun_on)
    Plan.objects.filter(pk=plan.pk).update(
        school_year=year.name, title=f"Plan {year.name}", starts_on=begun_on, ends_on=year.ends_on
    )


def _do(plan: Plan, deed: Deed, priorities: dict[str, Priority], begun_on: date, by: Actor) -> None:
    last = deed.done[-1][0] if deed.done else 200
    keys = {one.goal: one.items for one in points_of(plan.round)} if plan.round else {}
    wish = ActionWish(
        deed.title,
        priorities.get(deed.goal),
        owner=by.user,
        due_on=begun_on + timedelta(days=last + 14),
        hours=deed.hours,
        items=keys.get(deed.goal, ())[:3],
    )
    row = add_action(plan, wish, by=by)
    for after, what, fidelity, hours, euros in deed.done:
        on = begun_on + timedelta(days=after)
        log_done(row, DoneWish(on, what, fidelity, (), hours, euros), by=by)
    set_state(PlanAction.objects.get(pk=row.pk), deed.state, deed.outcome, by=by)


def _leader(school: School) -> Actor:
    row = Membership.objects.filter(school=school, role="school_leader").earliest("pk")
    return actor_of_user(row.user)


def make_plans(schools: dict[str, School], day: date) -> None:
    """De Bolderik finished a plan; De Lantaarnboom has a draft on its report."""
    bolderik = schools["bolderik"]
    baseline = rounds_of(bolderik).filter(instrument="baseline", state="published").last()
    if baseline is not None:
        finished_plan(bolderik, baseline)
    draft_plan(schools["lantaarnboom"], day)
