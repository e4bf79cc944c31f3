"""Which colleagues get an activity, and with what words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from drieklank.schools.models import User
from drieklank.toolkit.rules import links
from drieklank.ui.forms import Form


class ShareForm(Form):
    """Colleagues of this school only."""

    people: forms.ModelMultipleChoiceField[User] = forms.ModelMultipleChoiceField(
        label="Wie krijgt dit?",
        queryset=None,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label="Wat schrijf je erbij?",
        help_text="Hooguit driehonderd tekens. Schrijf geen namen van kinderen of ouders.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined] # a ModelMultipleChoiceField

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if found := links.faults(words):
            raise forms.ValidationError(" ".join(found))
        return words
