"""What a report is made of: frozen values that page, PDF and command line read alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from drieklank.base.statistics import Estimate
from drieklank.results.queries.ledger import Count
from drieklank.results.rules import GoalFinding, ItemFinding, Response, Tip


@dataclass(frozen=True)
class RoleResponse:
    """Who of one role was asked and who answered. `is_shown`: enough answers for figures."""

    role: str
    one: str
    many: str
    response: Response
    is_shown: bool
    sentences: tuple[str, ...]
    missing: str
    groups: tuple[Count, ...]


@dataclass(frozen=True)
class GoalPart:
    """One goal: its finding, what it comes to in words, its questions, and what may help."""

    found: GoalFinding
    sentence: str
    items: tuple[ItemFinding, ...]
    tips: tuple[Tip, ...] = ()


@dataclass(frozen=True)
class Priority:
    """One improvement point: what to do about it and the tips that serve its weakest side."""

    found: GoalFinding
    advice: str
    tips: tuple[Tip, ...]


@dataclass(frozen=True)
class Box:
    """One box of a list that people could tick: how many percent did."""

    text: str
    percentage: int


@dataclass(frozen=True)
class Question:
    """An open question and what was written, in an order that means nothing."""

    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The report of one round, from the ledger, for a reader with this minimum."""

    code: str
    school: str
    title: str
    opens_on: date
    closes_on: date
    published_at: datetime
    version: int
    minimum: int
    headline: str
    lead: str
    parents: RoleResponse
    team: RoleResponse
    scale: tuple[str, ...]
    goals: tuple[GoalPart, ...]
    apart: tuple[GoalFinding, ...]
    also: GoalPart | None
    strongest: tuple[ItemFinding, ...]
    weakest: tuple[ItemFinding, ...]
    strengths: tuple[str, ...]
    priorities: tuple[Priority, ...]
    grade: Estimate | None
    boxes_question: str
    boxes: tuple[Box, ...]
    questions: tuple[Question, ...]
    source_note: str

    @property
    def has_figures(self) -> bool:
        """Whether enough parents answered for any figure at all."""
        return self.parents.is_shown

    @property
    def by_gap(self) -> tuple[GoalPart, ...]:
        """The goals, largest difference first; those without one last."""

        def order(part: GoalPart) -> float:
            return -abs(part.found.gap.value) if part.found.gap else 1.0

        return tuple(sorted(self.goals, key=order))

    @property
    def items(self) -> tuple[ItemFinding, ...]:
        """All questions about goals, in the order of the questionnaire."""
        return tuple(item for part in self.goals for item in part.items)
