"""Quantiles of the normal and Student distribution without scipy.

scipy.stats costs a hundred megabytes and seconds of start-up for two functions; here they are
written out and tested against scipy.
"""

from functools import lru_cache
from math import exp, isinf, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist

_TINY = 1e-300
_STANDARD_NORMAL = NormalDist()


def normal_quantile(p: float) -> float:
    """The value below which a share `p` (0 < p < 1) of the standard normal distribution lies."""
    return _STANDARD_NORMAL.inv_cdf(p)


def _beta_fraction(a: float, b: float, x: float) -> float:
    """Continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method."""
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / (d if abs(d) > _TINY else _TINY)
    result = d
    for m in range(1, 10_000):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0)),
        ):
            d = 1.0 + term * d
            d = 1.0 / (d if abs(d) > _TINY else _TINY)
            c = 1.0 + term / c
            c = c if abs(c) > _TINY else _TINY
            step = c * d
            result *= step
        if abs(step - 1.0) < 1e-15:
            break
    return result


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _beta_fraction(a, b, x) / a
    return 1.0 - front * _beta_fraction(b, a, 1.0 - x) / b


def t_cdf(t: float, df: float) -> float:
    """The share of Student's distribution with `df` > 0 degrees of freedom below `t`.

    Source: NIST Digital Library of Mathematical Functions, 8.17 (incomplete beta).
    """
    if t * t < df:  # near the middle the tail loses figures; take what lies between 0 and t
        inside = incomplete_beta(0.5, df / 2.0, t * t / (df + t * t)) / 2.0
        return 0.5 + inside if t > 0 else 0.5 - inside
    tail = incomplete_beta(df / 2.0, 0.5, df / (df + t * t)) / 2.0
    return 1.0 - tail if t > 0 else tail


def _t_density(t: float, df: float) -> float:
    front = lgamma((df + 1.0) / 2.0) - lgamma(df / 2.0) - 0.5 * log(df * pi)
    return exp(front - (df + 1.0) / 2.0 * log1p(t * t / df))


def _newton(p: float, df: float, z: float) -> float:
    """Solve t_cdf(t, df) = p for p > 0.5, from the normal quantile z, inside a bracket.

    The bracket keeps Newton's method from running away where `df` is small.
    """
    low, high = 0.0, 2.0
    while t_cdf(high, df) < p:
        low, high = high, high * 2.0
    t = min(max(z * sqrt(1.0 + 1.0 / df), low), high)
    for _ in range(200):
        off = t_cdf(t, df) - p
        low, high = (low, t) if off > 0 else (t, high)
        step = t - off / max(_t_density(t, df), _TINY)
        following = step if low < step < high else (low + high) / 2.0
        if abs(following - t) <= 1e-13 * max(1.0, t):
            return following
        t = following
    return t


@lru_cache(maxsize=4096)
def t_quantile(p: float, df: float) -> float:
    """The value below which a share `p` (0 < p < 1) of Student's distribution lies.

    `df` may be any positive number, not only whole ones (Welch), and may be infinite (normal).
    """
    if not 0.0 < p < 1.0 or not df > 0.0:
        raise ValueError(f"t_quantile needs 0 < p < 1 and df > 0, not p={p}, df={df}")
    z = normal_quantile(p)
    if isinf(df):
        return z
    if df > 1e6:  # first term of the Cornish-Fisher expansion; the rest is below 1e-11
        return z + (z**3 + z) / (4.0 * df)
    if p == 0.5:
        return 0.0
    return _newton(p, df, z) if p > 0.5 else -_newton(1.0 - p, df, -z)
