"""Aanraden: which activities bring this school most for an hour of its team, and why."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.improve.forms.recommend import GoalForm
from drieklank.improve.queries.plan import current_plan, priorities_of
from drieklank.improve.queries.recommend import measured_round, measured_words, recommended_from
from drieklank.results.queries.readers import reader_minimum
from drieklank.schools.queries import schools

# So many are told with all their reasons at once, the best one largest; the others on asking.
_FIRST: Final = 3


@require_safe
@requires(Right.PLAN_VIEW)
def recommendations(request: HttpRequest, code: str) -> HttpResponse:
    """The activities in order, each with its reasons; works without a measurement, and says so."""
    school, actor = fetch(request, schools(), code=code), actor_of(request)
    plan, form = current_plan(school), GoalForm(request.GET or None)
    measured = measured_round(school, plan)
    if measured is not None and not may(actor, Right.REPORT_VIEW, measured):
        measured = None
    minimum = reader_minimum(actor, measured) if measured is not None else 0
    chosen = [row.goal for row in priorities_of(plan) if row.goal] if plan is not None else []
    found = recommended_from(school, measured, chosen, plan=plan, minimum=minimum, only=form.goal)
    shown = {
        "school": school,
        "form": form,
        "heading_end": "’ past nu het best" + (" bij dit doel" if form.goal else ""),
        "follows_plan": bool(chosen) and not form.goal,
        "measured": measured_words(measured) if measured is not None else "",
        "best": found[0] if found else None,
        "first": found[1:_FIRST],
        "others": found[_FIRST:],
        "may_add": may(actor, Right.PLAN_MANAGE, school),
    }
    return render(request, "improve/recommend.html", shown)
