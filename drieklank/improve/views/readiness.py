"""Zelf of samen: the verdict of the readiness check, the success factors, and asking for guidance."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.improve.actions import readiness as actions
from drieklank.improve.forms.readiness import AnswerForm, GuidanceForm
from drieklank.improve.models import GuidanceRequest
from drieklank.improve.queries import readiness as queries
from drieklank.schools.models import School
from drieklank.schools.queries import schools


@require_safe
@requires(Right.READINESS_VIEW)
def readiness(request: HttpRequest, code: str) -> HttpResponse:
    """Can this school do it alone, why, and what is missing."""
    school = fetch(request, schools(), code=code)
    checks = queries.checks_of(school)
    shown = {
        "school": school,
        "check": checks[0] if checks else None,
        "older": checks[1:],
        "requests": queries.guidance_requests(school),
        "may_ask": may(actor_of(request), Right.GUIDANCE_ASK, school),
    }
    return render(request, "improve/readiness.html", shown)


@require_safe
@requires(Right.READINESS_VIEW)
def factors(request: HttpRequest, code: str) -> HttpResponse:
    """Which of the ten success factors are there, and where to begin."""
    school = fetch(request, schools(), code=code)
    shown = {
        "school": school,
        "scan": queries.scan_of(school),
        "may_fill": may(actor_of(request), Right.GUIDANCE_ASK, school),
    }
    return render(request, "improve/factors.html", shown)


@requires(Right.GUIDANCE_ASK)
def guidance_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Write a request, look at it as the provider will read it, and only then send it."""
    school, actor = fetch(request, schools(), code=code), actor_of(request)
    form = GuidanceForm(request.POST or None, school=school, user=actor.user)
    step = request.POST.get("step", "")
    shown = {"school": school, "form": form}
    if request.method == "POST" and form.is_valid():
        if step == "send":
            actions.ask_guidance(school, form.wish, by=actor)
            messages.success(request, f"Je vraag gaat naar {form.wish.provider}.")
            return redirect("improve:readiness", code)
        if step != "change":
            shown |= {"letter": actions.letter_of(school, form.wish), "wish": form.wish}
            return render(request, "improve/guidance_look.html", shown)
    return render(request, "improve/guidance_ask.html", shown)


@requires(Right.GUIDANCE_ASK)
def guidance(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """One request as it was sent; here its answer is noted."""
    school = fetch(request, schools(), code=code)
    row = _request(school, public_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_answer(row, form.cleaned_data["answer"], by=actor_of(request))
            messages.success(request, "Bewaard.")
        except actions.RequestEndedError:
            messages.info(request, "Deze vraag was al afgesloten. Er is niets veranderd.")
        return redirect("improve:guidance", code, public_id)
    shown = {"school": school, "row": row, "parts": queries.parts_of(row), "form": form}
    return render(request, "improve/guidance.html", shown)


@require_POST
@requires(Right.GUIDANCE_ASK)
def guidance_withdraw(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Take a request back; the provider hears of it."""
    row = _request(fetch(request, schools(), code=code), public_id)
    try:
        actions.withdraw(row, by=actor_of(request))
        messages.success(request, f"De vraag is ingetrokken. {row.provider} krijgt bericht.")
    except actions.RequestEndedError:
        messages.info(request, "Deze vraag was al afgesloten. Er is niets veranderd.")
    return redirect("improve:guidance", code, public_id)


def _request(school: School, public_id: UUID) -> GuidanceRequest:
    row = queries.guidance_requests(school).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row
