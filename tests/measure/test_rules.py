"""Who is invited, what a family weighs, and which counts may be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.measure import rules
from drieklank.measure.rules import Door, Invitee, Marks, Relation, Shown

DAY = date(2026, 11, 2)
RELATION = Relation(1, 10, 100, "full", "full", date(2016, 1, 1), False, "nl")


@pytest.mark.parametrize(
    ("state", "answered", "day", "expected"),
    [
        ("open", False, DAY, Door.OPEN),
        ("open", True, DAY, Door.USED),
        ("open", False, DAY + timedelta(days=10), Door.OPEN),
        ("open", False, DAY + timedelta(days=11), Door.CLOSED),
        ("open", True, DAY + timedelta(days=11), Door.CLOSED),
        ("open", False, DAY - timedelta(days=1), Door.NOT_YET),
        ("planned", False, DAY, Door.NOT_YET),
        ("closed", False, DAY, Door.CLOSED),
        ("published", True, DAY, Door.CLOSED),
        ("lost", False, DAY, Door.LOST),
    ],
)
def test_door_of_an_invitation_follows_state_and_dates(
    state: str, answered: bool, day: date, expected: Door
) -> None:
    assert rules.door(state, DAY, DAY + timedelta(days=10), answered, day) is expected


@pytest.mark.parametrize(
    ("opens", "closes", "fields"),
    [
        (0, 18, []),
        (-1, 18, ["opens_on"]),
        (5, 4, ["closes_on"]),
        (0, 3, ["closes_on"]),
        (0, 200, ["closes_on"]),
    ],
)
def test_plan_with_impossible_dates_says_what_to_choose(
    opens: int, closes: int, fields: list[str]
) -> None:
    faults = rules.plan_faults(DAY + timedelta(days=opens), DAY + timedelta(days=closes), DAY)
    assert list(faults) == fields


@given(st.integers(0, 120))
def test_reminders_fall_within_the_round_and_are_two_at_most(days: int) -> None:
    closes = DAY + timedelta(days=days)
    set_on = rules.reminder_days(DAY, closes)
    assert len(set_on) <= rules.REMINDERS
    assert all(DAY < day < closes for day in set_on)
    assert len(set_on) == 2 or days < 6


def test_only_parents_with_authority_or_full_information_are_invited() -> None:
    allowed = {
        (authority, right): rules.may_be_invited(
            replace(RELATION, authority=authority, information_right=right), DAY
        )
        for authority in ("full", "none", "unknown")
        for right in ("full", "on_request", "blocked")
    }
    assert {case for case, may in allowed.items() if may} == {
        ("full", "full"),
        ("full", "on_request"),
        ("none", "full"),
        ("unknown", "full"),
    }


@pytest.mark.parametrize(
    ("born", "shares", "may"),
    [
        (date(2008, 11, 3), False, True),
        (date(2008, 11, 2), False, False),
        (date(2008, 11, 2), True, True),
        (None, False, True),
    ],
)
def test_parents_of_an_adult_pupil_are_invited_only_if_the_pupil_shares(
    born: date | None, shares: bool, may: bool
) -> None:
    relation = replace(RELATION, birth_date=born, shares_with_parents=shares)
    assert rules.may_be_invited(relation, DAY) is may


def test_parent_of_three_children_is_invited_once_and_counts_in_each_class() -> None:
    relations = [
        replace(RELATION, pupil_id=pupil, group_id=group)
        for pupil, group in ((1, 101), (2, 103), (3, 101))
    ]
    assert rules.invitees(relations, DAY) == [Invitee(1, (101, 103), 1, "nl")]


def test_parents_of_the_same_children_share_one_weight_and_others_have_their_own() -> None:
    relations = [
        replace(RELATION, parent_id=1, pupil_id=10),
        replace(RELATION, parent_id=2, pupil_id=10, language="ar"),
        # The new family of parent 2's sibling-in-law: one child of two is not the same family.
        replace(RELATION, parent_id=3, pupil_id=10),
        replace(RELATION, parent_id=3, pupil_id=11),
        replace(RELATION, parent_id=4, pupil_id=12, information_right="blocked"),
    ]
    found = rules.invitees(relations, DAY)
    assert [(one.parent_id, one.family_size, one.language) for one in found] == [
        (1, 2, "nl"),
        (2, 2, "ar"),
        (3, 1, "nl"),
    ]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 8)), max_size=60))
def test_weights_of_a_family_always_add_up_to_one(pairs: list[tuple[int, int]]) -> None:
    relations = [
        replace(RELATION, parent_id=parent, pupil_id=pupil) for parent, pupil in set(pairs)
    ]
    families: dict[frozenset[int], Fraction] = {}
    for invitee in rules.invitees(relations, DAY):
        children = frozenset(r.pupil_id for r in relations if r.parent_id == invitee.parent_id)
        share = rules.weight(invitee.family_size)
        families[children] = families.get(children, Fraction()) + share
    assert set(families.values()) <= {Fraction(1)}


def test_marks_are_counted_once_in_all_and_in_every_class() -> None:
    total, groups = rules.count_marks([([1, 2], True), ([1], False), ([], True)])
    assert total == Marks(3, 2)
    assert groups == {1: Marks(2, 1), 2: Marks(1, 1)}


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        (Marks(20, 10), True),
        (Marks(20, 4), False),
        (Marks(20, 16), False),
        (Marks(10, 5), True),
        (Marks(9, 5), False),
        (Marks(0, 0), False),
    ],
)
def test_count_is_seen_only_with_five_on_both_sides(marks: Marks, shown: bool) -> None:
    assert rules.is_shown(marks) is shown


def test_one_hidden_class_takes_the_smallest_other_with_it() -> None:
    groups = {1: Marks(20, 10), 2: Marks(20, 8), 3: Marks(20, 3)}
    total, shown = rules.shown_counts(Marks(60, 21), groups)
    assert total == Shown(60, 21)
    assert shown == {1: Shown(20, 10), 2: Shown(20, None), 3: Shown(20, None)}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8))
def test_hidden_class_can_never_be_subtracted_from_the_total(pairs: list[tuple[int, int]]) -> None:
    groups = {number: Marks(sum(pair), pair[1]) for number, pair in enumerate(pairs)}
    total = Marks(
        sum(marks.invited for marks in groups.values()),
        sum(marks.answered for marks in groups.values()),
    )
    whole, shown = rules.shown_counts(total, groups)
    hidden = [number for number, count in shown.items() if count.answered is None]
    assert whole.answered is None or len(hidden) != 1 or len(groups) == 1


def test_closed_round_says_its_number_of_answers_from_five() -> None:
    assert rules.shown_counts(Marks(6, 6), {}, is_closed=True)[0] == Shown(6, 6)
    assert rules.shown_counts(Marks(6, 4), {}, is_closed=True)[0] == Shown(6, None)
    assert rules.shown_counts(Marks(6, 6), {})[0] == Shown(6, None)


@pytest.mark.parametrize(
    ("role", "envelopes", "may"),
    [
        ("parents", 4, False),
        ("parents", 5, True),
        ("team", 4, False),
        ("team", 5, True),
        ("pupils", 9, False),
        ("pupils", 10, True),
    ],
)
def test_role_below_its_minimum_is_never_opened(role: str, envelopes: int, may: bool) -> None:
    assert rules.may_be_opened(role, envelopes) is may


def test_open_answers_are_kept_from_ten_and_never_from_a_small_language() -> None:
    dutch = [("nl", f"tekst {number}") for number in range(10)]
    both = [*dutch, ("ar", "نص"), ("nl", "")]
    assert rules.texts_kept(both, {"nl": 30, "ar": 9}) == [text for _, text in dutch]
    assert rules.texts_kept(both, {"nl": 30, "ar": 10}) == [text for _, text in dutch] + ["نص"]
    assert rules.texts_kept(dutch[:9], {"nl": 30}) == []
    assert rules.texts_kept(dutch, {"nl": 9}) == []


def test_second_round_of_a_year_gets_a_code_of_its_own() -> None:
    assert rules.round_code("de-klimop", "2026-2027", []) == "de-klimop-2026"
    assert rules.round_code("de-klimop", "2026-2027", ["de-klimop-2026"]) == "de-klimop-2026-2"
