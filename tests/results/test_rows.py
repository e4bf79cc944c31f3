"""What tables of the report say of a question: a share never stands without how sure it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.results.queries.rows import agree_words
from drieklank.results.rules import Answers, ItemFigure, Response, rounded_shares


def figure(n: int, shares: tuple[float, ...]) -> ItemFigure:
    return ItemFigure("welcome.greeted", Answers(n, (), shares, 0, 0), None)


@pytest.mark.parametrize(
    ("n", "shares", "asked", "said"),
    [
        (100, (0.1, 0.2, 0.4, 0.3), Response(1_000_000, 100), "70% (60–79)"),
        (100, (0.1, 0.2, 0.4, 0.3), Response(100, 100), "70% (70–70)"),
        # Of a whole team of sixteen the share is known to fives only: no end may lie closer.
        (15, (0.0, 0.2, 0.4, 0.4), Response(16, 16), "80% (75–85)"),
        (100, (0.0, 0.0, 0.5, 0.5), Response(100, 100), "100% (100–100)"),
    ],
)
def test_share_of_yes_has_its_interval_rounded_outward(
    n: int, shares: tuple[float, ...], asked: Response, said: str
) -> None:
    assert agree_words(figure(n, shares), asked) == said


def test_nothing_is_said_of_yes_where_nothing_is_told() -> None:
    assert agree_words(None, Response(20, 10)) == ""
    assert agree_words(figure(10, ()), Response(20, 10)) == ""


@given(
    st.lists(st.integers(0, 60), min_size=4, max_size=4).filter(lambda counts: sum(counts) >= 5),
    st.integers(0, 300),
)
def test_interval_of_yes_holds_the_share_and_stays_within_a_hundred(
    counts: list[int], missing: int
) -> None:
    n = sum(counts)
    shares = tuple(count / n for count in counts)
    said = agree_words(figure(n, shares), Response(n + missing, n))
    found = re.fullmatch(r"(\d+)% \((\d+)–(\d+)\)", said)
    assert found is not None
    yes, low, high = (int(group) for group in found.groups())
    assert 0 <= low <= yes <= high <= 100
    assert yes == sum(rounded_shares(shares, n)[2:])
