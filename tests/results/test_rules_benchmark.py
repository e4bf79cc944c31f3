"""Partial pooling: published figures, known truths, and small schools that stand out for no reason."""

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats  # type: ignore[import-untyped]

from drieklank.results.rules.benchmark import (
    Pooled,
    between_variance,
    chi_square_limit,
    estimate,
    pool,
    position,
    quartiles,
    spread_within,
)

Floats = npt.NDArray[np.float64]

# Thirteen trials of the BCG vaccine (Colditz et al. 1994, JAMA 271:698-702): cases and others among
# the vaccinated, cases and others among the rest.
BCG = np.array([
    [4, 119, 11, 128], [6, 300, 29, 274], [3, 228, 11, 209], [62, 13536, 248, 12619],
    [33, 5036, 47, 5761], [180, 1361, 372, 1079], [8, 2537, 10, 619], [505, 87886, 499, 87892],
    [29, 7470, 45, 7232], [17, 1699, 65, 1600], [186, 50448, 141, 27197], [5, 2493, 3, 2338],
    [27, 16886, 29, 17825],
], dtype=float)  # fmt: skip


def bcg() -> tuple[Floats, Floats]:
    """The log risk ratios and their variances, as one column."""
    a, b, c, d = BCG.T
    ratio = np.log(a / (a + b)) - np.log(c / (c + d))
    variance = 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    return ratio[:, None], variance[:, None]


def test_bcg_trials_give_the_published_estimates() -> None:
    """0.3181 by Paule and Mandel, beside 0.3088 by DerSimonian and Laird (Viechtbauer 2010, Journal of
    Statistical Software 36:3), the latter computed here to check the data."""
    y, v = bcg()
    w = 1 / v
    squares = (w * (y - (w * y).sum() / w.sum()) ** 2).sum()
    assert round(squares, 2) == 152.23
    assert round((squares - 12) / (w.sum() - (w**2).sum() / w.sum()), 4) == 0.3088
    pooled = pool(y, v)
    assert round(pooled.between[0], 4) == 0.3181
    assert round(pooled.mean[0], 4) == -0.715
    assert round(math.sqrt(pooled.mean_variance[0]), 4) == 0.1809
    assert pooled.differs[0]


VALUES = st.floats(0, 100).map(lambda value: round(value, 3))


@given(
    st.lists(st.tuples(VALUES, st.floats(0.5, 400), VALUES, st.booleans()), min_size=4, max_size=40)
)
def test_between_variance_solves_its_equation_for_any_schools(
    rows: list[tuple[float, float, float, bool]],
) -> None:
    """Two columns at once, with gaps in the second: each as a solver for one column finds it."""
    first = np.array([row[0] for row in rows])
    second = np.array([row[2] if row[3] else math.nan for row in rows])
    v = np.array([row[1] for row in rows])
    found = between_variance(np.column_stack([first, second]), np.column_stack([v, v]))
    for column, tau2 in zip((first, second), found, strict=True):
        y, own = column[~np.isnan(column)], v[~np.isnan(column)]
        if len(y) < 2 or _excess(0.0, y, own) <= 0:
            assert tau2 == 0.0
        else:
            by_scipy = optimize.brentq(_excess, 0.0, 1e5, args=(y, own), xtol=1e-10)
            assert tau2 == pytest.approx(by_scipy, rel=1e-6, abs=1e-7)


def _excess(tau2: float, y: Floats, v: Floats) -> float:
    w = 1 / (v + tau2)
    return float((w * (y - (w * y).sum() / w.sum()) ** 2).sum() - (len(y) - 1))


def test_spread_within_is_the_mean_square_of_a_one_way_layout() -> None:
    random = np.random.default_rng(3)
    groups = [random.normal(60, 20, size) for size in (4, 9, 30)]
    squares = sum(((group - group.mean()) ** 2).sum() for group in groups)
    spreads = np.array([[group.var(ddof=1)] for group in groups])
    df = np.array([[len(group) - 1.0] for group in groups])
    assert spread_within(spreads, df)[0] == pytest.approx(squares / (43 - 3))


def test_spread_within_passes_over_schools_that_tell_none() -> None:
    spreads = np.array([[400.0, math.nan], [math.nan, math.nan]])
    df = np.array([[9.0, 9.0], [20.0, 20.0]])
    first, second = spread_within(spreads, df)
    assert first == 400.0
    assert math.isnan(second)


@pytest.mark.parametrize("df", [9, 12, 30, 100, 7000])
def test_chi_square_limit_agrees_with_scipy(df: int) -> None:
    assert chi_square_limit(np.array([float(df)]))[0] == pytest.approx(
        stats.chi2.ppf(0.95, df), rel=0.005
    )


def group(mean: float = 60.0, between: float = 36.0, schools: int = 30) -> Pooled:
    k, middle, variance, tau2, typical = (
        np.array([value]) for value in (float(schools), mean, 1.0, between, 15.0)
    )
    return Pooled(k, middle, variance, tau2, typical, np.array([between > 0]))


@settings(max_examples=200)
@given(VALUES, st.floats(1, 300), st.floats(1, 300), st.floats(0, 300), st.integers(10, 400))
def test_estimate_lies_between_score_and_mean_and_fewer_answers_draw_it_further(
    score: float, first: float, second: float, between: float, schools: int
) -> None:
    beside = group(between=between, schools=schools)
    few, many = max(first, second), min(first, second)
    small = estimate(np.array([score]), np.array([few]), beside)
    large = estimate(np.array([score]), np.array([many]), beside)
    for one in (small, large):
        assert min(score, 60) - 1e-9 <= one.value[0] <= max(score, 60) + 1e-9
        assert 0 <= one.low[0] <= one.value[0] <= one.high[0] <= 100
    assert abs(small.value[0] - 60) <= abs(large.value[0] - 60) + 1e-9


def test_quartiles_stay_on_the_scale() -> None:
    low, high = quartiles(group(mean=95.0, between=400.0))
    assert (round(low[0], 2), high[0]) == (81.51, 100.0)


def test_schools_that_do_not_differ_have_no_parts() -> None:
    beside = group(between=0.0)
    where = estimate(np.array([99.0]), np.array([60.0]), beside)
    at = position(where, beside)
    assert (at.part[0], at.lowest[0], at.highest[0], at.differs[0]) == (0, 0, 0, False)


# -- known truths --------------------------------------------------------------------------------------

ANSWERS = np.array([12, 20, 40, 100, 250])
FIGURES = 400


def simulated(schools: int, tau: float, seed: int = 1) -> tuple[Floats, Floats, Floats]:
    """True scores, measured scores and variances: schools x 400 figures, of 12 to 250 answers."""
    random = np.random.default_rng(seed)
    n = random.choice(ANSWERS, size=(schools, FIGURES))
    truth = 60 + tau * random.standard_normal(n.shape)
    variances = 625.0 / n
    return truth, truth + np.sqrt(variances) * random.standard_normal(n.shape), variances


@pytest.mark.parametrize("schools", [10, 30, 300])
@pytest.mark.parametrize("tau", [3.0, 6.0, 12.0])
def test_nineteen_of_twenty_intervals_hold_the_truth(schools: int, tau: float) -> None:
    truth, y, v = simulated(schools, tau)
    found = estimate(y, v, pool(y, v))
    held = (found.low <= truth) & (truth <= found.high)
    assert held.mean() >= 0.94
    assert held[v == 625 / 12].mean() >= 0.94


def test_estimate_is_nearer_the_truth_than_the_score() -> None:
    truth, y, v = simulated(30, 6.0)
    found = estimate(y, v, pool(y, v))
    off = np.sqrt(((found.value - truth) ** 2).mean())
    raw = np.sqrt(((y - truth) ** 2).mean())
    assert off < 0.85 * raw


@pytest.mark.parametrize("schools", [10, 30, 300])
@pytest.mark.parametrize("tau", [0.0, 3.0, 6.0])
def test_small_schools_are_not_found_at_top_or_bottom_more_often_than_large_ones(
    schools: int, tau: float
) -> None:
    """By their raw scores they would be: that is what made-up rankings live on."""
    _, y, v = simulated(schools, tau)
    beside = pool(y, v)
    low, high = quartiles(beside)
    raw = (y < low) | (y > high)
    at = position(estimate(y, v, beside), beside)
    outside = at.part != 0
    sure = (at.lowest == 1) | (at.highest == -1)
    small, large = v == 625 / 12, v == 625 / 250
    assert raw[small].mean() > raw[large].mean()
    assert outside[small].mean() <= outside[large].mean() + 0.03
    assert sure[small].mean() <= sure[large].mean()


def test_schools_that_are_the_same_are_called_the_same() -> None:
    """Nobody stands in a part where only chance makes scores differ, but for the one in twenty."""
    _, y, v = simulated(30, 0.0)
    beside = pool(y, v)
    assert beside.differs.mean() < 0.08
    at = position(estimate(y, v, beside), beside)
    assert ((at.lowest == 1) | (at.highest == -1)).sum() == 0


def test_quartiles_are_those_of_the_schools_and_not_of_their_chance() -> None:
    truth, y, v = simulated(300, 6.0)
    low, high = quartiles(pool(y, v))
    inside = (truth >= low) & (truth <= high)
    assert inside.mean() == pytest.approx(0.5, abs=0.02)
