"""Pages under Begrijpen: the school beside other schools, and the choice to take part."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.documents.charts.benchmark import beside_key
from drieklank.results import queries
from drieklank.results.actions.benchmark import stop_taking_part, take_part
from drieklank.results.forms.benchmark import TakePartForm
from drieklank.results.queries.benchmark import comparison
from drieklank.results.queries.benchmark_drawn import drawn_parts
from drieklank.results.queries.benchmark_members import consent_of


@require_safe
@requires(Right.BENCHMARK_VIEW)
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Where the school stands among others; without a group, beside its own past."""
    school = fetch(request, queries.schools(), code=code)
    found = comparison(school, request.GET.get("groep", ""))
    shown = {
        "school": school,
        "found": found,
        "parts": drawn_parts(found),
        "key": beside_key(),
        "may_share": may(actor_of(request), Right.BENCHMARK_SHARE, school),
    }
    return render(request, "results/benchmark.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.BENCHMARK_SHARE)
def share(request: HttpRequest, code: str) -> HttpResponse:
    """What taking part means, and the button for it."""
    school = fetch(request, queries.schools(), code=code)
    running = consent_of(school)
    initial = {
        "languages": running.languages if running else "",
        "shares_activities": running is not None and running.shares_activities,
    }
    form = TakePartForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        take_part(
            school,
            languages=form.cleaned_data["languages"],
            shares_activities=form.cleaned_data["shares_activities"],
            by=actor_of(request),
        )
        messages.success(request, "De school doet mee met vergelijken.")
        return redirect("results:compare", code)
    shown = {"school": school, "form": form, "running": running}
    return render(request, "results/benchmark_share.html", shown)


@require_POST
@requires(Right.BENCHMARK_SHARE)
def stop_sharing(request: HttpRequest, code: str) -> HttpResponse:
    """Take part no longer."""
    school = fetch(request, queries.schools(), code=code)
    if stop_taking_part(school, by=actor_of(request)):
        messages.success(request, "De school doet niet meer mee met vergelijken.")
    return redirect("results:compare", code)
