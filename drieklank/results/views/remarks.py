"""Pages to write with a report, to see how it becomes, and to make a new version of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.measure.queries import rounds
from drieklank.results import actions
from drieklank.results.actions.remarks import write_remarks
from drieklank.results.forms.remarks import RemarksForm
from drieklank.results.queries.remarks import (
    awaits_version,
    drafts_of,
    last_writer,
    places_of,
    version_of,
    versions_of,
)
from drieklank.results.views.report import show_report


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.REPORT_WRITE)
def remarks(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """The introduction and the comments, as drafts."""
    measured = fetch(request, rounds(), school__code=code, code=round_code)
    places = places_of(measured)
    form = RemarksForm(request.POST or None, places=places, initial=drafts_of(measured))
    if request.method == "POST" and form.is_valid():
        write_remarks(measured, form.texts, by=actor_of(request))
        messages.success(request, "Bewaard. Zo komt het in het rapport te staan.")
        return redirect("results:remarks_preview", code, round_code)
    versions = versions_of(measured)
    shown = {
        "round": measured,
        "form": form,
        "last": last_writer(measured),
        "next": len(versions) + 1,
    }
    return render(request, "results/remarks.html", shown)


@require_safe
@requires(Right.REPORT_WRITE)
def preview(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """The report with the drafts in it; before publication only the drafts."""
    measured = fetch(request, rounds(), school__code=code, code=round_code)
    drafts, versions = drafts_of(measured), versions_of(measured)
    shown = {
        "next": len(versions) + 1,
        "is_changed": awaits_version(measured),
        "may_publish": may(actor_of(request), Right.REPORT_PUBLISH, measured),
    }
    if not versions:
        texts = [(place.name, drafts.get(place.key, "")) for place in places_of(measured)]
        return render(
            request, "results/remarks_preview.html", {"round": measured, "texts": texts, **shown}
        )
    return show_report(request, measured, remarks=drafts, preview=shown)


@require_POST
@requires(Right.REPORT_PUBLISH)
def new_version(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Publish the same figures once more, with what was written since."""
    measured = fetch(request, rounds(), school__code=code, code=round_code)
    if not awaits_version(measured):
        messages.info(request, "Er is niets veranderd sinds de laatste versie.")
        return redirect("results:report", code, round_code)
    try:
        release = actions.publish_again(measured, by=actor_of(request))
    except actions.NotPublishedError:
        messages.info(request, "Deel eerst het rapport. Daarna kan er een nieuwe versie komen.")
    else:
        said = f"Versie {release.version} is gedeeld. De vorige versie blijft te lezen."
        messages.success(request, said)
    return redirect("results:report", code, round_code)


@require_safe
@requires(Right.REPORT_VIEW)
def version(request: HttpRequest, code: str, round_code: str, number: int) -> HttpResponse:
    """An earlier version of the report, as it was."""
    measured = fetch(request, rounds(), school__code=code, code=round_code)
    release = version_of(measured, number)
    if release is None:
        raise Http404
    return show_report(request, measured, release=release)
