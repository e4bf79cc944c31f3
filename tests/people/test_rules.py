"""Ages at birthdays, the Dutch way of sorting, and a change of year in which nobody is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.people.rules import (
    Asker,
    Way,
    age_on,
    birth_date_fault,
    change_opens_on,
    found,
    leaves_mixed_group,
    may_tell_parents,
    moves,
    next_group_name,
    next_year_group,
    plain,
    plan_group,
    runs,
    sort_key,
    turns_on,
    who_asks,
    years_ago,
)

LEAP = date(2008, 2, 29)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 5, 5), date(2026, 5, 4), 15),
        (date(2010, 5, 5), date(2026, 5, 5), 16),
        (LEAP, date(2026, 2, 28), 17),
        (LEAP, date(2026, 3, 1), 18),
        (LEAP, date(2024, 2, 28), 15),
        (LEAP, date(2024, 2, 29), 16),
        (LEAP, date(2009, 3, 1), 1),
    ],
)
def test_age_changes_on_the_birthday_and_after_a_leap_day_on_the_first_of_march(
    born: date, day: date, age: int
) -> None:
    assert age_on(born, day) == age


@given(DAYS, st.integers(0, 60))
def test_the_day_before_turning_an_age_one_is_a_year_younger(born: date, age: int) -> None:
    day = turns_on(born, age)

    assert age_on(born, day) == age
    assert age_on(born, day - timedelta(days=1)) == age - 1


@given(DAYS, DAYS)
def test_the_condition_on_rows_and_the_rule_agree_on_who_is_adult(born: date, day: date) -> None:
    """Lists compare birth dates with a day; pages ask the age. They may not differ by a day."""
    assert (born <= years_ago(day, 18)) == (age_on(born, day) >= 18)


@pytest.mark.parametrize(
    ("born", "day", "asker"),
    [
        (date(2010, 5, 5), date(2026, 5, 4), Asker.PARENTS),
        (date(2010, 5, 5), date(2026, 5, 5), Asker.PUPIL),
        (LEAP, date(2024, 2, 28), Asker.PARENTS),
        (LEAP, date(2024, 2, 29), Asker.PUPIL),
        (None, date(2026, 5, 5), Asker.PARENTS),
    ],
)
def test_at_sixteen_the_pupil_decides_about_the_own_data(
    born: date | None, day: date, asker: Asker
) -> None:
    assert who_asks(born, day) is asker


def test_from_eighteen_parents_are_told_only_what_the_pupil_shares() -> None:
    before, after = date(2026, 2, 28), date(2026, 3, 1)

    assert may_tell_parents(LEAP, False, before) is True
    assert may_tell_parents(LEAP, False, after) is False
    assert may_tell_parents(LEAP, True, after) is True
    assert may_tell_parents(None, False, after) is True


def test_a_birth_date_that_cannot_be_a_pupils_is_named_with_what_is_wrong() -> None:
    day = date(2026, 11, 22)

    assert birth_date_fault(date(2016, 11, 22), day) == ""
    assert birth_date_fault(date(2027, 1, 5), day) == "5-1-2027 moet nog komen. Kijk het jaar na."
    assert "te jong" in birth_date_fault(date(2025, 1, 5), day)
    assert birth_date_fault(date(1966, 5, 5), day) == (
        "Op 5-5-1966 geboren is 60 jaar. Kijk het jaar na."
    )


def test_the_last_day_itself_still_counts() -> None:
    day = date(2026, 11, 22)

    assert [runs(end, day) for end in (None, day, day - timedelta(days=1))] == [True, True, False]


def test_dutch_names_sort_without_prefix_accents_and_capitals() -> None:
    names = [
        ("Jan", "van den", "Berg"),
        ("Öz", "", "Aydın"),
        ("Anna", "", "berg"),
        ("Ben", "de", "Çelik"),
        ("Zoë", "", "Aydin"),
    ]

    ordered = sorted(names, key=lambda name: sort_key(*name))

    assert [name[0] for name in ordered] == ["Öz", "Zoë", "Anna", "Jan", "Ben"]


@pytest.mark.parametrize(
    ("search", "hit"),
    [("aydin", True), ("ZOE", True), ("zoë ayd", True), ("", True), ("zoë berg", False)],
)
def test_search_finds_parts_of_a_name_in_any_order_and_spelling(search: str, hit: bool) -> None:
    assert found(search, "Zoë", "", "Aydın") is hit


def test_letters_without_a_base_letter_have_a_plain_form_too() -> None:
    assert plain("Søren Łukasz Weiß Æbel") == "soren lukasz weiss aebel"


# -- change of year --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sector", "year", "following"),
    [
        ("po", "0", "1"),
        ("po", "7", "8"),
        ("po", "8", None),
        ("vo", "11", "12"),
        ("vo", "16", None),
        ("so", "8", None),
        ("po", "", ""),
    ],
)
def test_the_year_group_goes_one_up_until_the_last(
    sector: str, year: str, following: str | None
) -> None:
    assert next_year_group(sector, year) == following


@pytest.mark.parametrize(
    ("name", "year", "following"),
    [
        ("groep 6a", "6", "groep 7a"),
        ("6", "6", "7"),
        ("h4b", "14", "h5b"),
        ("1HV2", "11", "2HV2"),
        ("De Uilen", "6", "De Uilen"),
        ("groep 3/4", "", "groep 3/4"),
        ("groep 16", "6", "groep 16"),
    ],
)
def test_a_group_takes_the_number_of_its_next_year(name: str, year: str, following: str) -> None:
    assert next_group_name(name, year) == following


def test_in_a_mixed_group_only_the_last_year_leaves() -> None:
    assert leaves_mixed_group("po", "", "8") is True
    assert leaves_mixed_group("po", "", "7") is False
    assert leaves_mixed_group("po", "8", "8") is False


def test_the_change_opens_on_the_first_of_july() -> None:
    assert change_opens_on(date(2027, 7, 31)) == date(2027, 7, 1)


SCHOOLS = st.lists(
    st.tuples(st.sampled_from(["", "1", "5", "7", "8"]), st.lists(st.integers(1, 40), max_size=12)),
    min_size=1,
    max_size=6,
)


@given(SCHOOLS, st.frozensets(st.integers(1, 40)), st.frozensets(st.integers(1, 40)))
def test_every_pupil_goes_exactly_one_way_whatever_was_ticked(
    groups: list[tuple[str, list[int]]], stays: frozenset[int], leaves: frozenset[int]
) -> None:
    """Pupils may sit in several groups; groups may leave, stay mixed or go up."""
    plans = [
        plan_group("po", key, f"groep {year or 'x'}", year) for key, (year, _) in enumerate(groups)
    ]
    pupils = {key: [(pupil, year) for pupil in ids] for key, (year, ids) in enumerate(groups)}

    decided = moves(plans, pupils, stays, leaves, "po")

    everyone = {pupil for _, ids in groups for pupil in ids}
    ways = {pupil: {m.way for m in decided if m.pupil_id == pupil} for pupil in everyone}
    assert {move.pupil_id for move in decided} == everyone
    assert all(len(way) == 1 for way in ways.values())
    assert all((move.name == "") == (move.way is Way.LEAVES) for move in decided)
    assert all(ways[p] == {Way.STAYS} for p in everyone & stays)
    assert all(ways[p] == {Way.LEAVES} for p in (everyone & leaves) - stays)
