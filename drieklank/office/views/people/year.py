"""The change of school year: look first, then make it final."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from drieklank.access.doors import actor_of, fetch, requires
from drieklank.access.rules import Right
from drieklank.office.forms.people.year import YearForm
from drieklank.people.actions.year import CannotChangeYear, change_year
from drieklank.people.queries.year import year_preview
from drieklank.people.rules import moves
from drieklank.schools.queries import schools


@requires(Right.YEAR_CHANGE)
def change(request: HttpRequest, code: str) -> HttpResponse:
    """The proposal per group. "Bekijk" shows what it comes to; "Wissel" does it."""
    school = fetch(request, schools(), code=code)
    preview = year_preview(school)
    shown: dict[str, Any] = {"school": school, "preview": preview}
    if preview is None:
        return render(request, "office/people/year_empty.html", shown)
    if request.method == "POST" and request.POST.get("from_year") != str(preview.from_year.pk):
        messages.info(request, "Dit schooljaar is al gewisseld. Er is nu niets veranderd.")
        return redirect("office:groups", code)
    form = YearForm(request.POST or None, preview=preview)
    shown |= {"form": form}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "apply":
            try:
                done = change_year(school, form.choices(), by=actor_of(request))
            except CannotChangeYear as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request,
                    f"Het is nu {done.year}. Doorgegaan: {done.up}. Blijven zitten: {done.stayed}. "
                    f"Van school: {done.left}. Kies nu wie waar lesgeeft.",
                )
                return redirect("office:groups", code)
        else:
            shown |= {"outcome": _outcome(form, school.sector)}
    return render(request, "office/people/year.html", shown)


def _outcome(form: YearForm, sector: str) -> list[tuple[str, int]]:
    """Where pupils end up: name of the group (empty: left school) and how many."""
    choices = form.choices()
    sitting = {
        part.group.pk: [(pupil.pk, pupil.year_group) for pupil in part.pupils]
        for part in form.preview.groups
    }
    decided = moves(list(choices.plans), sitting, choices.stays, choices.leaves, sector)
    counts: dict[str, int] = {}
    for move in decided:
        counts[move.name] = counts.get(move.name, 0) + 1
    return sorted(counts.items())
