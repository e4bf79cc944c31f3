"""What the school promised to do, and how each promise stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from drieklank.base.clock import today
from drieklank.content.queries import framework_of
from drieklank.measure.queries import Round, members_to_invite, questionnaire_of
from drieklank.results.models import Commitment, CommitmentChange, CommitmentState
from drieklank.results.queries.parts import day_words
from drieklank.results.rules.commitments import (
    ENDED,
    Stand,
    change_words,
    due_words,
    is_late,
)
from drieklank.schools.models import School, User

__all__ = [
    "Commitment",
    "CommitmentLine",
    "Step",
    "commitment_lines",
    "commitments",
    "commitments_of",
    "goals_of",
    "history_of",
    "owners_at",
    "stand_of",
]


def commitments() -> QuerySet[Commitment]:
    """All commitments of the open boards, with owner and school."""
    return Commitment.objects.select_related("owner", "school", "round")


def commitments_of(measured: Round) -> QuerySet[Commitment]:
    """What was promised after a round, the first due on top."""
    return commitments().filter(round=measured)


def owners_at(school: School) -> QuerySet[User]:
    """Who can take a promise on: everybody with a role at the school today."""
    return members_to_invite(school, today()).order_by("name", "pk")


def goals_of(measured: Round) -> dict[str, str]:
    """Goal key -> Dutch name, of the framework that a round measures; empty where it has none."""
    for role in measured.roles:
        asked = questionnaire_of(measured, role)
        if asked is not None and asked.framework is not None:
            return {goal.key: str(goal.name) for goal in framework_of(asked).goals}
    return {}


@dataclass(frozen=True)
class CommitmentLine:
    """A commitment as staff see it. `due`: how it stands to its day, empty where all is well."""

    row: Commitment
    goal: str
    due: str
    is_late: bool

    @property
    def owner(self) -> str:
        return str(self.row.owner) if self.row.owner else "nog niemand"

    @property
    def meta(self) -> str:
        """Who does it, and when it is done, in one line."""
        return f"{self.owner}, klaar op {day_words(self.row.due_on)}"

    @property
    def state_kind(self) -> str:
        """Which mark the state gets."""
        if self.row.state == CommitmentState.DONE:
            return "ok"
        return "bad" if self.is_late else "wait"


def commitment_lines(measured: Round) -> list[CommitmentLine]:
    """The commitments of a round, what is still to be done first. Two statements."""
    goals, day = goals_of(measured), today()
    lines = [
        CommitmentLine(
            row,
            goals.get(row.goal, ""),
            due_words(row.state, row.due_on, day),
            is_late(row.state, row.due_on, day),
        )
        for row in commitments_of(measured)
    ]
    return sorted(lines, key=lambda line: line.row.state in ENDED)


@dataclass(frozen=True)
class Step:
    """One change, in words."""

    change: CommitmentChange
    words: str


def history_of(row: Commitment) -> list[Step]:
    """How a commitment changed, newest first."""
    steps: list[Step] = []
    before: Stand | None = None
    changes = CommitmentChange.objects.filter(commitment=row).select_related("owner", "changed_by")
    for change in changes.order_by("pk"):
        after = stand_of(change)
        label, day = change.get_state_display(), day_words(change.due_on)
        steps.append(Step(change, change_words(before, after, label, day)))
        before = after
    return steps[::-1]


def stand_of(row: Commitment | CommitmentChange) -> Stand:
    """What a commitment or a change of it is compared by."""
    owner = str(row.owner) if row.owner else ""
    return Stand(row.text, owner, row.due_on, row.state, row.outcome)
