"""An instrument: which questionnaires are held together, how, and when."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from drieklank.content.schema.base import Key, NoneWord, Strict, Words
from drieklank.content.schema.questionnaire import Audience


class Way(StrEnum):
    """round: everybody once, in sealed envelopes. waves: the same, a few people after each event.
    signed: one person, under the own name."""

    ROUND = "round"
    WAVES = "waves"
    SIGNED = "signed"


class Asked(Strict):
    """Which questionnaire an audience gets; sectors empty: in every kind of school."""

    audience: Audience
    questionnaire: Key
    sectors: tuple[Annotated[str, Field(pattern=r"^(po|vo|so)$")], ...] = ()


DayOfYear = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-([0-2][0-9]|3[01])$")]


class Window(Strict):
    """The part of a year in which the figures count elsewhere; both days belong to it."""

    opens: DayOfYear
    closes: DayOfYear


class Instrument(Strict):
    """name: as in "de nulmeting loopt"; always a de-word. caution: what it is not, or none."""

    key: Key
    name: Words
    way: Way
    purpose: Words
    caution: Annotated[Words | None, NoneWord]
    asked: Annotated[tuple[Asked, ...], Field(min_length=1)]
    window: Annotated[Window | None, NoneWord]
    # The instrument whose questions it asks again.
    repeats: Annotated[Key | None, NoneWord]

    @model_validator(mode="after")
    def _asks_each_audience_once(self) -> Self:
        for sector in ("po", "vo", "so"):
            audiences = [one.audience for one in self.asked_in(sector)]
            if len(set(audiences)) != len(audiences):
                raise ValueError(f"In sector {sector} krijgt iemand twee vragenlijsten.")
        return self

    def asked_in(self, sector: str) -> tuple[Asked, ...]:
        """Who is asked at a school of this sector, and what."""
        return tuple(one for one in self.asked if not one.sectors or sector in one.sectors)
