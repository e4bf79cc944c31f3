"""A brainstorm on a phone: no account, no session, no name. The code of the board opens it.

The first GET moves the code from the address into a cookie for these pages only. A form proves with
its token that it was made for the phone of that cookie; that is the CSRF protection here, since
Django's own would set a cookie for the whole site.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import invited
from drieklank.base import codes
from drieklank.base.codes import CodeError, Slip
from drieklank.base.guesses import GuessLimit, visitor_address
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve import brainstorm_seat as seats
from drieklank.improve.actions import brainstorm as actions
from drieklank.improve.actions.brainstorm import BoardShutError, TooManyError
from drieklank.improve.brainstorm_seat import Seat
from drieklank.improve.forms.brainstorm import NoteForm
from drieklank.improve.queries.brainstorm import (
    Brainstorm,
    brainstorm_by_code,
    is_open_now,
    stage_of,
    stamp_of,
    wall_of,
)
from drieklank.improve.rules.brainstorm import DOTS, LONGEST_NOTE, shows_result, takes_notes

REASON: Final = "de code van een bord laat een telefoon meedoen met die brainstorm"
guesses: Final = GuessLimit()
# New phones from one address: a whole team stands behind one wifi, a program comes a thousand times.
newcomers: Final = GuessLimit(per_address=150, together=3000)
_SLIPS: Final = {
    Slip.EMPTY: "Typ de code die op het grote scherm staat.",
    Slip.LENGTH: "Een code heeft tien tekens. Kijk of er één mist of te veel is.",
    Slip.CHARACTER: "Er staat een teken in dat niet in een code kan. Kijk nog eens op het scherm.",
    Slip.CHECK: "Deze code klopt net niet. Kijk nog eens op het scherm.",
}
_UNKNOWN: Final = "Bij deze code hoort geen bord. Kijk nog eens op het grote scherm."
_CROWDED: Final = (
    "Er kwamen net te veel telefoons tegelijk. Wacht een kwartier, of zeg je idee hardop."
)
_BLOCKED: Final = "Er is te vaak een verkeerde code geprobeerd. Wacht een kwartier."


def _find(request: HttpRequest) -> Brainstorm | None:
    seat = seats.read(request)
    return brainstorm_by_code(seat.code) if seat else None


def seated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the board and the seat; without them the visitor gets the page with the code."""

    @csrf_exempt
    @invited(REASON, find=_find)
    @wraps(view)
    def inner(request: HttpRequest) -> HttpResponse:
        seat = seats.read(request)
        row: Brainstorm | None = request.invited  # type: ignore[attr-defined] # set by the door
        if seat is None or row is None:
            return seats.take(_code_page(request))
        if request.method == "POST" and not seat.is_own_form(request):
            return _board_page(request, row, seat, fault="Laad de bladzijde opnieuw.", status=409)
        return view(request, row, seat)

    return inner


@require_safe
@invited(REASON)
def arrive(request: HttpRequest, board_code: str) -> HttpResponse:
    """The QR code or a typed address: move the code into the cookie and leave the address bar."""
    return _come_in(request, board_code)


@csrf_exempt  # no cookie stands behind this form, so there is nothing to ride on
@require_POST
@invited(REASON)
def enter(request: HttpRequest) -> HttpResponse:
    """The code, typed in the field."""
    return _come_in(request, request.POST.get("code", "")[:80])


def _come_in(request: HttpRequest, typed: str) -> HttpResponse:
    try:
        code = codes.read(typed)
    except CodeError as error:
        return _code_page(request, _SLIPS[error.slip], typed)
    address = visitor_address(request)
    if guesses.is_blocked(address):
        return _code_page(request, _BLOCKED, status=429)
    with open_every_tenant("looking up a brainstorm by its code"):
        row = brainstorm_by_code(code)
    if row is None:
        guesses.wrong(address)
        return _code_page(request, _UNKNOWN, typed)
    seat = seats.read(request)
    if seat is None or seat.code != code:
        if newcomers.is_blocked(address):
            return _code_page(request, _CROWDED, typed, status=429)
        newcomers.count(address)
    return seats.give(HttpResponseRedirect(reverse("improve:phone")), request, code)


@require_safe
@seated
def phone(request: HttpRequest, row: Brainstorm, seat: Seat) -> HttpResponse:
    """The board on this phone."""
    return _board_page(request, row, seat)


@require_safe
@seated
def phone_part(request: HttpRequest, row: Brainstorm, seat: Seat) -> HttpResponse:
    """What changes on the board; nothing new: 204, from one statement."""
    stamp, known = stamp_of(row), request.GET.get("stand", "")
    if known == stamp:
        return HttpResponse(status=204)
    etag = f'"{stamp}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    shown = _shown(row, seat) | {"is_part": True}
    # Said aloud once, when the board goes to another phase.
    shown["is_news"] = known.partition("-")[2] != stamp.partition("-")[2]
    response = render(request, "improve/brainstorm_phone_part.html", shown)
    response.headers["ETag"] = etag
    return response


@require_POST
@seated
def write(request: HttpRequest, row: Brainstorm, seat: Seat) -> HttpResponse:
    """One note."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _refused(request, row, seat, str(form.errors["text"][0]))
    try:
        actions.write_note(row, form.cleaned_data["text"], phone=seat.mark())
    except BoardShutError:
        return _refused(request, row, seat, "Schrijven kan nu niet meer. Je idee staat hieronder.")
    except TooManyError:
        return _refused(
            request,
            row,
            seat,
            "Het bord is vol, of je schreef al heel veel briefjes. Zeg je idee hardop.",
        )
    return redirect_home()


@require_POST
@seated
def withdraw(request: HttpRequest, row: Brainstorm, seat: Seat) -> HttpResponse:
    """Take an own note back."""
    return _do(
        request,
        row,
        seat,
        lambda key: actions.withdraw_note(row, key, phone=seat.mark()),
        "briefje",
    )


@require_POST
@seated
def give_dot(request: HttpRequest, row: Brainstorm, seat: Seat) -> HttpResponse:
    """Give a dot to a group."""
    return _do(
        request, row, seat, lambda key: actions.give_dot(row, key, phone=seat.mark()), "groep"
    )


@require_POST
@seated
def take_dot(request: HttpRequest, row: Brainstorm, seat: Seat) -> HttpResponse:
    """Take an own dot back."""
    return _do(
        request, row, seat, lambda key: actions.take_dot(row, key, phone=seat.mark()), "groep"
    )


def _do(
    request: HttpRequest, row: Brainstorm, seat: Seat, act: Callable[[UUID], object], name: str
) -> HttpResponse:
    try:
        act(UUID(request.POST.get(name, "")))
    except BoardShutError:
        fault = "Dat kan nu niet meer: het bord is een stap verder."
        return _refused(request, row, seat, fault)
    except TooManyError:
        return _refused(request, row, seat, "Je hebt je drie stippen al gegeven.")
    except ValueError:  # no such id
        return _refused(request, row, seat, "Dat is niet gelukt. Probeer het nog een keer.")
    if request.headers.get("HX-Request"):
        row = brainstorm_by_code(row.code) or row
        return _part(request, row, seat)
    return redirect_home()


def redirect_home() -> HttpResponse:
    return HttpResponseRedirect(reverse("improve:phone"))


def _refused(request: HttpRequest, row: Brainstorm, seat: Seat, fault: str) -> HttpResponse:
    """The board as it stands now, with what went wrong and what was typed."""
    row = brainstorm_by_code(row.code) or row
    if request.headers.get("HX-Request"):
        return _part(request, row, seat, fault)
    return _board_page(request, row, seat, fault=fault, status=422)


def _part(request: HttpRequest, row: Brainstorm, seat: Seat, fault: str = "") -> HttpResponse:
    shown = _shown(row, seat) | {"is_part": True, "fault": fault}
    return render(request, "improve/brainstorm_phone_part.html", shown)


def _board_page(
    request: HttpRequest, row: Brainstorm, seat: Seat, *, fault: str = "", status: int = 200
) -> HttpResponse:
    typed = request.POST.get("text", "")
    shown = _shown(row, seat) | {"fault": fault, "typed": typed, "longest": LONGEST_NOTE}
    return render(request, "improve/brainstorm_phone.html", shown, status=status)


def _shown(row: Brainstorm, seat: Seat) -> dict[str, Any]:
    is_open = is_open_now(row)
    shown: dict[str, Any] = {
        "row": row,
        "stamp": stamp_of(row),
        "stage": stage_of(row),
        "is_open": is_open,
        "takes_notes": is_open and takes_notes(row.phase),
        "token": seat.form_token(),
    }
    if is_open:
        wall = wall_of(row, seat.mark())
        shown |= {"wall": wall, "left": DOTS - wall.own_dots}
        shown["has_result"] = shows_result(row.phase, is_closed=False)
    return shown


def _code_page(
    request: HttpRequest, fault: str = "", typed: str = "", status: int = 0
) -> HttpResponse:
    shown = {"fault": fault, "typed": typed}
    status = status or (422 if fault else 200)
    return render(request, "improve/brainstorm_code.html", shown, status=status)
