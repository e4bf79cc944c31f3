"""Pages beside the library: practice examples, conversation situations, micro-lessons, topics."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, may, requires
from drieklank.access.rules import Right
from drieklank.documents.pdf import render as pdf
from drieklank.toolkit import guide_pages as pages
from drieklank.toolkit.actions import lessons as actions
from drieklank.toolkit.guide_paper import situation_as_paper
from drieklank.toolkit.queries import guides
from drieklank.toolkit.queries.lessons import done_at, done_by
from drieklank.toolkit.views.library import as_pdf, fetch_school

Found = TypeVar("Found")


@require_safe
@requires(Right.TOOLKIT_VIEW)
def examples(request: HttpRequest, code: str) -> HttpResponse:
    """What other schools did, from published sources."""
    shown = {"school": fetch_school(request, code), "examples": guides.examples()}
    return render(request, "toolkit/examples.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def example(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One example, with its source and what was read of it."""
    school, found = fetch_school(request, code), _there(guides.example(key))
    near = pages.near_of(guides.activities_named(found.activities))
    shown = {"school": school, "example": found, "near": near}
    return render(request, "toolkit/example.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def situations(request: HttpRequest, code: str) -> HttpResponse:
    """The drawings to talk about."""
    shown = {
        "school": fetch_school(request, code),
        "situations": [
            pages.situation_page(one, guides.drawing_of(one)) for one in guides.situations()
        ],
    }
    return render(request, "toolkit/situations.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def situation(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One drawing with its cards."""
    school, found = fetch_school(request, code), _there(guides.situation(key))
    shown = {
        "school": school,
        "page": pages.situation_page(found, guides.drawing_of(found)),
        "near": pages.near_of(guides.activities_named(found.activities)),
    }
    return render(request, "toolkit/situation.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def situation_pdf(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The drawing large, a sheet for who leads, and the cards to cut out."""
    fetch_school(request, code)
    found = _there(guides.situation(key))
    paper = situation_as_paper(found, guides.drawing_of(found))
    return as_pdf(pdf("situation", paper), f"{found.key}.pdf")


@require_safe
@requires(Right.TOOLKIT_VIEW)
def lessons(request: HttpRequest, code: str) -> HttpResponse:
    """The short lessons for a team."""
    school, actor = fetch_school(request, code), actor_of(request)
    counts = done_at(school, actor.user) if may(actor, Right.TOOLKIT_SHARE, school) else {}
    shown = {
        "school": school,
        "lessons": pages.lesson_rows(guides.lessons(), done_by(school, actor.user), counts),
    }
    return render(request, "toolkit/lessons.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def lesson(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One lesson: to read, to do, to try oneself on."""
    school, found = fetch_school(request, code), _there(guides.lesson(key))
    actor = actor_of(request)
    shown = {
        "school": school,
        "may_mark": may(actor, Right.TOOLKIT_WRITE, school),
        "is_done": found.key in done_by(school, actor.user),
        "page": pages.lesson_page(found),
        "sources": guides.references_named(found.head.references),
        "near": pages.near_of(guides.activities_named(found.head.activities)),
        "next": guides.lesson_after(found),
    }
    return render(request, "toolkit/lesson.html", shown)


@require_POST
@requires(Right.TOOLKIT_WRITE)
def lesson_done(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Mark a lesson as done for oneself, or take that back."""
    school, found = fetch_school(request, code), _there(guides.lesson(key))
    if "terug" in request.POST:
        actions.take_mark_back(school, found.key, by=actor_of(request))
        messages.success(request, "De les staat weer open.")
    else:
        actions.mark_done(school, found.key, by=actor_of(request))
        messages.success(request, "Deze les is klaar. Alleen jij ziet dat.")
    return redirect("toolkit:lessons", code)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def topics(request: HttpRequest, code: str) -> HttpResponse:
    """The topics that have a page."""
    shown = {"school": fetch_school(request, code), "topics": guides.topics()}
    return render(request, "toolkit/topics.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def topic(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One topic: what it is, what the law says, what to expect, what to do."""
    school, found = fetch_school(request, code), _there(guides.topic(key))
    shown = {
        "school": school,
        "page": pages.topic_page(found),
        "near": pages.near_of(guides.activities_named(found.head.activities)),
        "tips": guides.tips_named(found.head.home_tips),
        "examples": guides.examples(found.head.key),
        "supports": guides.supports_on(found.head.key),
    }
    return render(request, "toolkit/topic.html", shown)


def _there(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
