"""Forms of a round in waves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from django import forms

from drieklank.base.clock import today
from drieklank.measure.rules import LONGEST_ROUND
from drieklank.schools.models import ClassGroup
from drieklank.ui.forms import DateInput, Form

_TERM = timedelta(weeks=12)


class BeginForm(Form):
    """What the waves are about, and until when they are added up."""

    marks_optional = False

    topic = forms.CharField(
        label="Waar gaat het over?",
        help_text="Een soort gesprek of avond, bijvoorbeeld: startgesprekken. Alles hierover telt samen.",
        max_length=60,
    )
    closes_on = forms.DateField(
        label="Laatste dag van deze periode",
        help_text="Daarna tellen we alles op. Kies een lange periode, dan doen er genoeg mensen mee.",
        widget=DateInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"closes_on": today() + _TERM})
        super().__init__(*args, **kwargs)

    def clean_closes_on(self) -> date:
        """Refuse a day that is over or too far away."""
        day: date = self.cleaned_data["closes_on"]
        if day <= today():
            raise forms.ValidationError("Kies een dag die nog komt.")
        if day - today() > LONGEST_ROUND:
            raise forms.ValidationError("Een periode duurt hooguit vier maanden.")
        return day


class WaveForm(Form):
    """Of which groups the parents were there."""

    marks_optional = False

    groups = forms.MultipleChoiceField(
        label="Van welke groepen waren er ouders?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens een groep."},
    )

    def __init__(self, *args: Any, groups: Iterable[ClassGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["groups"])
        field.choices = [(str(group.pk), group.name) for group in groups]
