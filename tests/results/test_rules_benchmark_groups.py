"""Which schools may be told together, so that no one of them is found back."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.results.rules.benchmark_groups import (
    LANGUAGES,
    SIZE,
    WHOLE,
    Group,
    Member,
    groups_kept,
    groups_of,
    is_enough,
    size_of,
    size_words,
)
from drieklank.results.rules.benchmark_words import position_sentence, range_words

SMALL, LARGE, MANY = Group(SIZE, "small"), Group(SIZE, "large"), Group(LANGUAGES, "many")


@pytest.mark.parametrize(
    ("boards", "enough"),
    [
        ([1] * 4 + [2] * 3 + [3] * 3, True),
        ([1] * 5 + [2] * 4 + [3], True),
        ([1] * 6 + [2] * 3 + [3], False),
        ([1] * 3 + [2] * 3 + [3] * 3, False),
        ([1] * 5 + [2] * 5, False),
        ([], False),
    ],
    ids=["ten of three", "half of one", "more than half of one", "nine", "two boards", "none"],
)
def test_ten_schools_of_three_boards_are_enough_unless_one_board_is_most_of_them(
    boards: list[int], enough: bool
) -> None:
    assert is_enough(boards) is enough


def members(number: int, *groups: Group, start: int = 0) -> list[Member]:
    """So many schools, spread over four boards."""
    return [Member((start + place) % 4, frozenset({WHOLE, *groups})) for place in range(number)]


def test_sector_less_its_small_schools_may_not_be_the_few_large_ones() -> None:
    assert groups_kept(members(20, SMALL) + members(5, LARGE)) == {WHOLE}
    assert groups_kept(members(20, SMALL) + members(12, LARGE)) == {WHOLE, SMALL, LARGE}


def test_two_groups_that_differ_in_one_school_are_not_both_told() -> None:
    """Thirteen schools of many languages, twelve of them small: the difference would be one school."""
    found = groups_kept(members(12, SMALL, MANY) + members(1, MANY) + members(12))
    assert found == {WHOLE, MANY}


MEMBERS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(["", "small", "middle", "large"]),
        st.sampled_from(["", "few", "some", "many"]),
    ),
    max_size=120,
)


@given(MEMBERS)
def test_no_difference_of_groups_is_ever_fewer_than_ten_schools_of_three_boards(
    drawn: list[tuple[int, str, str]],
) -> None:
    schools = [
        Member(
            board,
            frozenset({WHOLE, *([Group(SIZE, size)] if size else [])})
            | frozenset([Group(LANGUAGES, share)] if share else []),
        )
        for board, size, share in drawn
    ]
    kept = groups_kept(schools)
    sets = {group: {i for i, one in enumerate(schools) if group in one.groups} for group in kept}
    for first, second in combinations(kept, 2):
        for part in (
            sets[first] - sets[second],
            sets[second] - sets[first],
            sets[first] & sets[second],
        ):
            assert not part or is_enough([schools[i].board for i in part])


@pytest.mark.parametrize(
    ("sector", "pupils", "size"),
    [("po", 0, ""), ("po", 149, "small"), ("po", 150, "middle"), ("po", 300, "large"),
     ("vo", 599, "small"), ("vo", 1200, "large"), ("so", 75, "middle")],
)  # fmt: skip
def test_size_follows_the_number_of_pupils_of_the_sector(
    sector: str, pupils: int, size: str
) -> None:
    assert size_of(sector, pupils) == size


def test_school_counts_in_what_is_known_of_it() -> None:
    assert groups_of("po", 100, "many") == {WHOLE, SMALL, MANY}
    assert groups_of("po", 0, "") == {WHOLE}
    assert size_words("vo", "middle") == "600 tot 1200 leerlingen"


# -- words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "differs", "words"),
    [
        ((0, 0, 0), False, "De scholen verschillen hier niet meer dan door toeval kan."),
        ((0, 0, 0), True, "De school hoort bij de middelste helft."),
        ((1, 1, 1), True, "De school hoort bij het kwart met de hoogste scores."),
        (
            (-1, -1, 0),
            True,
            "Waarschijnlijk bij het kwart met de laagste scores, maar dat kan toeval zijn.",
        ),
        ((1, -1, 1), True, "Te weinig antwoorden om te zeggen waar de school staat."),
    ],
)
def test_sentence_says_no_more_than_the_interval_bears(
    at: tuple[int, int, int], differs: bool, words: str
) -> None:
    assert position_sentence(*at, differs=differs) == words


def test_range_of_one_number_is_said_as_one_number() -> None:
    assert (range_words(51.6, 60.5), range_words(59.6, 60.4)) == ("52 tot 61", "60")
