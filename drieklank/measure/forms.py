"""Forms of a round, for staff. Answering has no Django form: see `sheets`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from drieklank.base.clock import today
from drieklank.measure.rules import LONGEST_ROUND, default_dates, plan_faults
from drieklank.ui.forms import DateInput, Form


class PlanForm(Form):
    """First and last day of a new round."""

    marks_optional = False

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        opens_on, closes_on = default_dates(today())
        kwargs.setdefault("initial", {"opens_on": opens_on, "closes_on": closes_on})
        super().__init__(*args, **kwargs)

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
