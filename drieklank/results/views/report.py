"""Pages under Begrijpen: the list of rounds, and the report."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires, visible
from drieklank.access.rules import Right
from drieklank.measure.queries import Round, response_shown, rounds, rounds_of
from drieklank.results import actions, queries
from drieklank.results.models import Release
from drieklank.results.queries import charts, release_of, round_lines
from drieklank.results.queries.kept import kept, key_of
from drieklank.results.queries.page import moved
from drieklank.results.queries.published import with_remarks
from drieklank.results.queries.readers import reader_minimum
from drieklank.results.queries.remarks import versions_of
from drieklank.results.views.after import after


def _round(request: HttpRequest, code: str, round_code: str) -> Round:
    return fetch(request, rounds(), school__code=code, code=round_code)


@require_safe
@requires(Right.REPORT_VIEW)
def report_list(request: HttpRequest, code: str) -> HttpResponse:
    """The rounds of a school whose report this reader may open."""
    school = fetch(request, queries.schools(), Right.SCHOOL_VIEW, code=code)
    actor = actor_of(request)
    lines = round_lines(visible(actor, Right.REPORT_VIEW, rounds_of(school)))
    shown = {
        "school": school,
        "lines": lines,
        "has_archive": any(one.is_archived for one in lines),
        "may_compare": actor.has(Right.BENCHMARK_VIEW) and may(actor, Right.BENCHMARK_VIEW, school),
        "may_certify": may(actor, Right.CERTIFICATE_VIEW, school),
    }
    return render(request, "results/reports.html", shown)


@require_safe
@requires(Right.REPORT_VIEW)
def report(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """The report of a round, or what there is to say while there is none."""
    return show_report(request, _round(request, code, round_code))


def show_report(
    request: HttpRequest,
    measured: Round,
    *,
    release: Release | None = None,
    remarks: Mapping[str, str] | None = None,
    preview: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Draw a report of which the caller opened the door.

    `release`: an earlier version than the newest. `remarks` and `preview`: drafts in place of the
    texts of the version, and what the page says about them.
    """
    actor = actor_of(request)
    version, minimum = release or release_of(measured), reader_minimum(actor, measured)
    if version is None:
        return _unpublished(request, measured)
    key = key_of(measured, version, minimum)
    found = kept(("report", *key), lambda: queries.published(measured, minimum, version))
    if found is None:
        return _unpublished(request, measured)
    if remarks is not None:
        found = with_remarks(found, remarks)
    shown: dict[str, object] = {
        "round": measured,
        "report": found,
        "preview": preview,
        "versions": versions_of(measured),
        "may_write": may(actor, Right.REPORT_WRITE, measured),
        "after": after(actor, measured),
    }
    if isinstance(found, queries.PlainReport):
        drawn = {"page": queries.plain_page(found), "moved": moved(found.change)}
        return render(request, "results/plain.html", {**shown, **drawn})
    if not found.has_figures:
        return render(request, "results/too_few.html", shown)
    goals = found
    shown["charts"] = kept(("charts", *key), lambda: charts(goals))

    def set_whole() -> tuple[str, str]:
        one = queries.role_page(goals.pupils) if goals.pupils is not None else None
        parts = ("results/report_first.html", "results/report_second.html")
        first, second = (render_to_string(part, {**shown, "one": one}) for part in parts)
        return first, second

    # The long part of the page says the same to every reader with this minimum. A draft is not kept.
    first, second = set_whole() if remarks is not None else kept(("set", *key), set_whole)
    return render(request, "results/report.html", {**shown, "first": first, "second": second})


def _unpublished(request: HttpRequest, measured: Round) -> HttpResponse:
    actor = actor_of(request)
    is_closed = measured.state == "closed"
    shown = {
        "round": measured,
        "may_publish": is_closed and may(actor, Right.REPORT_PUBLISH, measured),
        "may_write": is_closed and may(actor, Right.REPORT_WRITE, measured),
        "response": response_shown(measured),
        "after": after(actor, measured),
    }
    return render(request, "results/unpublished.html", shown)


@require_POST
@requires(Right.REPORT_PUBLISH)
def publish(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Release the figures, once."""
    measured = _round(request, code, round_code)
    try:
        actions.publish(measured, by=actor_of(request))
    except actions.NotClosedError:
        messages.info(request, "Dit rapport was al gedeeld, of de meting loopt nog.")
    else:
        messages.success(
            request, "Het rapport is gedeeld. Het team en het bestuur kunnen het lezen."
        )
    return redirect("results:report", code, round_code)
