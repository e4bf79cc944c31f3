"""Satisfaction counts from 1 November to 30 April: a plan is proposed inside, and outside it is said."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import rules
from drieklank.measure.models import Round
from drieklank.measure.rules import Backwards, Days
from tests.cast import Cast

WINDOW = Days(date(2026, 11, 1), date(2027, 4, 30))
PLAN = "/school/de-vlieger/meten/plannen/satisfaction/"
OUTSIDE = "Deze meting ligt niet tussen"


@given(st.dates(date(2025, 1, 1), date(2045, 1, 1)))
def test_proposed_dates_lie_in_the_window_and_can_be_planned_on_any_day_of_any_year(
    day: date,
) -> None:
    window = rules.window_to_plan("11-01", "04-30", day)
    opens, closes = rules.default_dates(day, window)
    assert rules.is_within(window, opens, closes)
    assert rules.plan_faults(opens, closes, day) == {}


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        (date(2026, 9, 1), date(2026, 11, 2), date(2026, 11, 20)),  # 1 November is a Sunday
        (date(2027, 9, 1), date(2027, 11, 1), date(2027, 11, 19)),  # and here a Monday
        (date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 11)),
        (date(2027, 4, 15), date(2027, 4, 19), date(2027, 4, 30)),  # shorter, but in time
        (date(2027, 4, 22), date(2027, 4, 22), date(2027, 4, 30)),  # Monday would leave four days
        (date(2027, 4, 25), date(2027, 11, 1), date(2027, 11, 19)),  # no week left: next winter
    ],
)
def test_plan_begins_on_a_monday_in_the_window_and_ends_in_time_where_it_still_can(
    day: date, opens: date, closes: date
) -> None:
    window = rules.window_to_plan("11-01", "04-30", day)
    assert rules.default_dates(day, window) == (opens, closes)


def test_last_days_are_reckoned_back_from_the_end_of_the_window() -> None:
    assert rules.backwards(WINDOW) == Backwards(
        announce=date(2027, 4, 5), open=date(2027, 4, 12), close=date(2027, 4, 30)
    )


def at(year: int, month: int, day: int) -> Any:
    """Travel to noon of a day."""
    return time_machine.travel(datetime(year, month, day, 12, tzinfo=ZoneInfo("Europe/Amsterdam")))


@pytest.fixture
def leader(cast: Cast, settings: Any) -> Any:
    settings.REQUIRE_SECOND_FACTOR = False
    return lambda: cast.client("leader")


@pytest.mark.django_db
def test_plan_page_shows_the_last_days_and_says_so_when_the_first_has_passed(leader: Any) -> None:
    with at(2027, 1, 12):
        early = leader().get(PLAN).content.decode()
    with at(2027, 4, 8):
        late = leader().get(PLAN).content.decode()
    for html in (early, late):
        assert "Terug vanaf de laatste dag" in html
        days = re.findall(r'class="date"><b>(\d+)</b><span>([^<]+)<', html)
        assert days == [("5", "apr"), ("12", "apr"), ("30", "apr")]
    assert "al voorbij" not in early
    assert "al voorbij" in late


@pytest.mark.django_db
@pytest.mark.parametrize(("opens", "is_outside"), [("2027-04-05", False), ("2027-04-19", True)])
def test_round_that_ends_after_april_is_planned_but_says_what_it_is_worth(
    leader: Any, opens: str, is_outside: bool
) -> None:
    closes = (date.fromisoformat(opens) + timedelta(days=18)).isoformat()
    with at(2027, 3, 1):
        client = leader()
        page = client.post(PLAN, {"opens_on": opens, "closes_on": closes}, follow=True)
    assert (OUTSIDE in page.content.decode()) is is_outside
    with open_every_tenant("test"):
        assert Round.objects.count() == 1
