"""Choosing core values: for the leader who opens and counts, and for whoever comes with the link."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from drieklank.access.doors import actor_of, fetch, invited, may, requires
from drieklank.access.rules import Right
from drieklank.base.guesses import GuessLimit, visitor_address
from drieklank.content.reader import language_links, reader_language
from drieklank.improve.actions import vision_values as actions
from drieklank.improve.forms.vision_values import ChooseForm, CountForm
from drieklank.improve.models import ValueChoice
from drieklank.improve.queries import vision_values as queries
from drieklank.improve.views.vision_shared import words_around
from drieklank.schools.queries import schools

COOKIE: Final = "waarden"
_DAY: Final = 24 * 60 * 60
# Choosing from one address: a whole parent evening stands behind one wifi.
choosers = GuessLimit(per_address=300, together=3000)


@requires(Right.VISION_VIEW)
def values(request: HttpRequest, code: str) -> HttpResponse:
    """What team and parents chose; the leader opens and closes it here."""
    school, actor = fetch(request, schools(), code=code), actor_of(request)
    running = queries.open_choice(school)
    may_manage = may(actor, Right.VISION_MANAGE, school)
    shown = {
        "school": school,
        "running": running,
        "doors": queries.doors_of(running) if running and may_manage else [],
        "past": [
            queries.chosen(one)
            for one in queries.choices_of(school).filter(closed_on__isnull=False)
        ],
        "may_manage": may_manage,
    }
    return render(request, "improve/values.html", shown)


@require_POST
@requires(Right.VISION_MANAGE)
def values_open(request: HttpRequest, code: str) -> HttpResponse:
    """Let team and parents choose."""
    actions.open_values(fetch(request, schools(), code=code), by=actor_of(request))
    messages.success(request, "Team en ouders kunnen nu kiezen.")
    return redirect("improve:values", code)


@require_POST
@requires(Right.VISION_MANAGE)
def values_close(request: HttpRequest, code: str) -> HttpResponse:
    """Stop choosing, and show what came out."""
    running = queries.open_choice(fetch(request, schools(), code=code))
    if running is not None:
        actions.close_values(running, by=actor_of(request))
        messages.success(request, "Het kiezen is gesloten.")
    return redirect("improve:values", code)


@requires(Right.VISION_MANAGE)
def values_count(request: HttpRequest, code: str) -> HttpResponse:
    """Type in what was chosen on paper."""
    school = fetch(request, schools(), code=code)
    running = queries.open_choice(school)
    if running is None:
        messages.info(request, "Er wordt nu niet gekozen. Laat eerst kiezen.")
        return redirect("improve:values", code)
    form = CountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.count_table(running, data["side"], data["people"], form.times, by=actor_of(request))
        messages.success(request, "De keuzes zijn erbij geteld.")
        return redirect("improve:values", code)
    return render(request, "improve/values_count.html", {"school": school, "form": form})


@require_POST
@requires(Right.VISION_MANAGE)
def values_word(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Let the team see own words that the leader read."""
    school = fetch(request, schools(), code=code)
    for choice in queries.choices_of(school):
        row = queries.hidden_word(choice, pk)
        if row is not None:
            actions.show_word(row, by=actor_of(request))
            messages.success(request, f"“{row.word}” telt nu mee.")
    return redirect("improve:values", code)


def _by_door(request: HttpRequest) -> ValueChoice | None:
    match = request.resolver_match
    return queries.choice_by_door(str(match.kwargs["door"])) if match else None


@never_cache
@invited(
    "kernwaarden kiezen met de link of QR-code van de school: één keuze, zonder naam", _by_door
)
def values_choose(request: HttpRequest, door: str) -> HttpResponse:
    """Choose at most five values; nobody signs in and nothing says who it was."""
    choice: ValueChoice | None = request.invited  # type: ignore[attr-defined] # set by the door
    side = queries.side_of(choice, door) if choice else "parents"
    language = "nl" if side == "team" else reader_language(request, queries.INTERFACE)
    words = queries.words_for(side, language)
    shown: dict[str, Any] = words_around(language) | {
        "t": words,
        "languages": [] if side == "team" else language_links(request, queries.INTERFACE, language),
        "school_name": choice.school.name if choice else "",
    }
    with translation.override(language):
        if choice is None or choice.closed_on is not None:
            return render(
                request, "improve/values_closed.html", shown, status=404 if choice is None else 200
            )
        if (
            request.method == "GET"
            and request.COOKIES.get(COOKIE) == door
            and "nog" not in request.GET
        ):
            return render(request, "improve/values_done.html", shown | {"again": True})
        return _choose(request, choice, side, shown | {"lang_code": language})


def _choose(
    request: HttpRequest, choice: ValueChoice, side: str, shown: dict[str, Any]
) -> HttpResponse:
    form = ChooseForm(
        request.POST or None,
        shown=queries.cards(shown["lang_code"], side),
        words=shown["t"],
    )
    address = visitor_address(request)
    if request.method == "POST" and choosers.is_blocked(address):
        return render(
            request, "improve/values_choose.html", shown | {"form": form, "busy": True}, status=429
        )
    if request.method == "POST" and form.is_valid():
        choosers.count(address)
        try:
            actions.choose(choice, side, form.cleaned_data["chosen"], form.cleaned_data["own"])
        except actions.ClosedError:
            return render(request, "improve/values_closed.html", shown)
        response = render(request, "improve/values_done.html", shown | {"again": False})
        _remember(response, request)
        return response
    return render(request, "improve/values_choose.html", shown | {"form": form})


def _remember(response: HttpResponse, request: HttpRequest) -> None:
    """This device chose. The cookie holds the address of the page only, the same for everybody."""
    match = request.resolver_match
    response.set_cookie(
        COOKIE,
        str(match.kwargs["door"]) if match else "",
        max_age=30 * _DAY,
        path="/waarden/",
        samesite="Lax",
        secure=settings.HTTPS,
        httponly=True,
    )
