"""Pages of a plan: as it stands, its hours, fixing and closing it, and what moved."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires, visible
from drieklank.access.rules import Right
from drieklank.improve.actions import plan_change as actions
from drieklank.improve.actions.plan import TooManyHoursError
from drieklank.improve.forms.plan import CloseForm, SettingsForm, settings_now
from drieklank.improve.models import Plan
from drieklank.improve.queries.plan import actions_of, current_plan, plans_of
from drieklank.improve.queries.plan_action import moved_page
from drieklank.improve.queries.plan_draft import ReportChoice, report_choices
from drieklank.improve.queries.plan_page import PlanPage, plan_page
from drieklank.improve.rules.plan import ENDED
from drieklank.improve.rules.plan_step import StepPage
from drieklank.measure.queries import rounds_of
from drieklank.results.queries.readers import reader_minimum
from drieklank.schools.models import School
from drieklank.schools.queries import schools

_NAMES: Final = {
    StepPage.PRIORITIES: "plan_priorities",
    StepPage.CHOOSE: "plan_choose",
    StepPage.WHEN: "plan_when",
    StepPage.HOURS: "plan_settings",
    StepPage.BEGIN: "plan_begin",
    StepPage.MOVED: "plan_moved",
    StepPage.CLOSE: "plan_close",
    StepPage.START: "plan_start",
}


def fetch_school(request: HttpRequest, code: str) -> School:
    """The school, if the actor has the view's right on it."""
    return fetch(request, schools(), code=code)


def fetch_plan(request: HttpRequest, code: str) -> Plan:
    """The plan that is worked on; 404: the school has none, or the actor may not."""
    found = current_plan(fetch_school(request, code))
    if found is None:
        raise Http404
    return found


def minimum_for(request: HttpRequest, plan: Plan) -> int:
    """Fewest answers behind a figure, for this reader of the round that the plan answers."""
    return reader_minimum(actor_of(request), plan.round) if plan.round else 0


def reports_for(request: HttpRequest, plan: Plan) -> tuple[ReportChoice, ...]:
    """The reports that a plan without a measurement may answer from now on."""
    if plan.round is not None:
        return ()
    readable = visible(actor_of(request), Right.REPORT_VIEW, rounds_of(plan.school))
    return report_choices(readable.filter(state="published"))


@require_safe
@requires(Right.PLAN_VIEW)
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The plan of now; the newest closed one where there is none; else how to begin."""
    school = fetch_school(request, code)
    found = current_plan(school) or plans_of(school).first()
    if found is None:
        shown = {
            "school": school,
            "may_manage": may(actor_of(request), Right.PLAN_MANAGE, school),
        }
        return render(request, "improve/plan_none.html", shown)
    return _page(request, found)


@require_safe
@requires(Right.PLAN_VIEW)
def earlier(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """A plan of another year, to read."""
    found = plans_of(fetch_school(request, code)).filter(school_year=year).first()
    if found is None:
        raise Http404
    return _page(request, found, is_newest=found == plans_of(found.school).first())


def _page(request: HttpRequest, found: Plan, *, is_newest: bool = True) -> HttpResponse:
    actor, school = actor_of(request), found.school
    page = plan_page(found)
    may_manage = may(actor, Right.PLAN_MANAGE, school)
    shown: dict[str, Any] = {
        "school": school,
        "plan": found,
        "page": page,
        "may_manage": may_manage,
        "may_change": may_manage and found.state != "closed",
        "others": [row for row in plans_of(school) if row.pk != found.pk],
        "own": page.own(actor.user) if may(actor, Right.PLAN_DO, school) else None,
    }
    if may_manage and is_newest:
        shown |= {"step": page.step, "step_url": _address(page), "is_post": _is_post(page)}
    return render(request, "improve/plan.html", shown)


def _is_post(page: PlanPage) -> bool:
    return page.step.page is StepPage.BEGIN


def _address(page: PlanPage) -> str:
    code = page.plan.school.code
    if page.next_line is not None:
        return reverse("improve:plan_action", args=[code, page.next_line.row.public_id])
    return reverse(f"improve:{_NAMES[page.step.page]}", args=[code])


@requires(Right.PLAN_MANAGE)
def settings(request: HttpRequest, code: str) -> HttpResponse:
    """The name of the plan, and the hours that the team has."""
    found = fetch_plan(request, code)
    form = SettingsForm(request.POST or None, plan=found, reports=reports_for(request, found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_plan(
                found,
                form.wish,
                version=form.cleaned_data["version"] or 0,
                drop=form.drops,
                by=actor_of(request),
            )
        except TooManyHoursError as told:
            form.too_many(told, "hours_limit")
        except actions.PlanChangedError as told:
            form.clash(told.row.version, settings_now(told.row))
        else:
            messages.success(request, "Bewaard.")
            return redirect("improve:plan", code)
    shown = {"school": found.school, "plan": found, "form": form, "page": plan_page(found)}
    return render(request, "improve/plan_settings.html", shown)


@require_POST
@requires(Right.PLAN_MANAGE)
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """From draft to running."""
    actions.begin_plan(fetch_plan(request, code), by=actor_of(request))
    messages.success(request, "Het plan staat vast. Nu kan iedereen aan de slag.")
    return redirect("improve:plan", code)


@requires(Right.PLAN_MANAGE)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Look back, and close the plan."""
    found = fetch_plan(request, code)
    form = CloseForm(request.POST or None, plan=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.close_plan(
                found, data["look_back"], version=data["version"] or 0, by=actor_of(request)
            )
        except actions.PlanChangedError as told:
            form.clash(told.row.version, {"look_back": told.row.look_back})
        else:
            messages.success(request, "Het plan is afgesloten. Alles blijft te lezen.")
            return redirect("improve:plan", code)
    shown = {
        "school": found.school,
        "plan": found,
        "form": form,
        "page": plan_page(found),
        "unfinished": actions_of(found).exclude(state__in=ENDED),
    }
    return render(request, "improve/plan_close.html", shown)


@require_safe
@requires(Right.PLAN_VIEW)
def moved(request: HttpRequest, code: str) -> HttpResponse:
    """Per action the questions that it should move, and whether they did."""
    school = fetch_school(request, code)
    found = current_plan(school) or plans_of(school).first()
    if found is None:
        raise Http404
    actor = actor_of(request)
    may_read = found.round is not None and may(actor, Right.REPORT_VIEW, found.round)
    page = moved_page(found, minimum_for(request, found)) if may_read else None
    shown = {
        "school": school,
        "plan": found,
        "page": page,
        "may_manage": may(actor, Right.PLAN_MANAGE, school),
    }
    return render(request, "improve/plan_moved.html", shown)
