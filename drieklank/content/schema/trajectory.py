"""The trajectory in five steps: what each step asks, prepares and takes over from an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from drieklank.content.schema.base import Key, Strict, Words, check_unique

FROM_SCHOOL: Final = ("school.report", "school.vision", "school.plan")
FROM_STEP: Final = ("agreements", "points", "choices", "turnout")
Minutes = Annotated[int, Field(ge=5, le=480)]


class PrepOwner(StrEnum):
    LEADER = "leader"
    ADVISER = "adviser"
    TEAM = "team"


class AnsweredBy(StrEnum):
    """Whose question it is; both may always fill it in."""

    LEADER = "leader"
    ADVISER = "adviser"
    BOTH = "both"


class ReadBy(StrEnum):
    """Who reads an answer: leader and adviser, the team too, or the steering group with its parents."""

    TWO = "two"
    ALL = "all"
    GROUP = "group"


class TrackBlock(Strict):
    """A block of the agenda. required: why this block always stays, for whoever wants it gone."""

    key: Key
    title: Words
    minutes: Annotated[int, Field(ge=5, le=240)]
    words: Words
    required: str = ""


class TrackPrep(Strict):
    """Something to prepare, so many days before the step."""

    text: Words
    owner: PrepOwner
    days: Annotated[int, Field(ge=0, le=60)]


class TrackField(Strict):
    """A question of the form, asked once in the whole trajectory."""

    key: Key
    question: Words
    help: Words
    by: AnsweredBy
    reads: ReadBy


class TrackAsk(Strict):
    """A question for the minutes."""

    key: Key
    question: Words


class TrackAgreement(Strict):
    """An agreement to propose, due so many weeks after the step."""

    title: Words
    weeks: Annotated[int, Field(ge=0, le=52)]


class TrackShow(Strict):
    """What a step's papers take over: `step.field`, or what the product knows of the school."""

    fact: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$")]
    title: Words


class TrackStepShape(Strict):
    """One step. week: when it usually falls, counted from the start."""

    key: Key
    name: Words
    aim: Words
    outline: Words
    who: Words
    minutes: Minutes
    week: Annotated[int, Field(ge=0, le=52)]
    agenda: Annotated[tuple[TrackBlock, ...], Field(min_length=1)]
    prepare: tuple[TrackPrep, ...]
    fields: tuple[TrackField, ...]
    asks: tuple[TrackAsk, ...]
    agreements: tuple[TrackAgreement, ...]
    shows: tuple[TrackShow, ...]
    brainstorm: bool = False
    points: bool = False
    invites: bool = False
    plan: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        check_unique((one.key for one in self.agenda), "Blok")
        if sum(one.minutes for one in self.agenda) != self.minutes:
            raise ValueError(f"De blokken van {self.key} zijn samen geen {self.minutes} minuten.")
        return self


class TrackPart(Strict):
    """A part of a training, to choose from."""

    key: Key
    name: Words


class Trajectory(Strict):
    """`content/trajectory/five-steps.yaml`."""

    key: Key
    version: Annotated[int, Field(ge=1)]
    title: Words
    intro: Words
    steps: Annotated[tuple[TrackStepShape, ...], Field(min_length=5, max_length=5)]
    parts: tuple[TrackPart, ...]

    @model_validator(mode="after")
    def _asks_once(self) -> Self:
        check_unique((step.key for step in self.steps), "Stap")
        check_unique((part.key for part in self.parts), "Onderdeel")
        asked = [one.key for step in self.steps for one in step.fields]
        asked += [one.key for step in self.steps for one in step.asks]
        check_unique(asked, "Vraag")
        for step, fact in self._unknown():
            raise ValueError(f"Bij {step} staat {fact}, maar dat is daarvoor niet gevraagd.")
        return self

    def _unknown(self) -> Iterator[tuple[str, str]]:
        known = set(FROM_SCHOOL)
        for step in self.steps:
            for show in step.shows:
                if show.fact not in known:
                    yield step.key, show.fact
            known |= {f"{step.key}.{one.key}" for one in step.fields}
            known |= {f"{step.key}.{name}" for name in FROM_STEP}

    def step(self, key: str) -> TrackStepShape:
        """The step with this key. Raises KeyError."""
        for one in self.steps:
            if one.key == key:
                return one
        raise KeyError(key)
