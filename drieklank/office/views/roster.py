"""Reading in pupils, parents and staff: upload, choose columns, look, decide, and undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from drieklank.access.doors import actor_of, fetch, requires
from drieklank.access.rules import Right
from drieklank.office.actions import roster as actions
from drieklank.office.forms.roster import ApplyForm, DoubtsForm, MappingForm, UploadForm
from drieklank.office.queries import roster as queries
from drieklank.office.views.people.frames import Back, Question, question_page
from drieklank.people.actions import roster
from drieklank.people.actions.roster import progress
from drieklank.people.models import ImportState, RosterImport
from drieklank.people.queries.roster import draft_of, imports_of
from drieklank.people.roster.refusal import RosterRefused
from drieklank.schools.models import School
from drieklank.schools.queries import schools

KEY_COOKIE = "inlezen"
BUSY = (ImportState.APPLYING, ImportState.UNDOING)


def _school(request: HttpRequest, code: str) -> School:
    return fetch(request, schools(), code=code)


def _row(school: School, public_id: UUID) -> RosterImport:
    row = imports_of(school).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _back(school: School) -> Back:
    return Back("Leerlingen inlezen", reverse("office:roster", args=[school.code]))


@requires(Right.ROSTER_IMPORT)
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Send a file; earlier files below."""
    school = _school(request, code)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            received = actions.receive(school, form.cleaned_data["file"], by=actor_of(request))
        except RosterRefused as refusal:
            form.add_error("file", refusal.reason)
        else:
            return _received(school, received)
    shown = {"school": school, "form": form, "imports": imports_of(school)[:20]}
    return render(request, "office/roster/start.html", shown)


def _received(school: School, received: actions.Received) -> HttpResponse:
    """On to the plan, or to choosing columns with the list's key in a cookie for that page alone."""
    if not received.key:
        return redirect("office:roster_import", school.code, received.row.public_id)
    url = reverse("office:roster_columns", args=[school.code, received.row.public_id])
    response = redirect(url)
    response.set_cookie(
        KEY_COOKIE,
        received.key,
        max_age=7200,
        path=url,
        httponly=True,
        samesite="Strict",
        secure=settings.HTTPS,
    )
    return response


@requires(Right.ROSTER_IMPORT)
def columns(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Which column of a plain list holds what."""
    school = _school(request, code)
    draft = draft_of(school, public_id)
    try:
        if draft is None:
            raise roster.DraftGone
        grid = roster.open_draft(draft, request.COOKIES.get(KEY_COOKIE, ""))
    except roster.DraftGone:
        messages.error(request, "Deze lijst is er niet meer. Kies het bestand nog eens.")
        return redirect("office:roster", code)
    form = MappingForm(request.POST or None, grid=grid)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.plan_list(draft, school, grid, form.mapping, by=actor_of(request))
        except RosterRefused as refusal:
            form.add_error(None, refusal.reason)
        else:
            response = redirect("office:roster_import", code, row.public_id)
            response.delete_cookie(KEY_COOKIE, path=request.path, samesite="Strict")
            return response
    shown = {
        "school": school,
        "form": form,
        "grid": grid,
        "rows": grid.first_rows(),
        "draft": draft,
    }
    return render(request, "office/roster/columns.html", shown)


@requires(Right.ROSTER_IMPORT)
def plan(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """What a file changes or changed: counts, questions, lines and problems."""
    school = _school(request, code)
    row = _row(school, public_id)
    if row.state in BUSY:
        return _busy(request, school, row)
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx: the page asked whether it is done
        return HttpResponseClientRefresh()
    # Asked again where many pupils would leave: the form then says so beside its field.
    form = ApplyForm({} if "bevestig" in request.GET else None, row=row)
    return _plan_page(request, school, row, form)


def _busy(request: HttpRequest, school: School, row: RosterImport) -> HttpResponse:
    found = progress.read(row.public_id)
    step = queries.STEPS[found.step] if found else ""
    shown = {"school": school, "row": row, "progress": found, "step": step}
    page = "busy_part" if request.htmx else "busy"  # type: ignore[attr-defined] # as above
    return render(request, f"office/roster/{page}.html", shown)


def _plan_page(
    request: HttpRequest, school: School, row: RosterImport, form: ApplyForm
) -> HttpResponse:
    actor, asked = actor_of(request), request.GET
    kind = _one_of(queries.KINDS, asked.get("soort"), "pupils")
    way = _one_of(queries.WAYS, asked.get("toon"), _first_way(row, kind))
    number = asked.get("pagina", "1")
    shown: dict[str, Any] = {
        "school": school,
        "row": row,
        "form": form,
        "counts": queries.count_rows(row),
        "has_changes": queries.has_changes(row),
        "kind": kind,
        "kind_label": queries.KINDS[kind],
        "way": way,
        "way_label": queries.WAYS[way],
        "page": queries.line_page(actor, row, kind, way, number),
        "doubts": DoubtsForm(doubts=queries.doubts_of(actor, row)[:100]),
        "stayed": queries.stayed_page(actor, row, "1"),
        "cannot_undo": queries.refused_to_undo(row),
    }
    return render(request, "office/roster/plan.html", shown)


def _one_of(known: Mapping[str, str], asked: str | None, usual: str) -> str:
    return asked if asked is not None and asked in known else usual


def _first_way(row: RosterImport, kind: str) -> str:
    """What there is something of."""
    ways = row.counts.get(kind, {})
    return next((way for way in queries.WAYS if ways.get(way)), "new")


@requires(Right.ROSTER_IMPORT)
def problems(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The lines of the file that were not, or not wholly, used."""
    school = _school(request, code)
    row = _row(school, public_id)
    page = queries.problem_page(row, request.GET.get("pagina", "1"))
    shown = {"school": school, "row": row, "page": page}
    return render(request, "office/roster/problems.html", shown)


@requires(Right.ROSTER_IMPORT)
@require_POST
def decide(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Answer who is a parent."""
    school = _school(request, code)
    row = _row(school, public_id)
    form = DoubtsForm(request.POST, doubts=queries.doubts_of(actor_of(request), row)[:100])
    if row.state == ImportState.PLANNED and form.is_valid():
        roster.decide(row, form.choices())
        messages.success(request, "Je antwoorden zijn bewaard. Verwerk nu het bestand.")
    return redirect("office:roster_import", code, public_id)


@requires(Right.ROSTER_IMPORT)
@require_POST
def apply(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Carry it out, in the background."""
    school = _school(request, code)
    row = _row(school, public_id)
    form = ApplyForm(request.POST, row=row)
    here = reverse("office:roster_import", args=[code, public_id])
    if not form.is_valid():
        return redirect(f"{here}?bevestig=1")
    try:
        actions.start_apply(row, allow_leaving=form.many_leaving or None, by=actor_of(request))
    except roster.CannotApply as refusal:
        messages.error(request, str(refusal))
    return redirect(here)


@requires(Right.ROSTER_IMPORT)
@require_POST
def drop(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Throw the plan away."""
    school = _school(request, code)
    roster.drop_plan(_row(school, public_id))
    messages.success(request, "Het bestand is weggegooid. Er is niets veranderd.")
    return redirect("office:roster", code)


@requires(Right.ROSTER_IMPORT)
def undo(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask, and undo in the background."""
    school = _school(request, code)
    row = _row(school, public_id)
    question = Question(
        title=f"{row.file_name} terugdraaien?",
        lead="Alles wordt weer zoals het was voor dit bestand.",
        button="Draai terug",
        points=[
            "Nieuwe leerlingen, ouders, groepen en medewerkers uit dit bestand verdwijnen.",
            "Wie van school ging, is er weer.",
            "Waar al iets mee gedaan is, blijft staan. Je krijgt daar een lijst van.",
        ],
        refused=queries.refused_to_undo(row),
    )
    if request.method == "POST" and not question.refused:
        try:
            actions.start_undo(row, by=actor_of(request))
        except roster.CannotUndo as refusal:
            messages.error(request, str(refusal))
        return redirect("office:roster_import", code, public_id)
    return question_page(request, school, question, back=_back(school))
