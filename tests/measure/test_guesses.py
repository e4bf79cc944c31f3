"""Guessing is stopped, in memory and without remembering anybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from drieklank.base.guesses import (
    PER_ADDRESS,
    TOGETHER,
    WINDOW,
    GuessLimit,
    visitor_address,
)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_address_is_stopped_after_its_share_and_let_in_a_quarter_of_an_hour_later() -> None:
    clock = Clock()
    limit = GuessLimit(clock)
    for _ in range(PER_ADDRESS):
        assert limit.is_blocked("192.0.2.1") is False
        limit.wrong("192.0.2.1")
    assert (limit.is_blocked("192.0.2.1"), limit.is_blocked("192.0.2.2")) == (True, False)
    clock.now += WINDOW + 1
    assert limit.is_blocked("192.0.2.1") is False


def test_many_addresses_together_are_stopped_too() -> None:
    limit = GuessLimit(Clock())
    for number in range(TOGETHER):
        limit.wrong(f"192.0.2.{number}")
    assert limit.is_blocked("198.51.100.1") is True


def test_memory_holds_no_address_and_changes_its_key_every_day() -> None:
    clock = Clock()
    limit = GuessLimit(clock)
    limit.wrong("192.0.2.1")
    before = set(limit._wrong)
    assert b"192.0.2.1" not in b"".join(before)
    clock.now += 25 * 3600
    limit.wrong("192.0.2.1")
    assert set(limit._wrong).isdisjoint(before)


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "10.0.0.1, 198.51.100.9", "198.51.100.9"),
        (2, "10.0.0.1, 198.51.100.9, 10.9.9.9", "198.51.100.9"),
        (1, "", "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "nonsense", "nonsense"),
    ],
)
def test_address_is_the_one_our_own_proxy_saw(
    settings: Any, proxies: int, header: str, expected: str
) -> None:
    """A guesser who makes up a header must not get a fresh count for each."""
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": header} if header else {}
    request = RequestFactory().get("/meedoen/", headers=headers, REMOTE_ADDR="192.0.2.1")
    assert visitor_address(request) == expected
