"""Micro-lessons for teams: ten to fifteen minutes at the start of a meeting."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from drieklank.content.schema.activity import Step
from drieklank.content.schema.base import Key, Strict, Words

SHORTEST, LONGEST = 10, 15
CHECKS: Final = 3


class Answer(Strict):
    """One answer to choose from."""

    says: Words
    right: bool


class Check(Strict):
    """A question to try oneself on; `because` explains, also to who chose another answer."""

    question: Words
    answers: Annotated[tuple[Answer, ...], Field(min_length=2, max_length=4)]
    because: Words

    @model_validator(mode="after")
    def _has_one_answer(self) -> Self:
        if sum(answer.right for answer in self.answers) != 1:
            raise ValueError("Precies één antwoord is het goede.")
        return self

    @property
    def right(self) -> str:
        """The answer that fits."""
        return next(answer.says for answer in self.answers if answer.right)


class LessonHead(Strict):
    """The head of `content/toolkit/lessons/KEY.md`."""

    key: Key
    place: Annotated[int, Field(ge=1)]
    title: Words
    summary: Words
    minutes: Annotated[int, Field(ge=SHORTEST, le=LONGEST)]
    references: tuple[Key, ...]
    activities: Annotated[tuple[Key, ...], Field(min_length=1)]
    checks: Annotated[tuple[Check, ...], Field(min_length=CHECKS, max_length=CHECKS)]
    reviewed_on: date


@dataclass(frozen=True)
class Lesson:
    """A whole lesson: its head, and its parts as CommonMark."""

    head: LessonHead
    opening: str
    about: str
    steps: tuple[Step, ...]
    words: str
    case: str
    this_week: str

    @property
    def key(self) -> str:
        return self.head.key
