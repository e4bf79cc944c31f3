"""Practice examples: what a school did, retold from a published source that is named."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from drieklank.content.schema.activity import Sector
from drieklank.content.schema.base import Key, NoneWord, Strict, Words, check_unique
from drieklank.content.schema.support import Topic


class ReadAs(StrEnum):
    """How far the source was read before it was retold."""

    PAGE = "page"  # (the beginning of) the page itself
    DOMAIN = "domain"  # only what the product's own overview of sources says of it


class Told(Strict):
    """Where it was published. `seen`: which part somebody read, in one line; `year` None: not on the page."""

    author: Words
    title: Words
    year: Annotated[int | None, Field(ge=1990, le=2100), NoneWord]
    url: Annotated[str | None, Field(pattern=r"^https?://"), NoneWord]
    read: ReadAs
    read_on: Annotated[date | None, NoneWord]
    seen: Words

    @model_validator(mode="after")
    def _says_when_it_was_read(self) -> Self:
        if (self.read is ReadAs.PAGE) != (self.read_on is not None):
            raise ValueError("Wie de bladzijde zelf las, zegt wanneer. Anders staat er none.")
        if self.read is ReadAs.PAGE and self.url is None:
            raise ValueError("Bij een gelezen bladzijde hoort het adres.")
        return self


class Example(Strict):
    """One example, in our own words. `activities`: keys of the library that come near it."""

    key: Key
    title: Words
    place: Words
    sectors: Annotated[tuple[Sector, ...], Field(min_length=1)]
    topics: tuple[Topic, ...]
    context: Words
    did: Words
    came: Words
    borrow: Words
    activities: Annotated[tuple[Key, ...], Field(min_length=1)]
    source: Told


class Examples(Strict):
    """`content/toolkit/examples.yaml`."""

    examples: tuple[Example, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        check_unique((one.key for one in self.examples), "Voorbeeld")
        return self
