"""What an activity asks of a team, in hours of its people, where the whole school does it once.

The head of an activity gives minutes of one time. Who does it, and how often, follows from whom it is
for: a talk is held with every family, an evening by every group, a work form by the team together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

from drieklank.content.schema.activity import ActivityHead, ForWhom, LedBy, Theme

# Preparing and doing together: what takes less can be done this week.
QUICK_BELOW: Final = 30
_WIDE: Final = frozenset({Theme.GENERAL, Theme.FIJNE_SCHOOL})
# Of the school, where an activity is for some groups or families only.
_PART: Final = 0.25
# So many of the team hold a meeting with parents, or make something with them.
_AT_A_MEETING: Final = 3
# From so few people on it is done with one family at a time; up to so many sit in such a talk.
_FEW, _TALK = 3, 8
# Agreeing on it and looking back: minutes for whoever leads, and for each of the team.
_AROUND, _AROUND_EACH = 90, 10

_WORDS: Final = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9, "tien": 10, "twaalf": 12, "vijftien": 15, "twintig": 20, "dertig": 30,
}  # fmt: skip
_UNITS: Final = {"minuut": 1, "minuten": 1, "kwartier": 15, "half uur": 30, "uur": 60}
_EACH: Final = re.compile(
    r"(?:ongeveer )?(?:(\d+)|(\w+)) (minuut|minuten|kwartier|half uur|uur)(?: bellen)? "
    r"per (?:gezin|kind|leerling|briefje)"
)


@dataclass(frozen=True, slots=True)
class School:
    """The size of a school; at least one of everything."""

    pupils: int
    groups: int
    team: int


class Per(StrEnum):
    """What is counted to come to the hours of a school."""

    FAMILY = "family"
    GROUP = "group"
    TEAM = "team"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Effort:
    """Hours of the whole school, and how they come about: `minutes` each of so `many`, and `before`
    minutes of preparation by each of so many `leaders`. The rest is agreeing and looking back."""

    hours: float
    per: Per
    minutes: int
    many: int
    before: int
    leaders: int

    @property
    def whole_hours(self) -> int:
        """As a plan counts them: whole hours, rounded up."""
        return ceil(self.hours - 1e-9)


def is_quick(head: ActivityHead) -> bool:
    """Whether one time takes less than half an hour, getting ready and doing together."""
    return head.minutes.preparation + head.minutes.doing < QUICK_BELOW


def is_for_some(head: ActivityHead) -> bool:
    """Whether it is for some groups or families only: newcomers, a transition, support, a career."""
    return not _WIDE & set(head.themes)


def minutes_each(words: str | None) -> int | None:
    """Minutes per family out of "drie minuten per gezin"; None: it says no such thing."""
    found = _EACH.match((words or "").lower())
    if found is None:
        return None
    count = int(found[1]) if found[1] else _WORDS.get(found[2])
    return None if count is None else count * _UNITS[found[3]]


def effort_of(head: ActivityHead, school: School) -> Effort:
    """What the whole school spends on doing an activity once."""
    minutes = head.minutes
    groups = _part(school.groups, is_whole=not is_for_some(head))
    by_teachers = head.led_by is LedBy.TEACHER
    leaders = groups if by_teachers else 1
    each = minutes_each(minutes.each) if head.fewest <= _FEW else None
    if each is None and head.for_whom is ForWhom.FAMILY and head.most <= _TALK:
        each = minutes.doing
    if each is not None:
        pupils = _part(school.pupils, is_whole=head.reaches_all)
        return _effort(Per.FAMILY, each, pupils, minutes.preparation, leaders, school)
    doing = minutes.doing + minutes.after
    if head.for_whom is ForWhom.TEAM:
        return _effort(Per.TEAM, doing, school.team, minutes.preparation, 1, school)
    if by_teachers and head.for_whom is not ForWhom.PARENTS_AND_TEAM:
        return _effort(Per.GROUP, doing, groups, minutes.preparation, groups, school)
    people = 1 if head.led_by is LedBy.PARENT else min(_AT_A_MEETING, school.team)
    return _effort(Per.ONCE, doing, people, minutes.preparation, 1, school)


def _part(whole: int, *, is_whole: bool) -> int:
    return max(1, whole if is_whole else ceil(whole * _PART))


def _effort(per: Per, each: int, many: int, before: int, leaders: int, school: School) -> Effort:
    around = _AROUND + _AROUND_EACH * school.team
    total = each * many + before * leaders + around
    return Effort(total / 60.0, per, each, many, before, leaders)
