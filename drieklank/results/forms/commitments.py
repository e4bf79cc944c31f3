"""A promise of the school: what, who, when, and how far it is."""

from __future__ import annotations

from typing import Any

from django import forms

from drieklank.base.clock import today
from drieklank.measure.queries import Round
from drieklank.results.actions.commitments import Wish
from drieklank.results.models import Commitment, CommitmentState
from drieklank.results.queries.commitments import goals_of, owners_at
from drieklank.results.rules.commitments import faults, next_states
from drieklank.results.rules.wording import capital
from drieklank.schools.models import User
from drieklank.ui.forms import DateInput, Form


class CommitmentForm(Form):
    """A new commitment, or one that changes (`row`): then it also says how far it is."""

    text = forms.CharField(
        label="Wat gaan jullie doen?",
        help_text="Ouders lezen dit. Schrijf kort en gewoon, zonder namen van kinderen of ouders.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Wie zorgt ervoor?",
        help_text="Ouders zien alleen de functie, niet de naam.",
        queryset=None,
        empty_label="Kies iemand",
    )
    due_on = forms.DateField(label="Wanneer is het klaar?", widget=DateInput())
    goal = forms.ChoiceField(label="Bij welk streefdoel hoort het?", required=False)
    state = forms.ChoiceField(label="Hoe staat het ervoor?", widget=forms.RadioSelect)
    outcome = forms.CharField(
        label="Wat is er gedaan, of waarom niet?",
        help_text="Ouders lezen dit. Nodig als het gedaan is of niet doorgaat.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, measured: Round, row: Commitment | None = None, **kwargs: Any
    ) -> None:
        self.row = row
        initial = {} if row is None else _initial(row)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].queryset = owners_at(measured.school)  # type: ignore[attr-defined] # a ModelChoiceField
        goals = goals_of(measured)
        if goals:
            self.fields["goal"].choices = [("", "Geen streefdoel"), *goals.items()]  # type: ignore[attr-defined] # a ChoiceField
        else:
            del self.fields["goal"]
        if row is None:
            del self.fields["state"], self.fields["outcome"]
        else:
            self.fields["state"].choices = [  # type: ignore[attr-defined] # as above
                (state, capital(str(CommitmentState(state).label)))
                for state in next_states(row.state)
            ]

    def clean(self) -> dict[str, Any]:
        """Put what the rule says at the field it is about."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        due_on = found.get("due_on")
        if due_on is None:
            return found
        was = self.row.state if self.row else CommitmentState.PLANNED
        wrong = faults(
            state=was,
            to=found.get("state") or was,
            outcome=found.get("outcome", ""),
            due_on=due_on,
            was_due_on=self.row.due_on if self.row else None,
            today=today(),
        )
        for name, said in wrong.items():
            self.add_error(name, said)
        return found

    @property
    def wish(self) -> Wish:
        """How the commitment is to stand; ask only of a valid form."""
        data = self.cleaned_data
        return Wish(
            data["text"],
            data["owner"],
            data["due_on"],
            data.get("goal", ""),
            data.get("state") or CommitmentState.PLANNED,
            data.get("outcome", ""),
        )


def _initial(row: Commitment) -> dict[str, Any]:
    return {
        "text": row.text,
        "owner": row.owner_id,
        "due_on": row.due_on,
        "goal": row.goal,
        "state": row.state,
        "outcome": row.outcome,
    }
