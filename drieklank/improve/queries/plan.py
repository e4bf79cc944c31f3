"""Reads of plans: which ones a school has, the one of now, and what stands in it."""

from __future__ import annotations

from django.db.models import QuerySet

from drieklank.improve.models import Plan, PlanAction, PlanState, Priority
from drieklank.improve.rules.plan import ENDED, ActionState, Load
from drieklank.schools.models import School
from drieklank.toolkit.queries import activity

__all__ = [
    "Plan",
    "PlanAction",
    "Priority",
    "actions_of",
    "current_plan",
    "gain_of",
    "loads_of",
    "movable_of",
    "plans_of",
    "priorities_of",
]


def plans_of(school: School) -> QuerySet[Plan]:
    """All plans of a school, newest year first."""
    return Plan.objects.filter(school=school).select_related("school", "round")


def current_plan(school: School) -> Plan | None:
    """The plan that is worked on: the newest that is not closed; None: there is none."""
    return plans_of(school).exclude(state=PlanState.CLOSED).first()


def actions_of(plan: Plan) -> QuerySet[PlanAction]:
    """The actions of a plan in the order of the plan, with owner and priority; dropped ones too."""
    return PlanAction.objects.filter(plan=plan).select_related("owner", "priority", "plan")


def priorities_of(plan: Plan) -> QuerySet[Priority]:
    """At most three, the first on top."""
    return Priority.objects.filter(plan=plan)


def gain_of(key: str) -> float:
    """What an activity may bring for a start, above zero: the stronger its evidence the more.

    An idea of one's own counts as an activity that nobody studied.
    """
    found = activity(key) if key else None
    return 1.0 + (int(found.head.evidence.level.removeprefix("E")) if found else 0)


def loads_of(plan: Plan) -> list[Load]:
    """What the actions of a plan ask of the team, keyed by their id; dropped ones ask nothing."""
    return [
        Load(row.pk, row.hours, gain_of(row.activity), row.state not in {*ENDED, ActionState.BUSY})
        for row in actions_of(plan)
        if row.state != ActionState.DROPPED
    ]


def movable_of(plan: Plan) -> list[PlanAction]:
    """The actions that can make room for others: planned. One without hours may just be given some."""
    return list(actions_of(plan).filter(state=ActionState.PLANNED))
