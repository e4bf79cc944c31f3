"""How one figure is told: what stands in its row of the ledger, and no more.

Pure. From twenty answers a row tells its figures as they are. Below that it is coarse: shares by
fives, no counts, numbers of people and scores by fives, intervals widened to fives; and where
nearly all said the same only between which ends each share and the score lie. Where families weigh
differently, counts are people after weighting, so that weighted and unweighted figures cannot be
laid side by side (docs/decisions/0012-release.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, isinf
from typing import Final

import numpy as np

from drieklank.base.statistics import Estimate
from drieklank.results.auditor import NEAR_AGREEMENT, Kind
from drieklank.results.rules.figures import (
    COARSE_BELOW,
    MINIMUM_ABROAD,
    Answers,
    ItemFigure,
    rounded_shares,
)
from drieklank.results.rules.options import shown_options

SCALE, ITEM = "scale", "item"
_STEP: Final = 5
_BAND: Final = 20

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of the ledger: a figure as it may be shown, and to whom.

    `score` None: there is none, or only `low` and `high` may be told. `df` None: without end
    (everyone answered, or there is no score). `stratum`: see `ReleasedFigure`. `ranges`: per answer
    (lowest, highest) as 0-1, where `shares` is left empty because it would tell too much.
    Below twenty answers `counts` is empty, and `n`, `dont_know` and `skipped` are by fives: n is at
    least so many, the others about.
    """

    role: str
    kind: str
    key: str
    n: int
    score: float | None
    low: float | None
    high: float | None
    se: float | None
    df: float | None
    counts: tuple[int, ...] = ()
    shares: tuple[float, ...] = ()
    dont_know: int = 0
    skipped: int = 0
    stratum: str = ""
    is_outside: bool = False
    ranges: tuple[Range, ...] = ()


_Scored = tuple[float | None, float | None, float | None, float | None, float | None]
_NO_SCORE: Final[_Scored] = (None, None, None, None, None)


def _down(value: float, step: float = _STEP) -> float:
    return floor(value / step + 1e-9) * step


def _up(value: float, step: float = _STEP) -> float:
    return ceil(value / step - 1e-9) * step


def _by_fives(people: int) -> int:
    return int(people / _STEP + 0.5) * _STEP


def _scored(score: Estimate | None) -> _Scored:
    if score is None:
        return _NO_SCORE
    return (score.value, score.low, score.high, score.se, None if isinf(score.df) else score.df)


def _coarse_score(score: Estimate | None, n: int) -> _Scored:
    """The score by fives, in an interval that is never narrower than the real one."""
    if score is None:
        return _NO_SCORE
    value = _down(score.value + _STEP / 2)
    low, high = min(_down(score.low), value), max(_up(score.high), value)
    df = None if isinf(score.df) else float(max(1, n - 1))
    return (value, low, high, _up(score.se, 1.0), df)


def _tenths(scored: _Scored) -> _Scored:
    """To a tenth of a point: weighted scores in full would tell the weights of the few apart."""
    value, low, high, se, df = scored
    if value is None or low is None or high is None or se is None:
        return scored
    value = round(value, 1)
    df = None if df is None else float(round(df))
    return (value, min(_down(low, 0.1), value), max(_up(high, 0.1), value), round(se, 1), df)


def tell_item(
    role: str, figure: ItemFigure, kind: Kind, minimum: int, *, is_near: bool
) -> FigureRow | None:
    """The row of a question; None: below the minimum, or ticked by so few.

    is_near: nearly all of fewer than twenty said the same, so that only a range is told.
    """
    seen = figure.answers
    if seen.n < minimum or (kind is Kind.BOX and seen.counts[0] < minimum):
        return None
    row = FigureRow(role, ITEM, figure.key, seen.n, *_scored(figure.score))
    row = replace(row, is_outside=_is_for_outside(seen, kind, minimum))
    if seen.n >= COARSE_BELOW:
        return _fine(row, seen, kind, minimum)
    n = int(_down(seen.n))
    row = replace(row, n=n, dont_know=_by_fives(seen.dont_know), skipped=_by_fives(seen.skipped))
    if is_near:
        return _as_range(row, seen, has_score=figure.score is not None)
    value, low, high, se, df = _coarse_score(figure.score, n)
    row = replace(row, score=value, low=low, high=high, se=se, df=df)
    shares = tuple(share / 100.0 for share in rounded_shares(seen.shares, seen.n))
    return _unnamed(replace(row, shares=shares), seen, kind, minimum)


def _is_for_outside(seen: Answers, kind: Kind, minimum: int) -> bool:
    """Whether a reader with minimum ten would be told the very same."""
    least = max(minimum, MINIMUM_ABROAD)
    if seen.n < least or (kind is Kind.BOX and seen.counts[0] < least):
        return False
    if kind is not Kind.OPTION:
        return True
    return sorted(shown_options(seen.counts, minimum)) == sorted(shown_options(seen.counts, least))


def _fine(row: FigureRow, seen: Answers, kind: Kind, minimum: int) -> FigureRow:
    counts, shares = seen.counts, seen.shares
    plain = [count / seen.n for count in counts]
    if not np.allclose(plain, shares, atol=1e-9):
        counts = weighted_counts(shares, seen.n)
        shares = tuple(count / seen.n for count in counts)
        value, low, high, se, df = _tenths((row.score, row.low, row.high, row.se, row.df))
        row = replace(row, score=value, low=low, high=high, se=se, df=df)
    row = replace(row, counts=counts, shares=shares, dont_know=seen.dont_know, skipped=seen.skipped)
    return _unnamed(row, seen, kind, minimum)


def weighted_counts(shares: Sequence[float], n: int) -> tuple[int, ...]:
    """People per answer after weighting: `n` people by these shares (0-1), in whole numbers.

    Rounded as running totals, so that they add up to n (a single share stands alone).
    """
    steps, total, before = [], 0.0, 0
    for share in shares:
        total += share
        here = int(total * n + 0.5 + 1e-9)
        steps.append(here - before)
        before = here
    return tuple(steps)


def _unnamed(row: FigureRow, seen: Answers, kind: Kind, minimum: int) -> FigureRow:
    """Options that few people chose stay unnamed: together they are what the others leave."""
    if kind is not Kind.OPTION:
        return row
    named = set(shown_options(seen.counts, minimum))
    if not any(count for at, count in enumerate(seen.counts) if at not in named):
        return row
    rest = max(0.0, 1.0 - sum(row.shares[at] for at in named))
    ranges = tuple(
        (share, share) if at in named else (0.0, rest) for at, share in enumerate(row.shares)
    )
    return replace(row, counts=(), shares=(), ranges=ranges)


def _as_range(row: FigureRow, seen: Answers, *, has_score: bool) -> FigureRow:
    """Nearly all said the same: that they were four fifths or more, whoever they were."""
    main = seen.counts.index(max(seen.counts))
    others = 1.0 - NEAR_AGREEMENT
    ranges = tuple(
        (NEAR_AGREEMENT, 1.0) if at == main else (0.0, others) for at in range(len(seen.counts))
    )
    row = replace(row, score=None, low=None, high=None, se=None, df=None, ranges=ranges)
    if not has_score:
        return row
    value = 100.0 * main / (len(seen.counts) - 1)
    low, high = NEAR_AGREEMENT * value, NEAR_AGREEMENT * value + 100.0 * others
    return replace(row, low=max(0.0, _down(low)), high=min(100.0, _up(high)))


def tell_goal(
    role: str, key: str, score: Estimate, minimum: int, *, is_near: bool, is_weighted: bool
) -> FigureRow | None:
    """The row of a goal; None: below the minimum.

    is_near: the scores of fewer than twenty lie so near to each other or to an end that only the
    fifth of the scale is told in which their mean lies. is_weighted: families weigh differently.
    """
    if score.n < minimum:
        return None
    is_outside = score.n >= max(minimum, MINIMUM_ABROAD)
    if score.n >= COARSE_BELOW:
        scored = _tenths(_scored(score)) if is_weighted else _scored(score)
        return FigureRow(role, SCALE, key, score.n, *scored, is_outside=is_outside)
    n = int(_down(score.n))
    if is_near:
        low = min(100.0 - _BAND, _down(score.value, _BAND))
        band: _Scored = (None, low, low + _BAND, None, None)
        return FigureRow(role, SCALE, key, n, *band, is_outside=is_outside)
    return FigureRow(role, SCALE, key, n, *_coarse_score(score, n), is_outside=is_outside)
