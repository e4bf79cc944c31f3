"""For which goal activities are asked."""

from __future__ import annotations

from typing import Any

from django import forms

from drieklank.content.queries import framework
from drieklank.ui.forms import Form


class GoalForm(Form):
    """One goal, or everything that counts for the school."""

    doel = forms.ChoiceField(label="Voor welk doel?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = [(goal.key, str(goal.name)) for goal in framework().goals]
        field = self.fields["doel"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- narrows the type
        field.choices = [("", "Waar jullie het meest winnen"), *goals]

    @property
    def goal(self) -> str:
        """The goal that was chosen; empty: none, or one that does not exist."""
        chosen = self.cleaned_data.get("doel") if self.is_bound and self.is_valid() else ""
        return chosen or ""
