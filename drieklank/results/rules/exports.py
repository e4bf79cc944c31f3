"""What a file of figures may tell of each answer: a count and a percentage, or only a range. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from drieklank.results.rules.figures import COARSE_BELOW, percentages, rounded_shares
from drieklank.results.rules.wording import whole


@dataclass(frozen=True, slots=True)
class Told:
    """How often one answer was given, as it may be told.

    `count`: people; of fewer than 20 what the rounded percentage comes to, so that the file tells no
    more than the page. Where only a range may be told, `low` and `high` (percentages) are filled.
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
        return tuple(
            Told(None, None, floor(low * 100 + 1e-9), ceil(high * 100 - 1e-9))
            for low, high in ranges
        )
    rounded = rounded_shares(shares, n)
    exact = n >= COARSE_BELOW and len(counts) == len(rounded)
    return tuple(
        Told(float(counts[place]) if exact else _part(n, percentage), percentage)
        for place, percentage in enumerate(rounded)
    )


def told_unknown(n: int, dont_know: int) -> Told:
    """How many said "weet ik niet", as a share of everyone who answered the question."""
    asked = n + dont_know
    (percentage,) = percentages((dont_know / asked if asked else 0.0,), n)
    return Told(float(dont_know) if n >= COARSE_BELOW else _part(asked, percentage), percentage)


def _part(n: int, percentage: int) -> float:
    return round(n * percentage / 100.0, 1)


def told_score(value: float | None, n: int) -> float | None:
    """A score for a file: one decimal; whole where fewer than 20 answered, as on the page."""
    if value is None:
        return None
    return float(whole(value)) if n < COARSE_BELOW else round(value, 1)


def people(n: int, counts: Sequence[int], share: float) -> int:
    """How many people a share stands for, where the count itself is not told."""
    return sum(counts) if counts else whole(n * share)
