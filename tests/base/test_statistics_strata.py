"""Class weights: a class that hardly answered must weigh as much as its families."""

from math import isclose, sqrt

from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import Moments, Stratum, estimate_mean, stratified_mean


def stratum(values: list[float], population: float) -> Stratum:
    n = len(values)
    return Stratum(Moments(n, n, n, sum(values), sum(value**2 for value in values)), population)


def test_class_that_hardly_answered_weighs_as_much_as_its_families() -> None:
    eager, quiet = stratum([80.0, 90, 70, 80, 80, 80, 70, 90], 10), stratum([20.0, 40], 10)
    found = stratified_mean([eager, quiet])
    assert found is not None
    assert found.n == 10
    assert isclose(found.value, (80 + 30) / 2)
    first, second = (estimate_mean(one.moments, one.population) for one in (eager, quiet))
    assert first is not None
    assert second is not None
    assert isclose(found.se, sqrt(first.se**2 + second.se**2) / 2)
    assert found.low < 55 < found.high


def test_one_class_gives_the_figure_of_that_class() -> None:
    only = stratum([100.0, 66.7, 33.3, 66.7], 12)
    found, plain = stratified_mean([only]), estimate_mean(only.moments, 12)
    assert found is not None
    assert plain is not None
    assert isclose(found.value, plain.value)
    assert isclose(found.se, plain.se)
    assert isclose(found.df, plain.df)
    assert isclose(found.low, plain.low)
    assert isclose(found.high, plain.high)


def test_classes_that_all_answered_leave_no_doubt() -> None:
    found = stratified_mean([stratum([50.0, 70], 2), stratum([0.0], 1)])
    assert found is not None
    assert (found.value, found.low, found.high, found.se) == (40, 40, 40, 0)


def test_class_without_answers_is_left_out_and_no_class_gives_nothing() -> None:
    answered = stratum([50.0, 70, 60], 20)
    assert stratified_mean([answered, stratum([], 30)]) == stratified_mean([answered])
    assert stratified_mean([stratum([], 30)]) is None
    assert stratified_mean([]) is None


@given(
    st.lists(
        st.tuples(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.integers(1, 30)),
        min_size=1,
        max_size=6,
    )
)
def test_weighted_mean_lies_between_the_classes_and_inside_its_interval(
    classes: list[tuple[list[float], int]],
) -> None:
    strata = [stratum(values, len(values) + extra) for values, extra in classes]
    found = stratified_mean(strata)
    means = [sum(values) / len(values) for values, _ in classes]
    assert found is not None
    assert min(means) - 1e-9 <= found.value <= max(means) + 1e-9
    assert 0 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 100
