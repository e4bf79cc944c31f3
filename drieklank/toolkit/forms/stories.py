"""A story, the consent to share it, and the editor's answer."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from drieklank.base.clock import today
from drieklank.schools.models import School
from drieklank.toolkit.actions.stories import StoryText
from drieklank.toolkit.models import Story
from drieklank.toolkit.queries.library import activities
from drieklank.toolkit.queries.own import own_of
from drieklank.toolkit.rules.own import text_faults
from drieklank.ui.forms import DateInput, Form

FIELDS: Final = ("title", "key", "for_whom", "done", "changed", "done_on")
_LONG: Final = 3000


class StoryForm(Form):
    """What was done, for whom, and what changed."""

    title = forms.CharField(label="Welke titel past erbij?", max_length=100)
    key = forms.ChoiceField(label="Welke activiteit deden jullie?", required=False)
    done_on = forms.DateField(label="Wanneer was het?", widget=DateInput())
    for_whom = forms.CharField(
        label="Voor wie was het?",
        help_text="Bijvoorbeeld: ouders van groep 3, zo’n twintig gezinnen.",
        max_length=200,
    )
    done = forms.CharField(
        label="Wat deden jullie?",
        help_text="Zonder namen van kinderen, ouders of collega’s.",
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    changed = forms.CharField(
        label="Wat veranderde er?",
        help_text="Ook als het niets was, of anders liep dan gedacht. Hoe weet je dat?",
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, school: School, row: Story | None = None, key: str = "", **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"key": key}
        if row is not None:
            initial = {name: getattr(row, name) for name in (*FIELDS, "version")}
        super().__init__(*args, initial=initial, **kwargs)
        own = [(one.key, f"{one.title} (van jullie school)") for one in own_of(school)]
        standard = [(one.key, one.head.title) for one in activities()]
        choices = [("", "Iets anders"), *own, *standard]
        if row is not None and row.key not in dict(choices):
            choices.append((row.key, "Een activiteit die is weggelegd"))
        self.fields["key"].choices = choices  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """A day to come is no story yet; addresses are those of sites."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("done_on") and found["done_on"] > today():
            self.add_error("done_on", "Deze dag moet nog komen. Vertel het verhaal daarna.")
        texts = {name: found.get(name, "") for name in ("title", "for_whom", "done", "changed")}
        for name, said in text_faults(texts).items():
            self.add_error(name, said)
        return found

    @property
    def text(self) -> StoryText:
        """What was written; ask only of a valid form."""
        return StoryText(**{name: self.cleaned_data[name] for name in FIELDS})

    @property
    def begun_from(self) -> int:
        """The version that the writer began from; 0 where the form does not say."""
        return self.cleaned_data.get("version") or 0


class OfferForm(Form):
    """The leader's consent."""

    named = forms.ChoiceField(
        label="Mag de naam van jullie school erbij?",
        choices=[
            ("no", "Nee, alleen het soort school"),
            ("yes", "Ja, zet de naam van de school erbij"),
        ],
        widget=forms.RadioSelect,
    )
    read = forms.BooleanField(
        label="Ik las het verhaal na: niemand is eraan te herkennen, en wie het schreef vindt dit goed."
    )


class JudgeForm(Form):
    """Why a story goes back to its school."""

    reason = forms.CharField(
        label="Wat moet er anders?",
        help_text="De school leest dit. Zeg wat je zag, en wat het beter maakt.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
