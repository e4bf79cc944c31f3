"""Choosing core values on a phone, and typing in what was counted from a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from drieklank.improve.queries.vision_values import Card, cards
from drieklank.improve.rules.vision_values import MOST_CHOSEN, Chooser, clean_word, counting_faults
from drieklank.ui.forms import Form


class ChooseForm(Form):
    """At most five cards, of which one may be own words. `words`: the fixed words in the reader's language."""

    marks_optional = False

    chosen = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    own = forms.CharField(required=False, max_length=40)

    def __init__(self, *args: Any, shown: list[Card], words: dict[str, str], **kwargs: Any) -> None:
        self.words, self.shown = words, shown
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(one.key, one.name) for one in shown]  # type: ignore[attr-defined] # a ChoiceField
        self.fields["chosen"].label = words["cards"]
        self.fields["own"].label, self.fields["own"].help_text = words["own"], words["own_hint"]

    @property
    def ticked(self) -> list[tuple[Card, bool]]:
        """Each card, and whether it was chosen in what came in."""
        chosen = self["chosen"].value() or []
        return [(one, one.key in chosen) for one in self.shown]

    def clean_own(self) -> str:
        """Own words as they are counted."""
        return clean_word(self.cleaned_data["own"])

    def clean(self) -> dict[str, Any]:
        """One to five, own words included."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        many = len(found.get("chosen", [])) + bool(found.get("own"))
        if "chosen" not in self.errors:
            if many > MOST_CHOSEN:
                self.add_error("chosen", self.words["too_many"])
            elif many == 0:
                self.add_error("chosen", self.words["too_few"])
        return found


class CountForm(Form):
    """What was chosen on paper, counted: how many people, and how often each card."""

    side = forms.ChoiceField(
        label="Wie kozen er?",
        choices=[(Chooser.PARENTS, "Ouders"), (Chooser.TEAM, "Team")],
        widget=forms.RadioSelect,
    )
    people = forms.IntegerField(label="Hoeveel mensen kozen er?", min_value=1, max_value=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.cards = cards()
        counts: dict[str, forms.Field] = {
            f"n_{card.key}": forms.IntegerField(
                label=card.name, required=False, min_value=0, max_value=2000
            )
            for card in self.cards
        }
        self.base_fields = {**self.base_fields, **counts}  # type: ignore[misc] # Django copies them from here
        super().__init__(*args, **kwargs)

    @property
    def counted(self) -> list[BoundField]:
        """The field of each card."""
        return [self[f"n_{card.key}"] for card in self.cards]

    @property
    def times(self) -> dict[str, int]:
        """Card -> how often."""
        data = self.cleaned_data
        return {card.key: data.get(f"n_{card.key}") or 0 for card in self.cards}

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that cannot be."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "people" in found:
            for said in counting_faults(found["people"], self.times):
                self.add_error("people", said)
        return found
