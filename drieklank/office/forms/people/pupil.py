"""Forms about a pupil."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from drieklank.base.clock import today
from drieklank.office.forms.people.fields import DayField, with_current, year_groups
from drieklank.people.models import Enrolment, Pupil
from drieklank.people.rules import ADULT_AT, age_on, birth_date_fault
from drieklank.schools.models import ClassGroup, School
from drieklank.ui.forms import Form


class PupilForm(Form):
    first_name = forms.CharField(label="Roepnaam", max_length=80)
    name_prefix = forms.CharField(
        label="Tussenvoegsel", max_length=20, required=False, help_text="Zoals: van den"
    )
    last_name = forms.CharField(label="Achternaam", max_length=120)
    birth_date = DayField(label="Geboortedatum", required=False)
    year_group = forms.ChoiceField(label="Jaargroep", required=False)
    email = forms.EmailField(
        label="E-mailadres van de leerling",
        required=False,
        help_text="Alleen als de leerling zelf mag aanmelden: vanaf 16 jaar.",
    )
    group = forms.ModelChoiceField(
        label="Groep",
        queryset=ClassGroup.objects.none(),
        required=False,
        empty_label="nog geen groep",
    )
    shares_with_parents = forms.BooleanField(
        label="De leerling wil dat ouders meekijken",
        required=False,
        help_text="Vanaf 18 jaar zien ouders alleen iets als de leerling dat zelf zegt.",
    )

    def __init__(
        self,
        *args: Any,
        school: School,
        groups: QuerySet[ClassGroup],
        pupil: Pupil | None = None,
        place: Enrolment | None = None,
        **kwargs: Any,
    ) -> None:
        if pupil is not None:
            own = {name: getattr(pupil, name) for name in self.base_fields if name != "group"}
            kwargs["initial"] = own | {"group": place.class_group_id if place else None}
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        choices = with_current(year_groups(school.sector), pupil.year_group if pupil else "")
        self.fields["year_group"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        self.fields["group"].queryset = groups  # type: ignore[attr-defined] # a ModelChoiceField
        if pupil is None or not _adult(pupil):
            del self.fields["shares_with_parents"]

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        if born is not None and (fault := birth_date_fault(born, today())):
            raise forms.ValidationError(fault)
        return born

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        group = values.get("group")
        if group is not None and not values.get("year_group"):
            values["year_group"] = group.year_group
        return values


def _adult(pupil: Pupil) -> bool:
    return pupil.birth_date is not None and age_on(pupil.birth_date, today()) >= ADULT_AT


class LeaveForm(Form):
    last_day = DayField(label="Laatste dag op school")

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day > today():
            raise forms.ValidationError(
                f"{day.day}-{day.month}-{day.year} moet nog komen. "
                "Schrijf de leerling uit op of na de laatste dag."
            )
        if day < today() - timedelta(days=366):
            raise forms.ValidationError(
                f"{day.day}-{day.month}-{day.year} is langer dan een jaar geleden. Kijk het jaar na."
            )
        return day


class ReturnForm(Form):
    group = forms.ModelChoiceField(label="Groep", queryset=ClassGroup.objects.none())

    def __init__(self, *args: Any, groups: QuerySet[ClassGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined] # a ModelChoiceField
