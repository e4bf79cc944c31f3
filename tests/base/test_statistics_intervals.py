"""Intervals against published examples and scipy: a school must be able to trust every band."""

from math import inf, isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from drieklank.base.statistics import (
    Moments,
    difference,
    estimate_mean,
    margin_of_share,
    normal_quantile,
    sample_size_for_margin,
    t_cdf,
    t_quantile,
    wilson,
)
from drieklank.base.statistics.intervals import Estimate


def moments_of(values: list[float], weights: list[float] | None = None) -> Moments:
    weights = weights or [1.0] * len(values)
    pairs = list(zip(values, weights, strict=True))
    return Moments(
        len(values),
        sum(weights),
        sum(w * w for w in weights),
        sum(w * y for y, w in pairs),
        sum(w * y * y for y, w in pairs),
    )


@pytest.mark.parametrize("df", [0.7, 1, 1.5, 2, 4, 9.3, 30, 163, 5000, 1e8])
@pytest.mark.parametrize("p", [0.001, 0.025, 0.4, 0.5, 0.9, 0.975, 0.999])
def test_t_quantile_for_any_degrees_of_freedom_equals_scipy(p: float, df: float) -> None:
    assert isclose(t_quantile(p, df), stats.t.ppf(p, df), rel_tol=1e-8, abs_tol=1e-10)


@given(st.floats(-50, 50), st.floats(0.5, 5000))
def test_t_cdf_anywhere_equals_scipy(t: float, df: float) -> None:
    assert isclose(t_cdf(t, df), stats.t.cdf(t, df), rel_tol=1e-7, abs_tol=1e-12)


def test_t_quantile_without_end_is_the_normal_one_and_nonsense_is_refused() -> None:
    assert t_quantile(0.975, inf) == normal_quantile(0.975)
    with pytest.raises(ValueError, match="df > 0"):
        t_quantile(0.975, 0)
    with pytest.raises(ValueError, match="0 < p < 1"):
        t_quantile(1.0, 5)


def test_mean_of_the_petition_sheets_equals_cochrans_published_example() -> None:
    """Cochran 1977, Sampling Techniques, 2.8: 50 of 676 sheets; total 19,888 ± 1,781 at 80 %."""
    sheets = {42: 23, 41: 4, 36: 1, 32: 1, 29: 1, 27: 2, 23: 1, 19: 1, 16: 2, 15: 2, 14: 1}
    sheets |= {11: 1, 10: 1, 9: 1, 7: 1, 6: 3, 5: 2, 4: 1, 3: 1}
    values = [float(value) for value, times in sheets.items() for _ in range(times)]

    moments = moments_of(values)
    estimate = estimate_mean(moments, population=676)

    assert estimate is not None
    assert len(values) == 50
    assert round(moments.variance, 1) == 229.0
    assert round(676 * estimate.value) == 19888
    assert abs(1.28 * 676 * estimate.se - 1781) < 2


@pytest.mark.parametrize(
    ("positive", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_equals_the_published_examples(
    positive: int, n: int, low: float, high: float
) -> None:
    """Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3."""
    share = wilson(positive, n)
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_without_population_equals_scipy(pair: tuple[int, int]) -> None:
    positive, n = pair
    expected = stats.binomtest(positive, n).proportion_ci(method="wilson")
    share = wilson(positive, n)
    assert isclose(share.low, expected.low, abs_tol=1e-9)
    assert isclose(share.high, expected.high, abs_tol=1e-9)


@given(
    st.integers(1, 300).flatmap(
        lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(n, 2000))
    )
)
def test_wilson_in_a_school_is_never_wider_than_without_end_and_holds_the_share(
    case: tuple[int, int, int],
) -> None:
    positive, n, population = case
    wide, narrow = wilson(positive, n), wilson(positive, n, population)
    assert 0 <= narrow.low <= narrow.value <= narrow.high <= 1
    assert narrow.high - narrow.low <= wide.high - wide.low + 1e-12


@pytest.mark.parametrize(("n", "population"), [(9, 12), (24, 25), (20, 25), (82, 164), (163, 164)])
def test_wilson_of_nearly_a_whole_school_misses_the_true_share_in_at_most_one_of_twenty(
    n: int, population: int
) -> None:
    """Over every possible number of satisfied families, not on average: also one of all of them."""
    intervals = [wilson(positive, n, population) for positive in range(n + 1)]
    for satisfied in range(population + 1):
        share = satisfied / population
        hit = sum(
            stats.hypergeom.pmf(positive, population, satisfied, n)
            for positive, interval in enumerate(intervals)
            if interval.low - 1e-9 <= share <= interval.high + 1e-9
        )
        assert hit > 0.95


def test_wilson_when_all_answered_is_the_share_itself() -> None:
    share = wilson(7, 20, population=20)
    assert (share.low, share.value, share.high) == (0.35, 0.35, 0.35)
    with pytest.raises(ValueError, match="positive"):
        wilson(3, 2)


def test_mean_without_population_and_weights_equals_scipys_t_interval() -> None:
    values = [100.0, 66.7, 33.3, 66.7, 100.0, 0.0, 66.7]
    estimate = estimate_mean(moments_of(values))
    expected = stats.t.interval(0.95, len(values) - 1, loc=sum(values) / 7, scale=stats.sem(values))
    assert estimate is not None
    assert isclose(estimate.low, expected[0], rel_tol=1e-9)
    assert isclose(estimate.high, expected[1], rel_tol=1e-9)


def test_mean_when_all_answered_is_certain() -> None:
    estimate = estimate_mean(moments_of([0.0, 100.0, 50.0]), population=3)
    assert estimate is not None
    assert (estimate.low, estimate.value, estimate.high, estimate.se) == (50, 50, 50, 0)


def test_mean_with_more_answers_than_families_counts_as_all_of_them() -> None:
    estimate = estimate_mean(moments_of([0.0, 100.0, 50.0]), population=2)
    assert estimate is not None
    assert estimate.low == estimate.high == 50


def test_mean_of_nobody_is_none_and_of_one_is_the_whole_scale() -> None:
    assert estimate_mean(moments_of([])) is None
    one = estimate_mean(moments_of([80.0]), population=40)
    assert one is not None
    assert (one.low, one.value, one.high) == (0.0, 80.0, 100.0)


def test_mean_where_everyone_said_the_same_does_not_claim_certainty() -> None:
    estimate = estimate_mean(moments_of([100.0] * 20), population=100)
    assert estimate is not None
    assert estimate.value == 100.0
    assert isclose(estimate.low, 100 * (1 - wilson(0, 20, 100).high))
    assert estimate.high == 100.0


def test_weights_that_are_all_equal_change_nothing_but_the_families_counted() -> None:
    values = [0.0, 25.0, 100.0, 75.0, 50.0, 50.0]
    halves = estimate_mean(moments_of(values, [0.5] * 6), population=15)
    whole = estimate_mean(moments_of(values), population=30)
    assert halves is not None
    assert whole is not None
    assert isclose(halves.low, whole.low)
    assert isclose(halves.high, whole.high)


scores = st.lists(
    st.tuples(st.floats(0, 100), st.sampled_from([1.0, 0.5, 1 / 3])), min_size=1, max_size=60
)


@given(scores, st.floats(1, 3))
def test_interval_holds_the_mean_and_stays_on_the_scale(
    pairs: list[tuple[float, float]], ratio: float
) -> None:
    moments = moments_of([y for y, _ in pairs], [w for _, w in pairs])
    estimate = estimate_mean(moments, population=moments.weight * ratio)
    assert estimate is not None
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 100


@given(st.lists(st.floats(0, 100), min_size=3, max_size=40), st.integers(1, 100))
def test_interval_does_not_widen_when_fewer_families_are_left_out(
    values: list[float], extra: int
) -> None:
    moments, n = moments_of(values), len(values)
    near = estimate_mean(moments, population=n + extra)
    far = estimate_mean(moments, population=n + extra + 50)
    assert near is not None
    assert far is not None
    # Where all said the same a limit is a whole family, which weighs more in a smaller school.
    family = 100.0 / (n + extra) if moments.variance == 0.0 else 0.0
    assert near.high - near.low <= far.high - far.low + family + 1e-9


def test_difference_of_two_groups_equals_scipys_welch_interval() -> None:
    a, b = [100.0, 66.7, 33.3, 66.7, 100.0, 0.0], [33.3, 33.3, 0.0, 66.7]
    first, second = estimate_mean(moments_of(a)), estimate_mean(moments_of(b))
    assert first is not None
    assert second is not None
    expected = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
    gap = difference(first, second)
    assert isclose(gap.low, expected.low, rel_tol=1e-9)
    assert isclose(gap.high, expected.high, rel_tol=1e-9)
    assert not gap.is_beyond_chance


def test_difference_of_two_complete_groups_is_certain() -> None:
    a, b = Estimate(9, 60.0, 0.0, inf, 60.0, 60.0), Estimate(9, 50.0, 0.0, inf, 50.0, 50.0)
    gap = difference(a, b)
    assert (gap.low, gap.value, gap.high) == (10, 10, 10)
    assert gap.is_beyond_chance


@pytest.mark.parametrize(("population", "n"), [(500, 217), (1000, 278), (3000, 341), (10000, 370)])
def test_sample_size_for_five_points_equals_the_published_table(population: int, n: int) -> None:
    """Krejcie and Morgan 1970, Educational and Psychological Measurement 30:607-610, table 1."""
    assert round(sample_size_for_margin(0.05, population) + 0.001) == n


def test_margin_is_the_inverse_of_the_sample_size() -> None:
    for margin in (0.03, 0.05, 0.10):
        assert isclose(margin_of_share(sample_size_for_margin(margin, 400), 400), margin)
    assert margin_of_share(164, 164) == 0
    assert margin_of_share(0, 164) == 1
    assert isclose(margin_of_share(100, 0), 1.959964 * sqrt(0.25 / 100), rel_tol=1e-6)
