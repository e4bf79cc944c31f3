"""Reads beside the library: practice examples, conversation situations, micro-lessons and topic pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from drieklank.content.guides import load_drawing
from drieklank.content.queries import content_root, toolkit
from drieklank.content.schema.activity import Activity, Reference
from drieklank.content.schema.example import Example
from drieklank.content.schema.home_tip import HomeTip
from drieklank.content.schema.lesson import Lesson
from drieklank.content.schema.situation import Situation
from drieklank.content.schema.support import Support, Topic
from drieklank.content.schema.topic_page import TopicPage

Keyed = TypeVar("Keyed", Example, Situation, Lesson, TopicPage)


def examples(topic: Topic | None = None) -> tuple[Example, ...]:
    """Practice examples in the order of the file, of one topic or all."""
    return tuple(one for one in toolkit().examples if topic is None or topic in one.topics)


def example(key: str) -> Example | None:
    """One example; None: there is none of that key."""
    return _by_key(toolkit().examples, key)


def situations() -> tuple[Situation, ...]:
    """The conversation situations, in their own order."""
    return toolkit().situations


def situation(key: str) -> Situation | None:
    """One situation; None: there is none of that key."""
    return _by_key(toolkit().situations, key)


def drawing_of(found: Situation) -> str:
    """The drawing of a situation, as SVG with the colours of the house and a spare for each."""
    return load_drawing(content_root(), found.key)


def lessons() -> tuple[Lesson, ...]:
    """The micro-lessons, in the order to follow them in."""
    return toolkit().lessons


def lesson(key: str) -> Lesson | None:
    """One lesson; None: there is none of that key."""
    return _by_key(toolkit().lessons, key)


def lesson_after(found: Lesson) -> Lesson | None:
    """The lesson that comes next; None after the last."""
    return next((one for one in lessons() if one.head.place == found.head.place + 1), None)


def topics() -> tuple[TopicPage, ...]:
    """The topic pages, by title."""
    return tuple(sorted(toolkit().topics, key=lambda one: one.head.title))


def topic(key: str) -> TopicPage | None:
    """One topic page; None: there is none of that key."""
    return _by_key(toolkit().topics, key)


def activities_named(keys: Iterable[str]) -> tuple[Activity, ...]:
    """The activities of these keys, in this order."""
    return tuple(toolkit().activities[key] for key in keys)


def references_named(keys: Iterable[str]) -> tuple[Reference, ...]:
    """The sources of these keys, in this order."""
    return tuple(toolkit().references[key] for key in keys)


def tips_named(keys: Iterable[str]) -> tuple[HomeTip, ...]:
    """The home tips of these keys, in this order."""
    tips = {tip.key: tip for tip in toolkit().home_tips}
    return tuple(tips[key] for key in keys)


def supports_on(key: Topic) -> tuple[Support, ...]:
    """The outside help on a topic."""
    return tuple(one for one in toolkit().supports if key in one.topics)


def _by_key(found: Sequence[Keyed], key: str) -> Keyed | None:
    return next((one for one in found if one.key == key), None)
