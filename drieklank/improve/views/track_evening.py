"""The parent evening: how many families are expected and came, and the words to invite them with."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from drieklank.access.doors import actor_of, requires
from drieklank.access.rules import Right
from drieklank.improve.actions.track_turnout import save_turnout
from drieklank.improve.forms.track_turnout import TurnoutForm
from drieklank.improve.models import TrackStep
from drieklank.improve.queries.track import shape_of
from drieklank.improve.queries.track_turnout import TurnoutLine, invitations_of, turnout_lines
from drieklank.improve.views.track import fetch_step


def _fetch(request: HttpRequest, code: str, public_id: UUID) -> TrackStep:
    """A step to which families are invited, or 404."""
    row = fetch_step(request, code, public_id)
    if not shape_of(row).invites:
        raise Http404
    return row


@requires(Right.TRACK_MANAGE)
def turnout(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Two numbers per group."""
    row = _fetch(request, code, public_id)
    form = TurnoutForm(request.POST or None, lines=turnout_lines(row))
    if request.method == "POST" and form.is_valid():
        clashes = save_turnout(row, form.wishes, by=actor_of(request))
        if not clashes:
            messages.success(request, "Bewaard.")
            return redirect("improve:track_step", code, public_id)
        form.clash(clashes)
    shown = {"school": row.school, "step": row, "shape": shape_of(row), "form": form}
    return render(request, "improve/track_turnout.html", shown)


@require_safe
@requires(Right.TRACK_VIEW)
def invitation(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The invitation in every language, to copy; `?groep=ID`: signed by who invites that group."""
    row = _fetch(request, code, public_id)
    lines = turnout_lines(row)
    chosen = _chosen(request, lines)
    teacher = str(chosen.row.owner) if chosen and chosen.row.owner else ""
    shown = {
        "school": row.school,
        "step": row,
        "shape": shape_of(row),
        "lines": lines,
        "chosen": chosen,
        "teacher": teacher,
        "texts": invitations_of(row, teacher),
    }
    return render(request, "improve/track_invitation.html", shown)


def _chosen(request: HttpRequest, lines: list[TurnoutLine]) -> TurnoutLine | None:
    """The group that was asked for; else that of who asks; else the first."""
    user, wanted = actor_of(request).user, request.GET.get("groep", "")
    asked = (one for one in lines if str(one.row.public_id) == wanted)
    own = (one for one in lines if user is not None and one.row.owner_id == user.pk)
    return next(asked, None) or next(own, None) or next(iter(lines), None)
