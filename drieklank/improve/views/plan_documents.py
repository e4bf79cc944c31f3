"""The plan on paper, and laid out over the school year."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from drieklank.access.doors import fetch, requires
from drieklank.access.rules import Right
from drieklank.base.clock import now
from drieklank.documents.blocks import as_data
from drieklank.documents.pdf import render as pdf
from drieklank.documents.word import word_file
from drieklank.improve.models import Plan
from drieklank.improve.queries.plan import plans_of
from drieklank.improve.queries.plan_document import plan_document
from drieklank.improve.queries.plan_year import year_page
from drieklank.schools.models import School
from drieklank.schools.queries import schools

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Without names: for who is not of the school.
_WITHOUT = "zonder"


@require_safe
@requires(Right.PLAN_VIEW)
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Which document to take: Word or PDF, with names or without."""
    school = fetch(request, schools(), code=code)
    plan = _plan(request, school)
    year = request.GET.get("jaar", "")
    return render(
        request, "improve/plan_paper.html", {"school": school, "plan": plan, "year": year}
    )


@require_safe
@requires(Right.PLAN_VIEW)
def word(request: HttpRequest, code: str) -> HttpResponse:
    """The plan as a document for a word processor."""
    school = fetch(request, schools(), code=code)
    plan = _plan(request, school)
    document = plan_document(plan, with_names=_with_names(request))
    return _file(word_file(document, now()), _WORD, f"plan-{school.code}-{plan.school_year}.docx")


@require_safe
@requires(Right.PLAN_VIEW)
def plan_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The plan as PDF."""
    school = fetch(request, schools(), code=code)
    plan = _plan(request, school)
    document = plan_document(plan, with_names=_with_names(request))
    content = pdf("plan", as_data(document))
    return _file(content, "application/pdf", f"plan-{school.code}-{plan.school_year}.pdf")


@require_safe
@requires(Right.PLAN_VIEW)
def year(request: HttpRequest, code: str) -> HttpResponse:
    """Months with what is to be done in them, and the same drawn."""
    school = fetch(request, schools(), code=code)
    plan = _plan(request, school)
    shown = {"school": school, "plan": plan, "page": year_page(plan)}
    return render(request, "improve/plan_year.html", shown)


def _plan(request: HttpRequest, school: School) -> Plan:
    """The plan of the year that was asked for, else the newest; 404: there is none."""
    rows = plans_of(school)
    asked = request.GET.get("jaar", "")
    found = rows.filter(school_year=asked).first() if asked else rows.first()
    if found is None:
        raise Http404
    return found


def _with_names(request: HttpRequest) -> bool:
    return request.GET.get("namen", "") != _WITHOUT


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
