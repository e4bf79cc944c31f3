"""Pages under Kiezen: the library, one activity, and the same on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.content.schema.activity import Pillar
from drieklank.documents.pdf import render as pdf
from drieklank.schools.models import School
from drieklank.toolkit import queries
from drieklank.toolkit.forms import FindForm
from drieklank.toolkit.paper import activity_as_paper, binder_as_paper, own_as_paper
from drieklank.toolkit.queries.directory import supports_by_topic
from drieklank.toolkit.queries.guide_search import find_beside
from drieklank.toolkit.queries.own import activity_at, find_own
from drieklank.toolkit.reading import card_of, page_of, pillars_of
from drieklank.toolkit.rules.own import is_own
from drieklank.toolkit.views.beside import beside, html_of


def fetch_school(request: HttpRequest, code: str) -> School:
    """The school, if the actor has the view's right on it."""
    return fetch(request, queries.schools(), code=code)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def library(request: HttpRequest, code: str) -> HttpResponse:
    """The activities under four pillars, or what answers to words and filters."""
    school = fetch_school(request, code)
    form = FindForm(request.GET or None)
    words, filters = form.words, form.filters
    found = queries.find(words, filters)
    shown = {
        "school": school,
        "form": form,
        "found": found,
        "is_search": bool(words.strip()) or not filters.is_empty,
        "pillars": pillars_of(found.activities),
        "cards": [card_of(one) for one in found.activities],
        "beside": find_beside(words),
        "own": [card_of(one) for one in find_own(school, words, filters)],
        "may_write": may(actor_of(request), Right.TOOLKIT_WRITE, school),
        "many": len(found.activities),
        "all": len(queries.activities()),
    }
    part = "toolkit/found.html" if request.headers.get("HX-Request") else "toolkit/library.html"
    return render(request, part, shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def activity(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One activity, to read and to choose."""
    school = fetch_school(request, code)
    found = _activity(school, key)
    shown = {
        "school": school,
        "page": page_of(found, html_of(found)),
        "sources": queries.references_of(found),
        "may_plan": may(actor_of(request), Right.PLAN_MANAGE, school),
        **beside(school, found, actor_of(request)),
    }
    return render(request, "toolkit/activity.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def running_sheet(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The steps large, one under the other, with a clock for the meeting."""
    school = fetch_school(request, code)
    found = _activity(school, key)
    shown = {"school": school, "page": page_of(found, html_of(found))}
    return render(request, "toolkit/running_sheet.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def activity_pdf(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One activity with its sheets, to print."""
    school = fetch_school(request, code)
    found = _activity(school, key)
    own = own_as_paper(found, school.name) if is_own(found.key) else None
    return as_pdf(pdf("activity", own or activity_as_paper(found)), f"{found.key}.pdf")


@require_safe
@requires(Right.TOOLKIT_VIEW)
def binder_pdf(request: HttpRequest, code: str, pillar: str) -> HttpResponse:
    """All activities of a pillar as one document with contents."""
    fetch_school(request, code)
    if pillar not in {one.value for one in Pillar}:
        raise Http404
    chosen = Pillar(pillar)
    found = queries.of_pillar(chosen, queries.activities())
    return as_pdf(pdf("activity", binder_as_paper(chosen, found)), f"map-{pillar}.pdf")


@require_safe
@requires(Right.TOOLKIT_VIEW)
def outside(request: HttpRequest, code: str) -> HttpResponse:
    """The help that there is outside the school, per topic."""
    school = fetch_school(request, code)
    shown = {"school": school, "topics": supports_by_topic()}
    return render(request, "toolkit/outside.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def at_home(request: HttpRequest, code: str) -> HttpResponse:
    """Tips for parents, by age, to share."""
    school = fetch_school(request, code)
    shown = {"school": school, "ages": queries.tips_by_age()}
    return render(request, "toolkit/at_home.html", shown)


def _activity(school: School, key: str) -> queries.Activity:
    found = activity_at(school, key)
    if found is None:
        raise Http404
    return found


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """A document to look at, with a name for who saves it."""
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
