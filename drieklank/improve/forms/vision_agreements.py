"""What both sides expect, the yearly look back, and where the vision shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from drieklank.base.clock import today
from drieklank.improve.actions.vision_agreements import Place, Review
from drieklank.improve.models import Expectation, Side
from drieklank.improve.queries.vision import PlaceLine
from drieklank.ui.forms import DateInput, Form


def _not_to_come(on: date) -> None:
    if on > today():
        raise forms.ValidationError("Deze dag moet nog komen. Kies vandaag of eerder.")


class ExpectationForm(Form):
    """A new expectation, or one that changes (`row`)."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    side = forms.ChoiceField(
        label="Wie belooft dit?",
        choices=[
            (Side.SCHOOL, "De school: dit mogen ouders van ons verwachten"),
            (Side.PARENTS, "Ouders: dit vragen wij van ouders"),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Wat spreken jullie af?",
        help_text="Eén ding. Ouders lezen dit. Bijvoorbeeld: Wij antwoorden binnen twee schooldagen.",
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    agreed_on = forms.DateField(
        label="Sinds wanneer geldt dit?", widget=DateInput(), validators=[_not_to_come]
    )

    def __init__(self, *args: Any, row: Expectation | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"agreed_on": today()}
        if row is not None:
            initial = {"base": row.edit, "text": row.text, "agreed_on": row.agreed_on}
        super().__init__(*args, initial=initial, **kwargs)
        if row is not None:
            del self.fields["side"]


class ReviewForm(Form):
    """How the expectations worked out, looked at together."""

    held_on = forms.DateField(
        label="Wanneer keken jullie terug?", widget=DateInput(), validators=[_not_to_come]
    )
    with_whom = forms.CharField(
        label="Met wie?",
        help_text="Bijvoorbeeld: acht ouders, het team en de MR. Geen namen van ouders.",
        max_length=200,
    )
    went = forms.CharField(
        label="Hoe ging het?",
        help_text="Wat deden beide kanten echt? Wat niet?",
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next_year = forms.CharField(
        label="Wat moet er volgend jaar anders?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def review(self) -> Review:
        """The look back; ask only of a valid form."""
        data = self.cleaned_data
        return Review(data["held_on"], data["with_whom"], data["went"], data["next_year"])


def _place_fields(line: PlaceLine) -> list[tuple[str, forms.Field]]:
    row = line.row
    on = forms.BooleanField(label="Hier staat de visie", required=False, initial=row is not None)
    since = forms.DateField(
        label=f"{line.name}: sinds wanneer?",
        required=False,
        widget=DateInput(),
        initial=row.since if row else None,
        validators=[_not_to_come],
    )
    where = forms.CharField(
        label=f"{line.name}: waar precies?",
        required=False,
        max_length=200,
        initial=row.where if row else "",
    )
    return [(f"{line.key}_on", on), (f"{line.key}_since", since), (f"{line.key}_where", where)]


class PlacesForm(Form):
    """Where the vision shows: per place a tick, since when, and where exactly."""

    def __init__(self, *args: Any, lines: list[PlaceLine], **kwargs: Any) -> None:
        self.lines = lines
        fields = {name: made for line in lines for name, made in _place_fields(line)}
        self.base_fields = fields  # type: ignore[misc] # Django copies them from here
        super().__init__(*args, **kwargs)

    @property
    def slots(self) -> list[tuple[PlaceLine, list[BoundField]]]:
        """Each place with its fields."""
        return [
            (line, [self[f"{line.key}_{part}"] for part in ("on", "since", "where")])
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        """A place that is ticked says since when."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for line in self.lines:
            since = f"{line.key}_since"
            if found.get(f"{line.key}_on") and not found.get(since) and since not in self.errors:
                self.add_error(since, f"Vul in sinds wanneer. ({line.name})")
        return found

    @property
    def places(self) -> dict[str, Place]:
        """The ticked places; ask only of a valid form."""
        data = self.cleaned_data
        return {
            line.key: Place(data[f"{line.key}_since"], data[f"{line.key}_where"])
            for line in self.lines
            if data[f"{line.key}_on"]
        }
