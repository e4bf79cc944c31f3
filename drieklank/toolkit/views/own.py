"""A school's own activities: written, made of a standard one, changed and put away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, may, requires
from drieklank.access.rules import Right
from drieklank.schools.models import School
from drieklank.toolkit import queries
from drieklank.toolkit.actions import own as actions
from drieklank.toolkit.actions.rewriting import ChangedMeanwhileError
from drieklank.toolkit.forms.clash import begin_from, differences
from drieklank.toolkit.forms.own import FIELDS, OwnForm
from drieklank.toolkit.models import OwnActivity
from drieklank.toolkit.queries.own import as_activity, own_activity, own_of
from drieklank.toolkit.reading import card_of
from drieklank.toolkit.views.library import fetch_school


@require_safe
@requires(Right.TOOLKIT_VIEW)
def own_list(request: HttpRequest, code: str) -> HttpResponse:
    """What the school wrote itself, and what it put away."""
    school = fetch_school(request, code)
    shown = {
        "school": school,
        "cards": [card_of(as_activity(row)) for row in own_of(school)],
        "archived": own_of(school, archived=True),
        "may_write": may(actor_of(request), Right.TOOLKIT_WRITE, school),
    }
    return render(request, "toolkit/own_list.html", shown)


@requires(Right.TOOLKIT_WRITE)
def own_add(request: HttpRequest, code: str, key: str = "") -> HttpResponse:
    """A new activity, from nothing or with the text of a standard one as a start."""
    school = fetch_school(request, code)
    standard = queries.activity(key) if key else None
    if key and standard is None:
        raise Http404
    form = OwnForm(request.POST or None, standard=standard)
    if request.method == "POST" and form.is_valid():
        row = actions.add_own(school, form.text, by=actor_of(request), adapted_from=key)
        messages.success(request, "De activiteit staat bij jullie eigen activiteiten.")
        return redirect("toolkit:activity", code, row.key)
    shown = {"school": school, "form": form, "standard": standard}
    return render(request, "toolkit/own_form.html", shown)


@requires(Right.TOOLKIT_WRITE)
def own_change(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Change an own activity; where somebody else was first, both texts are shown."""
    school = fetch_school(request, code)
    row = _own(school, key)
    form = OwnForm(request.POST or None, row=row)
    shown: dict[str, Any] = {"school": school, "form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_own(row, form.text, form.begun_from, by=actor_of(request))
        except ChangedMeanwhileError as clash:
            shown["clash"] = differences(form, clash.row, FIELDS)
            begin_from(form, clash.row.version)
        else:
            messages.success(request, "Bewaard.")
            return redirect("toolkit:activity", code, row.key)
    return render(request, "toolkit/own_form.html", shown)


@require_POST
@requires(Right.TOOLKIT_WRITE)
def own_put_away(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Leave an own activity out of the list."""
    actions.put_away(_own(fetch_school(request, code), key), by=actor_of(request))
    messages.success(request, "De activiteit is weggelegd. Onderaan deze bladzijde staat zij nog.")
    return redirect("toolkit:own_list", code)


@require_POST
@requires(Right.TOOLKIT_WRITE)
def own_bring_back(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Put it back in the list."""
    row = _own(fetch_school(request, code), key)
    actions.bring_back(row, by=actor_of(request))
    messages.success(request, "De activiteit staat er weer.")
    return redirect("toolkit:activity", code, row.key)


def _own(school: School, key: str) -> OwnActivity:
    row = own_activity(school, key)
    if row is None:
        raise Http404
    return row
