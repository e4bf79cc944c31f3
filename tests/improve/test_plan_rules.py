"""The hours of a plan: what must go when a team has no time for it, and which school year a day is in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.improve.rules.plan import Load, hours_over, what_to_drop, year_named, year_of

loads = st.lists(
    st.builds(
        Load,
        st.uuids(),
        st.integers(0, 60),
        st.floats(0.5, 5.0),
        st.booleans(),
    ),
    max_size=8,
)
limits = st.integers(0, 150)


def test_without_a_limit_nothing_is_ever_too_much() -> None:
    assert hours_over(None, [Load("a", 500)]) == 0
    assert what_to_drop(None, [Load("a", 500)]) == ()


def test_what_brings_least_per_hour_goes_first() -> None:
    plan = [Load("visits", 20, 3.0), Load("calls", 5, 3.0), Load("poster", 10, 1.0)]
    assert what_to_drop(30, plan) == ("poster",)
    assert what_to_drop(20, plan) == ("visits",)


def test_a_small_one_stays_when_the_large_one_after_it_makes_room_alone() -> None:
    # Per hour the poster brings least, but it makes too little room; with the evening gone it can stay.
    plan = [Load("poster", 4, 0.5), Load("evening", 30, 5.0), Load("calls", 5, 3.0)]
    assert what_to_drop(20, plan) == ("evening",)


def test_hours_that_are_spent_cannot_be_dropped() -> None:
    plan = [Load("done", 40, 0.5, is_movable=False), Load("calls", 5, 4.0)]
    assert what_to_drop(40, plan) == ("calls",)


@given(limits, loads)
def test_dropping_what_is_named_makes_room_or_nothing_else_could(
    limit: int, plan: list[Load]
) -> None:
    dropped = set(what_to_drop(limit, plan))
    left = [one for one in plan if one.key not in dropped]
    movable = [one for one in left if one.is_movable and one.hours]
    assert hours_over(limit, left) == 0 or movable == []


@given(limits, loads)
def test_nothing_is_dropped_that_could_stay(limit: int, plan: list[Load]) -> None:
    dropped = set(what_to_drop(limit, plan))
    if hours_over(limit, [one for one in plan if one.key not in dropped]) > 0:
        return
    for key in dropped:
        with_it = [one for one in plan if one.key not in dropped or one.key == key]
        assert hours_over(limit, with_it) > 0


@given(limits, loads)
def test_a_plan_that_fits_is_left_alone_and_spent_hours_never_named(
    limit: int, plan: list[Load]
) -> None:
    dropped = set(what_to_drop(limit, plan))
    assert all(one.is_movable for one in plan if one.key in dropped)
    assert not (hours_over(limit, plan) == 0 and dropped)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_every_day_lies_in_the_year_it_is_told_to_lie_in(day: date) -> None:
    year = year_of(day)
    assert year.starts_on <= day <= year.ends_on
    assert year_named(year.name) == year


@pytest.mark.parametrize("name", ["2026", "2026-2028", "2026-20277", "abcd-efgh", "", "²026-2027"])
def test_a_name_that_is_no_school_year_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="No school year"):
        year_named(name)
