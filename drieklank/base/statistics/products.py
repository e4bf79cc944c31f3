"""Sums and products of the answers to a scale: all that its reliability needs, and no respondent.

A product is kept only over people who answered every question of the scale. Beside the counts that
are kept anyway it tells how answers go together, and of few people that could point at one of
them; so of fewer than `MINIMUM_COMPLETE` nothing is stored. Reliability of so few says nothing
either (domain.md 3.4).

The sums over complete rows stand beside counts over all rows. Where one respondent left a gap, the
difference would be that respondent's other answers. So wherever somebody left a gap, `LEFT_OUT`
complete rows stay out as well, and the difference is always the sum of that many people or more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# Fewest complete rows behind sums that are stored, and behind a reliability in a report.
MINIMUM_COMPLETE: Final = 50
# The strictest minimum of the house: that of children's and open answers.
LEFT_OUT: Final = 10
# What rounding leaves of a variance where everyone said the same, as a share of the squares.
_ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Products:
    """Sums over `n` complete rows of a scale, scored 0-100 (reversed questions turned).

    `weight` = sum w, `weight_squares` = sum w², `sums[i]` = sum w·x_i, `products[i][j]` =
    sum w·x_i·x_j for j <= i: the lower triangle, by row.
    """

    n: int
    weight: float
    weight_squares: float
    sums: tuple[float, ...]
    products: tuple[tuple[float, ...], ...]

    def covariances(self) -> Floats | None:
        """The covariance matrix, divisor n-1 (of Kish's effective n); None of one row or none."""
        effective = self.weight**2 / self.weight_squares if self.n else 0.0
        if effective <= 1.0 + 1e-9:
            return None
        size = len(self.sums)
        lower = np.zeros((size, size))
        for i, row in enumerate(self.products):
            lower[i, : i + 1] = row
        raw = lower + np.tril(lower, -1).T
        means = np.array(self.sums) / self.weight
        spread = raw / self.weight - np.outer(means, means)
        return cleaned(spread, np.diag(raw) / self.weight) * (effective / (effective - 1.0))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Sums as they come back from a JSON column."""
        products = tuple(tuple(row) for row in data["products"])
        return cls(data["n"], data["weight"], data["weight_squares"], tuple(data["sums"]), products)


def cleaned(spread: Floats, squares: Floats) -> Floats:
    """The (co)variances `spread`, zero where only rounding of `squares` (mean x²) is left."""
    constant = np.diag(spread) <= _ROUNDING * np.maximum(1.0, squares)
    return np.where(constant[:, None] | constant[None, :], 0.0, spread)


def add_products(scores: Floats, weights: Floats) -> Products | None:
    """Sums over the complete rows of `scores` (a row per respondent, nan where missing).

    The first `LEFT_OUT` complete rows stay out where another row has a gap, so the rows must come
    in an order that means nothing. None where fewer than `MINIMUM_COMPLETE` rows remain, or the
    scale has one question.
    """
    gaps = np.isnan(scores)
    complete = np.flatnonzero(~gaps.any(axis=1))
    if (gaps.any(axis=1) & ~gaps.all(axis=1)).any():
        complete = complete[LEFT_OUT:]
    n = len(complete)
    if n < MINIMUM_COMPLETE or scores.shape[1] < 2:
        return None
    rows, w = scores[complete], weights[complete]
    raw = (rows * w[:, None]).T @ rows
    return Products(
        n,
        float(w.sum()),
        float(np.sum(w**2)),
        tuple(float(x) for x in w @ rows),
        tuple(tuple(float(x) for x in raw[i, : i + 1]) for i in range(len(raw))),
    )


def pooled(parts: Sequence[Products]) -> Products | None:
    """The sums of several schools together (same questions, same order); None of no school."""
    if not parts:
        return None
    if len({len(part.sums) for part in parts}) != 1:
        raise ValueError("only sums of the same questions can be pooled")
    return Products(
        sum(part.n for part in parts),
        sum(part.weight for part in parts),
        sum(part.weight_squares for part in parts),
        tuple(sum(values) for values in zip(*(part.sums for part in parts), strict=True)),
        tuple(
            tuple(sum(values) for values in zip(*rows, strict=True))
            for rows in zip(*(part.products for part in parts), strict=True)
        ),
    )
