"""Forms about the school itself, its locations and groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from drieklank.office.forms.people.fields import (
    PhoneField,
    PostcodeField,
    with_current,
    year_groups,
)
from drieklank.schools.actions import GROUP_FIELDS, LOCATION_FIELDS, SCHOOL_FIELDS
from drieklank.schools.models import ClassGroup, Location, School, SchoolYear, Sector, User
from drieklank.schools.models.school import brin_format
from drieklank.schools.queries import groups_of, locations_of, schools
from drieklank.ui.forms import Form


class BrinField(forms.CharField):
    """Typed in small letters it is the same number."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()


class SchoolForm(Form):
    name = forms.CharField(label="Naam", max_length=120)
    brin = BrinField(
        label="BRIN-nummer",
        max_length=4,
        validators=[brin_format],
        help_text="Twee cijfers en twee hoofdletters, zoals 12AB.",
    )
    sector = forms.ChoiceField(label="Sector", choices=Sector.choices, widget=forms.RadioSelect)
    town = forms.CharField(label="Plaats", max_length=80, required=False)
    phone = PhoneField(
        label="Telefoon", required=False, help_text="Ouders zien dit nummer onderaan hun pagina's."
    )
    email = forms.EmailField(label="E-mailadres van de school", required=False)

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(school, name) for name in SCHOOL_FIELDS}
        super().__init__(*args, **kwargs)
        self.school = school

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        same = schools().filter(board_id=self.school.board_id, name__iexact=name)
        if same.exclude(pk=self.school.pk).exists():
            raise forms.ValidationError(
                f"Een andere school van dit bestuur heet al {name}. Kies een andere naam."
            )
        return name


class LocationForm(Form):
    number = forms.RegexField(
        r"^\d{2}$",
        label="Vestigingsnummer",
        max_length=2,
        help_text="Twee cijfers, zoals 00 voor de hoofdvestiging.",
        error_messages={"invalid": "Een vestigingsnummer is twee cijfers, zoals 01."},
    )
    name = forms.CharField(label="Naam", max_length=120)
    street = forms.CharField(label="Straat en huisnummer", max_length=120, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    town = forms.CharField(label="Plaats", max_length=80, required=False)

    def __init__(
        self, *args: Any, school: School, location: Location | None = None, **kwargs: Any
    ) -> None:
        if location is not None:
            kwargs["initial"] = {name: getattr(location, name) for name in LOCATION_FIELDS}
        super().__init__(*args, **kwargs)
        self.school, self.location = school, location

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        same = locations_of(self.school).filter(number=number)
        if self.location is not None:
            same = same.exclude(pk=self.location.pk)
        if same.exists():
            raise forms.ValidationError(f"Nummer {number} is al van een andere locatie.")
        return number


class GroupForm(Form):
    name = forms.CharField(label="Naam", max_length=60, help_text="Zoals: groep 6a, of h4b.")
    year_group = forms.ChoiceField(label="Jaargroep", required=False)
    location = forms.ModelChoiceField(
        label="Locatie",
        queryset=Location.objects.none(),
        required=False,
        empty_label="niet gekozen",
    )
    teachers = forms.ModelMultipleChoiceField(
        label="Wie geeft les aan deze groep?",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Zij zien de leerlingen van deze groep en hun ouders. Wie je weghaalt, ziet hen "
        "meteen niet meer.",
    )

    def __init__(
        self,
        *args: Any,
        school: School,
        year: SchoolYear,
        teachers: QuerySet[User],
        group: ClassGroup | None = None,
        chosen: QuerySet[User] | None = None,
        **kwargs: Any,
    ) -> None:
        if group is not None:
            own = {name: getattr(group, name) for name in GROUP_FIELDS}
            kwargs["initial"] = own | {"teachers": list(chosen or ())}
        super().__init__(*args, **kwargs)
        self.school, self.year, self.group = school, year, group
        choices = with_current(year_groups(school.sector), group.year_group if group else "")
        self.fields["year_group"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        self.fields["location"].queryset = locations_of(school)  # type: ignore[attr-defined] # as above
        self.fields["teachers"].queryset = teachers  # type: ignore[attr-defined] # as above

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        same = groups_of(self.school, self.year).filter(name__iexact=name)
        if self.group is not None:
            same = same.exclude(pk=self.group.pk)
        if same.exists():
            raise forms.ValidationError(f"Er is dit schooljaar al een groep {name}.")
        return name
