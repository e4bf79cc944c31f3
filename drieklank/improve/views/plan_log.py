"""What belongs to one action: how far it is, what was done, its questions, its pulse, its promise."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from drieklank.access.doors import actor_of, may, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.improve.actions import plan_action as actions
from drieklank.improve.actions.plan import TooManyHoursError
from drieklank.improve.actions.plan_change import ActionChangedError
from drieklank.improve.forms.plan_action import DoneForm, ItemsForm, PulseForm, StateForm
from drieklank.improve.models import PlanAction
from drieklank.improve.queries.plan_action import item_choices, pulses_of
from drieklank.improve.rules.plan import over_words
from drieklank.improve.views.plan_action import fetch_action, may_do
from drieklank.results.actions.commitments import CommitmentFaultsError
from drieklank.schools.queries import groups_on


def _fetch(request: HttpRequest, code: str, public_id: UUID) -> PlanAction:
    """The action, for who keeps the plan or owns the action; else 404."""
    row = fetch_action(request, code, public_id)
    if not may_do(request, row):
        raise Http404
    return row


@requires(Right.PLAN_VIEW)
def state(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """How far the action is."""
    row = _fetch(request, code, public_id)
    form = StateForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.set_state(
                row,
                data["state"],
                data["outcome"],
                version=data["version"],
                by=actor_of(request),
            )
        except ActionChangedError as told:
            form.clash(told.row)
        except TooManyHoursError as told:
            titles = [one.title for one in told.to_drop]
            form.add_error("state", over_words(told.over, titles, new_is_least=told.new_is_least))
        else:
            messages.success(request, "Bewaard.")
            return redirect("improve:plan_action", code, public_id)
    return _form(request, row, form, "Hoe staat het ervoor?")


@requires(Right.PLAN_VIEW)
def done(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """What was done on a day."""
    row = _fetch(request, code, public_id)
    groups = [group.name for group in groups_on(row.plan.school, today())]
    form = DoneForm(request.POST or None, groups=groups)
    if request.method == "POST" and form.is_valid():
        actions.log_done(row, form.wish, by=actor_of(request))
        messages.success(request, "Opgeschreven.")
        return redirect("improve:plan_action", code, public_id)
    return _form(request, row, form, "Wat is er gedaan?")


@requires(Right.PLAN_MANAGE)
def items(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Which questions the action should move."""
    row = _fetch(request, code, public_id)
    choices = item_choices(row)
    if not choices:
        messages.info(request, "Bij dit plan hoort geen meting met vragen aan ouders.")
        return redirect("improve:plan_action", code, public_id)
    form = ItemsForm(request.POST or None, choices=choices, chosen=row.items)
    if request.method == "POST" and form.is_valid():
        actions.choose_items(row, form.cleaned_data["items"], by=actor_of(request))
        messages.success(request, "Bewaard.")
        return redirect("improve:plan_action", code, public_id)
    return _form(request, row, form, "Wat moet beter worden?")


@requires(Right.PLAN_MANAGE)
def pulse(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Which short measurement asks parents about it."""
    row = _fetch(request, code, public_id)
    pulses = list(pulses_of(row.plan.school))
    form = PulseForm(request.POST or None, pulses=pulses, chosen=row.pulse)
    if request.method == "POST" and form.is_valid():
        actions.ask_parents(row, form.chosen, by=actor_of(request))
        messages.success(request, "Bewaard.")
        return redirect("improve:plan_action", code, public_id)
    may_plan = may(actor_of(request), Right.SCHOOL_MANAGE, row.plan.school)
    shown = {
        "school": row.plan.school,
        "row": row,
        "form": form,
        "pulses": pulses,
        "may_plan": may_plan,
    }
    return render(request, "improve/plan_action_pulse.html", shown)


@require_POST
@requires(Right.PLAN_MANAGE)
def promise(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Make it a promise to everyone who was asked (U zei, wij doen)."""
    row, actor = _fetch(request, code, public_id), actor_of(request)
    measured, owner = row.plan.round, row.owner or actor.user
    if measured is None or owner is None or not may(actor, Right.COMMITMENT_MANAGE, measured):
        raise Http404
    if row.due_on is None:
        messages.info(request, "Kies eerst wanneer het klaar is. Daarna kun je het toezeggen.")
        return redirect("improve:plan_action_change", code, public_id)
    try:
        actions.promise(row, measured, owner, by=actor)
    except CommitmentFaultsError as told:
        messages.error(request, " ".join(told.faults.values()))
        return redirect("improve:plan_action_change", code, public_id)
    messages.success(request, "Toegezegd. Ouders lezen het bij ‘U zei, wij doen’.")
    return redirect("improve:plan_action", code, public_id)


def _form(request: HttpRequest, row: PlanAction, form: object, heading: str) -> HttpResponse:
    shown = {"school": row.plan.school, "row": row, "form": form, "heading": heading}
    return render(request, "improve/plan_action_form.html", shown)
