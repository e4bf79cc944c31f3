"""Whether somebody would do an activity again."""

from __future__ import annotations

from typing import Any

from django import forms

from drieklank.toolkit.models import Again, Rating
from drieklank.ui.forms import Form


class RatingForm(Form):
    """One choice, and one line for colleagues."""

    again = forms.ChoiceField(
        label="Zou je het weer doen?",
        choices=[(one.value, str(one.label).capitalize()) for one in Again],
        widget=forms.RadioSelect,
    )
    line = forms.CharField(
        label="Wat wil je collega’s meegeven?",
        help_text="Eén zin, zonder namen van kinderen of ouders. Collega’s zien dat het van jou is.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, row: Rating | None = None, **kwargs: Any) -> None:
        initial = {"again": row.again, "line": row.line} if row else {}
        super().__init__(*args, initial=initial, **kwargs)
