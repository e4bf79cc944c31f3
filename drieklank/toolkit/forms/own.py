"""A school's own activity, written in the parts that a standard one has too."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from drieklank.content.queries import framework
from drieklank.content.schema.activity import LONGEST_SUMMARY, Activity
from drieklank.toolkit.actions.own import OwnText
from drieklank.toolkit.models import OwnActivity
from drieklank.toolkit.rules import FOR_WHOM, PILLARS
from drieklank.toolkit.rules.own import LONGEST, step_faults, text_faults, write_steps
from drieklank.ui.forms import Form

TEXTS: Final = ("summary", "aim", "preparation", "steps", "care", "worked")
FIELDS: Final = (
    *("title", "summary", "pillar", "goals", "for_whom", "preparation_minutes"),
    *("aim", "preparation", "steps", "care", "worked"),
)
_LONG: Final = 6000
_MOST_GOALS: Final = 3


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OwnForm(Form):
    """All parts of an own activity; `version` is the one that the writer began from."""

    title = forms.CharField(label="Hoe heet het?", max_length=100)
    summary = forms.CharField(
        label="Wat is het, in twee zinnen?",
        help_text="Dit staat op het kaartje in de bibliotheek.",
        max_length=LONGEST_SUMMARY,
        widget=_area(2),
    )
    pillar = forms.ChoiceField(label="Bij welke pijler hoort het?")
    goals = forms.MultipleChoiceField(
        label="Aan welke streefdoelen werkt het?",
        help_text="Kies er hooguit drie.",
        widget=forms.CheckboxSelectMultiple,
    )
    for_whom = forms.ChoiceField(label="Voor wie is het?")
    preparation_minutes = forms.IntegerField(
        label="Hoeveel minuten kost het vooraf?", min_value=0, max_value=LONGEST, initial=0
    )
    aim = forms.CharField(
        label="Waarom doe je dit?",
        help_text="Zonder namen van kinderen of ouders: iedereen op school kan dit lezen.",
        max_length=_LONG,
        widget=_area(4),
    )
    preparation = forms.CharField(
        label="Wat doe je vooraf?",
        help_text="Begin elke regel met een streepje voor een lijst.",
        max_length=_LONG,
        required=False,
        widget=_area(5),
    )
    steps = forms.CharField(
        label="Welke stappen zijn er?",
        help_text="Begin elke stap met de minuten en een naam: ‘10 minuten: Welkom’. Schrijf daaronder "
        "wat je doet. Woorden om te zeggen zet je achter een >.",
        max_length=2 * _LONG,
        widget=_area(14),
    )
    care = forms.CharField(
        label="Waar let je op?", max_length=_LONG, required=False, widget=_area(4)
    )
    worked = forms.CharField(
        label="Hoe zie je of het werkte?", max_length=_LONG, required=False, widget=_area(3)
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        row: OwnActivity | None = None,
        standard: Activity | None = None,
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {}
        if row is not None:
            initial = {name: getattr(row, name) for name in (*FIELDS, "version")}
        elif standard is not None:
            initial = _from_standard(standard)
        super().__init__(*args, initial=initial, **kwargs)
        choices: dict[str, list[tuple[str, str]]] = {
            "pillar": [(key.value, name) for key, (name, _) in PILLARS.items()],
            "goals": [(goal.key, str(goal.name)) for goal in framework().goals],
            "for_whom": [(key.value, name) for key, name in FOR_WHOM.items()],
        }
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined] # a ChoiceField

    def clean_goals(self) -> list[str]:
        goals: list[str] = self.cleaned_data["goals"]
        if len(goals) > _MOST_GOALS:
            raise forms.ValidationError(
                "Kies hooguit drie streefdoelen. Welke zijn het belangrijkst?"
            )
        return goals

    def clean_preparation_minutes(self) -> int:
        return self.cleaned_data["preparation_minutes"] or 0

    def clean(self) -> dict[str, Any]:
        """Put what is wrong with steps and addresses at the field it is about."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "steps" in found:
            for said in step_faults(found["steps"]):
                self.add_error("steps", said)
        for name, said in text_faults({name: found.get(name, "") for name in TEXTS}).items():
            self.add_error(name, said)
        return found

    @property
    def text(self) -> OwnText:
        """What was written; ask only of a valid form."""
        data = self.cleaned_data
        return OwnText(
            **{name: data[name] for name in FIELDS if name != "goals"}, goals=tuple(data["goals"])
        )

    @property
    def begun_from(self) -> int:
        """The version that the writer began from; 0 where the form does not say."""
        return self.cleaned_data.get("version") or 0


def _from_standard(found: Activity) -> dict[str, Any]:
    head = found.head
    return {
        "title": head.title,
        "summary": head.summary,
        "pillar": head.pillar.value,
        "goals": list(head.goals),
        "for_whom": head.for_whom.value,
        "preparation_minutes": head.minutes.preparation,
        "aim": found.aim,
        "preparation": found.preparation,
        "steps": write_steps(found.steps),
        "care": found.care,
        "worked": found.worked,
    }
