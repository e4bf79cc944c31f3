"""What a reader from outside the school decides about one open answer."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from drieklank.results.actions.texts import Decision
from drieklank.results.models import CheckedText, Reason
from drieklank.results.rules.texts import REMOVED, Verdict, is_only_blacked_out
from drieklank.ui.forms import Form

CHOICES: Final = (
    (Verdict.FINE, "In orde"),
    (Verdict.CHANGED, "Woorden weghalen"),
    (Verdict.LEFT_OUT, "Weglaten"),
)


class TextForm(Form):
    """One answer; nothing chosen means: later."""

    marks_optional = False

    verdict = forms.ChoiceField(
        label="Mag de school dit lezen?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        required=False,
    )
    edited = forms.CharField(
        label="Het antwoord zonder wat weg moet",
        help_text=f"Zet [naam] of {REMOVED} op de plek van woorden. Schrijf er niets bij.",
        required=False,
        strip=True,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    reason = forms.ChoiceField(
        label="Waarom laat je dit weg?",
        choices=(("", "Kies een reden"), *Reason.choices),
        required=False,
    )

    def __init__(self, *args: Any, row: CheckedText, **kwargs: Any) -> None:
        self.row = row
        self.base_text = row.text
        initial = {
            "verdict": row.verdict,
            "edited": row.shown if row.verdict == Verdict.CHANGED else row.text,
            "reason": row.reason,
        }
        super().__init__(*args, prefix=row.pk.hex, initial=initial, **kwargs)

    @property
    def is_touched(self) -> bool:
        """Whether a verdict was chosen."""
        return bool(self.cleaned_data.get("verdict"))

    def clean(self) -> dict[str, Any]:
        """Hold who takes words out to that, and ask for a reason where an answer is left out."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        verdict, edited = found.get("verdict"), found.get("edited", "")
        if verdict == Verdict.LEFT_OUT and not found.get("reason"):
            self.add_error("reason", "Kies waarom je dit antwoord weglaat.")
        if verdict == Verdict.CHANGED and not is_only_blacked_out(self.base_text, edited):
            self.add_error(
                "edited",
                f"Haal alleen hele woorden weg, en zet er [naam] of {REMOVED} voor in de plaats. De "
                "andere woorden blijven zoals ze waren.",
            )
        if verdict == Verdict.CHANGED and edited.strip() == self.base_text.strip():
            self.add_error("edited", "Er is niets weggehaald. Kies ‘In orde’, of haal woorden weg.")
        return found

    @property
    def decision(self) -> Decision:
        """What to keep; ask only of a valid form that was touched."""
        data = self.cleaned_data
        return Decision(Verdict(data["verdict"]), data["edited"], data["reason"])
