"""Stories of a school: told, changed, offered to other schools, and taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, may, requires
from drieklank.access.rules import Right
from drieklank.schools.models import School
from drieklank.toolkit.actions import stories as actions
from drieklank.toolkit.actions.rewriting import ChangedMeanwhileError
from drieklank.toolkit.forms.clash import begin_from, differences
from drieklank.toolkit.forms.stories import FIELDS, OfferForm, StoryForm
from drieklank.toolkit.models import Story
from drieklank.toolkit.queries.handouts import handouts_of
from drieklank.toolkit.queries.links import state_of
from drieklank.toolkit.queries.own import title_at
from drieklank.toolkit.queries.stories import (
    from_other_schools,
    pointers_in,
    shared_of,
    story_lines,
    story_of,
)
from drieklank.toolkit.reading import own_html
from drieklank.toolkit.rules.links import all_links
from drieklank.toolkit.views.library import fetch_school


@require_safe
@requires(Right.TOOLKIT_VIEW)
def stories(request: HttpRequest, code: str) -> HttpResponse:
    """What this school did, and what other schools let it read."""
    school = fetch_school(request, code)
    shown = {
        "school": school,
        "lines": story_lines(school),
        "others": from_other_schools(school),
        "may_write": may(actor_of(request), Right.TOOLKIT_WRITE, school),
    }
    return render(request, "toolkit/stories.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def story(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """One story of this school."""
    school, actor = fetch_school(request, code), actor_of(request)
    row = _story(school, public_id)
    html = own_html(state_of(all_links([row.done, row.changed])))
    shown = {
        "school": school,
        "row": row,
        "activity": title_at(school, row.key),
        "done": html(row.done),
        "changed": html(row.changed),
        "shared": shared_of(row),
        "handouts": handouts_of(row),
        "may_write": may(actor, Right.TOOLKIT_WRITE, school),
        "may_share": may(actor, Right.TOOLKIT_SHARE, school),
    }
    return render(request, "toolkit/story.html", shown)


@require_safe
@requires(Right.TOOLKIT_VIEW)
def shared_story(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """One story of another school, as its leader let it out."""
    school = fetch_school(request, code)
    row = from_other_schools(school).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    html = own_html(state_of(all_links([row.done, row.changed])))
    shown = {"school": school, "row": row, "done": html(row.done), "changed": html(row.changed)}
    return render(request, "toolkit/story_shared.html", shown)


@requires(Right.TOOLKIT_WRITE)
def story_add(request: HttpRequest, code: str) -> HttpResponse:
    """A new story; `?activiteit=` names what was done."""
    school = fetch_school(request, code)
    form = StoryForm(request.POST or None, school=school, key=request.GET.get("activiteit", ""))
    if request.method == "POST" and form.is_valid():
        row = actions.write_story(school, form.text, by=actor_of(request))
        messages.success(request, "Jullie verhaal staat erbij.")
        return redirect("toolkit:story", code, row.public_id)
    return render(request, "toolkit/story_form.html", {"school": school, "form": form})


@requires(Right.TOOLKIT_WRITE)
def story_change(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Change a story; where somebody else was first, both texts are shown."""
    school = fetch_school(request, code)
    row = _story(school, public_id)
    form = StoryForm(request.POST or None, school=school, row=row)
    shown: dict[str, Any] = {"school": school, "form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_story(row, form.text, form.begun_from, by=actor_of(request))
        except ChangedMeanwhileError as clash:
            shown["clash"] = differences(form, clash.row, FIELDS)
            begin_from(form, clash.row.version)
        else:
            messages.success(request, "Bewaard.")
            return redirect("toolkit:story", code, public_id)
    return render(request, "toolkit/story_form.html", shown)


@require_POST
@requires(Right.TOOLKIT_WRITE)
def story_away(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Take a story away. One that other schools read, only the leader takes away."""
    school, actor = fetch_school(request, code), actor_of(request)
    row = _story(school, public_id)
    if shared_of(row) is not None and not may(actor, Right.TOOLKIT_SHARE, school):
        messages.error(request, "Dit verhaal is gedeeld. De schoolleider kan het weghalen.")
        return redirect("toolkit:story", code, public_id)
    actions.remove_story(row, by=actor)
    messages.success(request, "Het verhaal is weg.")
    return redirect("toolkit:stories", code)


@requires(Right.TOOLKIT_SHARE)
def story_offer(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The leader reads it once more and consents."""
    school = fetch_school(request, code)
    row = _story(school, public_id)
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named = form.cleaned_data["named"] == "yes"
        actions.offer_story(row, named=named, by=actor_of(request))
        messages.success(request, "De redactie leest het verhaal. Daarna zien andere scholen het.")
        return redirect("toolkit:story", code, public_id)
    shown = {"school": school, "row": row, "form": form, "pointers": pointers_in(row)}
    return render(request, "toolkit/story_offer.html", shown)


@require_POST
@requires(Right.TOOLKIT_SHARE)
def story_withdraw(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Consent taken back: gone elsewhere at once."""
    row = _story(fetch_school(request, code), public_id)
    actions.withdraw_story(row, by=actor_of(request))
    messages.success(request, "Andere scholen zien dit verhaal niet meer.")
    return redirect("toolkit:story", code, public_id)


def _story(school: School, public_id: UUID) -> Story:
    row = story_of(school, public_id)
    if row is None:
        raise Http404
    return row
