"""De Klaproos took over a plan: it runs, two actions are behind them, and parents see what they notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from drieklank.access.actor import Actor, actor_of_user
from drieklank.content.schema.plan_template import Anchor
from drieklank.improve.actions.plan_action import DoneWish, log_done, set_state
from drieklank.improve.actions.plan_change import PlanWish, begin_plan, change_plan
from drieklank.improve.actions.plan_parents import choose_shown
from drieklank.improve.actions.plan_templates import take_template
from drieklank.improve.models import Plan, PlanAction
from drieklank.improve.queries.plan_templates import template_for
from drieklank.improve.rules.plan_templates import dated
from drieklank.schools.models import Membership, School

TEMPLATE: Final = "parents-we-miss"
_BEGUN: Final = timedelta(weeks=6)
_HOURS: Final = 110


def take_over(school: School, day: date) -> None:
    """Begin six weeks ago, with the first evening for parents in three weeks from now."""
    leader = Membership.objects.filter(school=school, role="school_leader").earliest("pk")
    by = actor_of_user(leader.user)
    template = template_for(school, TEMPLATE)
    if template is None:
        return
    begun = day - _BEGUN
    days = {Anchor.START: begun, Anchor.PARENT_EVENING: day + timedelta(weeks=3)}
    rows = take_template(school, template, dated(template, days), by=by)
    plan = rows[0].plan
    Plan.objects.filter(pk=plan.pk).update(starts_on=max(begun, _first_of_year(plan)))
    plan = Plan.objects.get(pk=plan.pk)
    change_plan(plan, PlanWish(plan.title, _HOURS), version=plan.version, by=by)
    begin_plan(Plan.objects.get(pk=plan.pk), by=by)
    _give(school, rows, by)
    _did(rows, begun, by)
    choose_shown(plan, {row.public_id for row in rows[1:5]}, by=by)


def _first_of_year(plan: Plan) -> date:
    return plan.ends_on.replace(year=plan.ends_on.year - 1, month=8, day=1)


def _give(school: School, rows: Sequence[PlanAction], by: Actor) -> None:
    """The leader and two teachers take care of the first actions."""
    teachers = Membership.objects.filter(school=school, role="teacher").order_by("pk")[:2]
    owners = [by.user, *(row.user for row in teachers)]
    for row, owner in zip(rows, owners, strict=False):
        PlanAction.objects.filter(pk=row.pk).update(owner=owner)


def _did(rows: Sequence[PlanAction], begun: date, by: Actor) -> None:
    first, second = (PlanAction.objects.get(pk=row.pk) for row in rows[:2])
    told = DoneWish(
        begun + timedelta(days=9), "Alle groepen langsgelopen met het team", "planned", (), 11, 0
    )
    log_done(first, told, by=by)
    said = "Met 41 gezinnen hadden we dit jaar nog geen contact. Dat waren er meer dan wij dachten."
    set_state(PlanAction.objects.get(pk=first.pk), "done", said, by=by)
    set_state(second, "busy", "", by=by)
