"""Conversation situations: a drawing that takes no side, and cards to talk about it."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from drieklank.content.schema.activity import Sector
from drieklank.content.schema.base import Key, Strict, Words

CARDS = 5


class CardFor(StrEnum):
    """Who lays the card on the table."""

    TEAM = "team"
    PARENTS = "parents"
    BOTH = "both"


class CardKind(StrEnum):
    """What a card asks: to look, to stand where the other stands, to say what you expect, to agree."""

    LOOK = "look"
    SWAP = "swap"
    EXPECT = "expect"
    AGREE = "agree"


class Card(Strict):
    """A question, and one that goes a step further."""

    for_whom: CardFor
    kind: CardKind
    question: Words
    further: Words


class Situation(Strict):
    """`content/toolkit/situations/KEY.yaml`; the drawing stands beside it as KEY.svg.

    `drawing`: the name of the drawing; `sees`: what there is to see, without a judgement.
    """

    key: Key
    place: Annotated[int, Field(ge=1)]
    title: Words
    summary: Words
    sectors: Annotated[tuple[Sector, ...], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=10, le=60)]
    drawing: Words
    sees: Words
    cards: Annotated[tuple[Card, ...], Field(min_length=CARDS, max_length=CARDS)]
    tip: Words
    activities: Annotated[tuple[Key, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _asks_everybody(self) -> Self:
        if {card.for_whom for card in self.cards} != set(CardFor):
            raise ValueError(
                "Er hoort een kaart voor het team, voor ouders en voor allebei te zijn."
            )
        if not {CardKind.SWAP, CardKind.EXPECT} <= {card.kind for card in self.cards}:
            raise ValueError(
                "Eén kaart wisselt van plek (swap), één vraagt wat je verwacht (expect)."
            )
        return self
