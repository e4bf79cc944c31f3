"""Taking over a plan: all chosen actions, or none. One function is one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.content.schema.plan_template import PlanTemplate
from drieklank.improve.actions.plan import ActionWish, add_action, ensure_plan
from drieklank.improve.models import ActionSource, Plan, PlanAction
from drieklank.improve.queries.plan import current_plan, gain_of, loads_of
from drieklank.improve.queries.plan_templates import reference_of, taken_of
from drieklank.improve.rules.plan import Load, hours_over, what_to_drop
from drieklank.improve.rules.plan_templates import Dated
from drieklank.schools.models import School


class TooMuchChosenError(ValueError):
    """What was chosen asks more hours than the team has; nothing was written.

    over: hours too many. leave_out: keys of chosen actions that make room, least gain per hour first.
    """

    def __init__(self, over: int, leave_out: Sequence[str]) -> None:
        super().__init__(f"{over} hours too many")
        self.over, self.leave_out = over, tuple(leave_out)


@transaction.atomic
def take_template(
    school: School, template: PlanTemplate, chosen: Sequence[Dated], *, by: Actor
) -> list[PlanAction]:
    """Add the chosen actions of a template to the plan of now; without one, a new plan begins.

    What was taken over before is not taken twice.

    Raises:
        TooMuchChosenError: the plan would ask more hours than the school set.
    """
    plan = Plan.objects.select_for_update().get(pk=ensure_plan(school, by=by).pk)
    known = taken_of(plan, template)
    new = [one for one in chosen if one.action.key not in known]
    _check(plan, new)
    rows = [add_action(plan, _wish(template, one), by=by) for one in new]
    if rows:
        note("plan.template_taken", plan, by=by, template=template.key, actions=len(rows))
    return rows


def hours_over_with(school: School, chosen: Sequence[Dated]) -> int:
    """By how many hours the plan of now would pass its limit with these; 0: it would not."""
    plan = current_plan(school)
    return 0 if plan is None else hours_over(plan.hours_limit, _loads(plan, chosen))


def _check(plan: Plan, chosen: Sequence[Dated]) -> None:
    loads = _loads(plan, chosen)
    over = hours_over(plan.hours_limit, loads)
    if over:
        room = (plan.hours_limit or 0) - sum(
            one.hours for one in loads if one.key not in _keys(chosen)
        )
        new = [one for one in loads if one.key in _keys(chosen)]
        raise TooMuchChosenError(over, [str(key) for key in what_to_drop(max(room, 0), new)])


def _keys(chosen: Sequence[Dated]) -> frozenset[str]:
    return frozenset(one.action.key for one in chosen)


def _loads(plan: Plan, chosen: Sequence[Dated]) -> list[Load]:
    new = [
        Load(one.action.key, one.action.hours, gain_of(one.action.activity or "")) for one in chosen
    ]
    return [*loads_of(plan), *new]


def _wish(template: PlanTemplate, one: Dated) -> ActionWish:
    action = one.action
    return ActionWish(
        action.title,
        activity=action.activity or "",
        owner_words=action.who,
        starts_on=one.starts_on,
        due_on=one.due_on,
        hours=action.hours,
        source=ActionSource.TEMPLATE,
        source_ref=reference_of(template, action),
        for_parents=action.parents,
    )
