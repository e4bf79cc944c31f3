"""Forms of a round, for staff. Answering has no Django form: see `sheets`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, cast

from django import forms

from drieklank.base.clock import today
from drieklank.measure.models import Role
from drieklank.measure.rules import LONGEST_ROUND, Days, default_dates, plan_faults
from drieklank.ui.forms import DateInput, Form

_ROLE_LABELS: Final = {
    Role.PARENTS: "Ouders",
    Role.TEAM: "Het team",
    Role.PUPILS: "Leerlingen",
}


class PlanForm(Form):
    """Who is asked in a new round, its first and last day."""

    marks_optional = False

    roles = forms.MultipleChoiceField(
        label="Wie vraag je?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens een groep mensen."},
    )
    opens_on = forms.DateField(
        label="Eerste dag",
        help_text="Op deze dag gaan de uitnodigingen de deur uit.",
        widget=DateInput,
    )
    closes_on = forms.DateField(
        label="Laatste dag",
        help_text="Op deze dag kan iedereen nog antwoorden. Twee tot drie weken werkt goed.",
        widget=DateInput,
    )

    def __init__(
        self, *args: Any, roles: Sequence[Role], window: Days | None = None, **kwargs: Any
    ) -> None:
        opens_on, closes_on = default_dates(today(), window)
        # Pupils are asked when a school decides so: parents are told beforehand.
        usual = [str(role) for role in roles if role != Role.PUPILS]
        initial = {"opens_on": opens_on, "closes_on": closes_on, "roles": usual}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        if len(roles) > 1:
            field = cast("forms.MultipleChoiceField", self.fields["roles"])
            field.choices = [(role, _ROLE_LABELS[role]) for role in roles]
            if Role.PUPILS in roles:
                field.help_text = (
                    "Leerlingen doen op de basisschool mee vanaf groep 6. "
                    "Vertel ouders vooraf dat je ook leerlingen vraagt. Meedoen mag, het hoeft niet."
                )
        else:
            del self.fields["roles"]

    def clean(self) -> dict[str, Any]:
        """Check the dates together."""
        cleaned: dict[str, Any] = super().clean() or {}
        if {"opens_on", "closes_on"} <= cleaned.keys():
            faults = plan_faults(cleaned["opens_on"], cleaned["closes_on"], today())
            for name, fault in faults.items():
                self.add_error(name, fault)
        return cleaned


class ExtendForm(Form):
    """Another last day for a round that is planned or runs."""

    marks_optional = False

    closes_on = forms.DateField(label="Nieuwe laatste dag", widget=DateInput)

    def __init__(self, *args: Any, opens_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opens_on = opens_on

    def clean_closes_on(self) -> date:
        """Refuse a day that is over, or so far away that nobody remembers the question."""
        day: date = self.cleaned_data["closes_on"]
        if day < max(today(), self.opens_on):
            raise forms.ValidationError("Deze dag is al geweest. Kies vandaag of een dag daarna.")
        if day - self.opens_on > LONGEST_ROUND:
            raise forms.ValidationError(
                "Een meting duurt hooguit vier maanden. Kies een eerdere dag."
            )
        return day


class LettersForm(Form):
    """Which letters to print."""

    marks_optional = False

    who = forms.ChoiceField(
        label="Voor wie?",
        choices=[
            ("without", "Ouders die we niet per e-mail of sms bereiken"),
            ("all", "Alle ouders"),
        ],
        initial="without",
        widget=forms.RadioSelect,
    )
    two_sided = forms.BooleanField(
        label="Onze printer drukt dubbelzijdig af",
        help_text="Dan komt er op de achterkant van elke brief niets te staan.",
        required=False,
        initial=True,
    )
