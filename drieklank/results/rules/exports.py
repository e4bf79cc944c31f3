"""What a file of figures may tell of each answer: a count and a percentage, or only a range. Pure.

The ledger already holds no more than may be told (`results/told.py`); here its rows become cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from drieklank.results.rules.figures import percentages, rounded_shares


@dataclass(frozen=True, slots=True)
class Told:
    """How often one answer was given, as it may be told.

    `count`: people; where the ledger has none (below 20) what the rounded percentage comes to. Where
    only a range may be told, `low` and `high` (percentages) are filled and nothing else.
    """

    count: float | None
    percentage: int | None
    low: int | None = None
    high: int | None = None


def told_answers(
    n: int,
    counts: Sequence[int],
    shares: Sequence[float],
    ranges: Sequence[tuple[float, float]] = (),
) -> tuple[Told, ...]:
    """The answers of one question in the order of its scale, from one row of the ledger."""
    if ranges:
        return tuple(_ranged(n, low, high) for low, high in ranges)
    rounded = rounded_shares(shares, n)
    return tuple(
        Told(float(counts[place]) if counts else part(n, percentage), percentage)
        for place, percentage in enumerate(rounded)
    )


def _ranged(n: int, low: float, high: float) -> Told:
    if low == high:
        (percentage,) = percentages((low,), n)
        return Told(part(n, percentage), percentage)
    return Told(None, None, floor(low * 100 + 1e-9), ceil(high * 100 - 1e-9))


def told_unknown(n: int, dont_know: int) -> Told:
    """How many said "weet ik niet", as a share of everyone who answered the question."""
    asked = n + dont_know
    (percentage,) = percentages((dont_know / asked if asked else 0.0,), n)
    return Told(float(dont_know), percentage)


def part(n: int, percentage: int) -> float:
    """So many percent of n people, to a tenth."""
    return round(n * percentage / 100.0, 1)
