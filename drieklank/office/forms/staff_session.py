"""Which board, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from drieklank.schools.models import Board

SHORTEST_REASON = 10


class StaffSessionForm(forms.Form):
    """Board and reason; the board reads the reason in its log."""

    use_required_attribute = False

    board = forms.ChoiceField(
        label="Bij welk bestuur?", error_messages={"required": "Kies een bestuur uit de lijst."}
    )
    reason = forms.CharField(
        label="Waarom is dat nodig?",
        help_text="Het bestuur leest dit. Bijvoorbeeld: Lies Bakker vroeg hulp bij het inlezen "
        "van leerlingen.",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": "Schrijf op waarom je dit bestuur opent.",
            "max_length": "Houd het kort: hoogstens 300 tekens.",
        },
    )

    def __init__(self, boards: Sequence[Board], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = {board.code: board for board in boards}
        choices = [("", "Kies een bestuur"), *((b.code, b.name) for b in boards)]
        self.fields["board"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        self.fields["board"].error_messages["invalid_choice"] = "Kies een bestuur uit de lijst."

    def clean_board(self) -> Board:
        return self.boards[self.cleaned_data["board"]]

    def clean_reason(self) -> str:
        reason = " ".join(str(self.cleaned_data["reason"]).split())
        if len(reason) < SHORTEST_REASON:
            raise ValidationError(
                "Schrijf een hele zin, van minstens tien tekens. Het bestuur moet begrijpen waarom."
            )
        return reason
