"""Guessing is stopped, in memory and without remembering anybody."""

from __future__ import annotations

from drieklank.measure.guesses import PER_ADDRESS, TOGETHER, WINDOW, GuessLimit


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
