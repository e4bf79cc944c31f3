"""Input of a brainstorm: the question, a note, the name of a group, and an action."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from drieklank.base.clock import today
from drieklank.improve.actions.plan import ActionWish
from drieklank.improve.rules.brainstorm import (
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_QUESTION,
    READY_QUESTIONS,
)
from drieklank.results.queries.commitments import owners_at
from drieklank.schools.models import School, User
from drieklank.ui.forms import DateInput, Form

OWN: Final = "eigen"
_QUESTIONS: Final = (*((text, text) for text in READY_QUESTIONS), (OWN, "Een eigen vraag"))


class QuestionForm(Form):
    """Which question goes on the board: a ready one, or own words."""

    ready = forms.ChoiceField(
        label="Over welke vraag?", choices=_QUESTIONS, widget=forms.RadioSelect
    )
    own = forms.CharField(
        label="Eigen vraag",
        help_text="Alleen nodig als je ‘Een eigen vraag’ kiest. Begin met ‘Hoe’: dan komen er ideeën.",
        required=False,
        max_length=LONGEST_QUESTION,
    )

    first = READY_QUESTIONS[0]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("ready") == OWN and not found.get("own"):
            self.add_error("own", "Schrijf de vraag op, of kies een vraag hierboven.")
        return found

    @property
    def question(self) -> str:
        """The question as it goes on the board."""
        ready: str = self.cleaned_data["ready"]
        return str(self.cleaned_data["own"]) if ready == OWN else ready


class NoteForm(Form):
    """One idea. Line ends of every browser count as one character."""

    text = forms.CharField(
        label="Jouw idee",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Schrijf eerst een idee op.",
            "max_length": f"Dit is te lang voor een briefje: hoogstens {LONGEST_NOTE} tekens. "
            "Maak er twee briefjes van.",
        },
    )

    def __init__(self, data: Any = None) -> None:
        if data is not None:
            data = {"text": data.get("text", "").replace("\r\n", "\n")}
        super().__init__(data)


class NameForm(Form):
    """The name of a group of notes."""

    name = forms.CharField(label="Naam van de groep", max_length=LONGEST_NAME)


class BoardActionForm(Form):
    """What the team is going to do with what it chose."""

    title = forms.CharField(
        label="Wat gaan jullie doen?",
        help_text="Eén ding dat je over een paar weken kunt zien. "
        "Bijvoorbeeld: op de ouderavond komen uit groep 3 20 van de 24 gezinnen.",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Wie zorgt ervoor?", queryset=None, empty_label="Kies iemand", required=False
    )
    owner_words = forms.CharField(
        label="Of wie samen?",
        help_text="Bijvoorbeeld: team onderbouw.",
        required=False,
        max_length=80,
    )
    due_on = forms.DateField(label="Wanneer is het klaar?", widget=DateInput())
    hours = forms.IntegerField(
        label="Hoeveel uur kost dit het team samen?", min_value=0, max_value=999
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_at(school)  # type: ignore[attr-defined] # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("owner") and not found.get("owner_words"):
            self.add_error("owner", "Kies iemand, of schrijf hieronder wie het samen doen.")
        if found.get("due_on") and found["due_on"] < today():
            self.add_error("due_on", "Deze dag is al geweest. Kies vandaag of een dag daarna.")
        return found

    @property
    def wish(self) -> ActionWish:
        """The action that was asked for."""
        kept = self.cleaned_data
        return ActionWish(
            title=" ".join(kept["title"].split()),
            owner=kept["owner"],
            owner_words=kept["owner_words"],
            due_on=kept["due_on"],
            hours=kept["hours"],
        )
