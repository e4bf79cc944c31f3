"""The steering group: for the leader who asks, for the team, and for a parent who is in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.improve.actions import steering as actions
from drieklank.improve.forms.track_texts import AskParentForm, AskStaffForm
from drieklank.improve.models import SteeringMember, TrackState
from drieklank.improve.queries import steering as queries
from drieklank.improve.queries.track import current_track, people_of
from drieklank.improve.views.track import fetch_school
from drieklank.ui.nav import NavItem


@require_safe
@requires(Right.TRACK_VIEW)
def group(request: HttpRequest, code: str) -> HttpResponse:
    """Who is in it, and what it lacks."""
    school = fetch_school(request, code)
    track = current_track(school)
    if track is None:
        raise Http404
    found = queries.group_of(track)
    shown = {
        "school": school,
        "group": found,
        "may_ask": may(actor_of(request), Right.STEERING_MANAGE, school),
    }
    return render(request, "improve/steering.html", shown)


@requires(Right.STEERING_MANAGE)
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask a parent, or add somebody of the team."""
    school = fetch_school(request, code)
    track = current_track(school)
    if track is None:
        raise Http404
    whom = request.POST.get("wie", "")
    inside = [one.user_id for one in queries.group_of(track).staff if one.user_id]
    parent = AskParentForm(
        request.POST if whom == "ouder" else None, rows=queries.parents_to_ask(school, track)
    )
    staff = AskStaffForm(
        request.POST if whom == "team" else None, rows=people_of(school).exclude(pk__in=inside)
    )
    if parent.is_bound and parent.is_valid():
        actions.ask_parent(track, parent.cleaned_data["parent"], by=actor_of(request))
        messages.success(request, "De vraag staat klaar. De ouder ziet die op de eigen pagina.")
        return redirect("improve:steering", code)
    if staff.is_bound and staff.is_valid():
        actions.ask_staff(track, staff.cleaned_data["user"], by=actor_of(request))
        messages.success(request, "Deze collega zit nu in de stuurgroep.")
        return redirect("improve:steering", code)
    shown = {"school": school, "parent_form": parent, "staff_form": staff}
    return render(request, "improve/steering_ask.html", shown)


@require_POST
@requires(Right.STEERING_MANAGE)
def remove(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Take somebody out, or take the question back."""
    school = fetch_school(request, code)
    row = queries.members().filter(school=school, public_id=public_id).first()
    if row is None:
        raise Http404
    actions.leave(row, by=actor_of(request))
    messages.success(request, "Bewaard.")
    return redirect("improve:steering", code)


@require_safe
@requires(Right.TRACK_SHARED)
def home(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What a parent in the group reads; or the question whether she wants to join."""
    row = _own(request, public_id)
    shown = _in_dutch() | {"member": row, "track": row.track}
    if row.accepted_on is None:
        return render(request, "improve/steering_asked.html", shown)
    shown |= {
        "steps": queries.shared_steps(row.track),
        "group": queries.group_of(row.track),
    }
    return render(request, "improve/steering_home.html", shown)


@require_POST
@requires(Right.TRACK_SHARED)
def accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The parent says yes."""
    actions.accept(_own(request, public_id), by=actor_of(request))
    return redirect("improve:steering_home", public_id)


@require_POST
@requires(Right.TRACK_SHARED)
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The parent says no, or stops."""
    actions.leave(_own(request, public_id), by=actor_of(request))
    messages.success(request, "Bewaard. U krijgt hier niets meer over.")
    return redirect("homes:home")


def _in_dutch() -> dict[str, Any]:
    """The track is in Dutch, whatever language the rest of the portal is in: frame and menu too."""
    nav = [
        NavItem("Thuis", reverse("homes:home"), "house"),
        NavItem("Mijn gegevens", reverse("homes:own_data"), "shield"),
    ]
    return {"lang": "nl", "dir": "ltr", "languages": [], "nav": nav}


def _own(request: HttpRequest, public_id: UUID) -> SteeringMember:
    """The parent's own membership of a trajectory that runs, or 404."""
    rows = queries.members().filter(track__state=TrackState.RUNNING)
    return fetch(request, rows, public_id=public_id)
