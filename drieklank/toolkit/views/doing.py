"""After and around doing an activity: whether you would do it again, and sending it to the team."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from drieklank.access.doors import actor_of, requires
from drieklank.access.rules import Right
from drieklank.content.schema.activity import Activity
from drieklank.schools.models import School
from drieklank.toolkit.actions import ratings, sharing
from drieklank.toolkit.forms.ratings import RatingForm
from drieklank.toolkit.forms.sharing import ShareForm
from drieklank.toolkit.queries.own import activity_at
from drieklank.toolkit.queries.ratings import rated_at
from drieklank.toolkit.queries.sharing import colleagues_of, shared_today
from drieklank.toolkit.reading import card_of
from drieklank.toolkit.views.library import fetch_school


@requires(Right.TOOLKIT_WRITE)
def rate(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Say whether you would do it again; the form also stands on the activity's own page."""
    school = fetch_school(request, code)
    found, actor = _activity(school, key), actor_of(request)
    form = RatingForm(request.POST or None, row=rated_at(school, key, actor.user).own)
    if request.method == "POST" and form.is_valid():
        ratings.rate(school, key, **form.cleaned_data, by=actor)
        messages.success(request, "Dank je. Je collega’s lezen dit bij de activiteit.")
        return redirect("toolkit:activity", code, key)
    shown = {"school": school, "form": form, "card": card_of(found)}
    return render(request, "toolkit/rate.html", shown)


@require_POST
@requires(Right.TOOLKIT_WRITE)
def rating_away(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Take the own view back."""
    school = fetch_school(request, code)
    _activity(school, key)
    ratings.take_rating_back(school, key, by=actor_of(request))
    messages.success(request, "Wat je hier schreef, is weg.")
    return redirect("toolkit:activity", code, key)


@requires(Right.TOOLKIT_WRITE)
def share(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Send an activity to colleagues, or copy a text about it."""
    school = fetch_school(request, code)
    found, actor = _activity(school, key), actor_of(request)
    form = ShareForm(request.POST or None, people=colleagues_of(school, actor.user))
    if request.method == "POST" and form.is_valid():
        people, words = list(form.cleaned_data["people"]), form.cleaned_data["words"]
        try:
            sharing.share_with_team(school, found, people, words, by=actor)
        except sharing.SharedTodayError:
            form.add_error(
                None, "Deze activiteit ging vandaag al naar het team. Morgen kan het weer."
            )
        else:
            who = "één collega" if len(people) == 1 else f"{len(people)} collega’s"
            messages.success(request, f"Het bericht gaat naar {who}.")
            return redirect("toolkit:activity", code, key)
    shown = {
        "school": school,
        "form": form,
        "card": card_of(found),
        "today": shared_today(school, key),
        "address": sharing.share_address(school, key),
    }
    return render(request, "toolkit/share.html", shown)


def _activity(school: School, key: str) -> Activity:
    found = activity_at(school, key)
    if found is None:
        raise Http404
    return found
