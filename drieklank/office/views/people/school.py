"""The school's own data and its locations."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drieklank.access.doors import actor_of, fetch, requires
from drieklank.access.rules import Right
from drieklank.office.forms.people.school import LocationForm, SchoolForm
from drieklank.office.views.people.frames import Back, Question, form_page, question_page
from drieklank.schools.actions import (
    Refused,
    add_location,
    change_location,
    change_school,
    remove_location,
)
from drieklank.schools.models import Location, School
from drieklank.schools.queries import locations_of, schools


def _back(school: School) -> Back:
    return Back("Instellingen", reverse("office:school_settings", args=[school.code]))


def _location(school: School, number: str) -> Location:
    location = locations_of(school).filter(number=number).first()
    if location is None:
        raise Http404
    return location


@requires(Right.SCHOOL_MANAGE)
def settings_page(request: HttpRequest, code: str) -> HttpResponse:
    """The data of the school, to look at, with its locations."""
    school = fetch(request, schools(), code=code)
    shown = {"school": school, "locations": locations_of(school)}
    return render(request, "office/people/settings.html", shown)


@requires(Right.SCHOOL_MANAGE)
def school_change(request: HttpRequest, code: str) -> HttpResponse:
    """Mend the data of the school."""
    school = fetch(request, schools(), code=code)
    form = SchoolForm(request.POST or None, school=school)
    if request.method == "POST" and form.is_valid():
        change_school(school, form.cleaned_data, by=actor_of(request))
        messages.success(request, "De gegevens van de school zijn bewaard.")
        return redirect("office:school_settings", code)
    return form_page(request, school, form, title="Gegevens van de school", back=_back(school))


@requires(Right.SCHOOL_MANAGE)
def location_add(request: HttpRequest, code: str) -> HttpResponse:
    """A new location."""
    school = fetch(request, schools(), code=code)
    form = LocationForm(request.POST or None, school=school)
    if request.method == "POST" and form.is_valid():
        location = add_location(school, form.cleaned_data, by=actor_of(request))
        messages.success(request, f"{location} staat erbij.")
        return redirect("office:school_settings", code)
    return form_page(request, school, form, title="Nieuwe locatie", back=_back(school))


@requires(Right.SCHOOL_MANAGE)
def location_change(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Mend a location."""
    school = fetch(request, schools(), code=code)
    location = _location(school, number)
    form = LocationForm(request.POST or None, school=school, location=location)
    if request.method == "POST" and form.is_valid():
        change_location(location, form.cleaned_data, by=actor_of(request))
        messages.success(request, f"{location} is bewaard.")
        return redirect("office:school_settings", code)
    return form_page(request, school, form, title=f"Locatie {location}", back=_back(school))


@requires(Right.SCHOOL_MANAGE)
def location_remove(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Ask, then take a location away."""
    school = fetch(request, schools(), code=code)
    location = _location(school, number)
    refused = ""
    if request.method == "POST":
        try:
            remove_location(location, by=actor_of(request))
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"{location} is weg.")
            return redirect("office:school_settings", code)
    question = Question(
        f"Locatie {location} weghalen?",
        ("Groepen op deze locatie blijven bestaan.", "Zij hebben daarna geen locatie meer."),
        "Haal locatie weg",
        refused=refused,
    )
    return question_page(request, school, question, back=_back(school))
