"""Marks out of ten, and which options may be named."""

from math import inf

import pytest

from drieklank.base.statistics import Estimate
from drieklank.results.rules import (
    minimum_for,
    on_its_own_scale,
    shown_options,
    vensters_estimate,
    vensters_grade,
)
from drieklank.results.rules.grades import grade_of_five, grade_of_score


@pytest.mark.parametrize(("mean", "grade"), [(1, 1), (2, 4), (2.5, 5.5), (3, 7), (4, 10)])
def test_vensters_mark_is_three_times_the_mean_less_two(mean: float, grade: float) -> None:
    assert vensters_grade(mean) == grade


@pytest.mark.parametrize(("mean", "grade"), [(1, 1), (2, 3.25), (3, 5.5), (4, 7.75), (5, 10)])
def test_mark_of_five_answers_is_two_and_a_quarter_means_less_one_and_a_quarter(
    mean: float, grade: float
) -> None:
    assert grade_of_five(mean) == grade


def test_score_gives_the_same_mark_whether_it_came_from_four_or_five_answers() -> None:
    for score in (0.0, 25.0, 62.5, 100.0):
        assert grade_of_score(score) == pytest.approx(vensters_grade(1 + score / 100 * 3))
        assert grade_of_score(score) == pytest.approx(grade_of_five(1 + score / 100 * 4))


def test_score_becomes_a_mark_with_its_interval() -> None:
    found = vensters_estimate(Estimate(30, 50.0, 2.0, inf, 46.0, 54.0))
    assert (found.n, found.value) == (30, 5.5)
    assert (found.low, found.high) == pytest.approx((5.14, 5.86))
    assert found.se == pytest.approx(0.18)


def test_report_mark_goes_back_to_its_own_scale() -> None:
    found = on_its_own_scale(Estimate(30, 50.0, 2.0, inf, 0.0, 100.0), 1, 10)
    assert (found.low, found.value, found.high) == (1.0, 5.5, 10.0)


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ((6, 5, 9), (2, 0, 1)),  # all of them reach five
        ((6, 0, 12, 0), (2, 0)),  # what nobody chose points at nobody
        ((6, 2, 12), (2,)),  # two people alone would be found by subtracting
        ((6, 3, 12, 3), (2, 0)),  # six together, over two options: hidden well
        ((4, 4), ()),
    ],
)
def test_option_of_fewer_than_five_is_not_named_nor_found_by_subtracting(
    counts: tuple[int, ...], named: tuple[int, ...]
) -> None:
    assert shown_options(counts, 5) == named


def test_pupils_need_ten_for_every_reader() -> None:
    assert [minimum_for("pupils", least) for least in (5, 10)] == [10, 10]
    assert [minimum_for("team", least) for least in (5, 10)] == [5, 10]
