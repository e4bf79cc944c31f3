"""The figures of `drieklank stats`: the same rules as in the report, on any answers.

Differences, all from the form that was asked for: scores stay on the scale of the answers instead
of 0-100, the interval is Student's without looking at the ends of the scale, and fewer than fifty
complete rows give a reliability as well.
"""

from collections.abc import Sequence
from math import inf, isfinite, sqrt
from typing import Any

import numpy as np

from drieklank.base.statistics import (
    Floats,
    Icc,
    Moments,
    alpha_if_deleted,
    covariances,
    cronbach_alpha,
    icc_from_moments,
    omega_total,
    t_quantile,
)
from drieklank.results.rules.answers_file import Sample
from drieklank.results.rules.answers_spec import Scale, Spec

Figures = dict[str, Any]


def all_figures(sample: Sample, spec: Spec) -> Figures:
    """The JSON of the command; None where something cannot be computed, never nan or infinity."""
    with np.errstate(all="ignore"):  # numbers beyond all bounds end as None
        scales = {
            scale.name: _scale(values, scale, sample, spec)
            for scale, values in zip(spec.scales, sample.scales, strict=True)
        }
    return {"scales": scales}


def _moments(values: Floats, weights: Floats | None) -> Moments:
    w = np.ones(len(values)) if weights is None else weights
    return Moments(
        len(values),
        float(w.sum()),
        float(np.sum(w**2)),
        float(np.sum(w * values)),
        float(np.sum(w * values**2)),
    )


def _centred(values: Floats, weights: Floats | None) -> tuple[float | None, Moments]:
    """The (weighted) mean, and the moments of the distances to it: far from zero nothing is lost."""
    if not len(values):
        return None, Moments(0, 0.0, 0.0, 0.0, 0.0)
    mean = float(np.average(values, weights=weights))
    if values.min() == values.max():
        mean = float(values[0])
    return mean, _moments(values - mean, weights)


def _number(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _sd(around: Moments) -> float | None:
    """Divisor n-1, with weights Kish's effective n less one; None for one respondent."""
    n = around.effective_n
    if n <= 1.0 + 1e-9:
        return None
    return _number(sqrt(around.squares / around.weight * n / (n - 1.0)))


def _answered_share(around: Moments, population: float | None) -> float:
    """The share (0-1) of the population that answered.

    People, or families where weights of a family add up to one: the smaller of n and sum w. Survey
    weights that add up to the population itself thus do not make a sample a census.
    """
    if population is None:
        return 0.0
    return min(1.0, min(float(around.n), around.weight) / population)


def _mean_with_interval(values: Floats, weights: Floats | None, spec: Spec) -> Figures:
    mean, around = _centred(values, weights)
    sd, se, interval = _sd(around), None, None
    if mean is not None and sd is not None:
        n = around.effective_n
        se = sd / sqrt(n) * sqrt(1.0 - _answered_share(around, spec.population))
        half = t_quantile(0.975, n - 1.0 if n < inf else inf) * se
        interval = [mean - half, mean + half] if isfinite(mean + half) else None
    return {
        "n": len(values),
        "mean": _number(mean),
        "sd": sd,
        "se": _number(se),
        "ci95": interval,
    }


def _scale(values: Floats, scale: Scale, sample: Sample, spec: Spec) -> Figures:
    turned = _turned(values, scale)
    means, enough = _scale_means(turned)
    weights = None if sample.weights is None else sample.weights[enough]
    covariance = covariances(turned, sample.weights, pairwise=spec.is_pairwise)
    if covariance is not None and not np.isfinite(covariance).all():
        covariance = None
    icc = _icc(means, weights, sample.groups, enough)
    left = alpha_if_deleted(covariance, len(scale.items))
    return {
        **_mean_with_interval(means, weights, spec),
        "alpha": _number(cronbach_alpha(covariance)),
        "omega": _number(omega_total(covariance)),
        "icc1": _number(icc.icc1),
        "icc2": _number(icc.icc2),
        "items": {
            item: _item(values[:, i], sample.weights) | {"alpha_if_deleted": _number(left[i])}
            for i, item in enumerate(scale.items)
        },
    }


def _turned(values: Floats, scale: Scale) -> Floats:
    """Reversed columns the other way round: min + max - answer."""
    if not scale.reverse or scale.low is None or scale.high is None:
        return values
    is_reversed = np.array([item in scale.reverse for item in scale.items])
    return np.where(is_reversed, scale.low + scale.high - values, values)


def _scale_means(values: Floats) -> tuple[Floats, np.ndarray]:
    """Means of respondents who answered two thirds or more of the columns, and which those are."""
    answered = np.sum(~np.isnan(values), axis=1)
    enough = (3 * answered >= 2 * values.shape[1]) & (answered > 0)
    return np.nansum(values[enough], axis=1) / answered[enough], enough


def _item(column: Floats, weights: Floats | None) -> Figures:
    """As given, before reversing; `counts` people, keyed by the answer as plainly as it goes."""
    there = ~np.isnan(column)
    values = column[there]
    mean, around = _centred(values, None if weights is None else weights[there])
    answers, times = np.unique(values, return_counts=True)
    return {
        "n": len(values),
        "mean": _number(mean),
        "sd": _sd(around),
        "counts": {
            _plain(float(answer)): int(count) for answer, count in zip(answers, times, strict=True)
        },
    }


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _icc(
    means: Floats, weights: Floats | None, groups: Sequence[int] | None, enough: np.ndarray
) -> Icc:
    if groups is None:
        return Icc(None, None)
    mean, around = _centred(means, weights)
    sd = _sd(around)
    if mean is None or not sd:
        return Icc(None, None)
    # Standing and unit change no ICC; like this neither can drown it in rounding.
    plain, codes = (means - mean) / sd, np.array(groups, dtype=np.int64)[enough]
    return icc_from_moments(
        [
            _moments(plain[codes == code], None if weights is None else weights[codes == code])
            for code in np.unique(codes[codes >= 0])
        ]
    )
