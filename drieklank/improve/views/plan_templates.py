"""Plans of others to begin with: look, fill in days, take over what fits."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.content.schema.plan_template import PlanTemplate
from drieklank.improve.actions.plan_templates import TooMuchChosenError, take_template
from drieklank.improve.forms.plan_templates import TemplateDaysForm, chosen_of
from drieklank.improve.queries.plan import current_plan, loads_of
from drieklank.improve.queries.plan_templates import taken_of, template_for, templates_for
from drieklank.improve.rules.plan import hours_of, year_of
from drieklank.improve.rules.plan_templates import Dated, facts, outside
from drieklank.schools.models import School
from drieklank.schools.queries import schools

ACTIONS = "acties"


@require_safe
@requires(Right.PLAN_VIEW)
def templates(request: HttpRequest, code: str) -> HttpResponse:
    """All plans that fit this kind of school."""
    school = fetch(request, schools(), code=code)
    shown = {"school": school, "templates": [(one, facts(one)) for one in templates_for(school)]}
    return render(request, "improve/plan_templates.html", shown)


@require_safe
@requires(Right.PLAN_VIEW)
def template(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One plan; with days filled in, its actions with their days."""
    school = fetch(request, schools(), code=code)
    found = _template(school, key)
    form = TemplateDaysForm(request.GET or None, template=found)
    return render(request, "improve/plan_template.html", _shown(request, school, found, form))


@require_POST
@requires(Right.PLAN_MANAGE)
def take(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Take the ticked actions over in the plan of now."""
    school = fetch(request, schools(), code=code)
    found = _template(school, key)
    form = TemplateDaysForm(request.POST, template=found)
    ticked = set(request.POST.getlist(ACTIONS))
    wrong: dict[str, Any] = {}
    if form.is_valid() and ticked:
        try:
            rows = take_template(school, found, chosen_of(form.dated, ticked), by=actor_of(request))
        except TooMuchChosenError as refused:
            titles = {one.key: one.title for one in found.actions}
            wrong = {
                "over": refused.over,
                "leave_out": [titles[one] for one in refused.leave_out],
            }
        else:
            _say(request, len(rows))
            return redirect("improve:plan", code)
    elif form.is_valid():
        wrong = {"none_ticked": True}
    shown = _shown(request, school, found, form, ticked) | wrong
    return render(request, "improve/plan_template.html", shown, status=422)


def _template(school: School, key: str) -> PlanTemplate:
    found = template_for(school, key)
    if found is None:
        raise Http404
    return found


def _say(request: HttpRequest, taken: int) -> None:
    if not taken:
        messages.info(request, "Deze acties stonden al in het plan.")
    elif taken == 1:
        messages.success(request, "Eén actie staat nu in het plan. Kies nog wie ervoor zorgt.")
    else:
        said = f"{taken} acties staan nu in het plan. Kies nog wie ervoor zorgen."
        messages.success(request, said)


def _shown(
    request: HttpRequest,
    school: School,
    found: PlanTemplate,
    form: TemplateDaysForm,
    ticked: Collection[str] | None = None,
) -> dict[str, Any]:
    """What the page shows. ticked: what was ticked before; None: nobody pressed yet, so all."""
    plan = current_plan(school)
    taken = taken_of(plan, found)
    days = form.dated if form.is_bound and form.is_valid() else ()
    year = year_of(today()) if plan is None else None
    first, last = (plan.starts_on, plan.ends_on) if plan else (year.starts_on, year.ends_on)  # type: ignore[union-attr] # one of both is there
    room = None
    if plan is not None and plan.hours_limit is not None:
        room = plan.hours_limit - hours_of(loads_of(plan))
    return {
        "school": school,
        "template": found,
        "facts": facts(found),
        "form": form,
        "days": [_line(one, taken, ticked) for one in days],
        "outside": outside(days, first, last),
        "plan": plan,
        "room": room,
        "asks": sum(one.hours for one in found.actions if one.key not in taken),
        "may_take": may(actor_of(request), Right.PLAN_MANAGE, school),
        "all_taken": len(taken) == len(found.actions),
    }


def _line(one: Dated, taken: Collection[str], ticked: Collection[str] | None) -> dict[str, object]:
    key = one.action.key
    return {
        "dated": one,
        "is_taken": key in taken,
        "is_ticked": ticked is None or key in ticked,
        "is_past": one.due_on < today(),
    }
