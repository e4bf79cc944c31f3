"""How well the questions of each goal go together, as a publication tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drieklank.results.models import Release
from drieklank.results.rules import Goal
from drieklank.results.rules.reliability import reliability_sentence
from drieklank.results.rules.wording import decimal


@dataclass(frozen=True)
class ReliabilityLine:
    """One goal: Cronbach's alpha, McDonald's omega and the share of spread that lies between classes."""

    name: str
    n: int
    alpha: str
    omega: str
    between: str
    says: str


def reliability_lines(release: Release, goals: Sequence[Goal]) -> tuple[ReliabilityLine, ...]:
    """The goals of which fifty or more answered whole, in their own order; () where none."""
    told = release.reliability
    return tuple(
        ReliabilityLine(
            goal.name,
            told[goal.key]["n"],
            _words(told[goal.key]["alpha"]),
            _words(told[goal.key]["omega"]),
            _words(told[goal.key]["icc1"]),
            reliability_sentence(told[goal.key]["alpha"]),
        )
        for goal in goals
        if goal.key in told
    )


def _words(value: float | None) -> str:
    return "–" if value is None else decimal(value, 2)
