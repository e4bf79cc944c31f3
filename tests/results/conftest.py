"""Made-up findings for the tests of results: small, whole, and readable as numbers."""

import json
from math import inf
from pathlib import Path

import pytest

from drieklank.base.statistics import Difference, Estimate
from drieklank.results.rules import Goal, GoalFinding

SHORT = {
    "welcome": "Welkom",
    "conversation": "In gesprek",
    "learning": "Samen leren",
    "advocacy": "Voor ieder kind",
    "deciding": "Samen beslissen",
    "community": "Omgeving",
}


def score(value: float, half: float = 4.0, n: int = 60) -> Estimate:
    """A score with an interval of value ± half, kept on the scale."""
    return Estimate(n, value, half / 2, inf, max(0.0, value - half), min(100.0, value + half))


def found(
    key: str, parents: float | None, team: float | None = None, half: float = 4.0
) -> GoalFinding:
    """A goal with these scores; the gap has a margin of 1.4 times that of the scores."""
    goal = Goal(key, SHORT.get(key, key.title()), SHORT.get(key, key.title()), "")
    a = None if parents is None else score(parents, half)
    b = None if team is None else score(team, half, 20)
    gap = None
    if a and b:
        value = a.value - b.value
        gap = Difference(value, value - 1.4 * half, value + 1.4 * half)
    return GoalFinding(goal, a, b, gap)


@pytest.fixture(scope="session")
def expected_nhes(fixtures_dir: Path) -> dict[str, object]:
    """Counts, means and deviations of 600 real parents, computed outside this project."""
    path = fixtures_dir / "statistiek" / "ouders-nhes2019-600.expected.json"
    expected: dict[str, object] = json.loads(path.read_text())
    return expected
