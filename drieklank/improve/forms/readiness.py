"""A request for guidance, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms

from drieklank.improve.actions.readiness import GuidanceWish
from drieklank.improve.queries.readiness import known_providers, missing_pieces
from drieklank.improve.rules.guidance import PARTS, suggested_parts
from drieklank.schools.models import School, User
from drieklank.ui.forms import Form

OTHER = "other"


class GuidanceForm(Form):
    """What the school asks, and of whom: an adviser that it knows, or another address."""

    chosen = forms.ChoiceField(label="Aan wie vraag je het?", widget=forms.RadioSelect)
    provider = forms.CharField(
        label="Naam van de organisatie of adviseur", max_length=120, required=False
    )
    provider_mail = forms.EmailField(
        label="E-mailadres van die organisatie",
        help_text="Bijvoorbeeld van het secretariaat. Het staat op hun website.",
        required=False,
    )
    parts = forms.MultipleChoiceField(
        label="Wat willen jullie?",
        help_text="Wij vinkten aan wat past bij jullie startcheck. Verander het gerust.",
        choices=tuple(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    period = forms.CharField(
        label="Wanneer?",
        help_text="Bijvoorbeeld: na de kerstvakantie, liefst op een woensdagmiddag.",
        max_length=200,
    )
    contact_name = forms.CharField(label="Met wie kunnen zij praten?", max_length=120)
    contact_mail = forms.EmailField(label="E-mailadres van die collega")
    words = forms.CharField(
        label="Wat moeten zij nog weten?",
        help_text="Schrijf geen namen van kinderen of ouders op. Zij lezen wat hier staat.",
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, school: School, user: User | None, **kwargs: Any) -> None:
        self.known = dict(known_providers(school))
        initial: dict[str, Any] = {"parts": suggested_parts(missing_pieces(school))}
        if user is not None:
            initial |= {"contact_name": user.name, "contact_mail": user.email}
        if not self.known:
            initial["chosen"] = OTHER
        super().__init__(*args, initial=initial, **kwargs)
        choices = [(name, name) for name in self.known]
        self.fields["chosen"].choices = [*choices, (OTHER, "Een andere organisatie of adviseur")]  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Another organisation needs a name and an address."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("chosen") == OTHER:
            for name, said in (
                ("provider", "Vul in hoe de organisatie of adviseur heet."),
                ("provider_mail", "Vul in op welk adres je hen bereikt."),
            ):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, said)
        return found

    @property
    def wish(self) -> GuidanceWish:
        """What to send; ask only of a valid form."""
        data = self.cleaned_data
        chosen = data["chosen"]
        is_other = chosen == OTHER
        return GuidanceWish(
            data["provider"] if is_other else chosen,
            data["provider_mail"] if is_other else self.known[chosen],
            tuple(data["parts"]),
            data["period"],
            data["contact_name"],
            data["contact_mail"],
            data["words"],
        )


class AnswerForm(Form):
    """What came of a request."""

    answer = forms.CharField(
        label="Wat kwam eruit?",
        help_text="Bijvoorbeeld: kennismaking op 12 januari, daarna twee middagen training.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
