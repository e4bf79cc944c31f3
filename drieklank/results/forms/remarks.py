"""The introduction of a report and the comments with its goals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from drieklank.results.queries.remarks import INTRODUCTION, Place
from drieklank.ui.forms import Form

LONGEST: Final = 2000
_HELP: Final = "Voor wie was deze meting, en wat gaan jullie ermee doen?"


class RemarksForm(Form):
    """One text per place; all may stay empty."""

    marks_optional = False

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in places:
            self.fields[place.key] = forms.CharField(
                label=place.name,
                help_text=_HELP if place.key == INTRODUCTION else "",
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5 if place.key == INTRODUCTION else 3}),
            )

    @property
    def texts(self) -> dict[str, str]:
        """place → text, after cleaning."""
        return {key: str(text) for key, text in self.cleaned_data.items()}
