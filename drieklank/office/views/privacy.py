"""The school's log, and requests about somebody's own data."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from drieklank.access.doors import actor_of, fetch, requires
from drieklank.access.rules import Right
from drieklank.audit.export import as_json
from drieklank.audit.queries import retention_runs
from drieklank.audit.register import overview
from drieklank.office.actions.privacy import erase, export_for, note_viewed
from drieklank.office.forms.privacy import AskForm, EraseForm, LogForm
from drieklank.office.queries.privacy import (
    KINDS,
    askers,
    kept_about,
    log_page,
    people_of_log,
    person_rows,
    readable,
    search_people,
    still_here,
    verbs_of,
)
from drieklank.schools.actions import Refused
from drieklank.schools.models import School
from drieklank.schools.queries import schools


@requires(Right.LOG_VIEW)
def log(request: HttpRequest, code: str) -> HttpResponse:
    """Who did and saw what at this school, newest first."""
    school = fetch(request, schools(), code=code)
    asked = request.GET or None
    form = LogForm(asked, people=people_of_log(school), verbs=verbs_of(school))
    number = request.GET.get("pagina", "1")
    page = log_page(actor_of(request), school, form.asked(), number)
    return render(
        request, "office/privacy/log.html", {"school": school, "form": form, "page": page}
    )


@requires(Right.PRIVACY_MANAGE)
def privacy(request: HttpRequest, code: str) -> HttpResponse:
    """Find the person a request is about; see what is kept how long, and when something went."""
    school = fetch(request, schools(), code=code)
    words = request.GET.get("zoek", "").strip()[:100]
    shown = {
        "school": school,
        "words": words,
        "found": search_people(actor_of(request), school, words),
        "tables": overview(),
        "last_run": retention_runs().first(),
    }
    return render(request, "office/privacy/privacy.html", shown)


def _person(request: HttpRequest, code: str, kind: str, public_id: UUID) -> tuple[School, Any]:
    """The person, within the school, whom the reader may see; else 404."""
    school = fetch(request, schools(), code=code)
    if kind not in KINDS:
        raise Http404
    rows, right = person_rows(kind, school)
    if right is not None:
        return school, fetch(request, rows, right, public_id=public_id)
    person = rows.filter(public_id=public_id).first()
    if person is None:
        raise Http404
    return school, person


@requires(Right.PRIVACY_MANAGE)
def person(request: HttpRequest, code: str, kind: str, public_id: UUID) -> HttpResponse:
    """Everything that is kept about one person, as far as it may be given to who asks."""
    school, row = _person(request, code, kind, public_id)
    options = askers(kind, row)
    form = AskForm(request.GET or None, askers=options)
    asker = form.cleaned_data["voor"] if form.is_valid() else (options[0][0] if options else "")
    note_viewed(kind, row, school, by=actor_of(request))
    shown = {
        "school": school,
        "kind": kind,
        "person": row,
        "form": form,
        "asker": asker,
        "options": options,
        "tables": readable(kept_about(kind, row, school, asker)),
    }
    return render(request, "office/privacy/person.html", shown)


@requires(Right.PRIVACY_MANAGE)
@require_POST
def export(request: HttpRequest, code: str, kind: str, public_id: UUID) -> HttpResponse:
    """The same as a file. A POST: it leaves a line."""
    school, row = _person(request, code, kind, public_id)
    form = AskForm(request.POST, askers=askers(kind, row))
    if not form.is_valid():
        return redirect("office:privacy_person", code, kind, public_id)
    made = export_for(kind, row, school, form.cleaned_data["voor"], by=actor_of(request))
    response = HttpResponse(as_json(made), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gegevens-{kind}.json"'
    return response


@requires(Right.PRIVACY_MANAGE)
def remove(request: HttpRequest, code: str, kind: str, public_id: UUID) -> HttpResponse:
    """Ask who wants it and why, then erase everything about a person."""
    school, row = _person(request, code, kind, public_id)
    form = EraseForm(
        request.POST or None, askers=askers(kind, row), here=still_here(kind, row, school)
    )
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            gone = erase(
                kind, row, school, by=actor_of(request), reason=form.cleaned_data["reason"]
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            count = sum(gone.values())
            messages.success(request, f"Gewist: {count} {'regel' if count == 1 else 'regels'}.")
            return redirect("office:privacy", code)
    shown = {"school": school, "kind": kind, "person": row, "form": form, "refused": refused}
    return render(request, "office/privacy/erase.html", shown)
