"""Sheets of own activities and stories: added, downloaded, taken away."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from csp.constants import HEADER as CONTENT_POLICY
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, requires
from drieklank.access.rules import Right
from drieklank.schools.models import School
from drieklank.toolkit.actions.handouts import add_handout, remove_handout
from drieklank.toolkit.forms.handouts import HandoutForm
from drieklank.toolkit.models import Handout, OwnActivity, Story
from drieklank.toolkit.queries.handouts import download_of, handout_of
from drieklank.toolkit.queries.own import own_activity
from drieklank.toolkit.queries.stories import story_of
from drieklank.toolkit.rules.uploads import UploadRefused
from drieklank.toolkit.views.library import fetch_school

# Whatever a sheet holds: it runs nothing, fetches nothing and stands in a world of its own.
_ALONE: Final = "default-src 'none'; sandbox"


@requires(Right.TOOLKIT_WRITE)
def add_to_own(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """A sheet with an own activity."""
    school = fetch_school(request, code)
    return _add(request, school, own_activity(school, key))


@requires(Right.TOOLKIT_WRITE)
def add_to_story(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """A sheet with a story."""
    school = fetch_school(request, code)
    return _add(request, school, story_of(school, public_id))


@require_safe
@requires(Right.TOOLKIT_VIEW)
def handout(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The sheet itself, to save: never shown as a page of ours."""
    found = download_of(_handout(fetch_school(request, code), public_id))
    headers = {
        "Content-Disposition": f'attachment; filename="{found.name}"',
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        CONTENT_POLICY: _ALONE,
    }
    return HttpResponse(found.content, content_type=found.content_type, headers=headers)


@require_POST
@requires(Right.TOOLKIT_WRITE)
def handout_away(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Take a sheet away."""
    row = _handout(fetch_school(request, code), public_id)
    owner = row.own or row.story
    remove_handout(row, by=actor_of(request))
    messages.success(request, "Het blad is weg.")
    return _to(code, owner)


def _add(request: HttpRequest, school: School, owner: OwnActivity | Story | None) -> HttpResponse:
    if owner is None:
        raise Http404
    form = HandoutForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_handout(owner, form.cleaned_data["title"], form.content, by=actor_of(request))
        except UploadRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "Het blad staat erbij.")
            return _to(school.code, owner)
    shown = {"school": school, "form": form, "owner": owner}
    return render(request, "toolkit/handout_form.html", shown)


def _handout(school: School, public_id: UUID) -> Handout:
    row = handout_of(school, public_id)
    if row is None:
        raise Http404
    return row


def _to(code: str, owner: OwnActivity | Story | None) -> HttpResponseRedirect:
    if isinstance(owner, Story):
        return redirect("toolkit:story", code, owner.public_id)
    if owner is None:
        return redirect("toolkit:library", code)
    return redirect("toolkit:activity", code, owner.key)
