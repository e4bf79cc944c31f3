"""Schools beside each other without a ranking: what differs is kept apart from what is chance.

Each school i has a score y on 0-100 with a variance V because only so many people answered. The
scores that the schools would have if everybody answered for ever, θ, spread around a mean μ with a
variance τ² between schools: y ~ N(θ, V), θ ~ N(μ, τ²). `pool` estimates μ and τ², `estimate` the θ
of a school (partial pooling, empirical Bayes): a school of few answers is drawn towards the mean as
far as its score may be chance, so that small schools do not stand at the top or the bottom for
their size alone.

V is the spread *within* schools, taken as one and the same for all of a group, divided by the
answers of the school. A spread of its own says little from ten answers, and is nothing at all where
everybody said the same or where a small school answered whole; such a school would seem certain.
For the same reason there is no finite-population correction here: the question is not what these
families think, but whether the school differs from other schools.

Arrays have a row per school and a column per figure (question or goal); nan: the school does not
have the figure. numpy only; no sorting on a score anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from drieklank.base.statistics import normal_quantile

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# Half of a normal distribution lies so many deviations around its middle.
QUARTILE: Final = normal_quantile(0.75)
_CONFIDENCE: Final = normal_quantile(0.975)
_TEST: Final = normal_quantile(0.95)
# Points squared. Less than this is rounding, not spread; it keeps weights finite.
_LEAST_VARIANCE: Final = 1e-6
_MOST_STEPS: Final = 100


@dataclass(frozen=True, slots=True)
class Pooled:
    """A reference group, per figure (each an array over the columns, or all plain numbers).

    `schools` that have the figure; `mean` μ and its variance `mean_variance`; `between` τ²;
    `typical` the mean V of the schools, weighted as in μ; `differs`: whether the schools differ
    more than chance.
    """

    schools: Floats
    mean: Floats
    mean_variance: Floats
    between: Floats
    typical: Floats
    differs: Bools


@dataclass(frozen=True, slots=True)
class Estimated:
    """Where a school stands: θ and the ends of its 95 % interval, on 0-100."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Position:
    """In which part of the schools: -1 the lowest quarter, 0 the middle half, 1 the highest.

    `lowest` and `highest`: the parts that the ends of the interval lie in. Where the schools do not
    differ more than chance there are no parts: all three are 0 and `differs` is False.
    """

    part: npt.NDArray[np.int8]
    lowest: npt.NDArray[np.int8]
    highest: npt.NDArray[np.int8]
    differs: Bools


def spread_within(spreads: Floats, df: Floats) -> Floats:
    """The variance within schools per figure: each school's own, weighted by its freedom.

    `spreads` variances of single answers, `df` degrees of freedom (answers - 1), both
    schools x figures; nan is passed over, and a figure that no school has is nan. Source: the
    pooled within-group mean square of the one-way layout (Snedecor and Cochran 1989, Statistical
    Methods, 12.2).
    """
    known = np.isfinite(spreads) & np.isfinite(df) & (df > 0)
    weight = np.where(known, df, 0.0)
    total = weight.sum(axis=0)
    squares = np.where(known, weight * spreads, 0.0).sum(axis=0)
    spread: Floats = np.divide(squares, total, out=np.full(total.shape, np.nan), where=total > 0)
    return spread


def between_variance(scores: Floats, variances: Floats) -> Floats:
    """τ² per figure: where the weighted squares of the scores are what is expected, k - 1.

    Source: Paule and Mandel 1982, J. Research of the National Bureau of Standards 87:377-385; it is
    the empirical Bayes estimate of Morris 1983, JASA 78:47-55, needs no normality and no start, and
    is among those Veroniki et al. 2016, Research Synthesis Methods 7:55-79, advise. The squares fall
    and bend one way as τ² grows, so Newton's steps from zero cannot pass the root (DerSimonian and
    Kacker 2007, Contemporary Clinical Trials 28:105-114). Zero where the scores differ no more than
    chance, and where fewer than two schools have the figure.
    """
    known, y, v = _filled(scores, variances)
    k = known.sum(axis=0)
    tau2 = np.zeros(y.shape[1])
    for _ in range(_MOST_STEPS):
        weight = np.where(known, 1.0 / (v + tau2), 0.0)
        apart = y - _mean(y, weight)
        off = weight * apart
        excess = np.einsum("ij,ij->j", off, apart) - (k - 1)
        slope = np.einsum("ij,ij->j", off, off)
        step = np.divide(excess, slope, out=np.zeros_like(slope), where=slope > 0)
        following = np.where(k > 1, np.maximum(tau2 + step, 0.0), 0.0)
        if np.all(np.abs(following - tau2) <= 1e-12 * np.maximum(1.0, following)):
            return following
        tau2 = following
    return tau2


def pool(scores: Floats, variances: Floats) -> Pooled:
    """The reference group of these schools, per figure; `scores` and `variances` schools x figures.

    The mean weighs each school by 1 / (V + τ²) (DerSimonian and Laird 1986, Controlled Clinical
    Trials 7:177-188), its variance is one by the sum of those weights.
    """
    tau2 = between_variance(scores, variances)
    known, y, v = _filled(scores, variances)
    weight = np.where(known, 1.0 / (v + tau2), 0.0)
    total = weight.sum(axis=0)
    nothing = np.full(total.shape, np.nan)
    one_by = np.divide(1.0, total, out=nothing.copy(), where=total > 0)
    typical = np.divide((weight * v).sum(axis=0), total, out=nothing, where=total > 0)
    mean = np.where(total > 0, _mean(y, weight), np.nan)
    k = known.sum(axis=0).astype(np.float64)
    differs = _squares(known, y, v) > chi_square_limit(np.maximum(k - 1.0, 1.0))
    return Pooled(k, mean, one_by, tau2, typical, differs & (tau2 > 0))


def chi_square_limit(df: Floats) -> Floats:
    """What Cochran's Q passes by chance once in twenty: the 95 % point of chi-square.

    Wilson and Hilferty 1931, PNAS 17:684-688; within 0.5 % from 9 degrees of freedom on.
    """
    ninth = 2.0 / (9.0 * df)
    limit: Floats = df * (1.0 - ninth + _TEST * np.sqrt(ninth)) ** 3
    return limit


def estimate(scores: Floats, variances: Floats, group: Pooled) -> Estimated:
    """The θ of each school with a 95 % interval, drawn towards the mean as far as chance reaches.

    With B = (k - 3)/(k - 1) · V/(V + τ²): θ = B μ + (1 - B) y, and as its variance
    V (1 - B) + B² var(μ) + 2/(k - 3) · B² (V̄ + τ²)/(V + τ²) · (y - μ)². The last term is what not
    knowing τ² adds. Source: Morris 1983, JASA 78:47-55, section 5. Needs more than three schools.
    """
    v = np.maximum(variances, _LEAST_VARIANCE)
    k, whole = group.schools, v + group.between
    drawn = (k - 3.0) / (k - 1.0) * v / whole
    value = drawn * group.mean + (1.0 - drawn) * scores
    unknown = 2.0 / (k - 3.0) * drawn**2 * (group.typical + group.between) / whole
    variance = (
        v * (1.0 - drawn) + drawn**2 * group.mean_variance + unknown * (scores - group.mean) ** 2
    )
    half = _CONFIDENCE * np.sqrt(variance)
    return Estimated(value, np.maximum(value - half, 0.0), np.minimum(value + half, 100.0))


def quartiles(group: Pooled) -> tuple[Floats, Floats]:
    """Between which scores the middle half of the schools lies: μ ± 0.674 τ, kept on 0-100.

    Of the schools' own differences, not of what was measured: quartiles of the measured scores are
    too far apart (they hold the chance of each school), those of the drawn-in scores too near (Louis
    1984, JASA 79:393-398). And nobody's score is ever a quartile, as it would be in a group of
    eleven.
    """
    half = QUARTILE * np.sqrt(group.between)
    return np.maximum(group.mean - half, 0.0), np.minimum(group.mean + half, 100.0)


def position(where: Estimated, group: Pooled) -> Position:
    """In which part of the schools each one is, and which parts its interval reaches."""
    low, high = quartiles(group)
    differs = np.broadcast_to(group.differs, np.shape(where.value))

    def part(at: Floats) -> npt.NDArray[np.int8]:
        found = np.where(at > high, 1, np.where(at < low, -1, 0))
        return np.where(differs, found, 0).astype(np.int8)

    return Position(part(where.value), part(where.low), part(where.high), differs)


def _filled(scores: Floats, variances: Floats) -> tuple[Bools, Floats, Floats]:
    """Which figures there are, and the arrays without nan or a variance of zero."""
    known = np.isfinite(scores) & np.isfinite(variances)
    v = np.maximum(np.where(known, variances, 1.0), _LEAST_VARIANCE)
    return known, np.where(known, scores, 0.0), v


def _squares(known: Bools, y: Floats, v: Floats) -> Floats:
    """Cochran's Q: how far the scores lie apart, measured in what chance does to each."""
    weight = np.where(known, 1.0 / v, 0.0)
    squares: Floats = (weight * (y - _mean(y, weight)) ** 2).sum(axis=0)
    return squares


def _mean(y: Floats, weight: Floats) -> Floats:
    total = weight.sum(axis=0)
    mean: Floats = np.divide(
        np.einsum("ij,ij->j", weight, y), total, out=np.zeros_like(total), where=total > 0
    )
    return mean
