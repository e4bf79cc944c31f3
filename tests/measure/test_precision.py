"""How many answers are enough: published numbers, and the formula against itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.measure.precision import Label, label, margin, needed


@pytest.mark.parametrize(
    ("invited", "within", "published"),
    [
        (500, 10, 80),
        (500, 5, 220),
        (500, 3, 345),
        (1000, 10, 90),
        (1000, 5, 285),
        (1000, 3, 525),
        (3000, 10, 100),
        (3000, 5, 350),
        (3000, 3, 810),
    ],
)
def test_needed_numbers_agree_with_the_rounded_table_that_schools_know(
    invited: int, within: float, published: int
) -> None:
    """The table rounds to fives and tens (domain.md 3.6)."""
    assert abs(needed(invited, within) - published) <= max(8, 0.03 * published)


@given(st.integers(2, 5000), st.floats(1, 25))
def test_needed_is_the_smallest_number_that_reaches_the_margin(invited: int, within: float) -> None:
    number = needed(invited, within)
    assert margin(number, invited) <= within + 1e-6
    assert number == 1 or margin(number - 1, invited) > within - 1e-6


def test_everyone_answering_leaves_no_margin_and_few_leave_no_figure() -> None:
    assert (margin(40, 40), margin(1, 1)) == (0.0, 0.0)
    assert [label(n, 200) for n in (4, 30, 66, 132)] == [
        Label.TOO_FEW,
        Label.INDICATION,
        Label.USEFUL,
        Label.RELIABLE,
    ]
