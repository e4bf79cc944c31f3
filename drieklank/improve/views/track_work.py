"""Writing in a step: agenda, what to prepare, the questions, the minutes, the points of parents."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from drieklank.access.doors import actor_of, may, requires
from drieklank.access.rules import Right
from drieklank.improve.actions import track_work as actions
from drieklank.improve.forms.track import PointsForm, TaskForm
from drieklank.improve.forms.track_texts import AgendaForm, TextsForm
from drieklank.improve.models import PrepTask, TrackStep
from drieklank.improve.queries.track import blocks_of, length_of, shape_of, task_of
from drieklank.improve.queries.track_papers import Answered, before, form_of, minutes_of, points_of
from drieklank.improve.views.track import fetch_school, fetch_step, minimum_for


def _shown(row: TrackStep, **more: object) -> dict[str, object]:
    return {"school": row.school, "step": row, "shape": shape_of(row), **more}


@requires(Right.TRACK_MANAGE)
def agenda(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The blocks of a step: words, minutes, order. Without a button that says else: save."""
    row = fetch_step(request, code, public_id)
    blocks = blocks_of(row)
    form = AgendaForm(request.POST or None, blocks=blocks, seen=row.agenda_version)
    shown = _shown(row, length=length_of(row, blocks))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_agenda(row, form.wishes, form.cleaned_data["seen"], by=actor_of(request))
        except actions.AgendaChangedError:
            fresh = AgendaForm(blocks=blocks, seen=row.agenda_version)
            shown |= {"form": fresh, "mine": form.wishes}
            return render(request, "improve/track_agenda.html", shown)
        return _after_saving(request, row, request.POST.get("do", "save"))
    return render(request, "improve/track_agenda.html", shown | {"form": form})


def _after_saving(request: HttpRequest, row: TrackStep, wanted: str) -> HttpResponse:
    what, _, key = wanted.partition(":")
    pk = int(key) if key.isdecimal() else 0
    here = redirect("improve:track_agenda", row.school.code, row.public_id)
    if what in {"up", "down"} and any(block.pk == pk for block in blocks_of(row)):
        actions.move_block(row, pk, -1 if what == "up" else 1, by=actor_of(request))
        return here
    if what == "drop":
        try:
            actions.drop_block(row, pk, by=actor_of(request))
            messages.success(request, "Het onderdeel is weg.")
        except actions.RequiredBlockError as refusal:
            messages.error(request, str(refusal))
        return here
    messages.success(request, "De agenda is bewaard.")
    if what == "more":
        return here
    return redirect("improve:track_step", row.school.code, row.public_id)


@requires(Right.TRACK_MANAGE)
def task_add(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Something more to prepare."""
    row = fetch_step(request, code, public_id)
    form = TaskForm(request.POST or None, school=row.school)
    if request.method == "POST" and form.is_valid():
        actions.add_task(row, form.wish, by=actor_of(request))
        messages.success(request, "Het staat erbij.")
        return redirect("improve:track_step", code, public_id)
    return render(request, "improve/track_task.html", _shown(row, form=form))


@requires(Right.TRACK_MANAGE)
def task(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Other words, another owner, another day; or it need not be."""
    row = _task(request, code, public_id)
    form = TaskForm(request.POST or None, school=row.step.school, row=row)
    if request.method == "POST" and request.POST.get("do") == "drop":
        actions.remove_task(row, by=actor_of(request))
        return redirect("improve:track_step", code, row.step.public_id)
    if request.method == "POST" and form.is_valid():
        actions.change_task(row, form.wish, by=actor_of(request))
        messages.success(request, "Bewaard.")
        return redirect("improve:track_step", code, row.step.public_id)
    return render(request, "improve/track_task.html", _shown(row.step, form=form, task=row))


@require_POST
@requires(Right.TRACK_VIEW)
def task_done(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """It is ready: said by who took it on, or by leader or adviser."""
    row, actor = _task(request, code, public_id), actor_of(request)
    is_own = row.owner_id is not None and actor.user is not None and row.owner_id == actor.user.pk
    if not is_own and not may(actor, Right.TRACK_MANAGE, row.step.school):
        raise Http404
    actions.set_prepared(row, done=request.POST.get("klaar") == "ja", by=actor)
    return redirect("improve:track_step", code, row.step.public_id)


@require_POST
@requires(Right.TRACK_MANAGE)
def invites(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """A line per group: who invites its parents."""
    many = actions.list_invites(fetch_step(request, code, public_id), by=actor_of(request))
    said = "De lijst staat klaar." if many else "Voor elke groep staat er al iemand."
    messages.success(request, said)
    return redirect("improve:track_step", code, public_id)


@requires(Right.TRACK_MANAGE)
def form(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The questions of a step, filled in by leader and adviser."""
    row = fetch_step(request, code, public_id)
    shown = {"before": before(row, minimum=minimum_for(request, row)), "says_who": True}
    return _texts(request, row, form_of(row), "improve/track_form.html", shown)


@requires(Right.TRACK_MANAGE)
def minutes(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """What was said, short, per block of the agenda."""
    row = fetch_step(request, code, public_id)
    return _texts(request, row, minutes_of(row), "improve/track_minutes.html", {})


def _texts(
    request: HttpRequest,
    row: TrackStep,
    asked: Sequence[Answered],
    template: str,
    shown: dict[str, object],
) -> HttpResponse:
    says_who = bool(shown.get("says_who"))
    found = TextsForm(request.POST or None, asked=asked, says_who=says_who)
    if request.method == "POST" and found.is_valid():
        clashes = actions.save_texts(row, found.sent, by=actor_of(request))
        if not clashes:
            messages.success(request, "Bewaard.")
            return redirect("improve:track_step", row.school.code, row.public_id)
        by_key = {one.key: one for one in clashes}
        again = form_of(row) if says_who else minutes_of(row)
        found = TextsForm(asked=again, clashes=by_key, says_who=says_who)
        shown |= {"clashes": clashes}
    return render(request, template, _shown(row, form=found, **shown))


@requires(Right.BRAINSTORM_HOLD)
def points(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """What parents at a table gave along; typed by who listens there."""
    row = fetch_step(request, code, public_id)
    if not shape_of(row).points:
        raise Http404
    found = PointsForm(request.POST or None)
    if request.method == "POST" and found.is_valid():
        table = found.cleaned_data["table"]
        actions.add_points(row, table, found.texts, by=actor_of(request))
        messages.success(request, f"De punten van tafel {table} staan erbij. Dank je wel.")
        return redirect("improve:track_points", code, public_id)
    may_manage = may(actor_of(request), Right.TRACK_MANAGE, row.school)
    shown = _shown(row, form=found, points=points_of(row), may_manage=may_manage)
    return render(request, "improve/track_points.html", shown)


@require_POST
@requires(Right.TRACK_MANAGE)
def points_choose(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The three that count."""
    row = fetch_step(request, code, public_id)
    keys = request.POST.getlist("punt")
    chosen = actions.choose_points(row, keys, by=actor_of(request))
    if len(keys) > chosen:
        messages.info(request, "Er kunnen er drie meetellen. De eerste drie zijn bewaard.")
    else:
        messages.success(request, "Bewaard.")
    return redirect("improve:track_points", code, public_id)


def _task(request: HttpRequest, code: str, public_id: UUID) -> PrepTask:
    """A task of this school's trajectory, or 404."""
    found = task_of(fetch_school(request, code), public_id)
    if found is None:
        raise Http404
    return found
