"""What is said to parents in a few words: no sentence claims more than its figure bears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import Difference, Estimate
from drieklank.results.rules import Answers
from drieklank.results.rules.summary import (
    Ahead,
    Feeling,
    OfHundred,
    ahead,
    favourable_from,
    feeling,
    feeling_of_range,
    margin_in_words,
    of_hundred,
)
from drieklank.results.rules.talks import MOST_TALKS, table_talks
from tests.results.conftest import found


def score(value: float, low: float, high: float) -> Estimate:
    return Estimate(30, value, 1.0, 29.0, low, high)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (None, Feeling.UNKNOWN),
        (score(70, 51, 80), Feeling.POSITIVE),
        (score(70, 50, 80), Feeling.MAYBE_POSITIVE),
        (score(69.9, 65, 75), Feeling.MIDDLE),
        (score(50, 30, 70), Feeling.MIDDLE),
        (score(49.9, 40, 49.99), Feeling.CRITICAL),
        (score(49.9, 40, 50), Feeling.MAYBE_CRITICAL),
    ],
)
def test_feeling_is_sure_only_where_the_interval_stays_on_its_side(
    figure: Estimate | None, said: Feeling
) -> None:
    assert feeling(figure) is said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (80, 100, Feeling.POSITIVE),
        (60, 80, None),
        (50, 65, Feeling.MIDDLE),
        (40, 60, None),
        (20, 40, Feeling.CRITICAL),
    ],
)
def test_range_that_could_be_two_things_says_nothing(
    low: float, high: float, said: Feeling | None
) -> None:
    assert feeling_of_range(low, high) is said


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (None, None),
        (Difference(-20, -30, 1), None),
        (Difference(-14.9, -20, -10), None),
        (Difference(-15, -20, -10), Ahead.TEAM),
        (Difference(15, 10, 20), Ahead.PARENTS),
    ],
)
def test_who_is_ahead_is_said_only_beyond_chance_and_from_fifteen_points(
    gap: Difference | None, said: Ahead | None
) -> None:
    assert ahead(gap) is said


def test_favourable_half_of_an_odd_scale_leaves_the_middle_out() -> None:
    assert [favourable_from(answers) for answers in (2, 3, 4, 5)] == [1, 2, 2, 3]


def test_shares_are_told_as_on_the_page() -> None:
    seen = Answers(40, (4, 6, 10, 20), (0.1, 0.15, 0.25, 0.5), 0, 0)
    assert of_hundred(seen) == OfHundred(75, 75, 75)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=5).filter(lambda c: sum(c) >= 10))
def test_range_always_holds_what_was_answered(counts: list[int]) -> None:
    n = sum(counts)
    shares = [count / n for count in counts]
    main = shares.index(max(shares))
    if shares[main] < 0.8:
        return
    ranges = tuple((0.8, 1.0) if at == main else (0.0, 0.2) for at in range(len(shares)))
    told = of_hundred(Answers(n, (), (), 0, 0), ranges)
    assert told is not None
    assert told.count is None
    assert told.low <= 100 * sum(shares[favourable_from(len(shares)) :]) <= told.high


def test_margin_of_everyone_is_not_said_and_coarse_rounding_is_added() -> None:
    assert margin_in_words([], 40, 60) is None
    assert margin_in_words([40], 40, 40) is None
    assert margin_in_words([40], 40, 60) == 9
    assert margin_in_words([15], 15, 15) == 3
    assert margin_in_words([60, 30], 60, 120) == 13


def test_table_talks_begin_with_what_came_out_and_are_four() -> None:
    said = table_talks(
        [found("welcome", 90, 92), found("conversation", 45, 80), found("deciding", 40, 45)]
    )
    assert len(said) == MOST_TALKS
    assert said[0].startswith("Over ‘In gesprek’ zijn wij positiever dan ouders.")
    assert "Samen beslissen" in said[1]
    assert said[2].startswith("‘Welkom’ gaat goed.")


def test_table_talks_without_any_figure_are_still_four_questions() -> None:
    said = table_talks([])
    assert len(said) == MOST_TALKS
    assert [line for line in said if "?" not in line] == []
