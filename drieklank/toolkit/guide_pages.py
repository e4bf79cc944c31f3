"""Situations, lessons and topics as their pages show them: parts as clean HTML, words instead of keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from drieklank.content.markdown import to_html
from drieklank.content.schema.activity import Activity
from drieklank.content.schema.lesson import Lesson
from drieklank.content.schema.situation import Situation
from drieklank.content.schema.topic_page import TopicPage
from drieklank.toolkit.drawing import on_page
from drieklank.toolkit.rules import minutes_words
from drieklank.toolkit.rules.talking import CARD_FOR, CARD_KIND


@dataclass(frozen=True)
class Near:
    """An activity of the library that comes near, as a row."""

    key: str
    title: str
    time: str


@dataclass(frozen=True)
class CardShown:
    """A question card, with the colour of who lays it down."""

    number: int
    label: str
    side: str
    question: str
    further: str


@dataclass(frozen=True)
class SituationShown:
    """A situation with its drawing."""

    situation: Situation
    drawing: SafeString
    cards: tuple[CardShown, ...]


@dataclass(frozen=True)
class ExerciseStep:
    """A step of the exercise."""

    title: str
    minutes: str
    html: SafeString


@dataclass(frozen=True)
class LessonShown:
    """A lesson, its parts as HTML."""

    lesson: Lesson
    opening: SafeString
    about: SafeString
    steps: tuple[ExerciseStep, ...]
    words: SafeString
    case: SafeString
    this_week: SafeString


@dataclass(frozen=True)
class LessonRow:
    """A lesson in the list. `is_done`: by who looks. `people`: how many colleagues; 0 is not told."""

    lesson: Lesson
    is_done: bool
    people: int


@dataclass(frozen=True)
class TopicShown:
    """A topic page, its parts as HTML."""

    topic: TopicPage
    about: SafeString
    law: SafeString
    parents: SafeString
    tomorrow: SafeString


def near_of(found: Iterable[Activity]) -> tuple[Near, ...]:
    """Activities as rows."""
    return tuple(Near(one.key, one.head.title, minutes_words(one.head.minutes)) for one in found)


def situation_page(found: Situation, svg: str) -> SituationShown:
    """The page of a situation."""
    cards = []
    for number, card in enumerate(found.cards, 1):
        name, side = CARD_FOR[card.for_whom]
        label = f"{name}: {CARD_KIND[card.kind]}"
        cards.append(CardShown(number, label, side, card.question, card.further))
    return SituationShown(found, on_page(found, svg), tuple(cards))


def lesson_page(found: Lesson) -> LessonShown:
    """The page of a lesson."""
    steps = (
        ExerciseStep(
            step.title,
            "1 minuut" if step.minutes == 1 else f"{step.minutes} minuten",
            _html(step.text),
        )
        for step in found.steps
    )
    return LessonShown(
        found,
        _html(found.opening),
        _html(found.about),
        tuple(steps),
        _html(found.words),
        _html(found.case),
        _html(found.this_week),
    )


def lesson_rows(
    found: Iterable[Lesson], done: Collection[str], counts: Mapping[str, int]
) -> tuple[LessonRow, ...]:
    """The list of lessons, with the own marks and the numbers that may be told."""
    return tuple(LessonRow(one, one.key in done, counts.get(one.key, 0)) for one in found)


def topic_page(found: TopicPage) -> TopicShown:
    """The page of a topic."""
    return TopicShown(
        found, _html(found.about), _html(found.law), _html(found.parents), _html(found.tomorrow)
    )


def _html(markdown: str) -> SafeString:
    return mark_safe(to_html(markdown))  # noqa: S308 -- cleaned by nh3, from the product's own files
