"""A brainstorm for who holds it: start one, the big screen, grouping, and what came of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.base import codes
from drieklank.documents.pdf import render as pdf
from drieklank.improve.actions.brainstorm import (
    BoardShutError,
    PhaseFaultError,
    TooManyError,
    start_brainstorm,
)
from drieklank.improve.actions.brainstorm_action import action_from_group
from drieklank.improve.actions.plan import TooManyHoursError
from drieklank.improve.brainstorm_paper import board_as_paper
from drieklank.improve.forms.brainstorm import BoardActionForm, QuestionForm
from drieklank.improve.queries.brainstorm import (
    Brainstorm,
    BrainstormGroup,
    actions_from,
    brainstorms_of,
    counts_of,
    group_of,
    groups_of,
    is_open_now,
    stage_of,
    stamp_of,
    wall_of,
)
from drieklank.improve.rules.brainstorm import (
    LONGEST_NAME,
    LONGEST_NOTE,
    PHASES,
    STAGES,
    Phase,
    shows_result,
    takes_notes,
)
from drieklank.improve.views.brainstorm_buttons import act
from drieklank.schools.models import School
from drieklank.schools.queries import schools

_GONE: Final = "Dat kan nu niet: het bord is gesloten, of in een andere stap."
_FULL: Final = "Het bord is vol. Haal eerst iets weg of leg meer bij elkaar."


def _school(request: HttpRequest, code: str) -> School:
    return fetch(request, schools(), code=code)


def _board(request: HttpRequest, code: str, public_id: UUID) -> Brainstorm:
    """One board of a school where this person may hold them; another school's answers 404."""
    school = _school(request, code)
    row: Brainstorm | None = brainstorms_of(school).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


@require_safe
@requires(Right.BRAINSTORM_HOLD)
def board_list(request: HttpRequest, code: str) -> HttpResponse:
    """The boards of the last year, and the way to a new one."""
    school = _school(request, code)
    lines = [
        {"row": row, "is_open": is_open_now(row), "stage": stage_of(row)}
        for row in brainstorms_of(school)[:50]
    ]
    return render(request, "improve/brainstorms.html", {"school": school, "lines": lines})


@requires(Right.BRAINSTORM_HOLD)
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the question; the board is open at once."""
    school = _school(request, code)
    step = request.GET.get("stap", "")[:80]
    form = QuestionForm(request.POST or None, initial={"ready": QuestionForm.first})
    if request.method == "POST" and form.is_valid():
        row = start_brainstorm(school, form.question, by=actor_of(request), step_ref=step)
        return redirect("improve:brainstorm", code, row.public_id)
    return render(request, "improve/brainstorm_start.html", {"school": school, "form": form})


@require_safe
@requires(Right.BRAINSTORM_HOLD)
def board(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The big screen: how to take part, what was written, and the buttons of who holds it."""
    return _screen(request, _board(request, code, public_id))


@require_safe
@requires(Right.BRAINSTORM_HOLD)
def board_part(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """What changes on the big screen; nothing new: 204."""
    row = _board(request, code, public_id)
    if request.GET.get("stand") == stamp_of(row):
        return HttpResponse(status=204)
    return render(request, "improve/brainstorm_part.html", _shown(request, row))


@require_POST
@requires(Right.BRAINSTORM_HOLD)
def board_do(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Everything that a button on the big screen does; `doe` says what."""
    row = _board(request, code, public_id)
    typed = request.POST.get("text", "") or request.POST.get("name", "")
    try:
        fault = act(row, request.POST, by=actor_of(request))
    except BoardShutError:
        fault = _GONE
    except TooManyError:
        fault = _FULL
    except PhaseFaultError as error:
        fault = str(error)
    row = _board(request, code, public_id)
    if request.headers.get("HX-Request"):
        shown = _shown(request, row) | {"fault": fault}
        return render(request, "improve/brainstorm_part.html", shown)
    if fault:
        return _screen(request, row, fault=fault, typed=typed, status=422)
    anchor = "#los" if request.POST.get("doe") == "leg" else ""
    address = reverse("improve:brainstorm", args=(code, public_id))
    return redirect(f"{address}{anchor}")


@requires(Right.PLAN_MANAGE)
def board_action(request: HttpRequest, code: str, public_id: UUID, group_id: UUID) -> HttpResponse:
    """What the team chose becomes an action in the plan, with an owner and a day."""
    row = _board(request, code, public_id)
    group = group_of(row, group_id)
    if group is None or not shows_result(row.phase, is_closed=not is_open_now(row)):
        raise Http404
    form = BoardActionForm(request.POST or None, school=row.school, initial={"title": group.name})
    if request.method == "POST" and form.is_valid():
        try:
            action_from_group(group, form.wish, by=actor_of(request))
        except TooManyHoursError as error:
            form.add_error("hours", _too_many(error))
        else:
            messages.success(request, "De actie staat in het plan.")
            return redirect("improve:brainstorm", code, public_id)
    shown = {"row": row, "school": row.school, "form": form, "pile": _pile(row, group)}
    return render(request, "improve/brainstorm_action.html", shown)


def _too_many(error: TooManyHoursError) -> str:
    hours = "één uur" if error.over == 1 else f"{error.over} uur"
    drop = "; ".join(action.title for action in error.to_drop)
    sentence = f"Dat is {hours} meer dan jullie dit jaar hebben."
    return f"{sentence} Haal eerst iets uit het plan, bijvoorbeeld: {drop}." if drop else sentence


def _pile(row: Brainstorm, group: BrainstormGroup) -> Any:
    return next((pile for pile in wall_of(row).piles if pile.group.pk == group.pk), None)


@require_safe
@requires(Right.BRAINSTORM_HOLD)
def board_pdf(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The board on paper: groups, dots, notes and actions."""
    row = _board(request, code, public_id)
    content = pdf("brainstorm", board_as_paper(row))
    headers = {"Content-Disposition": 'inline; filename="brainstorm.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@lru_cache(maxsize=32)
def _drawn(address: str) -> str:
    """The QR code as SVG that takes the size it is given."""
    code = segno.make(address, error="m", micro=False)
    drawn: str = code.svg_inline(border=2, dark="#16213A", light="#FFFFFF", omitsize=True)
    return drawn


def _screen(
    request: HttpRequest, row: Brainstorm, *, fault: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    shown = _shown(request, row) | {"fault": fault, "typed": typed}
    return render(request, "improve/brainstorm.html", shown, status=status)


def _shown(request: HttpRequest, row: Brainstorm) -> dict[str, Any]:
    is_open, phase = is_open_now(row), Phase(row.phase)
    groups = list(groups_of(row))
    wall = wall_of(row, groups=groups)
    code = codes.encode(row.code)
    path = reverse("improve:arrive", args=(codes.show(code),))
    place = PHASES.index(phase)
    shown: dict[str, Any] = {
        "row": row,
        "school": row.school,
        "stamp": stamp_of(row),
        "stage": stage_of(row),
        "stages": [(one, STAGES[one].name, one == phase) for one in PHASES],
        "before": PHASES[place - 1] if is_open and place else "",
        "after": PHASES[place + 1] if is_open and place + 1 < len(PHASES) else "",
        "is_open": is_open,
        "wall": wall,
        "groups": groups,
        "longest_note": LONGEST_NOTE,
        "longest_name": LONGEST_NAME,
        "takes_notes": is_open and takes_notes(row.phase),
    }
    if is_open:
        host = settings.BASE_URL.partition("://")[2]
        shown |= {"qr": _drawn(f"{settings.BASE_URL}{path}"), "typed_at": f"{host}/b"}
        shown["code"] = codes.show(code)
    if shows_result(row.phase, is_closed=not is_open):
        made = actions_from(row)
        shown["results"] = [(pile, made.get(str(pile.group.public_id), [])) for pile in wall.piles]
        shown["may_plan"] = may(actor_of(request), Right.PLAN_MANAGE, row.school)
    elif phase == Phase.CHOOSE:
        shown["dots"], shown["choosers"] = counts_of(row)
    return shown
