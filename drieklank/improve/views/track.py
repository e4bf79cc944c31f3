"""The trajectory of a school: five steps, and starting, changing and closing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.content.queries import trajectory
from drieklank.improve.actions import track as actions
from drieklank.improve.forms.track import PartsForm, TrackForm
from drieklank.improve.models import Track, TrackStep
from drieklank.improve.queries import track as queries
from drieklank.improve.queries.steering import group_of
from drieklank.improve.queries.track_papers import minutes_of, texts_of
from drieklank.improve.rules.track import Stand, StepFacts, finding, need, track_finding
from drieklank.results.queries.readers import MINIMUM_ABROAD, reader_minimum
from drieklank.schools.models import School
from drieklank.schools.queries import schools


def fetch_school(request: HttpRequest, code: str) -> School:
    """The school, if the actor has the view's right on it."""
    return fetch(request, schools(), code=code)


def fetch_step(request: HttpRequest, code: str, public_id: UUID) -> TrackStep:
    """A step of this school's trajectory, if the actor has the view's right on the school."""
    step = queries.step_of(fetch_school(request, code), public_id)
    if step is None:
        raise Http404
    return step


def minimum_for(request: HttpRequest, step: TrackStep) -> int:
    """Fewest answers behind a figure, for this reader of the round that the trajectory starts from."""
    measured = step.track.round
    return reader_minimum(actor_of(request), measured) if measured else MINIMUM_ABROAD


def facts_of(step: TrackStep, name: str, to_prepare: int) -> StepFacts:
    """What the next thing of a step depends on."""
    has_minutes = any(one.text for one in minutes_of(step)) if texts_of(step) else False
    return StepFacts(name, step.held_on, to_prepare, has_minutes, step.closed_on is not None)


@require_safe
@requires(Right.TRACK_VIEW)
def track(request: HttpRequest, code: str) -> HttpResponse:
    """Five steps with what is done, now and next; or what a trajectory is."""
    school = fetch_school(request, code)
    actor, row = actor_of(request), queries.current_track(school)
    may_manage = may(actor, Right.TRACK_MANAGE, school)
    shown = {"school": school, "may_manage": may_manage, "template": trajectory()}
    if row is None:
        older = queries.tracks_of(school).first()
        shown |= {"older": older, "older_lines": queries.step_lines(older) if older else []}
        return render(request, "improve/track_none.html", shown)
    lines = queries.step_lines(row)
    steps = [line.row for line in lines]
    now = next((line for line in lines if line.stand is Stand.NOW), None)
    shown |= {
        "track": row,
        "lines": lines,
        "now": now,
        "heading": track_finding(
            [line.title for line in lines], [line.stand is Stand.DONE for line in lines]
        ),
        "group": group_of(row),
        "agreements": queries.agreement_lines(steps),
    }
    if now is not None:
        open_tasks = sum(task.row.done_on is None for task in now.tasks)
        facts = facts_of(now.row, now.title, open_tasks)
        shown |= {"finding": finding(facts, today()), "need": need(facts, today())}
    if may_manage:
        shown |= {
            "note": queries.notes_of(steps).first(),
            "parts": PartsForm(track=row),
            "said": _said(lines),
        }
    return render(request, "improve/track.html", shown)


def _said(lines: list[queries.StepLine]) -> str:
    """What the school wants to reach, as it was said at the intake."""
    text = texts_of(lines[0].row).get("goals")
    return text.text if text else ""


@requires(Right.TRACK_MANAGE)
def start(request: HttpRequest, code: str) -> HttpResponse:
    """A new trajectory, with an adviser or without."""
    school = fetch_school(request, code)
    if queries.current_track(school) is not None:
        return redirect("improve:track", code)
    form = TrackForm(request.POST or None, school=school)
    if request.method == "POST" and form.is_valid():
        try:
            actions.start_track(school, form.wish, by=actor_of(request))
        except actions.TrackExistsError:
            messages.info(request, "Iemand anders begon het traject al. Hier is het.")
        else:
            messages.success(request, "Het traject staat klaar. Kies een dag voor de intake.")
        return redirect("improve:track", code)
    return render(request, "improve/track_start.html", {"school": school, "form": form})


@requires(Right.TRACK_MANAGE)
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Another adviser, term or measurement."""
    school = fetch_school(request, code)
    row = _running(school)
    form = TrackForm(request.POST or None, school=school, track=row)
    if request.method == "POST" and form.is_valid():
        actions.change_track(row, form.wish, by=actor_of(request))
        messages.success(request, "Bewaard.")
        return redirect("improve:track", code)
    shown = {"school": school, "form": form, "track": row}
    return render(request, "improve/track_start.html", shown)


@require_POST
@requires(Right.TRACK_MANAGE)
def parts(request: HttpRequest, code: str) -> HttpResponse:
    """Which parts of a training the team needs."""
    row = _running(fetch_school(request, code))
    form = PartsForm(request.POST, track=row)
    if form.is_valid():
        actions.choose_parts(row, form.cleaned_data["parts"], by=actor_of(request))
        messages.success(request, "De keuze is bewaard.")
    return redirect("improve:track", code)


@require_POST
@requires(Right.TRACK_MANAGE)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """The trajectory is over."""
    try:
        actions.close_track(_running(fetch_school(request, code)), by=actor_of(request))
        messages.success(request, "Het traject is afgesloten. Alles blijft te lezen.")
    except actions.OpenStepsError as failure:
        messages.error(request, f"Sluit eerst elke stap af. Nog open: {failure.steps}.")
    return redirect("improve:track", code)


def _running(school: School) -> Track:
    row = queries.current_track(school)
    if row is None:
        raise Http404
    return row
