"""How sure a figure is: 95 % intervals for a school, which is a small and finite population.

Whoever answered at a school is not a drop from an ocean: 97 of 164 families is most of them, so
the finite-population correction belongs in every interval.
"""

from dataclasses import dataclass
from math import ceil, floor, inf, sqrt

from drieklank.base.statistics.distributions import normal_quantile, t_quantile
from drieklank.base.statistics.tally import Moments

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its standard error, degrees of freedom and interval; unit as the values."""

    n: int
    value: float
    se: float
    df: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """A share (0-1) with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One mean minus another, with its interval."""

    value: float
    low: float
    high: float

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0.0 or self.high < 0.0


def _sampled(weight: float, population: float | None) -> float:
    """The share of the population that answered, 0-1; more answers than people counts as all."""
    if population is None or population <= 0.0:
        return 0.0
    return min(1.0, weight / population)


def _clamped(low: float, high: float, bounds: tuple[float, float]) -> tuple[float, float]:
    return max(bounds[0], low), min(bounds[1], high)


def estimate_mean(
    moments: Moments,
    population: float | None = None,
    bounds: tuple[float, float] = (0.0, 100.0),
    confidence: float = CONFIDENCE,
) -> Estimate | None:
    """A weighted mean with its interval; None where nobody answered.

    `population` is the weight of everyone invited (for parents: the number of families; None:
    without end), `bounds` the ends of the scale. Formula: mean ± t(df) · s/√n · √(1 - f), with
    f = share of the population that answered (Cochran 1977, Sampling Techniques, 2.5 and 2.7) and
    Kish's effective n for weights. The interval stops at the ends of the scale. Where all gave the
    same answer s = 0 proves nothing: it then reaches as far as the share of others, by Wilson's
    upper bound, might pull the mean. With one answer it is the whole scale.
    """
    if moments.n == 0 or moments.weight <= 0.0:
        return None
    sampled, n = _sampled(moments.weight, population), moments.effective_n
    value = min(max(moments.mean, bounds[0]), bounds[1])
    if sampled >= 1.0:
        return Estimate(moments.n, value, 0.0, inf, value, value)
    if n <= 1.0 + 1e-9:
        return Estimate(moments.n, value, (bounds[1] - bounds[0]) / 2, 1.0, *bounds)
    df, se = n - 1.0, sqrt(moments.variance / n * (1.0 - sampled))
    factor = t_quantile((1.0 + confidence) / 2.0, df)
    if se == 0.0:
        others = wilson(0.0, n, n / sampled if sampled else None, confidence).high
        low, high = (
            value - others * (value - bounds[0]),
            value + others * (bounds[1] - value),
        )
        return Estimate(moments.n, value, (high - low) / 2 / factor, df, low, high)
    low, high = _clamped(value - factor * se, value + factor * se, bounds)
    return Estimate(moments.n, value, se, df, low, high)


def wilson(
    positive: float,
    n: float,
    population: float | None = None,
    confidence: float = CONFIDENCE,
) -> Share:
    """A share with Wilson's score interval; `n` > 0 answers, of which `positive` say yes.

    Wilson and not the exact interval of Clopper and Pearson, also for small n and shares near 0 or
    1: its coverage is near 95 % where theirs is far above it (Brown, Cai and DasGupta 2001,
    Statistical Science 16:101-133). Sources: Wilson 1927, JASA 22:209-212; with a finite population
    or with weights the effective sample size takes the place of n (Franco, Little, Louis and Slud
    2019, J. Survey Statistics and Methodology 7:334-364), here n(N - 1)/(N - n).

    Of a finite population the limits are moved outward to a whole number of people, never past
    those without correction. Where nearly all answered, the formula alone ends between nobody and
    one person, and would miss that one person in a case out of five.
    """
    if not n > 0.0 or not 0.0 <= positive <= n:
        raise ValueError(f"a share needs 0 <= positive <= n and n > 0, not {positive} of {n}")
    p = positive / n
    wide = _score_interval(p, n, confidence)
    if population is None:
        return Share(p, *wide)
    if n >= population:
        return Share(p, p, p)
    low, high = _score_interval(p, n * max(population - 1.0, 0.0) / (population - n), confidence)
    # A hair less, or rounding would add a person to a limit that is a whole number already.
    fewest, most = floor(low * population + 1e-9), ceil(high * population - 1e-9)
    return Share(p, max(wide[0], fewest / population), min(wide[1], most / population))


def _score_interval(p: float, n: float, confidence: float) -> tuple[float, float]:
    """Wilson's limits of a share `p` of `n`; the whole of 0-1 where n says nothing."""
    if not n > 0.0:
        return 0.0, 1.0
    z2 = normal_quantile((1.0 + confidence) / 2.0) ** 2
    middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n)
    half = sqrt(z2 * (p * (1.0 - p) / n + z2 / (4.0 * n * n))) / (1.0 + z2 / n)
    # Exact at the ends, where rounding would leave the estimate a hair outside its interval.
    low = 0.0 if p == 0.0 else max(0.0, min(p, middle - half))
    high = 1.0 if p == 1.0 else min(1.0, max(p, middle + half))
    return low, high


def difference(a: Estimate, b: Estimate, confidence: float = CONFIDENCE) -> Difference:
    """a minus b for two separate groups of people.

    Welch's interval: standard errors added in squares, degrees of freedom by Satterthwaite
    (Welch 1947, Biometrika 34:28-35). The errors carry their finite-population correction.
    """
    value, va, vb = a.value - b.value, a.se**2, b.se**2
    if va + vb == 0.0:
        return Difference(value, value, value)
    slack = va**2 / a.df + vb**2 / b.df
    df = (va + vb) ** 2 / slack if slack > 0.0 else inf
    half = t_quantile((1.0 + confidence) / 2.0, df) * sqrt(va + vb)
    return Difference(value, value - half, value + half)


def margin_of_share(n: float, population: float, confidence: float = CONFIDENCE) -> float:
    """Half the width (0-1) of the interval of a share of one half, the widest there is.

    The inverse of `sample_size_for_margin`: z √(p(1 - p)(1/n - 1/N)); 0 when all answered.
    """
    if not n > 0.0:
        return 1.0
    rest = max(0.0, 1.0 / n - 1.0 / population) if population > 0.0 else 1.0 / n
    return min(1.0, normal_quantile((1.0 + confidence) / 2.0) * sqrt(0.25 * rest))


def sample_size_for_margin(
    margin: float, population: float, confidence: float = CONFIDENCE
) -> float:
    """How many answers a margin (0-1) takes: n0 / (1 + n0/N), n0 = z²p(1 - p)/e², p = one half.

    Source: Cochran 1977, Sampling Techniques, 4.4.
    """
    n0 = normal_quantile((1.0 + confidence) / 2.0) ** 2 * 0.25 / margin**2
    return n0 / (1.0 + n0 / population)
