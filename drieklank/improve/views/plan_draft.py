"""The steps from a report to a draft plan: begin, what comes first, which activities, who and when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from drieklank.access.doors import actor_of, requires, visible
from drieklank.access.rules import Right
from drieklank.improve.actions.plan import PlanExistsError, TooManyHoursError, start_plan
from drieklank.improve.actions.plan_change import (
    ActionChangedError,
    PlanChangedError,
    PlanWish,
    change_plan,
    set_priorities,
    take_over,
)
from drieklank.improve.actions.plan_draft import TooManyChosenError, add_actions, assign
from drieklank.improve.forms.plan import StartForm
from drieklank.improve.forms.plan_draft import ChooseForm, PrioritiesForm, WhenForm
from drieklank.improve.queries.plan import actions_of, current_plan, plans_of, priorities_of
from drieklank.improve.queries.plan_draft import offers_for, points_for, report_choices
from drieklank.improve.rules.plan import ENDED, over_words
from drieklank.improve.views.plan import fetch_plan, fetch_school, minimum_for
from drieklank.measure.queries import rounds_of


@requires(Right.PLAN_MANAGE)
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the report that the plan answers, or begin without one."""
    school, actor = fetch_school(request, code), actor_of(request)
    if current_plan(school) is not None:
        return redirect("improve:plan", code)
    readable = visible(actor, Right.REPORT_VIEW, rounds_of(school))
    last = plans_of(school).first()
    form = StartForm(
        request.POST or None,
        reports=report_choices(readable.filter(state="published")),
        unfinished=list(actions_of(last).exclude(state__in=ENDED)) if last else (),
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.report
        try:
            made = start_plan(school, by=actor, measured=chosen.row if chosen else None)
        except PlanExistsError:
            messages.info(request, "Iemand anders begon intussen al een plan. Dit is het.")
            return redirect("improve:plan", code)
        if form.along_ids:
            take_over(made, form.along_ids, by=actor)
        limit = form.cleaned_data["hours_limit"]
        if limit is not None:
            _set_limit(request, made.pk, code, limit)
        return redirect("improve:plan_priorities", code)
    shown = {"school": school, "form": form, "last": last}
    return render(request, "improve/plan_start.html", shown)


def _set_limit(request: HttpRequest, pk: int, code: str, limit: int) -> None:
    """Keep the hours; what comes along from last year may ask more, and is then told about."""
    made = fetch_plan(request, code)
    try:
        change_plan(made, PlanWish(made.title, limit), version=made.version, by=actor_of(request))
    except TooManyHoursError as told:
        titles = [row.title for row in told.to_drop]
        messages.error(request, f"De uren zijn nog niet bewaard. {over_words(told.over, titles)}")


@requires(Right.PLAN_MANAGE)
def priorities(request: HttpRequest, code: str) -> HttpResponse:
    """At most three things that come first, proposed from the report."""
    plan = fetch_plan(request, code)
    points = points_for(plan, minimum_for(request, plan))
    known = list(priorities_of(plan))
    form = PrioritiesForm(request.POST or None, plan=plan, points=points, known=known)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            set_priorities(plan, form.wishes, version=version, by=actor_of(request))
        except PlanChangedError as told:
            form.clash(told.row, list(priorities_of(plan)))
        else:
            return redirect("improve:plan_choose", code)
    shown = {"school": plan.school, "plan": plan, "form": form, "points": points}
    return render(request, "improve/plan_priorities.html", shown)


@requires(Right.PLAN_MANAGE)
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Activities per priority."""
    plan = fetch_plan(request, code)
    chosen = list(priorities_of(plan))
    if not chosen:
        return redirect("improve:plan_priorities", code)
    blocks = offers_for(plan, chosen, minimum_for(request, plan))
    form = ChooseForm(request.POST or None, blocks=blocks)
    if request.method == "POST" and form.is_valid():
        try:
            add_actions(plan, form.wishes, by=actor_of(request))
        except TooManyChosenError as told:
            form.add_error(None, over_words(told.over, told.titles))
        else:
            return redirect("improve:plan_when", code)
    shown = {"school": plan.school, "plan": plan, "form": form}
    return render(request, "improve/plan_choose.html", shown)


@requires(Right.PLAN_MANAGE)
def when(request: HttpRequest, code: str) -> HttpResponse:
    """Who does what, by when and in how many hours."""
    plan = fetch_plan(request, code)
    rows = list(actions_of(plan).exclude(state__in=ENDED))
    if not rows:
        return redirect("improve:plan", code)
    form = WhenForm(request.POST or None, plan=plan, rows=rows)
    if request.method == "POST" and form.is_valid():
        try:
            assign(plan, form.assignments, drop=form.drops, by=actor_of(request))
        except TooManyHoursError as told:
            form.too_many(told, None)
        except ActionChangedError as told:
            form.clash_at(told.row)
        else:
            messages.success(request, "Verdeeld. Dit is het plan tot nu toe.")
            return redirect("improve:plan", code)
    shown = {"school": plan.school, "plan": plan, "form": form}
    return render(request, "improve/plan_when.html", shown)
