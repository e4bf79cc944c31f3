"""From a row of the ledger to cells: counts where there are counts, and no more than a range elsewhere."""

from hypothesis import given
from hypothesis import strategies as st

from drieklank.results.rules.exports import Told, part, told_answers, told_unknown


def test_counts_of_twenty_or_more_are_told_as_they_are() -> None:
    told = told_answers(40, (4, 6, 10, 20), (0.1, 0.15, 0.25, 0.5))
    assert told == (Told(4.0, 10), Told(6.0, 15), Told(10.0, 25), Told(20.0, 50))


def test_without_counts_the_rounded_percentage_makes_them() -> None:
    told = told_answers(15, (), (0.2, 0.0, 0.35, 0.45))
    assert [one.percentage for one in told] == [20, 0, 35, 45]
    assert [one.count for one in told] == [3.0, 0.0, 5.2, 6.8]


def test_range_fills_neither_count_nor_percentage() -> None:
    assert told_answers(10, (), (), ((0.0, 0.2), (0.8, 1.0))) == (
        Told(None, None, 0, 20),
        Told(None, None, 80, 100),
    )


def test_range_of_one_value_is_that_percentage() -> None:
    assert told_answers(50, (), (), ((0.3, 0.3), (0.0, 0.7)))[0] == Told(15.0, 30)


def test_nobody_at_all_is_zero_percent_unknown() -> None:
    assert told_unknown(0, 0) == Told(0.0, 0)
    assert told_unknown(30, 10) == Told(10.0, 25)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=10).filter(lambda counts: sum(counts) > 0))
def test_percentages_of_all_answers_add_up_to_a_hundred(counts: list[int]) -> None:
    n = sum(counts)
    told = told_answers(n, counts, [count / n for count in counts])
    assert sum(one.percentage or 0 for one in told) == 100
    assert sum(one.count or 0 for one in told) == n


def test_part_is_told_to_a_tenth() -> None:
    assert part(15, 35) == 5.2
