"""The directory of outside help with what the last check of its addresses found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drieklank.base.clock import today
from drieklank.content.schema.support import Support
from drieklank.toolkit.models import LinkCheck, LinkState
from drieklank.toolkit.queries.library import supports
from drieklank.toolkit.queries.links import checks_of
from drieklank.toolkit.rules import TOPICS
from drieklank.toolkit.rules.editions import edition_words, must_look


@dataclass(frozen=True)
class SupportLine:
    """A body or publication, and how its address is. looked_on None: nobody looked yet."""

    support: Support
    looked_on: date | None
    is_gone: bool
    is_unsure: bool
    moved_to: str
    edition: str


@dataclass(frozen=True)
class TopicLines:
    """A topic with the outside help there is on it."""

    key: str
    name: str
    lines: tuple[SupportLine, ...]


def support_lines() -> tuple[SupportLine, ...]:
    """The whole directory, in the order of the file. One statement."""
    found = checks_of(one.url for one in supports() if one.url)
    return tuple(_line(one, found.get(one.url or "")) for one in supports())


def supports_by_topic() -> tuple[TopicLines, ...]:
    """The directory per topic, in the order of the topics; topics without anything left out."""
    lines = support_lines()
    parts = (
        TopicLines(topic.value, name, tuple(one for one in lines if topic in one.support.topics))
        for topic, name in TOPICS.items()
    )
    return tuple(part for part in parts if part.lines)


def editions_to_look_for() -> tuple[SupportLine, ...]:
    """Yearly publications of which the known edition is older than this year."""
    year = today().year
    return tuple(
        line
        for line in support_lines()
        if line.support.yearly and must_look(line.support.edition, year)
    )


def gone_supports() -> tuple[SupportLine, ...]:
    """What the last check did not find any more, or found elsewhere."""
    return tuple(line for line in support_lines() if line.is_gone or line.moved_to)


def _line(one: Support, check: LinkCheck | None) -> SupportLine:
    days = [day for day in (one.checked_on, check.checked_on if check else None) if day]
    state = check.state if check else ""
    return SupportLine(
        one,
        max(days, default=None),
        state == LinkState.GONE,
        state == LinkState.UNKNOWN,
        check.moved_to if check and state == LinkState.MOVED else "",
        edition_words(one.edition, today().year) if one.yearly else "",
    )
