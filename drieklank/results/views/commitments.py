"""U zei, wij doen, for staff: what the school promised, how it stands, and who takes care of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.measure.queries import Round, rounds
from drieklank.results.actions import commitments as actions
from drieklank.results.forms.commitments import CommitmentForm
from drieklank.results.models import Commitment
from drieklank.results.queries.commitments import (
    commitment_lines,
    commitments_of,
    history_of,
)
from drieklank.results.queries.telling import (
    audience_of,
    telling_facts,
    telling_of,
    untold_changes,
)
from drieklank.results.rules.telling import missing_before_archive, missing_before_telling


def fetch_round(request: HttpRequest, code: str, round_code: str) -> Round:
    """The round, if the actor has the view's right on it."""
    return fetch(request, rounds(), school__code=code, code=round_code)


@require_safe
@requires(Right.COMMITMENT_VIEW)
def commitments(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Everything promised after a round; for the leader also the next step."""
    measured = fetch_round(request, code, round_code)
    facts, told = telling_facts(measured), telling_of(measured)
    shown = {
        "round": measured,
        "lines": commitment_lines(measured),
        "told": told,
        "has_page": told is not None and "parents" in measured.roles,
        "untold": untold_changes(told).count() if told else 0,
        "may_manage": may(actor_of(request), Right.COMMITMENT_MANAGE, measured),
        "before_telling": missing_before_telling(facts),
        "before_archive": missing_before_archive(facts),
    }
    if told and told.on_paper and not told.paper_given_on:
        shown |= {"needs_paper": True, "paper_words": audience_of(measured).paper_words}
    return render(request, "results/commitments.html", shown)


@requires(Right.COMMITMENT_MANAGE)
def add(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """A new promise."""
    measured = fetch_round(request, code, round_code)
    form = CommitmentForm(request.POST or None, measured=measured)
    if request.method == "POST" and form.is_valid():
        actions.make_commitment(measured, form.wish, by=actor_of(request))
        messages.success(request, "De toezegging staat erbij.")
        return redirect("results:commitments", code, round_code)
    return render(request, "results/commitment.html", {"round": measured, "form": form})


@requires(Right.COMMITMENT_MANAGE)
def change(request: HttpRequest, code: str, round_code: str, public_id: UUID) -> HttpResponse:
    """A promise changes, or is further than it was."""
    measured = fetch_round(request, code, round_code)
    row = _commitment(measured, public_id)
    form = CommitmentForm(request.POST or None, measured=measured, row=row)
    if request.method == "POST" and form.is_valid():
        actions.change_commitment(row, form.wish, by=actor_of(request))
        messages.success(request, "Bewaard.")
        return redirect("results:commitments", code, round_code)
    shown = {
        "round": measured,
        "form": form,
        "row": row,
        "history": history_of(row),
        "is_told": telling_of(measured) is not None,
    }
    return render(request, "results/commitment.html", shown)


@require_POST
@requires(Right.COMMITMENT_MANAGE)
def take_back(request: HttpRequest, code: str, round_code: str, public_id: UUID) -> HttpResponse:
    """Remove a promise that nobody was told of."""
    measured = fetch_round(request, code, round_code)
    try:
        actions.take_back(_commitment(measured, public_id), by=actor_of(request))
        messages.success(request, "De toezegging is weg.")
    except actions.ToldAlreadyError:
        messages.error(
            request, "Ouders kennen deze toezegging. Zet haar op ‘gaat niet door’ en vertel waarom."
        )
    return redirect("results:commitments", code, round_code)


def _commitment(measured: Round, public_id: UUID) -> Commitment:
    """One commitment of a round that this person may open; another round's answers 404."""
    row: Commitment | None = commitments_of(measured).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row
