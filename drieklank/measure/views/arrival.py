"""Whom the invitation of a round did not reach, for who leads the school.

It only knows invitations, which go to everybody. A reminder goes to who had not answered, so what
became of it is kept nowhere; and nothing here looks at who has answered.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, requires, visible
from drieklank.access.rules import Right
from drieklank.measure.actions.mailing import send_invitation_again
from drieklank.measure.models import RoundState
from drieklank.measure.queries.arrival import not_reached
from drieklank.measure.views.finding import fetch_round
from drieklank.people.queries import parents


@require_safe
@requires(Right.ROUND_MANAGE)
def not_arrived(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Parents whose invitation did not arrive, with the way to mend that."""
    row = fetch_round(request, code, round_code)
    seen = visible(actor_of(request), Right.PARENT_MANAGE, parents())
    context = {
        "school": row.school,
        "round": row,
        "missed": not_reached(row, seen),
        "is_open": row.state == RoundState.OPEN,
    }
    return render(request, "measure/not_arrived.html", context)


@require_POST
@requires(Right.ROUND_MANAGE)
def send_again(request: HttpRequest, code: str, round_code: str, parent_id: UUID) -> HttpResponse:
    """Send the invitation of one parent again, to the address on file by now."""
    row = fetch_round(request, code, round_code)
    parent = fetch(request, parents(), Right.PARENT_MANAGE, public_id=parent_id)
    if send_invitation_again(row, parent, by=actor_of(request)):
        messages.success(request, f"De uitnodiging voor {parent} gaat opnieuw de deur uit.")
    else:
        messages.info(
            request,
            f"Er ging niets naar {parent}. Misschien is de uitnodiging al onderweg, of ontbreekt "
            "een adres.",
        )
    return redirect("measure:not_arrived", code, round_code)
