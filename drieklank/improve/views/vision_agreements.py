"""What school and parents expect of each other, and where the vision shows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.improve.actions import vision_agreements as actions
from drieklank.improve.forms.vision_agreements import ExpectationForm, PlacesForm, ReviewForm
from drieklank.improve.models import Expectation
from drieklank.improve.queries import vision as queries
from drieklank.schools.models import School
from drieklank.schools.queries import schools


@requires(Right.VISION_VIEW)
def expectations(request: HttpRequest, code: str) -> HttpResponse:
    """What both sides expect; whoever manages the vision adds to it."""
    school, actor = fetch(request, schools(), code=code), actor_of(request)
    may_manage = may(actor, Right.VISION_MANAGE, school)
    if request.method == "POST" and not may_manage:
        raise Http404
    form = ExpectationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.add_expectation(school, data["side"], data["text"], data["agreed_on"], by=actor)
        messages.success(request, "De verwachting staat erbij.")
        return redirect("improve:expectations", code)
    shown = {
        "school": school,
        "sides": queries.expectation_sides(school),
        "ended": queries.ended_expectations(school),
        "reviews": queries.reviews_of(school),
        "is_due": queries.is_review_due(school),
        "form": form,
        "may_manage": may_manage,
    }
    return render(request, "improve/expectations.html", shown)


@requires(Right.VISION_MANAGE)
def expectation(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Change one expectation; of two who change it at once the later one sees both texts."""
    school = fetch(request, schools(), code=code)
    row = _expectation(school, public_id)
    form = ExpectationForm(request.POST or None, row=row)
    shown: dict[str, Any] = {"school": school, "row": row, "form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_expectation(
                row,
                data["text"],
                data["agreed_on"],
                base=data["base"] or 0,
                by=actor_of(request),
            )
            messages.success(request, "Bewaard.")
            return redirect("improve:expectations", code)
        except actions.ExpectationClashError as clash:
            again = request.POST.copy()
            again["base"] = str(clash.latest.edit)
            shown |= {"form": ExpectationForm(again, row=clash.latest), "latest": clash.latest}
            return render(request, "improve/expectation.html", shown, status=409)
    return render(request, "improve/expectation.html", shown)


@require_POST
@requires(Right.VISION_MANAGE)
def expectation_end(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """It holds no more."""
    school = fetch(request, schools(), code=code)
    actions.end_expectation(_expectation(school, public_id), by=actor_of(request))
    messages.success(request, "Deze verwachting geldt niet meer. Zij blijft te lezen.")
    return redirect("improve:expectations", code)


@requires(Right.VISION_MANAGE)
def expectation_review(request: HttpRequest, code: str) -> HttpResponse:
    """The yearly look back."""
    school = fetch(request, schools(), code=code)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.review_expectations(school, form.review, by=actor_of(request))
        messages.success(request, "Bewaard. Het staat nu bij ‘Terugkijken’.")
        return redirect("improve:expectations", code)
    shown = {"school": school, "form": form, "sides": queries.expectation_sides(school)}
    return render(request, "improve/expectation_review.html", shown)


@requires(Right.VISION_MANAGE)
def vision_places(request: HttpRequest, code: str) -> HttpResponse:
    """Where the vision shows: guide, site, door, first talk, folder."""
    school = fetch(request, schools(), code=code)
    form = PlacesForm(request.POST or None, lines=queries.place_lines(school))
    if request.method == "POST" and form.is_valid():
        actions.set_places(school, form.places, by=actor_of(request))
        messages.success(request, "Bewaard.")
        return redirect("improve:vision", code)
    return render(request, "improve/vision_places.html", {"school": school, "form": form})


def _expectation(school: School, public_id: UUID) -> Expectation:
    row = queries.expectations_of(school).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row
