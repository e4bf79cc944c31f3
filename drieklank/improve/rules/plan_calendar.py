"""A plan as a calendar (RFC 5545): titles and whole days, and nothing about anybody. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final

from icalendar import Calendar, Event, vDuration

PRODUCT: Final = "-//Drieklank//Plan//NL"
# How often a calendar may ask again; a plan does not change by the hour.
ASK_AGAIN: Final = timedelta(hours=12)


class FeedKind(StrEnum):
    OWN = "own"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole day, or days, in a calendar.

    uid: the same for ever. version: goes up with each change. ends_on: the last day itself.
    """

    uid: str
    title: str
    starts_on: date
    ends_on: date
    version: int = 0
    is_dropped: bool = False
    url: str = ""


def calendar_of(name: str, entries: Iterable[Entry], made_at: datetime) -> bytes:
    """The calendar as a file. name: what a calendar program shows. made_at: a moment with a zone.

    Whole days need no time zone, so none is told.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name, {"language": "nl"})
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(ASK_AGAIN), {"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    for entry in sorted(entries, key=lambda one: (one.starts_on, one.uid)):
        calendar.add_component(_event(entry, made_at.astimezone(UTC)))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made_at.replace(microsecond=0))
    event.add("dtstart", entry.starts_on)
    # The end of whole days is the day after.
    event.add("dtend", entry.ends_on + timedelta(days=1))
    event.add("summary", entry.title, {"language": "nl"})
    event.add("sequence", entry.version)
    event.add("status", "CANCELLED" if entry.is_dropped else "CONFIRMED")
    # A term is no appointment: nobody is busy because of it.
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if entry.url:
        event.add("url", entry.url)
    return event
