"""Reading over open answers, by a board member or adviser who is not of the school."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, requires, visible
from drieklank.access.rules import Right
from drieklank.measure.queries import Round, rounds
from drieklank.results.actions import texts as actions
from drieklank.results.forms.texts import TextForm
from drieklank.results.models import CheckedText, TextsCheck
from drieklank.results.queries import texts as queries

PER_PAGE = 10


def _round(request: HttpRequest, code: str, round_code: str) -> Round:
    return fetch(request, rounds(), school__code=code, code=round_code)


@require_safe
@requires(Right.TEXTS_CHECK)
def waiting(request: HttpRequest) -> HttpResponse:
    """All rounds whose open answers this person may read over, and how far each is."""
    rows = visible(actor_of(request), Right.TEXTS_CHECK, rounds())
    return render(request, "results/texts_waiting.html", {"lines": queries.check_lines(rows)})


@requires(Right.TEXTS_CHECK)
def check(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """The answers one under the other, ten at a time; what has a verdict is kept."""
    measured = _round(request, code, round_code)
    found = queries.check_of(measured)
    if found is None or found.finished_on is not None:
        is_done = not queries.needs_check(measured)
        shown = {"round": measured, "is_done": is_done, "check": found}
        return render(request, "results/texts_start.html", shown)
    rows = list(queries.texts_of(found))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina") or _first_open(rows))
    forms = [TextForm(request.POST or None, row=row) for row in page.object_list]
    if request.method == "POST" and _save(request, found, forms):
        return redirect("results:texts", code, round_code)
    return render(
        request,
        "results/texts.html",
        {
            "round": measured,
            "page_obj": page,
            "forms": forms,
            "wording": queries.wording_of(measured),
            "progress": queries.progress_of(found),
            "here": f"{reverse('results:texts', args=[code, round_code])}?pagina={page.number}",
        },
    )


def _first_open(rows: list[CheckedText]) -> int:
    """The page with the first answer without a verdict."""
    place = next((at for at, row in enumerate(rows) if not row.verdict), 0)
    return place // PER_PAGE + 1


def _save(request: HttpRequest, found: TextsCheck, forms: list[TextForm]) -> bool:
    """Keep what is right and chosen; False where something is wrong, and the page says what."""
    valid = [form for form in forms if form.is_valid()]
    try:
        kept = actions.save_verdicts(
            found, {form.row.pk: form.decision for form in valid if form.is_touched}
        )
    except actions.CheckFinishedError:
        messages.info(request, "Het nalezen is al klaar. Er is niets veranderd.")
        return True
    if len(valid) < len(forms):
        return False
    messages.success(
        request, "Bewaard." if kept else "Kies bij elk antwoord of de school het mag lezen."
    )
    return True


@require_POST
@requires(Right.TEXTS_CHECK)
def begin(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Put the answers ready, where nobody did so yet."""
    actions.prepare_texts(_round(request, code, round_code))
    return redirect("results:texts", code, round_code)


@require_POST
@requires(Right.TEXTS_CHECK)
def finish(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Give the answers to the school; after this nothing changes."""
    measured = _round(request, code, round_code)
    found = queries.check_of(measured)
    try:
        if found is not None:
            actions.finish_check(found, by=actor_of(request))
            messages.success(request, "Klaar. De school kan de antwoorden nu lezen. Dank je wel.")
    except actions.CheckFinishedError:
        messages.info(request, "Het nalezen was al klaar.")
    except actions.NotAllReadError:
        messages.error(request, "Nog niet alle antwoorden zijn nagelezen.")
        return redirect("results:texts", code, round_code)
    return redirect("results:texts_waiting")
