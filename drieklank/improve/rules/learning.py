"""What second measurements say about activities: schools that did one against schools that did not.

Difference in differences on the goals that an activity serves. A row is one goal of one school; its
change is counted from where the school most probably stood, and explained by what every school
went through on that goal, by how high the school stood, and by the doses of the activities that
serve the goal (0 nothing, 1 everything as described). A school's own change on all goals together
is a random effect, so that what moves a whole school (a new head, a moved building) weighs little.

*Regression to the mean.* Schools choose what they scored low on, and a low score is partly bad luck
that goes away by itself. So the first score is drawn towards the mean of the schools by as much of
it as is chance (empirical Bayes), and what is left may still drift: that slope is estimated.

*From estimate to expectation.* An activity has a prior (`rules.evidence`). Either the records of the
schools show something of what activities do, or they show nothing (logs that nobody kept, questions
that nothing moves); both count alike beforehand. Where they show something, estimate and prior are
weighed by their precision, and what the priors of all activities miss together is learned as well;
where they show nothing the prior stays. The learned expectation is the
mean of the two by how probable each is. So doses that have nothing to do with what was done lead
back to the prior, and all activities of one strength are still seen (Morris 1983, JASA 78:47-55;
Hoeting et al. 1999, Statistical Science 14:382-417, on averaging models).

*What may be said.* "Works" is said on the data alone, never by the prior: the interval of the
estimate must exclude zero after Holm's correction over all activities that are looked at (Holm 1979,
Scandinavian J. of Statistics 6:65-70), and the learned interval must as well.

Arrays may have further axes in front (simulated worlds); all is done for them at once. numpy only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from drieklank.base.statistics import normal_quantile, t_quantile
from drieklank.improve.rules.evidence import SHARED_SPREAD

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_CONFIDENCE: Final = normal_quantile(0.975)
_STEPS: Final = 3
_FEWEST_FREE: Final = 4
# Doses are written down roughly, and an activity does not move all its goals alike: the effect of a
# full dose is known no better than to this share of it.
DOSE_ERROR: Final = 0.15
# Points squared: rounding, not spread. It keeps weights finite.
_LEAST: Final = 1e-3
# One divided by points squared: it stands for a variance of a million.
_UNTOLD: Final = 1e-6
# Natural logarithm of odds beyond which nothing changes; it keeps the exponent finite.
_MOST_SURE: Final = 500.0


@dataclass(frozen=True, slots=True)
class Seen:
    """Schools that were measured twice, on 0-100.

    `before`, `after` with their variances: schools x goals, nan where there is no figure. `doses`
    0-1: schools x activities. `serves`: activities x goals. `others`: schools x goals, the doses of
    activities that are not looked at themselves. Priors in points for a full dose, per activity.
    """

    before: Floats
    before_variance: Floats
    after: Floats
    after_variance: Floats
    doses: Floats
    serves: Bools
    others: Floats
    prior_mean: Floats
    prior_spread: Floats


@dataclass(frozen=True, slots=True)
class Learned:
    """Per activity, in points for a full dose. `effect`, `effect_low`, `effect_high`: what schools
    here saw, by itself (95 %). `mean`, `spread`, `low`, `high`: the same and the prior together.
    `informed` 0-1: how probable it is that the records show anything; one number per world."""

    effect: Floats
    effect_low: Floats
    effect_high: Floats
    mean: Floats
    spread: Floats
    low: Floats
    high: Floats
    works: Bools
    informed: Floats


class _Rows(NamedTuple):
    """What is explained (schools x goals), by what (… x terms), and what is known of its noise."""

    change: Floats
    terms: Floats
    noise: Floats
    known: Bools


class _Fit(NamedTuple):
    value: Floats
    covariance: Floats
    left: Floats


def learn(seen: Seen) -> Learned:
    """Estimate every activity, and weigh that against its prior.

    Needs more schools than activities plus six; fewer give intervals so wide that nothing is said.
    """
    fit = _fitted(_rows(seen))
    many = seen.doses.shape[-1]
    effect, covariance = fit.value[..., -many:], fit.covariance[..., -many:, -many:]
    error = np.sqrt(np.diagonal(covariance, axis1=-2, axis2=-1))
    covariance = covariance + (DOSE_ERROR * effect[..., None]) ** 2 * np.eye(many)
    wide = np.sqrt(np.diagonal(covariance, axis1=-2, axis2=-1))
    free = max(float(seen.doses.shape[-2] - many - 2), float(_FEWEST_FREE))
    half = t_quantile(0.975, free) * wide
    mean, spread, informed = _weighed(effect, covariance, seen)
    low, high = mean - _CONFIDENCE * spread, mean + _CONFIDENCE * spread
    works = _stands_out(effect / error, free) & (effect > half) & (low > 0)
    return Learned(effect, effect - half, effect + half, mean, spread, low, high, works, informed)


def most_probable(scores: Floats, variances: Floats) -> tuple[Floats, Floats, Floats]:
    """(start, its variance, mean per goal): where schools stood, chance taken out of their score.

    Each score is drawn towards the mean of its goal by the share of its spread that is chance.
    """
    mean = np.nanmean(scores, axis=-2, keepdims=True)
    spread = np.nanvar(scores, axis=-2, ddof=1, keepdims=True)
    real = np.maximum(spread - np.nanmean(variances, axis=-2, keepdims=True), _LEAST)
    share = real / (real + variances)
    start: Floats = mean + share * (scores - mean)
    return start, share * variances, mean


def _rows(seen: Seen) -> _Rows:
    start, unsure, mean = most_probable(seen.before, seen.before_variance)
    known = np.isfinite(start) & np.isfinite(seen.after) & np.isfinite(seen.after_variance)
    change = np.where(known, seen.after - start, 0.0)
    noise = np.where(known, seen.after_variance + unsure, 1.0)
    goals = change.shape[-1]
    own = np.broadcast_to(np.eye(goals), (*change.shape, goals))
    height = np.where(known, start - mean, 0.0)[..., None]
    given = seen.doses[..., None, :] * np.swapaxes(seen.serves, -1, -2)[..., None, :, :]
    other = np.broadcast_to(seen.others, change.shape)[..., None]
    columns = [own, height, other, given] if np.any(seen.others) else [own, height, given]
    terms = np.concatenate(columns, axis=-1) * known[..., None]
    return _Rows(change, terms, noise, known)


def _fitted(rows: _Rows) -> _Fit:
    """Weighted least squares with a random effect per school; its variances by moments, in steps."""
    within = np.zeros(rows.change.shape[:-2])
    school = np.zeros_like(within)
    fit = _solved(rows, within, school)
    for _ in range(_STEPS):
        within, school = _variances(rows, fit.left)
        fit = _solved(rows, within, school)
    return fit


def _solved(rows: _Rows, within: Floats, school: Floats) -> _Fit:
    """One step, with these variances: of a goal within a school, and of a school as a whole."""
    weight = np.where(rows.known, 1.0 / (rows.noise + within[..., None, None]), 0.0)
    drawn = school[..., None] / (1.0 + school[..., None] * weight.sum(axis=-1))
    weighted = weight[..., None] * rows.terms
    together = weighted.sum(axis=-2)
    answer = (weight * rows.change).sum(axis=-1)
    normal = np.einsum("...sgp,...sgq->...pq", rows.terms, weighted, optimize=True)
    normal = normal - np.einsum("...s,...sp,...sq->...pq", drawn, together, together, optimize=True)
    right = np.einsum("...sgp,...sg->...p", weighted, rows.change, optimize=True)
    right = right - np.einsum("...s,...sp,...s->...p", drawn, together, answer, optimize=True)
    # What cannot be told apart gets a variance without end, nearly, and not one of nothing.
    covariance = np.linalg.inv(normal + _UNTOLD * np.eye(normal.shape[-1]))
    value = np.einsum("...pq,...q->...p", covariance, right)
    left = rows.change - np.einsum("...sgp,...p->...sg", rows.terms, value)
    left = np.where(rows.known, left, 0.0)
    return _Fit(value, covariance * _too_small(rows, left, weight, drawn), left)


def _too_small(rows: _Rows, left: Floats, weight: Floats, drawn: Floats) -> Floats:
    """By how much the variance must grow where what is left is more than the variances say."""
    squares = (weight * left**2).sum(axis=(-2, -1))
    squares = squares - (drawn * (weight * left).sum(axis=-1) ** 2).sum(axis=-1)
    free = np.maximum(rows.known.sum(axis=(-2, -1)) - rows.terms.shape[-1], 1)
    grown: Floats = np.maximum(squares / free, 1.0)
    return grown[..., None, None]


def _variances(rows: _Rows, left: Floats) -> tuple[Floats, Floats]:
    """(within, school): what two goals of one school share, and what a goal has beside its noise."""
    count = rows.known.sum(axis=-1)
    total = count.sum(axis=-1)
    grown = total / np.maximum(total - rows.terms.shape[-1], 1)
    pairs = np.maximum((count * (count - 1)).sum(axis=-1), 1)
    shared = left.sum(axis=-1) ** 2 - (left**2).sum(axis=-1)
    school = np.maximum(grown * shared.sum(axis=-1) / pairs, 0.0)
    noise = np.where(rows.known, rows.noise, 0.0).sum(axis=(-2, -1))
    every = (grown * (left**2).sum(axis=(-2, -1)) - noise) / np.maximum(total, 1)
    return np.maximum(every - school, 0.0), school


def _weighed(effect: Floats, covariance: Floats, seen: Seen) -> tuple[Floats, Floats, Floats]:
    """(mean, spread, informed): the prior and the estimates together."""
    prior = np.broadcast_to(seen.prior_mean, effect.shape)
    own = np.broadcast_to(seen.prior_spread, effect.shape) ** 2
    wide = own[..., None] * np.eye(effect.shape[-1]) + SHARED_SPREAD**2
    both = covariance + wide
    gain = np.linalg.solve(both, wide)  # transposed; both are symmetric
    step = np.einsum("...ji,...j->...i", gain, effect - prior)
    before = np.diagonal(wide, axis1=-2, axis2=-1)
    after = before - np.einsum("...ij,...ji->...i", wide, gain)
    against = _log_density(effect, covariance) - _log_density(effect - prior, both)
    informed = 1.0 / (1.0 + np.exp(np.clip(against, -_MOST_SURE, _MOST_SURE)))
    share = informed[..., None]
    variance = share * after + (1.0 - share) * before + share * (1.0 - share) * step**2
    return prior + share * step, np.sqrt(variance), informed


def _log_density(apart: Floats, covariance: Floats) -> Floats:
    """The logarithm of a normal density around zero, but for a constant."""
    _, size = np.linalg.slogdet(covariance)
    squares = np.einsum(
        "...i,...i->...", apart, np.linalg.solve(covariance, apart[..., None])[..., 0]
    )
    found: Floats = -0.5 * (size + squares)
    return found


def _stands_out(ratio: Floats, free: float) -> Bools:
    """Which estimates are above zero by more than chance, over all of them together (Holm, 5 %)."""
    many = ratio.shape[-1]
    limits = np.array([t_quantile(1.0 - 0.025 / (many - place), free) for place in range(many)])
    order = np.argsort(-np.abs(ratio), axis=-1)
    ranked = np.take_along_axis(np.abs(ratio), order, axis=-1)
    passed = np.logical_and.accumulate(ranked > limits, axis=-1)
    found = np.zeros(ratio.shape, dtype=np.bool_)
    np.put_along_axis(found, order, passed, axis=-1)
    return found & (ratio > 0)
