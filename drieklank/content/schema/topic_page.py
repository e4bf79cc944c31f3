"""Topic pages: what a subject is, what the law says, what parents may expect, what to do tomorrow."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from drieklank.content.schema.base import Key, NoneWord, Strict, Words
from drieklank.content.schema.support import Topic


class LawSource(Strict):
    """What a sentence about the law rests on. `read_on` None: known from our overview of sources only."""

    cite: Words
    url: Annotated[str | None, Field(pattern=r"^https?://"), NoneWord]
    read_on: Annotated[date | None, NoneWord]


class TopicHead(Strict):
    """The head of `content/toolkit/topics/KEY.md`. `unsure`: what nobody could verify, told on the page."""

    key: Topic
    title: Words
    lead: Words
    activities: Annotated[tuple[Key, ...], Field(min_length=3)]
    home_tips: tuple[Key, ...]
    sources: Annotated[tuple[LawSource, ...], Field(min_length=1)]
    unsure: tuple[Words, ...]
    reviewed_on: date


@dataclass(frozen=True)
class TopicPage:
    """A whole topic page: its head, and its parts as CommonMark."""

    head: TopicHead
    about: str
    law: str
    parents: str
    tomorrow: str

    @property
    def key(self) -> str:
        return self.head.key.value
