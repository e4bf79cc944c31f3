"""The auditor: all released rows together tell no more of a protected cell than the whole alone.

Here a linear programme plays the attacker. It takes every released row as exact counts (more than
the rows tell), and the number of answers per group, and seeks the least number of people in each
protected cell who must have given each answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from drieklank.base.statistics import DONT_KNOW, Tally
from drieklank.results.auditor import (
    NEAR_AGREEMENT,
    Kind,
    Table,
    baseline,
    holds,
    is_protected,
    near_agreement,
    range_of,
)
from drieklank.results.lattice import item_table, scale_lattice, strata_of
from drieklank.results.release import FigureRow, rows_to_release
from tests.results.lattices import SPEC, People, close, schools

LANGUAGES = ("language:nl", "language:other")
KINDS = {"a": Kind.ANSWERS, "pick": Kind.OPTION, "box": Kind.BOX, "goal": Kind.MEAN}
# Of a box: ticked or not; of a goal: the sum of the scores as a share of 100, and what is left of n.
_DIGITS, _CERTAIN = 1e-6, 1e-3
WIDTHS = {Kind.ANSWERS: 4, Kind.OPTION: 4, Kind.BOX: 2, Kind.MEAN: 2}
SLOW = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def released(people: People) -> list[FigureRow]:
    return rows_to_release("parents", people.tallies, {"": 2 * len(people.sheets)}, {"pick"})


def table(people: People, stratum: str, key: str) -> Table:
    """What people of a stratum answered, whether or not a tally of it was ever written."""
    found = people.at(stratum)
    if not found:
        return Table(0, 0, np.zeros(WIDTHS[KINDS[key]]))
    tally = people.tally(found)
    if KINDS[key] is Kind.MEAN:
        return scale_lattice(strata_of({"": tally}), key).whole
    return item_table(tally, key, KINDS[key])


class Attacker:
    """Everything that is known of one question, as linear constraints on people per cell."""

    def __init__(self, people: People, key: str, rows: Sequence[FigureRow]) -> None:
        self.people, self.key, self.kind = people, key, KINDS[key]
        self.groups = sorted(set(people.groups))
        self.answers = WIDTHS[self.kind]
        self.cells = list(product(self.groups, LANGUAGES))
        # One more answer: none. The people of a group are known, those of a language are not.
        self.width = self.answers + 1
        self.same: list[tuple[np.ndarray, float]] = []
        self.most: list[tuple[np.ndarray, float]] = []
        for group in self.groups:
            people_here = sum(own == group for own in people.groups)
            self.same.append((self._sum((group,), range(self.width)), float(people_here)))
        for row in rows:
            self._take(row)

    def _sum(self, cells: Iterable[str], answers: Iterable[int]) -> np.ndarray:
        wanted, found = set(cells), np.zeros(len(self.cells) * self.width)
        for at, cell in enumerate(self.cells):
            if wanted <= set(cell):
                for answer in answers:
                    found[at * self.width + answer] = 1.0
        return found

    def _take(self, row: FigureRow) -> None:
        cells = row.stratum.split("|") if row.stratum else []
        true = table(self.people, row.stratum, self.key)
        assert true.amounts is not None
        low, high = true.amounts, true.amounts
        if self.kind is Kind.MEAN and row.score is None:
            assert row.low is not None
            assert row.high is not None
            low, high = (np.array([end, 0.0]) * true.n / 100 for end in (row.low, row.high))
            high[1] = true.n
        if row.ranges:
            low, high = (np.array(ends) * true.n for ends in zip(*row.ranges, strict=True))
            if self.kind is Kind.BOX:
                low, high = np.array([low[0], 0.0]), np.array([high[0], true.n - low[0]])
            if self.kind is Kind.OPTION:
                # A told share is rounded; as everywhere, the attacker is given the number behind it.
                named = np.array([one == other for one, other in row.ranges])
                low = np.where(named, true.amounts, low)
                high = np.where(named, true.amounts, true.n - true.amounts[named].sum())
        for answer in range(self.answers):
            line = self._sum(cells, [answer])
            # Sums of scores are no whole numbers: room for their last digits.
            self.most += [(line, high[answer] + _DIGITS), (-line, _DIGITS - low[answer])]
        self.same.append((self._sum(cells, range(self.answers)), float(true.n)))

    def least(self, stratum: str, answer: int) -> float:
        """The fewest people of a stratum who must have given this answer."""
        found = linprog(
            self._sum(stratum.split("|"), [answer]),
            A_ub=np.array([line for line, _ in self.most]) if self.most else None,
            b_ub=[value for _, value in self.most] or None,
            A_eq=np.array([line for line, _ in self.same]),
            b_eq=[value for _, value in self.same],
            method="highs",
        )
        assert found.success, found.message
        return float(found.fun)


def protected(people: People, key: str, minimum: int) -> Iterable[tuple[str, Table]]:
    """The cells nobody may be told of: groups, and groups in one language."""
    groups = sorted(set(people.groups) - {""})
    written = [group for group in groups if group in people.tallies]
    crossed = [f"{group}|{language}" for group, language in product(written, LANGUAGES)]
    for stratum in [*written, *crossed]:
        seen = table(people, stratum, key)
        if is_protected(seen, KINDS[key], minimum):
            yield stratum, seen


def breaches(people: People, rows: Sequence[FigureRow], minimum: int) -> list[str]:
    """Every protected cell and answer of which the rows together tell too much."""
    found = []
    for key, kind in KINDS.items():
        own = [row for row in rows if row.key == key]
        whole = table(people, "", key)
        if not any(not row.stratum for row in own):
            continue
        attacker = Attacker(people, key, own)
        for stratum, seen in protected(people, key, minimum):
            allowed = baseline(whole, seen.respondents)
            if kind is not Kind.MEAN and near_agreement(seen, kind):
                allowed = np.maximum(allowed, range_of(seen)[0])
            for answer in range(attacker.answers):
                if attacker.least(stratum, answer) > allowed[answer] + _CERTAIN:
                    found.append(f"{key} {stratum} answer {answer}")
    return found


@given(schools())
@SLOW
def test_no_school_releases_rows_that_together_tell_what_few_of_a_cell_answered(
    people: People,
) -> None:
    rows = released(people)
    assert breaches(people, rows, 5) == []


@given(schools())
@SLOW
def test_what_outsiders_see_tells_nothing_of_a_cell_of_fewer_than_ten(people: People) -> None:
    rows = [row for row in released(people) if row.is_outside]
    assert all(row.n >= 10 for row in rows)
    assert breaches(people, rows, 10) == []


def told(rows: Iterable[FigureRow], key: str) -> dict[str, FigureRow]:
    return {
        row.stratum: row
        for row in rows
        if row.key == key and not row.ranges and (key != "goal" or row.score is not None)
    }


def regions(people: People, rows: Sequence[FigureRow], key: str) -> Iterable[tuple[int, Table]]:
    """What subtracting leaves: the whole less groups, a language less crossings, and so on."""
    exact = told(rows, key)
    if "" not in exact:
        return
    strata = {stratum: table(people, stratum, key) for stratum in exact}
    groups = [one for one in strata if one.startswith("group") and "|" not in one]
    wholes = [("", groups)]
    for language in LANGUAGES:
        if language in strata:
            wholes.append((language, [one for one in strata if one.endswith(f"|{language}")]))
    for group in groups:
        wholes.append((group, [one for one in strata if one.startswith(f"{group}|")]))
    for whole, parts in wholes:
        left = strata[whole]
        for part in parts:
            left = left - strata[part]
        if parts and left.respondents:
            yield left.n, left


@given(schools(), st.sampled_from([5, 10]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_subtracting_rows_leaves_nobody_or_enough_who_do_not_all_say_the_same(
    people: People, minimum: int
) -> None:
    rows = [row for row in released(people) if minimum == 5 or row.is_outside]
    for key, kind in KINDS.items():
        for n, left in regions(people, rows, key):
            assert n >= minimum
            assert holds(left, kind, minimum)


@given(schools())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_inside_less_outside_is_never_a_figure_that_differs(people: People) -> None:
    """The rows for outside are rows for inside, so the two sets have nothing to subtract."""
    rows = released(people)
    assert len({(row.kind, row.key, row.stratum) for row in rows}) == len(rows)
    for row in rows:
        if row.n < 20:
            assert row.counts == ()
            assert (row.n % 5, row.dont_know % 5, row.skipped % 5) == (0, 0, 0)
            for value in (*row.shares, *(row.low, row.high) * (row.low is not None)):
                scale = 20 if value in row.shares else 0.2
                assert abs(value * scale - round(value * scale)) < 1e-9
        counts = people.tallies[row.stratum].items[row.key].counts if row.kind == "item" else ()
        n = sum(counts)
        if row.key in "abc" and 0 < n < 20 and max(counts) >= n - 1:
            assert row.ranges
            assert row.score is None


def made(cells: Sequence[tuple[str, str, int, int]], minimum: int = 5) -> People:
    """People by (group, language, answer to every question, how many)."""
    groups, languages, sheets = [], [], []
    for group, language, answer, number in cells:
        groups += [f"group:{group}" if group else ""] * number
        languages += [f"language:{language}"] * number
        box = 0 if answer in {1, DONT_KNOW} else 1
        sheets += [bytes([answer] * 4 + [box])] * number
    return close(People(groups, languages, sheets), minimum)


def told_of(rows: Iterable[FigureRow], key: str = "a") -> set[str]:
    return {row.stratum for row in rows if row.key == key}


def test_naive_release_of_every_cell_is_found_to_be_a_breach() -> None:
    """The attacker of these tests is not blind: groups by hand beside the whole give one away."""
    cells = [("1", "nl", 1 + n % 4, 6) for n in range(4)]
    cells += [("2", "nl", 1 + n % 4, 6) for n in range(4)]
    cells += [("3", "nl", 4, 3), ("3", "nl", DONT_KNOW, 6)]
    people = made(cells)
    rows = released(people)
    assert breaches(people, rows, 5) == []
    whole = next(row for row in rows if row.key == "a" and not row.stratum)
    naive = [
        FigureRow("parents", "item", "a", 24, None, None, None, None, None, (6,) * 4, (0.25,) * 4,
                  stratum=stratum)
        for stratum in ("group:1", "group:2")
    ]  # fmt: skip
    assert breaches(people, [whole, *naive], 5) == ["a group:3 answer 3"]


def test_group_hidden_because_few_answered_the_question_takes_another_with_it() -> None:
    cells = [(group, "nl", 1 + n % 4, 6) for group in "123" for n in range(4)]
    cells += [("4", "nl", 4, 4), ("4", "nl", DONT_KNOW, 8)]
    found = told_of(released(made(cells)))
    assert found == {"", "group:2", "group:3"}


def test_unanimous_group_of_twelve_is_a_range_and_its_neighbour_hides_it() -> None:
    cells = [(group, "nl", 1 + n % 4, 6) for group in "123" for n in range(4)]
    rows = released(made([*cells, ("4", "nl", 4, 12)]))
    own = {row.stratum: row for row in rows if row.key == "a"}
    assert set(own) == {"", "group:2", "group:3", "group:4"}
    assert own["group:4"].ranges == ((0.0, pytest.approx(0.2)),) * 3 + ((NEAR_AGREEMENT, 1.0),)
    assert (own["group:4"].score, own["group:4"].low, own["group:4"].high) == (None, 80.0, 100.0)


def test_all_but_one_and_all_look_exactly_alike() -> None:
    def twelve(odd: int) -> list[FigureRow]:
        return released(made([("", "nl", 4, 12 - odd), ("", "nl", 1, odd)]))

    def of_a(rows: list[FigureRow]) -> FigureRow:
        return next(row for row in rows if row.key == "a")

    assert of_a(twelve(0)) == of_a(twelve(1)) == of_a(twelve(2))
    assert of_a(twelve(3)).ranges == ()


def test_crossings_are_told_where_every_cell_is_large_and_divided() -> None:
    cells = [
        (group, language, answer, 10)
        for group in "12"
        for language in ("nl", "other")
        for answer in (1, 2, 3, 4)
    ]
    found = told_of(released(made(cells)))
    crossed = {f"group:{group}|{language}" for group in "12" for language in LANGUAGES}
    assert found == {"", "group:1", "group:2", *LANGUAGES, *crossed}


def test_crossing_of_one_group_is_kept_back_where_it_would_give_the_other_away() -> None:
    """Of two groups, one with a language in which all said the same: told is neither crossing."""
    cells = [("1", language, answer, 10) for language in ("nl", "other") for answer in (1, 2, 3, 4)]
    cells += [("2", "nl", answer, 10) for answer in (1, 2, 3, 4)]
    cells += [("2", "other", 4, 8)]
    found = told_of(released(made(cells)))
    assert not any("|" in stratum for stratum in found)
    assert found >= {"", "group:1", "group:2"}


def test_class_of_two_is_never_told_apart_at_the_close_nor_after() -> None:
    cells = [(group, "nl", 1 + n % 4, 6) for group in "12" for n in range(4)]
    people = made([*cells, ("3", "nl", 4, 2)])
    # The whole less both large groups would be the class of two; less one it is 26 people.
    assert {stratum for stratum in people.tallies if stratum.startswith("group")} == {"group:2"}
    assert told_of(released(people)) == {"", "group:2"}


def test_everybody_who_says_weet_ik_niet_leaves_no_row_of_the_question() -> None:
    rows = released(made([("1", "nl", DONT_KNOW, 12), ("2", "nl", DONT_KNOW, 12)]))
    assert [row for row in rows if row.key in {"a", "goal", "pick"}] == []


@pytest.mark.parametrize("people", [0, 1, 4])
def test_fewer_than_five_answers_release_no_row(people: int) -> None:
    tallies: dict[str, Tally] = {}
    if people:
        tallies = {"": made([("", "nl", 3, people)]).tallies[""]}
    assert rows_to_release("parents", tallies, {"": 20}) == []


def test_more_answers_than_invited_people_is_an_interval_without_width() -> None:
    people = made([("", "nl", 1 + n % 4, 8) for n in range(4)])
    rows = rows_to_release("parents", people.tallies, {"": 20})
    own = next(row for row in rows if row.key == "a")
    assert (own.low, own.high, own.df) == (own.score, own.score, None)
    assert own.score == pytest.approx(50.0)


def test_box_that_few_ticked_stands_nowhere_not_even_as_nought() -> None:
    cells = [("1", "nl", 1, 30), ("1", "nl", 2, 4), ("2", "nl", 1, 30), ("2", "nl", 2, 10)]
    rows = released(made(cells))
    assert told_of(rows, "box") == {""}  # 14 ticked; of group 2 alone would give the four away
    assert SPEC.items[-1].key == "box"
