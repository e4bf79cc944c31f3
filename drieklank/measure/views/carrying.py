"""Pages that help to carry a round: whom it asked, cards, poster, words to send, a test mail.

None of them looks at who has answered; there is nothing here that does.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, requires, visible
from drieklank.access.rules import Right
from drieklank.audit.actions import note
from drieklank.measure import actions, queries
from drieklank.measure.cards import cards_pdf, poster_pdf
from drieklank.measure.keys import KeyMissing
from drieklank.measure.models import Role, RoundState
from drieklank.measure.queries.carrying import card_groups, invited_parents
from drieklank.measure.views.finding import fetch_round
from drieklank.people.queries import parents
from drieklank.schools.queries import class_groups

_NO_KEY = "De sleutel van deze meting is weg. Bel de beheerder."


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@require_safe
@requires(Right.ROUND_MANAGE)
def invited(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Which parents were invited, to take back one that was a mistake."""
    row = fetch_round(request, code, round_code)
    seen = visible(actor_of(request), Right.PARENT_MANAGE, parents())
    context = {
        "school": row.school,
        "round": row,
        "name": queries.name_of(row),
        "invitations": invited_parents(row, seen),
        "is_open": row.state == RoundState.OPEN,
    }
    return render(request, "measure/invited.html", context)


@requires(Right.ROUND_MANAGE)
def withdraw(request: HttpRequest, code: str, round_code: str, parent_id: UUID) -> HttpResponse:
    """Ask, then take back one parent's invitation."""
    row = fetch_round(request, code, round_code)
    parent = fetch(request, parents(), Right.PARENT_MANAGE, public_id=parent_id)
    found = [one for one in invited_parents(row, parents()) if one.parent_id == parent.pk]
    if not found:
        raise Http404
    if request.method != "POST":
        context = {"school": row.school, "round": row, "parent_name": str(parent)}
        return render(request, "measure/withdraw.html", context)
    try:
        for one in found:
            actions.withdraw(row, one, by=actor_of(request))
    except actions.WrongStateError:
        messages.info(request, "Deze meting is al gesloten. Er is niets veranderd.")
    except KeyMissing:
        messages.error(request, _NO_KEY)
    else:
        messages.success(request, f"De uitnodiging van {parent} is ingetrokken.")
    return redirect("measure:invited", code, round_code)


@require_POST
@requires(Right.ROUND_MANAGE)
def test_mail(request: HttpRequest, code: str, round_code: str, role: str) -> HttpResponse:
    """Send the invitation to whoever asks, as others get it."""
    row = fetch_round(request, code, round_code)
    actor = actor_of(request)
    if actor.user is None or role not in {Role.PARENTS, Role.TEAM} & set(row.roles):
        raise Http404
    actions.send_test(row, role, actor.user, by=actor)
    messages.success(request, f"De proefmail gaat naar {actor.user.email}.")
    return redirect("measure:round", code, round_code)


@require_POST
@requires(Right.ROUND_MANAGE)
def cards(request: HttpRequest, code: str, round_code: str, group_id: UUID) -> HttpResponse:
    """The pupils' cards of one group, made on the spot and kept nowhere."""
    row = fetch_round(request, code, round_code)
    group = fetch(request, class_groups(), Right.GROUP_VIEW, school=row.school, public_id=group_id)
    try:
        pdf = cards_pdf(row, group)
    except KeyMissing:
        messages.error(request, _NO_KEY)
        return redirect("measure:round", code, round_code)
    except ValueError:
        messages.info(request, "Voor deze groep zijn er geen kaartjes.")
        return redirect("measure:round", code, round_code)
    note("round.cards", row, by=actor_of(request), group=group.pk)
    return _pdf(pdf, f"kaartjes-{row.code}-{group.pk}")


@require_safe
@requires(Right.ROUND_MANAGE)
def poster(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """A poster for the door; it holds no secret."""
    row = fetch_round(request, code, round_code)
    return _pdf(poster_pdf(row), f"poster-{row.code}")


@require_safe
@requires(Right.ROUND_MANAGE)
def help_pages(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Everything that gets more people to answer: words, poster, tablet, telephone, cards."""
    row = fetch_round(request, code, round_code)
    context = {
        "school": row.school,
        "round": row,
        "name": queries.name_of(row),
        "is_open": row.state == RoundState.OPEN,
        "cards": card_groups(row),
        "lost_at": f"{settings.BASE_URL}{reverse('measure:lost')}",
        "tablet_at": f"{settings.BASE_URL}{reverse('measure:tablet')}",
        "telephone_at": f"{settings.BASE_URL}{reverse('measure:telephone')}",
    }
    return render(request, "measure/help.html", context)
