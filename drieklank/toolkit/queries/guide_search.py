"""Finding what stands beside the activities, with the same index of words: examples, situations, lessons, topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from drieklank.content.queries import content_root
from drieklank.content.schema.example import Example
from drieklank.content.schema.lesson import Lesson
from drieklank.content.schema.situation import Situation
from drieklank.content.schema.topic_page import TopicPage
from drieklank.toolkit.queries import guides
from drieklank.toolkit.search import Document, Field, Index

MOST: Final = 4
_TITLE, _SUMMARY, _TEXT = 6.0, 3.0, 1.0


@dataclass(frozen=True)
class Beside:
    """Something beside the activities. `page`: the name of its address; `kind`: what it is, in words."""

    page: str
    key: str
    kind: str
    title: str


def find_beside(typed: str) -> tuple[Beside, ...]:
    """At most four that answer to words, best first; () without words or without a true hit."""
    if not typed.strip():
        return ()
    rows = _rows(str(content_root()))
    hits = [hit for hit in _index(str(content_root())).find(typed) if not hit.is_near]
    return tuple(rows[hit.key][0] for hit in hits[:MOST])


@lru_cache(maxsize=1)
def _rows(root: str) -> dict[str, tuple[Beside, str, str]]:
    """What there is, with its summary and text, by page and key."""
    return {f"{row.page}/{row.key}": (row, summary, text) for row, summary, text in _all()}


@lru_cache(maxsize=1)
def _index(root: str) -> Index:
    return Index(
        Document(key, (Field(row.title, _TITLE), Field(summary, _SUMMARY), Field(text, _TEXT)))
        for key, (row, summary, text) in _rows(root).items()
    )


def _all() -> Iterator[tuple[Beside, str, str]]:
    yield from map(_of_topic, guides.topics())
    yield from map(_of_lesson, guides.lessons())
    yield from map(_of_situation, guides.situations())
    yield from map(_of_example, guides.examples())


def _of_topic(one: TopicPage) -> tuple[Beside, str, str]:
    row = Beside("toolkit:topic", one.key, "Onderwerp", one.head.title)
    return row, one.head.lead, f"{one.about} {one.law} {one.parents} {one.tomorrow}"


def _of_lesson(one: Lesson) -> tuple[Beside, str, str]:
    row = Beside("toolkit:lesson", one.key, "Korte les", one.head.title)
    return row, one.head.summary, f"{one.opening} {one.about} {one.words} {one.case}"


def _of_situation(one: Situation) -> tuple[Beside, str, str]:
    row = Beside("toolkit:situation", one.key, "Gesprekssituatie", one.title)
    asked = " ".join(f"{card.question} {card.further}" for card in one.cards)
    return row, one.summary, f"{one.drawing} {one.sees} {one.tip} {asked}"


def _of_example(one: Example) -> tuple[Beside, str, str]:
    row = Beside("toolkit:example", one.key, "Voorbeeld", one.title)
    return row, one.context, f"{one.did} {one.came} {one.borrow} {one.place}"
