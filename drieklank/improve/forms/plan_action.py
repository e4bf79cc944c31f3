"""Forms of one action: add it, change it, say how far it is, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.forms.models import model_to_dict

from drieklank.base.clock import today
from drieklank.improve.actions.plan import ActionWish
from drieklank.improve.actions.plan_action import DoneWish
from drieklank.improve.forms.plan import MOST_HOURS, PlanForm, with_value
from drieklank.improve.models import (
    ActionDone,
    ActionSource,
    ActionState,
    Fidelity,
    Plan,
    PlanAction,
    Priority,
)
from drieklank.improve.queries.plan import priorities_of
from drieklank.improve.queries.plan_draft import Start, items_of, priority_for
from drieklank.improve.rules.plan import next_states, state_faults
from drieklank.measure.queries import Round
from drieklank.results.queries.commitments import owners_at
from drieklank.results.queries.parts import round_title
from drieklank.schools.models import School, User
from drieklank.ui.forms import DateInput, Form

_FEW_ROWS = forms.Textarea(attrs={"rows": 2})


def _short() -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "short"})


class AddForm(PlanForm):
    """Two fields: who and when for an activity, what and when for something of one's own."""

    marks_optional = False

    title = forms.CharField(label="Wat gaan jullie doen?", max_length=200)
    owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Wie zorgt ervoor?", queryset=None, required=False, empty_label="Dat kiezen we later"
    )
    due_on = forms.DateField(label="Wanneer is het klaar?", required=False, widget=DateInput())

    def __init__(
        self, *args: Any, school: School, plan: Plan | None, start: Start | None, **kwargs: Any
    ) -> None:
        self.start = start
        if start is not None:
            kwargs.setdefault("initial", {"owner": start.owner, "due_on": start.due_on})
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["owner"].queryset = owners_at(school)  # type: ignore[attr-defined] # a ModelChoiceField
        del self.fields["owner" if start is None else "title"]

    def wish(self, plan: Plan) -> ActionWish:
        """The action as it comes into this plan; ask only of a valid form."""
        data, start = self.cleaned_data, self.start
        if start is None:
            return ActionWish(data["title"], due_on=data["due_on"])
        return ActionWish(
            start.title,
            priority_for(plan, start.activity),
            activity=start.activity,
            owner=data["owner"],
            due_on=data["due_on"],
            hours=start.hours,
            items=items_of(plan, start.activity),
            source=ActionSource.ACTIVITY if start.activity else ActionSource.OWN,
            source_ref=start.activity,
            for_parents=start.for_parents,
            commitment=start.commitment,
        )


class ChangeForm(PlanForm):
    """Everything of an action."""

    title = forms.CharField(label="Wat gaan jullie doen?", max_length=200, widget=_FEW_ROWS)
    priority: forms.ModelChoiceField[Priority] = forms.ModelChoiceField(
        label="Waar draagt het aan bij?",
        queryset=None,
        required=False,
        empty_label="Aan het hele plan",
    )
    owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Wie zorgt ervoor?", queryset=None, required=False, empty_label="Nog niemand"
    )
    owner_words = forms.CharField(
        label="Met wie samen?",
        help_text="Bijvoorbeeld: team onderbouw. Schrijf geen namen van ouders op.",
        required=False,
        max_length=80,
    )
    starts_on = forms.DateField(label="Begint op", required=False, widget=DateInput())
    due_on = forms.DateField(label="Klaar op", required=False, widget=DateInput())
    hours = forms.IntegerField(
        label="Hoeveel uren kost het samen?", min_value=0, max_value=MOST_HOURS, widget=_short()
    )
    for_parents = forms.CharField(
        label="Wat merken ouders ervan?",
        help_text="Eén zin die ouders mogen lezen.",
        required=False,
        max_length=300,
        widget=_FEW_ROWS,
    )
    state = forms.ChoiceField(label="Hoe staat het ervoor?", widget=forms.RadioSelect)
    outcome = forms.CharField(
        label="Wat kwam ervan, of waarom niet?",
        required=False,
        max_length=500,
        widget=_FEW_ROWS,
    )

    def __init__(self, *args: Any, row: PlanAction, **kwargs: Any) -> None:
        self.row = row
        kwargs.setdefault("initial", {name: getattr(row, name) for name in _NAMES})
        super().__init__(*args, plan=row.plan, **kwargs)
        self.fields["owner"].queryset = owners_at(row.plan.school)  # type: ignore[attr-defined] # a ModelChoiceField
        self.fields["priority"].queryset = priorities_of(row.plan)  # type: ignore[attr-defined] # as above
        cast("forms.ChoiceField", self.fields["state"]).choices = state_choices(row.state)

    def clean(self) -> dict[str, Any]:
        """Put what the rule says at the field it is about."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name, said in _faults(self.row, found).items():
            self.add_error(name, said)
        start, due = found.get("starts_on"), found.get("due_on")
        if start and due and due < start:
            self.add_error("due_on", "Deze dag ligt voor het begin. Kies een latere dag.")
        return found

    @property
    def wish(self) -> ActionWish:
        """How the action is to stand; ask only of a valid form."""
        data, row = self.cleaned_data, self.row
        given = {name: data[name] for name in _NAMES if name != "version"}
        return ActionWish(
            **given,
            activity=row.activity,
            items=row.items,
            source=row.source,
            source_ref=row.source_ref,
        )


_NAMES = (
    "title",
    "priority",
    "owner",
    "owner_words",
    "starts_on",
    "due_on",
    "hours",
    "for_parents",
    "state",
    "outcome",
    "version",
)


def action_now(row: PlanAction) -> dict[str, str]:
    """What stands in an action, field -> words."""
    found = {name: getattr(row, name) for name in _NAMES if name != "version"}
    words = {name: "" if value is None else str(value) for name, value in found.items()}
    return words | {"state": _capital(row.get_state_display())}


def state_choices(state: str) -> list[tuple[str, str]]:
    """The states an action may go to, in words."""
    return [(one, _capital(str(ActionState(one).label))) for one in next_states(state)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _faults(row: PlanAction, found: dict[str, Any]) -> dict[str, str]:
    return state_faults(row.state, found.get("state") or row.state, found.get("outcome") or "")


class StateForm(Form):
    """How far an action is."""

    marks_optional = False
    prefix = "stand"

    state = forms.ChoiceField(label="Hoe staat het ervoor?", widget=forms.RadioSelect)
    outcome = forms.CharField(
        label="Wat kwam ervan, of waarom niet?",
        help_text="Nodig als het niet doorgaat.",
        required=False,
        max_length=500,
        widget=_FEW_ROWS,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: PlanAction, **kwargs: Any) -> None:
        self.row = row
        kwargs.setdefault(
            "initial", {"state": row.state, "outcome": row.outcome, "version": row.version}
        )
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["state"]).choices = state_choices(row.state)

    def clean(self) -> dict[str, Any]:
        """Put what the rule says at the field it is about."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name, said in _faults(self.row, found).items():
            self.add_error(name, said)
        return found

    def clash(self, now: PlanAction) -> None:
        """Say what somebody else wrote meanwhile; what was written here stays."""
        said = f"Nu staat er: {now.get_state_display()}. {now.outcome}".strip()
        self.add_error(
            "outcome",
            f"Iemand anders was je voor. {said} Bewaar nog eens, dan geldt jouw tekst.",
        )
        self.data = with_value(self.data, f"{self.prefix}-version", str(now.version))


class DoneForm(Form):
    """What was done on a day."""

    on = forms.DateField(label="Wanneer was het?", widget=DateInput())
    what = forms.CharField(
        label="Wat is er gedaan?",
        help_text="Eén of twee zinnen. Noem geen ouder en geen kind.",
        max_length=500,
        widget=_FEW_ROWS,
    )
    groups = forms.MultipleChoiceField(
        label="Voor welke groepen?",
        help_text="Niets aangevinkt betekent: voor de hele school.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fidelity = forms.ChoiceField(
        label="Ging het zoals gepland?", widget=forms.RadioSelect, initial=Fidelity.AS_PLANNED
    )
    hours = forms.IntegerField(
        label="Hoeveel uren kostte het samen?",
        min_value=0,
        max_value=MOST_HOURS,
        initial=0,
        widget=_short(),
    )
    euros = forms.IntegerField(
        label="Hoeveel euro kostte het?",
        required=False,
        min_value=0,
        max_value=100_000,
        widget=_short(),
    )

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, groups: Sequence[str], row: ActionDone | None = None, **kwargs: Any
    ) -> None:
        start = {"on": today(), "fidelity": Fidelity.AS_PLANNED, "hours": 0}
        kwargs.setdefault("initial", start if row is None else model_to_dict(row))
        super().__init__(*args, **kwargs)
        # A group that has another name by now stays with what was done for it.
        names = dict.fromkeys([*groups, *(row.groups if row else ())])
        if names:
            cast("forms.MultipleChoiceField", self.fields["groups"]).choices = [
                (name, name) for name in names
            ]
        else:
            del self.fields["groups"]
        cast("forms.ChoiceField", self.fields["fidelity"]).choices = [
            (one.value, _capital(str(one.label))) for one in Fidelity
        ]

    def clash(self, now: ActionDone) -> None:
        """Say what somebody else wrote meanwhile; what was written here stays."""
        groups = ", ".join(now.groups) or "de hele school"
        self.add_error(
            "what",
            f"Iemand anders was je voor. Nu staat er: {now.what} ({now.on:%d-%m-%Y}, voor {groups}, "
            f"{now.hours} uur, {now.euros} euro). Bewaar nog eens, dan geldt jouw tekst.",
        )
        self.data = with_value(self.data, "version", str(now.version))

    def clean_on(self) -> Any:
        """What was done lies behind us."""
        day = self.cleaned_data["on"]
        if day > today():
            raise forms.ValidationError("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")
        return day

    @property
    def wish(self) -> DoneWish:
        """What to write down; ask only of a valid form."""
        data = self.cleaned_data
        return DoneWish(
            data["on"],
            data["what"],
            data["fidelity"],
            data.get("groups", ()),
            data["hours"],
            data["euros"] or 0,
        )


class ItemsForm(Form):
    """Which questions an action should move."""

    marks_optional = False

    items = forms.MultipleChoiceField(
        label="Op welke vragen hopen jullie hierdoor op betere antwoorden?",
        help_text="Kies er weinig. Bij de volgende meting zie je wat ermee gebeurde.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, str]], chosen: Sequence[str], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"items": list(chosen)})
        super().__init__(*args, **kwargs)
        cast("forms.MultipleChoiceField", self.fields["items"]).choices = list(choices)


class PulseForm(Form):
    """Which short measurement asks parents about an action."""

    marks_optional = False

    pulse = forms.ChoiceField(
        label="Welke peiling hoort hierbij?", required=False, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, pulses: Sequence[Round], chosen: Round | None, **kwargs: Any
    ) -> None:
        self.pulses = {str(row.pk): row for row in pulses}
        kwargs.setdefault("initial", {"pulse": str(chosen.pk) if chosen else ""})
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["pulse"]).choices = [
            *(
                (pk, f"{round_title(row)} ({row.get_state_display()})")
                for pk, row in self.pulses.items()
            ),
            ("", "Geen peiling"),
        ]

    @property
    def chosen(self) -> Round | None:
        """The chosen round; ask only of a valid form."""
        return self.pulses.get(self.cleaned_data["pulse"])
