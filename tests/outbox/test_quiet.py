"""Nobody is disturbed at night or on Sunday, and whoever waits for a code is answered at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from drieklank.base.tenancy import open_every_tenant
from drieklank.outbox import fillers
from drieklank.outbox.actions import queue
from drieklank.outbox.models import Message
from drieklank.outbox.rules import Quiet, quiet_from
from drieklank.outbox.tasks import send_waiting
from tests.cast import Cast
from tests.outbox.conftest import Inbox

HERE = ZoneInfo("Europe/Amsterdam")
USUAL = Quiet(20, 8, True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-11-23T07:59:59", True),  # Monday
        ("2026-11-23T08:00", False),
        ("2026-11-23T19:59:59", False),
        ("2026-11-23T20:00", True),
        ("2026-11-24T00:00", True),
        ("2026-11-22T12:00", True),  # Sunday
        ("2026-11-21T12:00", False),  # Saturday
    ],
)
def test_evenings_nights_and_sunday_are_quiet(moment: str, quiet: bool) -> None:
    assert USUAL.holds_at(at(moment)) is quiet


def local(moment: datetime) -> datetime:
    return moment.astimezone(HERE)


def test_clock_going_back_or_forward_leaves_the_morning_at_eight() -> None:
    """In UTC the first moment that is not quiet shifts an hour; on the clock in the hall it is eight."""
    firsts = []
    for day in (datetime(2027, 3, 26, tzinfo=UTC), datetime(2027, 3, 28, 22, tzinfo=UTC)):
        moment = day
        while USUAL.holds_at(local(moment)):
            moment += timedelta(minutes=1)
        firsts.append((moment.strftime("%a %H:%M"), local(moment).strftime("%H:%M")))
    assert firsts == [("Fri 07:00", "08:00"), ("Mon 06:00", "08:00")]


@given(st.integers(0, 10 * 365 * 24 * 60))
def test_on_every_day_of_any_year_what_is_not_quiet_lies_between_eight_and_twenty(
    minutes: int,
) -> None:
    here = local(datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
    expected = here.weekday() != 6 and 8 <= here.hour < 20
    assert USUAL.holds_at(here) is not expected


def test_setting_is_read_and_a_slip_in_it_is_refused() -> None:
    assert quiet_from("20-8", sunday=True) == USUAL
    assert quiet_from("1-5", sunday=False).holds_at(at("2026-11-22T03:00")) is True
    assert quiet_from("1-5", sunday=False).holds_at(at("2026-11-22T06:00")) is False
    assert quiet_from("", sunday=False).holds_at(at("2026-11-22T03:00")) is False
    for wrong in ("20:00-8:00", "20-25", "night"):
        with pytest.raises(ValueError, match=wrong):
            quiet_from(wrong, sunday=True)


@pytest.fixture
def filler() -> None:
    secrets = {"link": "https://school.example/x", "code": "ABCDE-FGHJK"}
    fillers.register("test.quiet", lambda _: secrets)


def waiting(cast: Cast, to: str, **extra: Any) -> Message:
    with open_every_tenant("test"):
        return queue(
            "parent-sign-in-code",
            board_id=cast.board.pk,
            to=to,
            fields={"minutes": 15},
            filler="test.quiet",
            filler_ref="1",
            **extra,
        )


def test_in_the_evening_a_code_leaves_and_a_round_waits_for_the_morning(
    cast: Cast, inbox: Inbox, settings: Settings, filler: None
) -> None:
    settings.QUIET = USUAL
    waiting(cast, "round@thuis.example")
    waiting(cast, "code@thuis.example", urgent=True)
    with time_machine.travel(at("2026-11-24T21:30"), tick=False):
        send_waiting.func()
    assert [mail["To"] for mail in inbox.mails] == ["code@thuis.example"]
    with time_machine.travel(at("2026-11-25T08:00"), tick=False):
        send_waiting.func()
    assert [mail["To"] for mail in inbox.mails] == ["code@thuis.example", "round@thuis.example"]
