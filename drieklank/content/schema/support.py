"""The directory of outside help: bodies and publications, and when somebody last looked whether they are there."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from drieklank.content.schema.base import Key, NoneWord, Strict, Words, check_unique


class SupportKind(StrEnum):
    PLATFORM = "platform"
    TOOLKIT = "toolkit"
    KNOWLEDGE = "knowledge"
    RESEARCH = "research"
    CAMPAIGN = "campaign"
    YEARLY_REPORT = "yearly_report"
    HELP = "help"
    EXAMPLE = "example"


class SupportFor(StrEnum):
    TEAM = "team"
    LEADER = "leader"
    PARENTS = "parents"
    PUPILS = "pupils"
    COUNCIL = "council"


class SupportSector(StrEnum):
    EARLY = "vve"
    PRIMARY = "po"
    SECONDARY = "vo"


class Topic(StrEnum):
    """What a topic page is about."""

    SUPPORT = "support"  # passend onderwijs
    LOB = "lob"
    NEWCOMERS = "newcomers"
    PARTICIPATION = "participation"
    TRANSITIONS = "transitions"
    SAFETY = "safety"
    PRIVACY = "privacy"


class Support(Strict):
    """One body or publication. `checked_on` None: nobody looked yet, and the page says "onbekend".

    edition: year of the newest yearly edition that is known; None: not known, or there are none.
    """

    key: Key
    name: Words
    kind: SupportKind
    audience: Annotated[tuple[SupportFor, ...], Field(min_length=1)]
    sectors: Annotated[tuple[SupportSector, ...], Field(min_length=1)]
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]
    offers: Words
    url: Annotated[str | None, Field(pattern=r"^https://"), NoneWord]
    yearly: bool
    edition: Annotated[int | None, Field(ge=2000, le=2100), NoneWord] = None
    checked_on: Annotated[date | None, NoneWord]

    @model_validator(mode="after")
    def _edition_of_what_is_yearly(self) -> Self:
        if self.edition is not None and not self.yearly:
            raise ValueError("Een uitgave hoort bij wat elk jaar verschijnt: zet yearly op yes.")
        return self


class Supports(Strict):
    """`content/toolkit/supports.yaml`."""

    supports: tuple[Support, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        check_unique((one.key for one in self.supports), "Aanbod")
        return self
