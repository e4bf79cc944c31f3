"""What may be said to parents in a few words: which sentence a figure bears, in any language. Pure.

Here the sentence is chosen; its words stand in content/results-interface, once per language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from drieklank.base.statistics import Difference, Estimate, margin_of_share
from drieklank.results.rules.figures import COARSE_BELOW, Answers, rounded_shares
from drieklank.results.rules.findings import DISCUSS_FROM, STRONG_FROM, WEAK_BELOW


class Feeling(StrEnum):
    """How parents stand to a goal; the value is the key of the sentence."""

    POSITIVE = "positive"
    MAYBE_POSITIVE = "maybe_positive"
    MIDDLE = "middle"
    MAYBE_CRITICAL = "maybe_critical"
    CRITICAL = "critical"
    UNKNOWN = "unknown"


class Ahead(StrEnum):
    """Who is more positive, where that is more than chance and large enough to talk about."""

    PARENTS = "apart_parents"
    TEAM = "apart_team"


def feeling(score: Estimate | None) -> Feeling:
    """70 or more is positive, below 50 critical, and only sure where the interval stays on that side
    of 50: the rules of speech of the report (`sentences`)."""
    if score is None:
        return Feeling.UNKNOWN
    if score.value >= STRONG_FROM:
        return Feeling.POSITIVE if score.low > WEAK_BELOW else Feeling.MAYBE_POSITIVE
    if score.value < WEAK_BELOW:
        return Feeling.CRITICAL if score.high < WEAK_BELOW else Feeling.MAYBE_CRITICAL
    return Feeling.MIDDLE


def feeling_of_range(low: float, high: float) -> Feeling | None:
    """The same where only a range of the score may be told; None: it could be more than one thing."""
    if low >= STRONG_FROM:
        return Feeling.POSITIVE
    if high < WEAK_BELOW:
        return Feeling.CRITICAL
    return Feeling.MIDDLE if low >= WEAK_BELOW and high < STRONG_FROM else None


def ahead(gap: Difference | None) -> Ahead | None:
    """Who is ahead (`gap` is parents minus team); None: nobody, as far as the figures bear."""
    if gap is None or not gap.is_beyond_chance or abs(gap.value) < DISCUSS_FROM:
        return None
    return Ahead.PARENTS if gap.value > 0 else Ahead.TEAM


@dataclass(frozen=True, slots=True)
class OfHundred:
    """How many of a hundred parents gave one of the favourable answers: a number, or a range."""

    count: int | None
    low: int
    high: int


def of_hundred(answers: Answers, ranges: Sequence[tuple[float, float]] = ()) -> OfHundred | None:
    """The favourable half of the answers, rounded as on the page; None: nothing may be told.

    From ranges per answer follows a range of their sum; what the other answers leave narrows it.
    """
    if answers.shares:
        top = rounded_shares(answers.shares, answers.n)[favourable_from(len(answers.shares)) :]
        return OfHundred(sum(top), sum(top), sum(top))
    if not ranges:
        return None
    cut = favourable_from(len(ranges))
    low = max(sum(pair[0] for pair in ranges[cut:]), 1.0 - sum(pair[1] for pair in ranges[:cut]))
    high = min(sum(pair[1] for pair in ranges[cut:]), 1.0 - sum(pair[0] for pair in ranges[:cut]))
    return OfHundred(
        None, max(0, floor(low * 100 + 1e-9)), min(100, ceil(min(high, 1.0) * 100 - 1e-9))
    )


def favourable_from(answers: int) -> int:
    """The place of the first favourable answer of so many: the upper half of the scale."""
    return (answers + 1) // 2


def margin_in_words(ns: Sequence[int], answered: int, invited: int) -> int | None:
    """How many of a hundred a number may be off at most (95 %), for the question fewest answered.

    None: everybody took part and nothing is rounded coarsely. Rounding to fives is added.
    """
    if not ns or not answered:
        return None
    n = min(ns)
    population = max(n, round(n * max(1.0, invited / answered)))
    rounding = 2.5 if n < COARSE_BELOW else 0.0
    margin = 100.0 * margin_of_share(n, population) + rounding
    return ceil(margin) if margin > 0 else None
