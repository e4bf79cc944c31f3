"""Telling everyone who was asked, the archive, and the page that parents read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, public, requires
from drieklank.access.rules import Right
from drieklank.content.queries import interface_texts
from drieklank.content.reader import language_links, reader_language
from drieklank.content.texts import direction
from drieklank.results.actions import telling as actions
from drieklank.results.queries.commitments import commitment_lines
from drieklank.results.queries.telling import (
    INTERFACE,
    audience_of,
    shared_page,
    telling_facts,
    telling_of,
)
from drieklank.results.rules.telling import missing_before_telling
from drieklank.results.views.commitments import fetch_round


@requires(Right.COMMITMENT_MANAGE)
def tell(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Show who will be told and what; a press tells them."""
    measured = fetch_round(request, code, round_code)
    if telling_of(measured) is not None:
        messages.info(request, "Dit is al verteld.")
        return redirect("results:commitments", code, round_code)
    missing = missing_before_telling(telling_facts(measured))
    if request.method == "POST" and not missing:
        try:
            actions.tell_everyone(measured, by=actor_of(request))
            messages.success(
                request, "De berichten staan klaar. In de avond en op zondag storen we niemand."
            )
        except actions.MissingError as refused:
            messages.error(request, str(refused))
        except actions.ToldAlreadyError:
            messages.info(request, "Dit is al verteld.")
        return redirect("results:commitments", code, round_code)
    shown = {
        "round": measured,
        "missing": missing,
        "audience": audience_of(measured),
        "lines": commitment_lines(measured),
    }
    return render(request, "results/telling.html", shown, status=422 if request.POST else 200)


@require_POST
@requires(Right.COMMITMENT_MANAGE)
def paper_given(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Say that parents without mail got it on paper."""
    measured = fetch_round(request, code, round_code)
    told = telling_of(measured)
    if told is not None:
        actions.say_paper_given(told, by=actor_of(request))
        messages.success(request, "Genoteerd: de uitkomst is ook op papier gegeven.")
    return redirect("results:commitments", code, round_code)


@require_POST
@requires(Right.COMMITMENT_MANAGE)
def archive(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Put the round in the archive, or say what is still to be done."""
    measured = fetch_round(request, code, round_code)
    try:
        actions.archive_round(measured, by=actor_of(request))
        messages.success(request, "De meting staat in het archief. Alles blijft te lezen.")
    except actions.MissingError as refused:
        for sentence in refused.missing:
            messages.error(request, sentence)
    return redirect("results:commitments", code, round_code)


@require_safe
@public("wat een school met alle ouders deelde: cijfers van tien of meer, en wat de school doet")
def shared(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """U zei, wij doen, for parents: in their language, without signing in."""
    language = reader_language(request, INTERFACE)
    page = shared_page(code, round_code, language)
    if page is None:
        raise Http404
    shown: dict[str, Any] = {
        "page": page,
        "summary": page.summary,
        "t": interface_texts(INTERFACE, language),
        "lang": language,
        "dir": direction(language),
        "languages": language_links(request, INTERFACE, language),
        "school_name": page.school,
        "school_phone": page.phone,
    }
    with translation.override(language):
        return render(request, "results/shared.html", shown)
