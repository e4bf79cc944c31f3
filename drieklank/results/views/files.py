"""Pages of files made of a report: which can be had, how far one is, and the file itself."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, requires
from drieklank.access.rules import Right
from drieklank.measure.queries import Round, rounds
from drieklank.results import actions
from drieklank.results.forms.files import FileForm
from drieklank.results.models import ReportFile
from drieklank.results.queries import file_of, files_of, release_of
from drieklank.results.queries.files import choices_of, content_type, download_name
from drieklank.results.queries.readers import reader_minimum


def _round(request: HttpRequest, code: str, round_code: str) -> Round:
    return fetch(request, rounds(), school__code=code, code=round_code)


@require_safe
@requires(Right.REPORT_VIEW)
def files(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """What can be made of the report, and what this reader asked for before."""
    measured, user = _round(request, code, round_code), actor_of(request).user
    shown = {
        "round": measured,
        "is_published": release_of(measured) is not None,
        "choices": choices_of(measured),
        "asked": files_of(measured, user) if user else (),
    }
    return render(request, "results/files.html", shown)


@require_POST
@requires(Right.REPORT_VIEW)
def ask_file(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Ask for a file (without a kind: the report); it is made in the background."""
    measured = _round(request, code, round_code)
    release, actor = release_of(measured), actor_of(request)
    form = FileForm(request.POST, choices=choices_of(measured))
    if release is None or not form.is_valid():
        raise Http404
    minimum = reader_minimum(actor, measured)
    asked = actions.request_file(measured, release, minimum, by=actor, **form.cleaned_data)
    return redirect("results:file", code, round_code, asked.public_id)


@require_safe
@requires(Right.REPORT_VIEW)
def file(request: HttpRequest, code: str, round_code: str, public_id: UUID) -> HttpResponse:
    """How far the file is; htmx asks for the part that changes, every second."""
    measured = _round(request, code, round_code)
    found = _file(request, measured, public_id)
    part = bool(request.headers.get("HX-Request"))
    if part and request.GET.get("staat") == found.state:
        return HttpResponse(status=204)  # nothing new: nothing is swapped or read aloud
    shown = {"round": measured, "file": found}
    return render(request, "results/file_state.html" if part else "results/file.html", shown)


@require_safe
@requires(Right.REPORT_VIEW)
def download(request: HttpRequest, code: str, round_code: str, public_id: UUID) -> HttpResponse:
    """The file itself."""
    measured = _round(request, code, round_code)
    found = _file(request, measured, public_id)
    if found.content is None:
        return redirect("results:file", code, round_code, public_id)
    name = download_name(measured.code, found.kind, found.language)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        bytes(found.content), content_type=content_type(found.kind), headers=headers
    )


def _file(request: HttpRequest, measured: Round, public_id: UUID) -> ReportFile:
    user = actor_of(request).user
    found = file_of(measured, user, public_id) if user else None
    if found is None:
        raise Http404
    return found
