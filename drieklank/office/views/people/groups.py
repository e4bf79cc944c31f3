"""The groups of a school."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.office.forms.people.school import GroupForm
from drieklank.office.queries.people import group_rows, manages, pupils_of_group, without_email
from drieklank.office.views.people.frames import Back, Question, form_page, question_page
from drieklank.people.queries import year_in_use
from drieklank.schools.actions import Refused, add_group, change_group, remove_group, set_teachers
from drieklank.schools.models import ClassGroup, School
from drieklank.schools.queries import class_groups, possible_teachers, schools, teachers_of


def _back(school: School, group: ClassGroup | None = None) -> Back:
    if group is None:
        return Back("Groepen", reverse("office:groups", args=[school.code]))
    return Back(str(group), reverse("office:group", args=[school.code, group.public_id]))


@requires(Right.GROUP_VIEW)
def group_list(request: HttpRequest, code: str) -> HttpResponse:
    """The groups of the year in use that the reader may see."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    actor = actor_of(request)
    year = year_in_use(school)
    shown = {
        "school": school,
        "year": year,
        "groups": group_rows(actor, school, year),
        "may_manage": manages(actor, Right.GROUP_MANAGE, school),
    }
    return render(request, "office/people/groups.html", shown)


@requires(Right.GROUP_VIEW)
def group_page(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """One group: its pupils and who teaches it."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    group = fetch(request, class_groups(), school=school, public_id=public_id)
    actor = actor_of(request)
    shown = {
        "school": school,
        "group": group,
        "pupils": pupils_of_group(actor, group),
        "teachers": teachers_of(group),
        "may_manage": may(actor, Right.GROUP_MANAGE, group),
        "unreached": len(without_email(actor, group)),
    }
    return render(request, "office/people/group.html", shown)


@requires(Right.GROUP_MANAGE)
def group_add(request: HttpRequest, code: str) -> HttpResponse:
    """A new group in the year in use."""
    school = fetch(request, schools(), Right.SCHOOL_MANAGE, code=code)
    year = year_in_use(school)
    if year is None:
        raise Http404
    form = GroupForm(
        request.POST or None, school=school, year=year, teachers=possible_teachers(school)
    )
    if request.method == "POST" and form.is_valid():
        group = add_group(school, year, form.cleaned_data, by=actor_of(request))
        set_teachers(group, form.cleaned_data["teachers"], by=actor_of(request))
        messages.success(request, f"{group} staat erbij.")
        return redirect("office:group", code, group.public_id)
    title = f"Nieuwe groep in {year}"
    return form_page(request, school, form, title=title, back=_back(school))


@requires(Right.GROUP_MANAGE)
def group_change(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Mend a group and who teaches it."""
    school = fetch(request, schools(), Right.SCHOOL_MANAGE, code=code)
    group = fetch(request, class_groups(), school=school, public_id=public_id)
    form = GroupForm(
        request.POST or None,
        school=school,
        year=group.school_year,
        teachers=possible_teachers(school),
        group=group,
        chosen=teachers_of(group),
    )
    if request.method == "POST" and form.is_valid():
        change_group(group, form.cleaned_data, by=actor_of(request))
        set_teachers(group, form.cleaned_data["teachers"], by=actor_of(request))
        messages.success(request, f"{group} is bewaard.")
        return redirect("office:group", code, public_id)
    return form_page(request, school, form, title=f"{group} wijzigen", back=_back(school, group))


@requires(Right.GROUP_MANAGE)
def group_remove(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask, then take away a group in which nobody ever sat."""
    school = fetch(request, schools(), Right.SCHOOL_MANAGE, code=code)
    group = fetch(request, class_groups(), school=school, public_id=public_id)
    refused = ""
    if request.method == "POST":
        try:
            remove_group(group, by=actor_of(request))
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"{group} is weg.")
            return redirect("office:groups", code)
    question = Question(
        f"{group} weghalen?",
        (
            "Dat kan alleen bij een groep waar nooit een leerling in zat.",
            "Leerkrachten van deze groep blijven in het team.",
        ),
        "Haal groep weg",
        refused=refused,
    )
    return question_page(request, school, question, back=_back(school, group))
