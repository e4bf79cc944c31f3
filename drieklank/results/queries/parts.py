"""What a report is made of: frozen values that page, PDF and command line read alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.formats import date_format

from drieklank.base.statistics import Estimate
from drieklank.results.queries.ledger import Count
from drieklank.results.rules import (
    MINIMUM_ABROAD,
    GoalFinding,
    ItemFinding,
    Response,
    Tip,
)
from drieklank.results.rules.wording import capital, counted

_TITLES: Final = {"baseline": "Nulmeting"}


def round_title(instrument: str) -> str:
    """What people call a round of this instrument."""
    return _TITLES.get(instrument, "Meting")


def day_words(day: date) -> str:
    """23 oktober 2026."""
    return date_format(day, "j F Y")


def period_words(first: date, last: date) -> str:
    """5 oktober tot en met 23 oktober 2026; the year twice only where it differs."""
    start = date_format(first, "j F") if first.year == last.year else day_words(first)
    return f"{start} tot en met {day_words(last)}"


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
class Apart:
    """A goal that parents and team see differently: by how many points, and what to ask each other."""

    found: GoalFinding
    points: str
    sentence: str
    advice: str


@dataclass(frozen=True)
class Box:
    """One box of a list that people could tick: how many percent did, with the 95 % interval."""

    text: str
    percentage: int
    low: int
    high: int

    @property
    def words(self) -> str:
        """18% (13 tot 24)."""
        return f"{self.percentage}% ({self.low} tot {self.high})"


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
    apart: tuple[Apart, ...]
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
    def period(self) -> str:
        """When people could answer, in words."""
        return period_words(self.opens_on, self.closes_on)

    @property
    def goals_title(self) -> str:
        """How many goals there are, and whose views: a heading."""
        count = counted(len(self.goals), "streefdoel", "streefdoelen")
        return f"{capital(count)}: wat ouders en team zien"

    @property
    def minimum_word(self) -> str:
        """The minimum as a word, for a sentence."""
        return "tien" if self.minimum == MINIMUM_ABROAD else "vijf"

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
