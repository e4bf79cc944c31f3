"""Where an administrator opens one board, with a reason, for one hour."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from drieklank.access.doors import actor_of, requires
from drieklank.access.middleware import STAFF_SESSION_KEY
from drieklank.access.rules import Right
from drieklank.office.actions.staff_session import end_staff_session, start_staff_session
from drieklank.office.forms.staff_session import StaffSessionForm
from drieklank.office.queries.staff_session import boards_to_open, own_staff_sessions


@requires(Right.STAFF_SESSION_OPEN)
def staff_session(request: HttpRequest) -> HttpResponse:
    """Choose a board and say why. Whoever is inside one board first leaves it."""
    actor = actor_of(request)
    running = actor.staff_session
    form = StaffSessionForm(boards_to_open(), request.POST if request.method == "POST" else None)
    if running is None and form.is_bound and form.is_valid():
        row = start_staff_session(form.cleaned_data["board"], form.cleaned_data["reason"], by=actor)
        request.session.cycle_key()
        request.session[STAFF_SESSION_KEY] = row.pk
        return redirect("homes:schools")
    assert actor.user is not None  # noqa: S101 -- the right is for users only
    context = {"form": form, "running": running, "earlier": own_staff_sessions(actor.user)}
    return render(request, "office/staff_session/open.html", context)


@requires(Right.STAFF_SESSION_OPEN)
@require_POST
def stop_staff_session(request: HttpRequest) -> HttpResponse:
    """Leave the board now."""
    actor = actor_of(request)
    if actor.staff_session is not None:
        end_staff_session(actor.staff_session, by=actor)
    request.session.pop(STAFF_SESSION_KEY, None)
    return redirect("office:staff_session")
