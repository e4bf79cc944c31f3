"""One figure of a school out of its classes, each weighing as many families as it has.

Where one class answered well and another hardly, the mean of all answers leans to the first. Class
weights set that right as far as the classes answered at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

from drieklank.base.statistics.distributions import t_quantile
from drieklank.base.statistics.intervals import CONFIDENCE, Estimate, estimate_mean
from drieklank.base.statistics.tally import Moments


@dataclass(frozen=True, slots=True)
class Stratum:
    """The answers of one class and how many (families) were asked in it."""

    moments: Moments
    population: float


def stratified_mean(
    strata: Sequence[Stratum],
    bounds: tuple[float, float] = (0.0, 100.0),
    confidence: float = CONFIDENCE,
) -> Estimate | None:
    """The mean with class weights N_h / N and its interval; None where no class has answers.

    Mean = sum W_h·ȳ_h, variance = sum W_h²·s_h²/n_h·(1 - f_h) (Cochran 1977, Sampling Techniques,
    5.3 and 5.4), degrees of freedom by Satterthwaite (the same, 5.4). A class of one answer, or of
    answers all alike, has the doubt that `estimate_mean` gives it. A class without answers is
    left out: nothing is known of it, and the figure is of the other classes.
    """
    held = [stratum for stratum in strata if stratum.population > 0.0]
    found = [
        (estimate, stratum.population)
        for stratum in held
        if (estimate := estimate_mean(stratum.moments, stratum.population, bounds, confidence))
    ]
    if not found:
        return None
    total = sum(population for _, population in found)
    n = sum(estimate.n for estimate, _ in found)
    value = sum(estimate.value * population for estimate, population in found) / total
    errors = [((population / total * one.se) ** 2, one.df) for one, population in found]
    variance = sum(error for error, _ in errors)
    if variance == 0.0:
        return Estimate(n, value, 0.0, inf, value, value)
    df = variance**2 / sum(error**2 / own for error, own in errors)
    half = t_quantile((1.0 + confidence) / 2.0, df) * sqrt(variance)
    low, high = max(bounds[0], value - half), min(bounds[1], value + half)
    return Estimate(n, value, sqrt(variance), df, low, high)
