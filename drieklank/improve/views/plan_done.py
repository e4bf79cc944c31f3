"""Putting right what was written of an action: for who wrote it, and for who keeps the plan."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from drieklank.access.doors import actor_of, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.improve.actions import plan_done as actions
from drieklank.improve.forms.plan_action import DoneForm
from drieklank.improve.models import ActionDone, PlanAction
from drieklank.improve.queries.plan_action import done_at
from drieklank.improve.views.plan_action import fetch_action, may_correct
from drieklank.schools.queries import groups_on


def _fetch(
    request: HttpRequest, code: str, public_id: UUID, pk: int
) -> tuple[PlanAction, ActionDone]:
    row = fetch_action(request, code, public_id)
    done = done_at(row, pk)
    if done is None or not may_correct(request, row, done):
        raise Http404
    return row, done


@requires(Right.PLAN_VIEW)
def change(request: HttpRequest, code: str, public_id: UUID, pk: int) -> HttpResponse:
    """One line of what was done, to change or to take away."""
    row, done = _fetch(request, code, public_id, pk)
    groups = [group.name for group in groups_on(row.plan.school, today())]
    form = DoneForm(request.POST or None, groups=groups, row=done)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_done(done, form.wish, version=version, by=actor_of(request))
        except actions.DoneChangedError as told:
            form.clash(told.row)
        except actions.DoneGoneError:
            form.add_error(None, "Iemand anders haalde dit intussen weg. Schrijf het opnieuw op.")
        else:
            messages.success(request, "Bewaard.")
            return redirect("improve:plan_action", code, public_id)
    shown = {"school": row.plan.school, "row": row, "done": done, "form": form}
    return render(request, "improve/plan_action_done.html", shown)


@require_POST
@requires(Right.PLAN_VIEW)
def remove(request: HttpRequest, code: str, public_id: UUID, pk: int) -> HttpResponse:
    """Take one line away."""
    _, done = _fetch(request, code, public_id, pk)
    actions.remove_done(done, by=actor_of(request))
    messages.success(request, "Weggehaald. De uren tellen niet meer mee.")
    return redirect("improve:plan_action", code, public_id)
