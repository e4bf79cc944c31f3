"""What is agreed in a step: it goes into the plan, or stays with the reason why not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from drieklank.access.doors import actor_of, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.improve.actions import track_agreements as actions
from drieklank.improve.forms.track import AgreementForm
from drieklank.improve.models import StepAgreement, TrackStep
from drieklank.improve.queries.track import agreement_of, shape_of
from drieklank.improve.views.track import fetch_school, fetch_step


@requires(Right.TRACK_MANAGE)
def agree(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Agree on something."""
    row = fetch_step(request, code, public_id)
    proposed = _proposed(row, request.GET.get("voorstel", ""))
    form = AgreementForm(request.POST or None, school=row.school, proposed=proposed)
    if request.method == "POST" and form.is_valid():
        made = actions.agree(row, form.wish, by=actor_of(request))
        _tell(request, made)
        return redirect("improve:track_step", code, public_id)
    shown = {"school": row.school, "step": row, "shape": shape_of(row), "form": form}
    return render(request, "improve/track_agreement.html", shown)


def _proposed(row: TrackStep, number: str) -> dict[str, Any]:
    """What the template proposes to agree on, by its number; empty where it does not."""
    found = shape_of(row).agreements
    if not number.isdecimal() or int(number) >= len(found):
        return {}
    one = found[int(number)]
    start = max(row.held_on or today(), today())
    return {"title": one.title, "due_on": start + timedelta(weeks=one.weeks)}


@requires(Right.TRACK_MANAGE)
def agreement(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Change what is not in the plan, and try the plan again."""
    row = _agreement(request, code, public_id)
    form = AgreementForm(request.POST or None, school=row.step.school, row=row)
    shown: dict[str, object] = {
        "school": row.step.school,
        "step": row.step,
        "shape": shape_of(row.step),
        "form": form,
        "row": row,
    }
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        try:
            made = actions.change_agreement(row, form.wish, seen, by=actor_of(request))
        except actions.InPlanError:
            messages.info(request, "Deze afspraak staat in het plan. Wijzig de actie daar.")
        except actions.AgreementChangedError:
            fresh = AgreementForm(school=row.step.school, row=row)
            shown |= {"form": fresh, "mine": form.wish}
            return render(request, "improve/track_agreement.html", shown)
        else:
            _tell(request, made)
        return redirect("improve:track_step", code, row.step.public_id)
    return render(request, "improve/track_agreement.html", shown)


@require_POST
@requires(Right.TRACK_MANAGE)
def agreement_done(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Something that is not in the plan is done."""
    row = _agreement(request, code, public_id)
    actions.finish_agreement(row, done=request.POST.get("klaar") == "ja", by=actor_of(request))
    return redirect("improve:track_step", code, row.step.public_id)


def _tell(request: HttpRequest, made: StepAgreement) -> None:
    if made.action_id is not None:
        messages.success(request, "De afspraak staat in het plan.")
    else:
        messages.info(
            request, f"De afspraak is bewaard, maar staat niet in het plan. {made.refused}"
        )


def _agreement(request: HttpRequest, code: str, public_id: UUID) -> StepAgreement:
    """An agreement from this school's trajectory, or 404."""
    row = agreement_of(fetch_school(request, code), public_id)
    if row is None:
        raise Http404
    return row
