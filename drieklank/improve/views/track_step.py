"""One step of a trajectory: the page, its day, closing it, sharing, notes, and its papers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, may, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.content.schema.trajectory import ReadBy
from drieklank.documents.pdf import render as pdf
from drieklank.improve.actions import track as actions
from drieklank.improve.forms.track import NoteForm, StepForm
from drieklank.improve.models import TrackStep
from drieklank.improve.queries import track as queries
from drieklank.improve.queries.track_papers import Papers, as_paper, papers_of
from drieklank.improve.queries.track_turnout import finding_of, turnout_lines
from drieklank.improve.rules.track import finding, need
from drieklank.improve.views.track import facts_of, fetch_step, minimum_for


@require_safe
@requires(Right.TRACK_VIEW)
def step(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Everything of one step: what is known, agenda, preparation, questions, minutes, agreements."""
    row, actor = fetch_step(request, code, public_id), actor_of(request)
    may_manage = may(actor, Right.TRACK_MANAGE, row.school)
    readers = ReadBy.TWO if may_manage else ReadBy.ALL
    papers = papers_of(row, readers, minimum_for(request, row))
    left = sum(one.row.done_on is None for one in (*papers.tasks, *papers.invites))
    facts = facts_of(row, papers.shape.name, left)
    others = queries.step_lines(row.track)
    shown = {
        "school": row.school,
        "step": row,
        "papers": papers,
        "may_manage": may_manage,
        # A step that is closed is opened first; what somebody was typing then is still saved.
        "may_write": may_manage and row.closed_on is None,
        "may_hold": may(actor, Right.BRAINSTORM_HOLD, row.school),
        "heading": finding(facts, today()),
        "need": need(facts, today()),
        "boards": queries.brainstorms_of(row) if papers.shape.brainstorm else [],
        "ideas": queries.chosen_ideas(row) if papers.shape.brainstorm else [],
        "next": next((one for one in others if one.row.place == row.place + 1), None),
    }
    if papers.shape.invites:
        lines = turnout_lines(row)
        shown |= {"turnout": lines, "turnout_finding": finding_of(lines)}
    if may_manage:
        shown |= {"notes": queries.notes_of([row]), "note_form": NoteForm()}
    return render(request, "improve/track_step.html", shown)


@requires(Right.TRACK_MANAGE)
def plan(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """When, where and with whom."""
    row = fetch_step(request, code, public_id)
    form = StepForm(request.POST or None, step=row)
    if request.method == "POST" and form.is_valid():
        actions.plan_step(row, form.wish, by=actor_of(request))
        messages.success(request, "Bewaard. Wat voorbereid moet worden, schoof mee.")
        return redirect("improve:track_step", code, public_id)
    shown = {"school": row.school, "step": row, "shape": queries.shape_of(row), "form": form}
    return render(request, "improve/track_plan.html", shown)


@require_POST
@requires(Right.TRACK_MANAGE)
def close(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The step is done."""
    row = fetch_step(request, code, public_id)
    actions.close_step(row, by=actor_of(request))
    messages.success(request, f"{queries.shape_of(row).name} is afgesloten.")
    return redirect("improve:track", code)


@require_POST
@requires(Right.TRACK_MANAGE)
def reopen(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Work on a step again."""
    row = fetch_step(request, code, public_id)
    actions.reopen_step(row, by=actor_of(request))
    messages.success(request, f"{queries.shape_of(row).name} is weer open.")
    return redirect("improve:track_step", code, public_id)


@require_POST
@requires(Right.TRACK_MANAGE)
def share(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Let the steering group read the minutes, or not any more."""
    row = fetch_step(request, code, public_id)
    shared = request.POST.get("delen") == "ja"
    actions.share_minutes(row, shared=shared, by=actor_of(request))
    said = "De stuurgroep leest dit verslag nu." if shared else "Alleen het team leest dit verslag."
    messages.success(request, said)
    return redirect("improve:track_step", code, public_id)


@require_POST
@requires(Right.TRACK_MANAGE)
def write_note(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """A short word to the other."""
    row = fetch_step(request, code, public_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        actions.write_note(row, form.cleaned_data["text"], by=actor_of(request))
        messages.success(request, "Je bericht staat erbij.")
        return redirect("improve:track_step", code, public_id)
    shown = {"school": row.school, "step": row, "shape": queries.shape_of(row), "form": form}
    return render(request, "improve/track_note.html", shown)


@require_safe
@requires(Right.TRACK_VIEW)
def paper(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The papers of a step, to print from the browser."""
    row, papers = _papers(request, code, public_id)
    shown = {"school": row.school, "step": row, "papers": papers}
    return render(request, "improve/track_paper.html", shown)


@require_safe
@requires(Right.TRACK_VIEW)
def paper_pdf(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The same as a PDF."""
    row, papers = _papers(request, code, public_id)
    name = f"{code}-{row.place}-{row.key.replace('_', '-')}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    content = pdf("track", as_paper(papers))
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _papers(request: HttpRequest, code: str, public_id: UUID) -> tuple[TrackStep, Papers]:
    """The papers for whoever asks: for leader and adviser all of it, unless they ask for everyone's."""
    row = fetch_step(request, code, public_id)
    whole = may(actor_of(request), Right.TRACK_MANAGE, row.school)
    for_all = request.GET.get("voor") == "iedereen" or not whole
    readers = ReadBy.ALL if for_all else ReadBy.TWO
    return row, papers_of(row, readers, minimum_for(request, row))
