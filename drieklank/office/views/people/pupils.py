"""Pupils: list, page, and mending by hand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.office.forms.people.pupil import LeaveForm, PupilForm, ReturnForm
from drieklank.office.queries.people import (
    PupilSearch,
    group_rows,
    groups_for_choice,
    manages,
    pupil_page,
    pupil_view,
)
from drieklank.office.rules.sign_in import pupil_may_sign_in
from drieklank.office.views.people.frames import Back, Question, form_page, question_page
from drieklank.people.actions.pupils import (
    add_pupil,
    change_pupil,
    move_pupil,
    pupil_leaves,
    pupil_returns,
)
from drieklank.people.models import Pupil
from drieklank.people.queries import places_of, pupils, year_in_use
from drieklank.people.rules import may_tell_parents
from drieklank.schools.models import School
from drieklank.schools.queries import schools


def _back(school: School, pupil: Pupil | None = None) -> Back:
    if pupil is None:
        return Back("Leerlingen", reverse("office:pupils", args=[school.code]))
    return Back(str(pupil), reverse("office:pupil", args=[school.code, pupil.public_id]))


@requires(Right.PUPIL_VIEW)
def pupil_list(request: HttpRequest, code: str) -> HttpResponse:
    """The pupils that the reader may see: search, one group, pages."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    actor = actor_of(request)
    search = PupilSearch.of(request)
    groups = group_rows(actor, school, year_in_use(school))
    shown = {
        "school": school,
        "search": search,
        "groups": groups,
        "page": pupil_page(actor, school, groups, search),
        "may_manage": manages(actor, Right.PUPIL_MANAGE, school),
    }
    return render(request, "office/people/pupils.html", shown)


@requires(Right.PUPIL_VIEW)
def pupil(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """One pupil: data, groups of all years, and who the parents are."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    row = fetch(request, pupils(), school=school, public_id=public_id)
    actor = actor_of(request)
    note("pupil.viewed", row, by=actor)
    shown = {
        "school": school,
        "pupil": row,
        "view": pupil_view(actor, row),
        "may_manage": may(actor, Right.PUPIL_MANAGE, row),
        "may_relate": actor.has(Right.RELATION_MANAGE) and may(actor, Right.SCHOOL_MANAGE, school),
        "may_privacy": may(actor, Right.PRIVACY_MANAGE, school),
        "decides_alone": not may_tell_parents(row.birth_date, row.shares_with_parents, today()),
        "may_letter": actor.has(Right.PARENT_MANAGE),
        "may_sign_in": pupil_may_sign_in(row.year_group, row.birth_date, today()),
    }
    return render(request, "office/people/pupil.html", shown)


@requires(Right.PUPIL_MANAGE)
def pupil_add(request: HttpRequest, code: str) -> HttpResponse:
    """A new pupil."""
    school = fetch(request, schools(), Right.SCHOOL_MANAGE, code=code)
    form = PupilForm(request.POST or None, school=school, groups=groups_for_choice(school))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        row = add_pupil(school, values, values["group"], by=actor_of(request))
        messages.success(request, f"{row} staat erbij. Voeg nu de ouders toe.")
        return redirect("office:pupil", code, row.public_id)
    return form_page(request, school, form, title="Nieuwe leerling", back=_back(school))


@requires(Right.PUPIL_MANAGE)
def pupil_change(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Mend a pupil's data; another group counts from today."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    row = fetch(request, pupils(), school=school, public_id=public_id)
    place = places_of(row).filter(ended_on__isnull=True).first()
    form = PupilForm(
        request.POST or None,
        school=school,
        groups=groups_for_choice(school),
        pupil=row,
        place=place,
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        change_pupil(row, values, by=actor_of(request))
        if values["group"] != (place.class_group if place else None):
            move_pupil(row, values["group"], by=actor_of(request))
        messages.success(request, f"De gegevens van {row} zijn bewaard.")
        return redirect("office:pupil", code, public_id)
    return form_page(request, school, form, title=f"{row} wijzigen", back=_back(school, row))


@requires(Right.PUPIL_MANAGE)
def pupil_leave(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask for the last day, then write the pupil out."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    row = fetch(request, pupils(), school=school, public_id=public_id, left_on=None)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pupil_leaves(row, form.cleaned_data["last_day"], by=actor_of(request))
        messages.success(request, f"{row} is uitgeschreven.")
        return redirect("office:pupil", code, public_id)
    question = Question(
        f"{row} uitschrijven?",
        (
            "De plaats in de groep eindigt. De leerkracht ziet deze leerling niet meer.",
            "Wie de ouders zijn, blijft staan. Berichten van de groep krijgen zij niet meer.",
            "Twee jaar na de laatste dag wordt alles over deze leerling gewist.",
        ),
        "Schrijf uit",
    )
    return question_page(request, school, question, back=_back(school, row), form=form)


@requires(Right.PUPIL_MANAGE)
def pupil_return(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """A pupil who left comes back, in a group of now."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    rows = pupils().filter(left_on__isnull=False)
    row = fetch(request, rows, school=school, public_id=public_id)
    form = ReturnForm(request.POST or None, groups=groups_for_choice(school))
    if request.method == "POST" and form.is_valid():
        pupil_returns(row, form.cleaned_data["group"], by=actor_of(request))
        messages.success(request, f"{row} is weer ingeschreven.")
        return redirect("office:pupil", code, public_id)
    return form_page(
        request,
        school,
        form,
        title=f"{row} weer inschrijven",
        back=_back(school, row),
        lead="Wie de ouders zijn, staat er nog. Kijk na of dat nog klopt.",
        button="Schrijf weer in",
    )
