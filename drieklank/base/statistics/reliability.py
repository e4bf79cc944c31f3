"""How far the questions of a scale say the same, and how much classes or schools differ."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from drieklank.base.statistics.factor import one_factor
from drieklank.base.statistics.products import Floats
from drieklank.base.statistics.tally import Moments

_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Icc:
    """How much groups differ: of one respondent (`icc1`) and of a group's mean (`icc2`)."""

    icc1: float | None
    icc2: float | None


def covariances(table: Floats, weights: Floats | None = None, *, pairwise: bool) -> Floats | None:
    """The covariances of the columns of `table` (a row per respondent, nan where missing).

    Complete: over rows without a gap. Pairwise: each pair of columns over the rows that have both,
    each with its own means; such a matrix need not fit any data. Divisor n-1, with weights Kish's
    effective n less one (the usual estimate with reliability weights; the scale of the weights
    does not matter). None where a column or a pair has fewer than two rows.
    """
    own = np.ones(len(table)) if weights is None else weights
    if not pairwise:
        complete = ~np.isnan(table).any(axis=1)
        table, own = table[complete], own[complete]
    there = ~np.isnan(table)
    if table.shape[1] == 0 or (there.sum(axis=0) < 2).any():
        return None
    present, w = there.astype(np.float64), own[:, None]
    filled = np.where(there, table, 0.0)
    means = (own @ filled) / (own @ present)
    # Sums of squares keep their figures near zero, and of a constant column nothing may remain.
    highest = np.where(there, table, -np.inf).max(axis=0)
    lowest = np.where(there, table, np.inf).min(axis=0)
    filled = np.where(there & (highest > lowest), table - means, 0.0)
    weight = (present * w).T @ present
    squares = (present * w**2).T @ present
    sums = (filled * w).T @ present
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = weight**2 / squares
        spread = ((filled * w).T @ filled - sums * sums.T / weight) / weight
        found = spread * effective / (effective - 1.0)
    if not (effective > 1.0 + 1e-9).all():
        return None
    return found


def cronbach_alpha(covariance: Floats | None) -> float | None:
    """Cronbach's alpha: k/(k - 1) · (1 - sum of variances / variance of the sum).

    Source: Cronbach 1951, Psychometrika 16:297-334. Negative where questions go against each other.
    None for one question, or where the sum does not vary.
    """
    if covariance is None or len(covariance) < 2:
        return None
    size, total, own = len(covariance), float(covariance.sum()), float(np.trace(covariance))
    if not total > _NOTHING * own:
        return None
    return size / (size - 1.0) * (1.0 - own / total)


def alpha_if_deleted(covariance: Floats | None, size: int) -> tuple[float | None, ...]:
    """Per question, alpha of the `size` - 1 others, from the same rows; None with fewer than two."""
    if covariance is None:
        return (None,) * size
    keep = ~np.eye(size, dtype=bool)
    return tuple(cronbach_alpha(covariance[np.ix_(rest, rest)]) for rest in keep)


def omega_total(covariance: Floats | None) -> float | None:
    """McDonald's omega of one factor: (sum λ)² / ((sum λ)² + sum ψ).

    λ and ψ by maximum likelihood on the covariance matrix (`factor.one_factor`). Source: McDonald
    1999, Test Theory: A Unified Treatment, chapter 6. A question that should have been reversed has
    a negative loading and lowers the sum. None where the factor has no proper solution.
    """
    fitted = None if covariance is None else one_factor(covariance)
    if fitted is None:
        return None
    common = float(fitted.loadings.sum()) ** 2
    return common / (common + float(fitted.unique.sum()))


def icc_from_moments(groups: Sequence[Moments]) -> Icc:
    """ICC(1) and ICC(2) of groups (classes, schools) from their sums, by one-way ANOVA.

    ICC(1) = (MSB - MSW) / (MSB + (n0 - 1) MSW), ICC(2) = (MSB - MSW) / MSB (Bliese 2000, in Klein
    and Kozlowski, Multilevel Theory, Research, and Methods in Organizations, 349-381; they are
    ICC(1,1) and ICC(1,k) of Shrout and Fleiss 1979, Psychological Bulletin 86:420-428). For
    groups of unequal size n0 = (N - sum n²/N) / (J - 1) (Snijders and Bosker 2012, Multilevel
    Analysis, chapter 3), a little below the mean size. With weights Kish's effective n stands for the
    size of a group. May be negative: groups then differ less than chance would have it. Both None
    for one group, or where no group has two respondents; each None where nothing varies.
    """
    held = [group for group in groups if group.n > 0 and group.weight > 0.0]
    sizes = np.array([group.effective_n for group in held])
    total, within_df = float(sizes.sum()), float(sizes.sum()) - len(held)
    if len(held) < 2 or within_df <= 1e-9:
        return Icc(None, None)
    means = np.array([group.mean for group in held])
    grand = float(sizes @ means) / total
    between = float(sizes @ (means - grand) ** 2) / (len(held) - 1)
    inside = np.array([(group.effective_n - 1.0) * group.variance for group in held])
    within = float(inside.sum()) / within_df
    size = (total - float(np.sum(sizes**2)) / total) / (len(held) - 1)
    below = between + (size - 1.0) * within
    scale = _NOTHING * max(1.0, grand**2)
    return Icc(
        (between - within) / below if below > scale else None,
        (between - within) / between if between > scale else None,
    )
