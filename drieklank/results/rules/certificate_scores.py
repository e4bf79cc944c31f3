"""The weighted score of a goal over its sources. It serves the certificate alone, never a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

TENTH: Final = Decimal("0.1")
# In this order wherever sources are named.
SOURCES: Final = ("parents", "team", "documents", "pupils")
SOURCE_NAMES: Final[Mapping[str, str]] = {
    "parents": "ouders",
    "team": "team",
    "documents": "documenten",
    "pupils": "leerlingen",
}
_HIGHEST_LEVEL: Final = 3


def tenths(value: float | Decimal) -> Decimal:
    """A score as it is printed: on tenths, half away from zero, by its shortest decimal form."""
    return Decimal(str(value)).quantize(TENTH, ROUND_HALF_UP)


def level_score(levels: Sequence[int]) -> Decimal | None:
    """Indicators seen at level 0-3 as a score of 0-100 (mean x 100/3); None: nothing was seen."""
    if not levels:
        return None
    return tenths(Decimal(100 * sum(levels)) / (_HIGHEST_LEVEL * len(levels)))


@dataclass(frozen=True, slots=True)
class GoalScore:
    """The weighted score of one goal (0-100, tenths), and the score of each source behind it."""

    goal: str
    score: Decimal
    sources: Mapping[str, Decimal]

    @property
    def based_on(self) -> str:
        """op basis van 3 bronnen."""
        n = len(self.sources)
        return f"op basis van {n} {'bron' if n == 1 else 'bronnen'}"


def goal_score(
    goal: str, sources: Mapping[str, Decimal], weights: Mapping[str, int]
) -> GoalScore | None:
    """Weighted mean over the sources that are there; the weight of a missing one is shared in proportion.

    None without parents: a certificate about working with parents cannot rest on others alone.
    """
    known = {name: sources[name] for name in SOURCES if name in sources and weights[name] > 0}
    if "parents" not in known:
        return None
    total = sum(weights[name] for name in known)
    mean = sum((score * weights[name] for name, score in known.items()), Decimal(0)) / total
    return GoalScore(goal, tenths(mean), known)


def shown(score: Decimal) -> str:
    """A score in Dutch, on tenths: 54,9."""
    return str(score.quantize(TENTH)).replace(".", ",")
