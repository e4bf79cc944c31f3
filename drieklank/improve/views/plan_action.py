"""Pages of one action: add it, read it, change it, move it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, may, requires
from drieklank.access.rules import Right
from drieklank.improve.actions import plan_action as actions
from drieklank.improve.actions.plan import TooManyHoursError, ensure_plan
from drieklank.improve.actions.plan_change import ActionChangedError
from drieklank.improve.forms.plan_action import AddForm, ChangeForm, action_now
from drieklank.improve.models import ActionDone, PlanAction
from drieklank.improve.queries.plan import current_plan
from drieklank.improve.queries.plan_action import (
    action_at,
    costs_of,
    done_of,
    line_of,
    pulse_view,
    wanted_of,
)
from drieklank.improve.queries.plan_draft import wish_to_start
from drieklank.improve.views.plan import fetch_school, minimum_for
from drieklank.results.queries.readers import reader_minimum
from drieklank.toolkit.queries.own import activity_at


def fetch_action(request: HttpRequest, code: str, public_id: UUID) -> PlanAction:
    """The action, if the actor has the view's right on its school; else 404."""
    found = action_at(fetch_school(request, code), public_id)
    if found is None:
        raise Http404
    return found


def may_do(request: HttpRequest, row: PlanAction) -> bool:
    """Whether this person says how far an action is: who keeps the plan, and who owns the action."""
    actor, school = actor_of(request), row.plan.school
    if row.plan.state == "closed":
        return False
    if may(actor, Right.PLAN_MANAGE, school):
        return True
    owns = actor.user is not None and row.owner_id == actor.user.pk
    return owns and may(actor, Right.PLAN_DO, school)


def may_correct(request: HttpRequest, row: PlanAction, done: ActionDone) -> bool:
    """Whether this person puts a line right: who wrote it, and who keeps the plan while it runs."""
    actor, school = actor_of(request), row.plan.school
    if row.plan.state == "closed":
        return False
    if may(actor, Right.PLAN_MANAGE, school):
        return True
    wrote = actor.user is not None and done.written_by_id == actor.user.pk
    return wrote and may(actor, Right.PLAN_DO, school)


@requires(Right.PLAN_MANAGE)
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Put an activity (?activiteit=KEY), a promise (?toezegging=ID) or an own idea in the plan.

    A school without a plan gets one with it, on its newest report.
    """
    school, by = fetch_school(request, code), actor_of(request)
    plan = current_plan(school)
    start = wish_to_start(
        school, plan, request.GET.get("activiteit", ""), request.GET.get("toezegging", "")
    )
    if start is not None and start.there is not None:
        messages.info(request, "Dit staat al in het plan.")
        return redirect("improve:plan_action", code, start.there.public_id)
    form = AddForm(request.POST or None, school=school, plan=plan, start=start)
    if request.method == "POST" and form.is_valid():
        plan = plan or ensure_plan(school, by=by)
        try:
            row = actions.add_to_plan(plan, form.wish(plan), drop=form.drops, by=by)
        except TooManyHoursError as told:
            form.too_many(told, None)
        else:
            messages.success(request, "Het staat in het plan.")
            return redirect("improve:plan_action", code, row.public_id)
    shown = {"school": school, "plan": plan, "form": form, "start": start}
    return render(request, "improve/plan_add.html", shown)


@require_safe
@requires(Right.PLAN_VIEW)
def action(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Everything about one action."""
    row = fetch_action(request, code, public_id)
    actor, plan = actor_of(request), row.plan
    may_manage = may(actor, Right.PLAN_MANAGE, plan.school)
    done = list(done_of(row))
    may_read = plan.round is not None and may(actor, Right.REPORT_VIEW, plan.round)
    shown: dict[str, Any] = {
        "school": plan.school,
        "plan": plan,
        "row": row,
        "line": line_of(row, done),
        "done": done,
        "costs": costs_of(done),
        "may_do": may_do(request, row),
        "may_correct": [one for one in done if may_correct(request, row, one)],
        "may_change": may_manage and plan.state != "closed",
        "wanted": wanted_of(row, minimum_for(request, plan)) if may_read else (),
        "has_activity": bool(row.activity) and activity_at(plan.school, row.activity) is not None,
        "may_promise": plan.round is not None and may(actor, Right.COMMITMENT_MANAGE, plan.round),
    }
    if row.pulse is not None:
        may_see = may(actor, Right.REPORT_VIEW, row.pulse)
        minimum = reader_minimum(actor, row.pulse)
        shown["pulse"] = pulse_view(row.pulse, minimum, may_read=may_see)
        shown["may_see_pulse"] = may_see
    if row.commitment is not None:
        shown["may_see_promise"] = may(actor, Right.COMMITMENT_VIEW, row.commitment.round)
    return render(request, "improve/plan_action.html", shown)


@requires(Right.PLAN_MANAGE)
def change(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Everything of an action, to change."""
    row = fetch_action(request, code, public_id)
    if row.plan.state == "closed":
        return redirect("improve:plan_action", code, public_id)
    form = ChangeForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_action(
                row,
                form.wish,
                version=form.cleaned_data["version"] or 0,
                drop=form.drops,
                by=actor_of(request),
            )
        except TooManyHoursError as told:
            form.too_many(told, "hours")
        except ActionChangedError as told:
            form.clash(told.row.version, action_now(told.row))
        else:
            messages.success(request, "Bewaard.")
            return redirect("improve:plan_action", code, public_id)
    shown = {"school": row.plan.school, "plan": row.plan, "row": row, "form": form}
    return render(request, "improve/plan_action_change.html", shown)


@require_POST
@requires(Right.PLAN_MANAGE)
def move(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """One place up or down."""
    row = fetch_action(request, code, public_id)
    if row.plan.state != "closed":
        is_up = request.POST.get("naar") == "omhoog"
        actions.move_action(row, up=is_up, by=actor_of(request))
    return redirect("improve:plan", code)
