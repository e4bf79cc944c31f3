"""Reads of the toolkit: the library as it stands in content/, found by words, filters or a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from drieklank.content.queries import content_root, toolkit
from drieklank.content.schema.activity import Activity, Pillar, Reference, Sector
from drieklank.content.schema.home_tip import HomeTip
from drieklank.content.schema.support import Support
from drieklank.schools.models import School
from drieklank.toolkit.rules import AGES, Choice, Filters, matches, minutes_words, three_for
from drieklank.toolkit.search import Document, Field, Index

__all__ = [
    "Activity",
    "AgePart",
    "Choice",
    "Filters",
    "Found",
    "activities",
    "activities_for",
    "activity",
    "find",
    "home_tips",
    "of_pillar",
    "references_of",
    "schools",
    "supports",
    "time_of",
    "tips_by_age",
]

# A word in the title says more about an activity than one in its steps.
_TITLE, _SUMMARY, _TEXT = 6.0, 3.0, 1.0


@dataclass(frozen=True)
class Found:
    """What a search gave. `is_near`: nothing was quite it; these come nearest."""

    activities: tuple[Activity, ...]
    is_near: bool


def activities() -> tuple[Activity, ...]:
    """All activities of the library, by title."""
    return tuple(sorted(toolkit().activities.values(), key=lambda one: one.head.title.casefold()))


def activity(key: str) -> Activity | None:
    """One activity; None: there is none of that key."""
    return toolkit().activities.get(key)


def time_of(found: Activity) -> str:
    """How long an activity takes, in words."""
    return minutes_words(found.head.minutes)


def of_pillar(pillar: Pillar, found: Sequence[Activity]) -> tuple[Activity, ...]:
    """Those of one pillar, in their own order."""
    return tuple(one for one in found if one.head.pillar is pillar)


def references_of(found: Activity) -> tuple[Reference, ...]:
    """The sources that an activity names, in its own order."""
    return tuple(toolkit().references[key] for key in found.head.evidence.references)


def home_tips() -> tuple[HomeTip, ...]:
    """All tips for at home, in the order of the file."""
    return toolkit().home_tips


def supports() -> tuple[Support, ...]:
    """The directory of outside help."""
    return toolkit().supports


def find(typed: str, filters: Filters) -> Found:
    """Activities for words and filters: best first where words were typed, else by title.

    Where nothing answers to both, the words count alone, and then the filters alone: what comes
    nearest, and `is_near` says so.
    """
    kept = {one.key for one in activities() if matches(one.head, filters)}
    if not typed.strip():
        chosen = tuple(one for one in activities() if one.key in kept)
        return Found(chosen, False) if chosen else Found(activities(), True)
    hits = _index().find(typed)
    both = [hit for hit in hits if hit.key in kept]
    if both:
        return Found(_in_order([hit.key for hit in both]), all(hit.is_near for hit in both))
    if hits:
        return Found(_in_order([hit.key for hit in hits]), True)
    return Found(tuple(one for one in activities() if one.key in kept), True)


def activities_for(
    goal: str, sector: str, indicators: Sequence[str] = ()
) -> tuple[tuple[Activity, Choice], ...]:
    """At most three activities that serve a goal in a sector (`po`, `vo`; others count as `po`)."""
    known = {one.value: one for one in Sector}
    heads = (one.head for one in activities())
    chosen = three_for(heads, goal, known.get(sector, Sector.PRIMARY), indicators)
    return tuple((toolkit().activities[choice.head.key], choice) for choice in chosen)


def _in_order(keys: Sequence[str]) -> tuple[Activity, ...]:
    return tuple(toolkit().activities[key] for key in keys)


@lru_cache(maxsize=1)
def _made(root: str) -> Index:
    return Index(document_of(one) for one in toolkit().activities.values())


def _index() -> Index:
    return _made(str(content_root()))


def document_of(found: Activity) -> Document:
    """An activity as the search reads it."""
    head = found.head
    text = " ".join(
        [
            found.aim,
            found.preparation,
            found.care,
            found.worked,
            found.afterwards,
            *(f"{step.title} {step.text}" for step in found.steps),
            *(f"{sheet.title} {sheet.text}" for sheet in found.sheets),
            *head.materials,
        ]
    )
    return Document(
        head.key,
        (Field(head.title, _TITLE), Field(head.summary, _SUMMARY), Field(text, _TEXT)),
    )


def schools() -> QuerySet[School]:
    """All schools of the open boards; which of them a reader may open, the doors say."""
    return School.objects.all()


@dataclass(frozen=True)
class AgePart:
    """Tips for children of an age."""

    name: str
    tips: tuple[HomeTip, ...]


def tips_by_age() -> tuple[AgePart, ...]:
    """The tips for at home by the age they begin at."""
    return tuple(
        AgePart(name, tuple(tip for tip in home_tips() if first <= tip.ages[0] <= last))
        for first, last, name in AGES
    )
