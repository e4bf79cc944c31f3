"""Forms about staff and advisers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from drieklank.base.clock import today
from drieklank.office.forms.people.fields import DayField, PhoneField
from drieklank.schools.models import ClassGroup, Membership, StaffRole
from drieklank.ui.forms import Form

LONGEST_TERM = timedelta(days=3 * 366)
ROLES = [pair for pair in StaffRole.choices if pair[0] != StaffRole.BOARD_MEMBER]


class GroupsField(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=ClassGroup.objects.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


class MemberForm(Form):
    name = forms.CharField(label="Naam", max_length=120)
    email = forms.EmailField(
        label="E-mailadres", help_text="Hiermee meldt de medewerker zich aan. Kies een eigen adres."
    )
    phone = PhoneField(label="Telefoon", required=False)
    role = forms.ChoiceField(label="Rol", choices=ROLES, widget=forms.RadioSelect)
    groups = GroupsField(
        label="Groepen",
        help_text="Alleen voor een leerkracht of mentor: wie je kiest, ziet die groepen.",
    )

    def __init__(self, *args: Any, groups: QuerySet[ClassGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = groups  # type: ignore[attr-defined] # a model choice field

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("groups") and values.get("role") not in {None, "", StaffRole.TEACHER}:
            self.add_error(
                "groups",
                "Groepen horen bij de rol leerkracht of mentor. Kies die rol, of haal de vinkjes weg.",
            )
        return values


class MemberChangeForm(Form):
    name = forms.CharField(label="Naam", max_length=120)
    phone = PhoneField(label="Telefoon", required=False)
    groups = GroupsField(
        label="Groepen", help_text="Wat je weghaalt, ziet de leerkracht meteen niet meer."
    )

    def __init__(
        self,
        *args: Any,
        membership: Membership,
        groups: QuerySet[ClassGroup],
        chosen: list[ClassGroup],
        **kwargs: Any,
    ) -> None:
        user = membership.user
        kwargs["initial"] = {"name": user.name, "phone": user.phone, "groups": chosen}
        super().__init__(*args, **kwargs)
        if membership.role == StaffRole.TEACHER:
            self.fields["groups"].queryset = groups  # type: ignore[attr-defined] # as above
        else:
            del self.fields["groups"]


class EndForm(Form):
    """When something is over: at once, or after a day that is still to come."""

    when = forms.ChoiceField(
        label="Wanneer?",
        choices=[("now", "Nu meteen"), ("later", "Na een dag die ik kies")],
        widget=forms.RadioSelect,
        initial="now",
    )
    last_day = DayField(label="Laatste dag", required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("when") != "later":
            values["last_day"] = None
            return values
        day: date | None = values.get("last_day")
        if day is None and "last_day" not in self.errors:
            self.add_error("last_day", "Kies een dag, of kies voor nu meteen.")
        elif day is not None and day < today():
            self.add_error(
                "last_day",
                f"{day.day}-{day.month}-{day.year} is al geweest. Kies vandaag of later, of nu meteen.",
            )
        return values


class AdviserForm(Form):
    name = forms.CharField(label="Naam", max_length=120)
    email = forms.EmailField(label="E-mailadres", help_text="Hiermee meldt de adviseur zich aan.")
    starts_on = DayField(label="Eerste dag")
    ends_on = DayField(label="Laatste dag")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first is None or last is None:
            return values
        if last < today():
            self.add_error("ends_on", f"{last.day}-{last.month}-{last.year} is al geweest.")
        elif last < first:
            self.add_error("ends_on", "De laatste dag ligt voor de eerste. Kijk beide na.")
        elif last - first > LONGEST_TERM:
            self.add_error("ends_on", "Spreek hoogstens drie jaar af. Daarna kan het opnieuw.")
        return values
