"""One common factor behind the questions of a scale, by maximum likelihood.

The covariance matrix is taken to be λλ' + diag(ψ). λ and ψ minimise log|Σ| + trace(S Σ⁻¹)
(Lawley and Maxwell 1971, Factor Analysis as a Statistical Method; Jöreskog 1967, Psychometrika
32:443-482), by Fisher scoring with halved steps: expected second derivatives
instead of exact ones, so that every step points down.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from drieklank.base.statistics.products import Floats

_STEPS: Final = 1000
_HALVINGS: Final = 30
_ROUNDING: Final = 1e-13
_FLAT: Final = 1e-8  # a derivative, on the scale of correlations, that counts as zero
_LEAST_UNIQUE: Final = 1e-4  # less own variance than this, of 1: an improper (Heywood) solution
_AT_BOUND: Final = 25  # so many steps with a question at that bound: it will not come back


@dataclass(frozen=True, slots=True)
class OneFactor:
    """Loadings (λ) and unique variances (ψ), in the units of the questions."""

    loadings: Floats
    unique: Floats


def one_factor(covariances: Floats) -> OneFactor | None:
    """Fit one factor; None where no proper solution exists or none is reached.

    None for fewer than three questions or a constant one (not identified), for a matrix that is
    not positive definite (questions that repeat each other, or pairwise covariances that no data
    can have), for a Heywood case (no own variance left), and where the answer is not one point.
    """
    spread = np.diag(covariances)
    if len(spread) < 3 or not np.isfinite(covariances).all() or not (spread > 0.0).all():
        return None
    deviations = np.sqrt(spread)
    correlations = covariances / np.outer(deviations, deviations)
    if np.linalg.eigvalsh(correlations)[0] < 1e-9:
        return None
    try:
        found = _minimise(correlations)
    except np.linalg.LinAlgError:
        return None
    if found is None:
        return None
    loadings, unique = found[: len(spread)], found[len(spread) :]
    return OneFactor(loadings * deviations, unique * spread)


def _start(correlations: Floats) -> Floats:
    """Begin at the first principal component, a little shrunk."""
    values, vectors = np.linalg.eigh(correlations)
    loadings = vectors[:, -1] * np.sqrt(values[-1]) * 0.9
    return np.concatenate([loadings, np.maximum(1.0 - loadings**2, 0.1)])


def _inverse(point: Floats) -> tuple[Floats, float]:
    """Σ⁻¹ and log|Σ| of λλ' + diag(ψ) (Sherman and Morrison)."""
    loadings, unique = np.split(point, 2)
    scaled = loadings / unique
    inner = 1.0 + float(loadings @ scaled)
    inverse = np.diag(1.0 / unique) - np.outer(scaled, scaled) / inner
    return inverse, float(np.sum(np.log(unique)) + np.log(inner))


def _misfit(correlations: Floats, point: Floats) -> float:
    inverse, logarithm = _inverse(point)
    return logarithm + float(np.sum(inverse * correlations))


def _slopes(correlations: Floats, point: Floats) -> tuple[Floats, Floats]:
    """First and expected second derivatives of the misfit to (λ, ψ)."""
    loadings = point[: len(correlations)]
    inverse, _ = _inverse(point)
    wrong = inverse - inverse @ correlations @ inverse
    gradient = np.concatenate([2.0 * wrong @ loadings, np.diag(wrong)])
    pulled = inverse @ loadings
    both = 2.0 * (np.outer(pulled, pulled) + float(loadings @ pulled) * inverse)
    mixed = 2.0 * inverse * pulled[None, :]
    return gradient, np.block([[both, mixed], [mixed.T, inverse**2]])


def _step_down(correlations: Floats, point: Floats, step: Floats) -> Floats | None:
    """The first of step, step/2, step/4 … that fits no worse; None where none does."""
    size, before = len(correlations), _misfit(correlations, point)
    for halving in range(_HALVINGS):
        following = point - step / 2.0**halving
        following[size:] = np.maximum(following[size:], _LEAST_UNIQUE / 2.0)
        # Near the minimum rounding hides which way is down; the full step is then the right one.
        if _misfit(correlations, following) <= before + _ROUNDING * abs(before):
            return following
    return None


def _minimise(correlations: Floats) -> Floats | None:
    size, point, at_bound = len(correlations), _start(correlations), 0
    for turn in range(_STEPS):
        gradient, curvature = _slopes(correlations, point)
        at_bound = at_bound + 1 if point[size:].min() < _LEAST_UNIQUE else 0
        if at_bound >= _AT_BOUND:
            return None
        if np.abs(gradient).max() < _FLAT:
            return point if _is_proper(point[size:], curvature) else None
        # A full and a half step in turn: where the factor is weak, full steps alone go to and fro.
        step = np.asarray(np.linalg.lstsq(curvature, gradient)[0], dtype=np.float64)
        following = _step_down(correlations, point, step / (1.0 + turn % 2))
        if following is None:
            return None
        point = following
    return None


def _is_proper(unique: Floats, curvature: Floats) -> bool:
    """Whether every question keeps variance of its own, and the minimum is one point, no valley."""
    values = np.linalg.eigvalsh(curvature)
    return bool(unique.min() >= _LEAST_UNIQUE and values[0] > 1e-9 * values[-1])
