"""Forms of a trajectory: its term, when a step is, what to prepare, what is agreed, and short notes."""

from __future__ import annotations

from typing import Any

from django import forms

from drieklank.base.clock import today
from drieklank.content.queries import trajectory
from drieklank.improve.actions.track import StepWish, TrackWish, term_faults
from drieklank.improve.actions.track_agreements import AgreementWish
from drieklank.improve.actions.track_work import TaskWish
from drieklank.improve.models import PrepTask, StepAgreement, Track, TrackStep
from drieklank.improve.queries.track import (
    advisers_at,
    people_of,
    round_named,
    rounds_to_start_from,
)
from drieklank.schools.models import School, User
from drieklank.ui.forms import DateInput, Form, TimeInput

POINTS_A_TABLE = 3


def _people(label: str, empty: str) -> forms.ModelChoiceField[User]:
    return forms.ModelChoiceField(label=label, queryset=None, empty_label=empty, required=False)


class TrackForm(Form):
    """A new trajectory, or other terms of one that runs (`track`)."""

    starts_on = forms.DateField(label="Wanneer beginnen jullie?", widget=DateInput())
    ends_on = forms.DateField(
        label="Wanneer willen jullie klaar zijn?",
        help_text="De vijf stappen passen in ongeveer een half jaar.",
        widget=DateInput(),
    )
    adviser: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Met welke adviseur?",
        help_text="Zonder adviseur kan ook: alle vijf stappen werken dan hetzelfde.",
        queryset=None,
        empty_label="Zonder adviseur",
        required=False,
    )
    round = forms.ChoiceField(
        label="Met welke meting beginnen jullie?",
        help_text="De uitkomst komt in de papieren van de intake. Zonder meting kan ook.",
        required=False,
    )
    certification = forms.BooleanField(label="We gaan voor het certificaat", required=False)

    def __init__(self, *args: Any, school: School, track: Track | None = None, **kwargs: Any):
        self.school = school
        initial = {"starts_on": today()} if track is None else _initial(track)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["adviser"].queryset = advisers_at(school)  # type: ignore[attr-defined] # a ModelChoiceField
        self.fields["round"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            ("", "Zonder meting"),
            *rounds_to_start_from(school).items(),
        ]

    @property
    def wish(self) -> TrackWish:
        """How the trajectory is to stand; ask only of a valid form."""
        data = self.cleaned_data
        return TrackWish(
            data["starts_on"],
            data["ends_on"],
            data["adviser"],
            round_named(self.school, data["round"]),
            data["certification"],
        )

    def clean(self) -> dict[str, Any]:
        """Put what the rule says at the field it is about."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if {"starts_on", "ends_on"} <= set(found) and "adviser" in found and "round" in found:
            for name, said in term_faults(self.school, self.wish).items():
                self.add_error(name, said)
        return found


def _initial(track: Track) -> dict[str, Any]:
    return {
        "starts_on": track.starts_on,
        "ends_on": track.ends_on,
        "adviser": track.adviser_id,
        "round": track.round.code if track.round else "",
        "certification": track.certification,
    }


class PartsForm(Form):
    """Which parts of a training the team needs."""

    parts = forms.MultipleChoiceField(
        label="Kies wat jullie team nodig heeft",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    marks_optional = False

    def __init__(self, *args: Any, track: Track, **kwargs: Any) -> None:
        super().__init__(*args, initial={"parts": track.parts}, **kwargs)
        self.fields["parts"].choices = [  # type: ignore[attr-defined] # a MultipleChoiceField
            (one.key, one.name) for one in trajectory().parts
        ]


class StepForm(Form):
    """When, where and with whom a step is."""

    held_on = forms.DateField(label="Welke dag?", required=False, widget=DateInput())
    held_at = forms.TimeField(label="Hoe laat?", required=False, widget=TimeInput())
    minutes = forms.IntegerField(label="Hoeveel minuten?", min_value=15, max_value=480)
    who = forms.CharField(
        label="Wie zijn erbij?",
        help_text="Namen of groepen, zoals ‘het hele team’.",
        max_length=200,
    )
    location = forms.CharField(label="Waar?", required=False, max_length=120)

    def __init__(self, *args: Any, step: TrackStep, **kwargs: Any) -> None:
        names = ("held_on", "held_at", "minutes", "who", "location")
        super().__init__(*args, initial={name: getattr(step, name) for name in names}, **kwargs)

    @property
    def wish(self) -> StepWish:
        """How the step is to stand; ask only of a valid form."""
        data = self.cleaned_data
        return StepWish(
            data["held_on"], data["held_at"], data["minutes"], data["who"], data["location"]
        )


class TaskForm(Form):
    """Something to prepare; `row`: one that changes."""

    text = forms.CharField(label="Wat moet er klaar zijn?", max_length=200)
    owner = _people("Wie zorgt ervoor?", "Kies iemand")
    owner_words = forms.CharField(
        label="Of wie samen?",
        help_text="Zoals ‘hele team’ of ‘ouderraad’.",
        max_length=80,
        required=False,
    )
    due_on = forms.DateField(label="Klaar voor", required=False, widget=DateInput())

    def __init__(self, *args: Any, school: School, row: PrepTask | None = None, **kwargs: Any):
        names = ("text", "owner", "owner_words", "due_on")
        initial = {name: getattr(row, name) for name in names} if row else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].queryset = people_of(school)  # type: ignore[attr-defined] # a ModelChoiceField

    @property
    def wish(self) -> TaskWish:
        """How the task is to stand; ask only of a valid form."""
        data = self.cleaned_data
        return TaskWish(data["text"], data["owner"], data["owner_words"], data["due_on"])


class AgreementForm(Form):
    """What is agreed; `row`: one that is not in the plan and changes."""

    title = forms.CharField(
        label="Wat spreken jullie af?",
        help_text="Kort en gewoon, zonder namen van kinderen of ouders.",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = _people("Wie zorgt ervoor?", "Kies iemand")
    owner_words = forms.CharField(
        label="Of wie samen?", help_text="Zoals ‘team onderbouw’.", max_length=80, required=False
    )
    due_on = forms.DateField(label="Wanneer is het klaar?", widget=DateInput())
    hours = forms.IntegerField(
        label="Hoeveel uren van het team kost het?",
        help_text="Alle mensen samen. Dit telt mee in de uren van het plan.",
        min_value=0,
        max_value=2000,
        initial=0,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        school: School,
        row: StepAgreement | None = None,
        proposed: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        names = ("title", "owner", "owner_words", "due_on", "hours")
        initial = dict(proposed or {})
        if row is not None:
            initial = {name: getattr(row, name) for name in names} | {"seen": row.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].queryset = people_of(school)  # type: ignore[attr-defined] # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        """An agreement without somebody behind it is a wish."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("owner") and not found.get("owner_words") and "owner" not in self.errors:
            self.add_error("owner", "Kies wie ervoor zorgt, of schrijf op wie het samen doen.")
        return found

    @property
    def wish(self) -> AgreementWish:
        """What is agreed; ask only of a valid form."""
        data = self.cleaned_data
        return AgreementWish(
            data["title"], data["due_on"], data["owner"], data["owner_words"], data["hours"]
        )


class NoteForm(Form):
    """A short word to the other."""

    text = forms.CharField(
        label="Jouw bericht",
        help_text="Kort. Zonder namen van kinderen of ouders.",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PointsForm(Form):
    """What parents at one table gave along."""

    table = forms.IntegerField(label="Welke tafel?", min_value=1, max_value=99)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, POINTS_A_TABLE + 1):
            self.fields[f"point{number}"] = forms.CharField(
                label=f"Punt {number}",
                help_text="In de woorden van de ouders, zonder namen." if number == 1 else "",
                max_length=300,
                required=number == 1,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def texts(self) -> list[str]:
        """The points that were typed; ask only of a valid form."""
        return [self.cleaned_data[f"point{number}"] for number in range(1, POINTS_A_TABLE + 1)]
