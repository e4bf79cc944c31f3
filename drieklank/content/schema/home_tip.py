"""Home tips: small things that parents can do with their child, in any language."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from drieklank.content.schema.base import Key, Strict, Words, check_unique

SHORTEST, LONGEST = 5, 15


class About(StrEnum):
    """What a tip is about."""

    LANGUAGE = "language"
    READING = "reading"
    NUMBERS = "numbers"
    WORLD = "world"
    FEELINGS = "feelings"
    FRIENDS = "friends"
    SCREENS = "screens"
    HOME = "home"
    SCHOOL = "school"
    FUTURE = "future"


class HomeTip(Strict):
    """One tip; `ages` from and up to, in years, `minutes` five to fifteen."""

    key: Key
    ages: tuple[Annotated[int, Field(ge=4, le=17)], Annotated[int, Field(ge=4, le=17)]]
    minutes: Annotated[int, Field(ge=SHORTEST, le=LONGEST)]
    about: About
    indicator: Key
    title: Words
    text: Words

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.ages[0] > self.ages[1]:
            raise ValueError("De leeftijd loopt terug.")
        return self


class HomeTips(Strict):
    """`content/toolkit/home-tips.yaml`."""

    tips: tuple[HomeTip, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        check_unique((tip.key for tip in self.tips), "Tip")
        return self
