"""Tallies and counts laid side by side point at nobody, whatever school answered."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from drieklank.measure.cells import cells_apart, one_group_each, weights_told
from drieklank.measure.rules import (
    Marks,
    cells_of,
    count_marks,
    is_shown,
    shown_counts,
)

# What a parent is in a school: the groups of the children, the language of the page.
PARENTS = st.lists(
    st.tuples(
        st.lists(st.integers(1, 4), min_size=1, max_size=3), st.sampled_from(["nl", "nl", "ar"])
    ),
    min_size=5,
    max_size=60,
)
WEIGHTS = st.lists(st.sampled_from([1, 1, 2, 2, 3, 4]), min_size=5, max_size=40).map(
    lambda sizes: [Fraction(1, size) for size in sizes]
)


@given(PARENTS, st.sampled_from([5, 10]))
def test_answer_of_one_person_seen_in_several_cells_leaves_enough_who_may_have_given_it(
    parents: list[tuple[list[int], str]], minimum: int
) -> None:
    """Somebody who alone ticked "no" stands in the total and in every cell of that person."""
    one = one_group_each([groups for groups, _ in parents])
    places = {
        dimension: [
            "".join(cells_of(dimension, own, language))
            for own, (_, language) in zip(one, parents, strict=True)
        ]
        for dimension in ("group", "language")
    }
    written = cells_apart(places, minimum)
    seen = Counter(frozenset(cells) & written for cells in zip(*places.values(), strict=True))
    assert not written or min(seen.values()) >= minimum


def test_only_parent_with_children_in_two_groups_counts_in_one_of_them() -> None:
    groups = [[1]] * 9 + [[2]] * 8 + [[2, 1]]
    assert Counter(one_group_each(groups)) == {(1,): 9, (2,): 9}


def test_group_is_written_rather_than_language_where_both_would_point_at_somebody() -> None:
    places = {
        "group": ["group:1"] * 10 + ["group:2"] * 10,
        "language": ["language:nl"] * 6 + ["language:other"] * 4 + ["language:nl"] * 10,
    }
    assert cells_apart(places, 5) == {"group:1", "group:2"}
    assert cells_apart({"language": ["language:nl"] * 15 + ["language:other"] * 5}, 5) == {
        "language:nl",
        "language:other",
    }


@given(WEIGHTS)
def test_no_weight_is_borne_by_fewer_than_five_and_all_together_weigh_the_same(
    weights: list[Fraction],
) -> None:
    told = weights_told(weights, 5)
    assert min(Counter(told).values()) >= 5
    assert sum(told) == sum(weights)


def test_weight_and_group_together_leave_five_or_all_weigh_the_same() -> None:
    """An answer that one person gave tells its group and its weight: that may be one parent."""
    weights = [Fraction(1)] * 6 + [Fraction(1, 2)] * 6
    assert weights_told(weights, 5, ["a"] * 12) == weights
    assert weights_told(weights, 5, ["a"] * 6 + ["b"] * 6) == weights
    assert weights_told(weights, 5, ["a", "b"] * 6) == [Fraction(3, 4)] * 12


def test_only_parent_without_a_partner_weighs_as_the_others() -> None:
    """Otherwise weights less counts are exactly what this one parent answered."""
    told = weights_told([Fraction(1, 2)] * 8 + [Fraction(1)], 5)
    assert told == [Fraction(5, 9)] * 9
    many = [Fraction(1, 2)] * 6 + [Fraction(1)] * 5
    assert weights_told(many, 5) == many


@given(st.lists(st.tuples(st.lists(st.integers(1, 4), min_size=1, max_size=2), st.booleans())))
def test_groups_less_the_whole_never_tell_whether_the_few_with_two_groups_answered(
    marks: list[tuple[list[int], bool]],
) -> None:
    """With live counts a leader would learn it of the one parent with children in both groups."""
    total, groups = count_marks((sorted(set(own)), answered) for own, answered in marks)
    seen, shown = shown_counts(total, groups)
    twice = [answered for own, answered in marks if len(set(own)) > 1]
    if seen.answered is None or any(count.answered is None for count in shown.values()):
        return
    assert not twice or is_shown(Marks(len(twice), sum(twice)))


def test_counts_of_two_groups_with_one_family_in_both_are_not_shown() -> None:
    marks = [([1], number < 6) for number in range(14)] + [
        ([2], number < 7) for number in range(14)
    ]
    alone = shown_counts(*count_marks(marks))
    both = shown_counts(*count_marks([*marks, ([1, 2], True)]))
    assert {group: count.answered for group, count in alone[1].items()} == {1: 6, 2: 7}
    assert {group: count.answered for group, count in both[1].items()} == {1: None, 2: None}
    assert (alone[0].answered, both[0].answered) == (13, 14)
