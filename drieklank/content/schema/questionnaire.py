"""A questionnaire: parts with items in a fixed order, scales as data, texts per language.

The order of `Questionnaire.items` is the order in which counts of a round are stored; it never changes within a
version.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from drieklank.content.schema.base import (
    Key,
    Languages,
    NoneWord,
    Strict,
    VersionOf,
    check_complete,
    check_languages,
    check_unique,
)
from drieklank.content.texts import Texts


class Audience(StrEnum):
    """On whose side somebody answers. LEADER and ADVISER sign what they fill in."""

    PARENTS = "parents"
    TEAM = "team"
    PUPILS = "pupils"
    LEADER = "leader"
    ADVISER = "adviser"


class Kind(StrEnum):
    """scale: one of the answers of a scale. prediction: the same, about what the other side will have answered.
    grade: a whole number. choices: any number of options. single: exactly one option, in no order.
    open: free text."""

    SCALE = "scale"
    PREDICTION = "prediction"
    GRADE = "grade"
    CHOICES = "choices"
    SINGLE = "single"
    OPEN = "open"


ON_A_SCALE = frozenset({Kind.SCALE, Kind.PREDICTION})
WITH_OPTIONS = frozenset({Kind.CHOICES, Kind.SINGLE})


class Answer(Strict):
    """One answer of a scale. value None: no opinion ("weet ik niet"), missing in every mean, never a zero."""

    key: Key
    value: Annotated[int | None, NoneWord]
    text: Texts


class Scale(Strict):
    key: Key
    answers: tuple[Answer, ...]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        check_unique((answer.key for answer in self.answers), "Antwoord")
        values = self.values
        if len(values) < 2 or list(values) != sorted(set(values)):
            raise ValueError(
                f"De waarden van schaal {self.key} moeten oplopen; er zijn er minstens twee nodig."
            )
        return self

    @property
    def values(self) -> tuple[int, ...]:
        """The values that count, rising."""
        return tuple(answer.value for answer in self.answers if answer.value is not None)

    @property
    def lowest(self) -> int:
        return self.values[0]

    @property
    def highest(self) -> int:
        return self.values[-1]

    @property
    def opinions(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.value is not None)

    @property
    def no_opinion(self) -> Answer | None:
        return next((answer for answer in self.answers if answer.value is None), None)

    def answer(self, key: str) -> Answer:
        """The answer with this key; raises KeyError where there is none."""
        for answer in self.answers:
            if answer.key == key:
                return answer
        raise KeyError(key)


class Option(Strict):
    """One option of a `choices` or `single` item."""

    key: Key
    text: Texts


class Item(Strict):
    """One question. The key stays only while wording and scale stay; it is never used again for another question.

    indicator: what it measures, or None for the questions outside the goals.
    mirror: the item of the other questionnaire that this one mirrors or predicts.
    short: a few words for charts. hint: one line of explanation under the question.
    lowest, highest: bounds of a grade. longest: characters of an open answer.
    """

    key: Key
    kind: Kind
    indicator: Annotated[Key | None, NoneWord]
    mirror: Key | None = None
    scale: Key | None = None
    text: Texts
    short: Texts
    hint: Texts | None = None
    options: tuple[Option, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    longest: Annotated[int, Field(ge=1, le=2000)] | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.scale is None) == (self.kind in ON_A_SCALE):
            raise ValueError(
                "Een vraag heeft precies dan een schaal als hij op een schaal wordt beantwoord."
            )
        if bool(self.options) != (self.kind in WITH_OPTIONS):
            raise ValueError("Opties horen bij een vraag met keuzes, en alleen daar.")
        bounds = (self.lowest is not None, self.highest is not None)
        if bounds != (self.kind is Kind.GRADE,) * 2:
            raise ValueError("lowest en highest horen bij een cijfer, en alleen daar.")
        if (self.longest is not None) != (self.kind is Kind.OPEN):
            raise ValueError("longest hoort bij een open vraag, en alleen daar.")
        if self.kind is Kind.PREDICTION and self.mirror is None:
            raise ValueError("Een voorspelling noemt met mirror de vraag van de anderen.")
        check_unique((option.key for option in self.options), "Optie")
        return self

    @property
    def texts(self) -> Iterator[tuple[str, Texts]]:
        """Each text shown to who answers, with the key where it stands (`short` is for the school's charts)."""
        yield self.key, self.text
        if self.hint is not None:
            yield f"{self.key} (hint)", self.hint
        for option in self.options:
            yield f"{self.key} ({option.key})", option.text


class Part(Strict):
    """One page: a goal, or (goal None) something else."""

    key: Key
    goal: Annotated[Key | None, NoneWord]
    title: Texts
    intro: Texts
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Questionnaire(Strict):
    key: Key
    version: Annotated[int, Field(ge=1)]
    # Questionnaires of one instrument are held together: parents and team of one round.
    instrument: Key
    audience: Audience
    minutes: Annotated[int, Field(ge=1, le=60)]
    # The goals that it measures; none: it measures something else.
    framework: Annotated[VersionOf | None, NoneWord]
    # The questionnaire that `mirror` points into.
    mirrors: Annotated[VersionOf | None, NoneWord]
    languages: Languages
    title: Texts
    scales: tuple[Scale, ...]
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]

    _languages = field_validator("languages")(check_languages)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        check_unique((scale.key for scale in self.scales), "Schaal")
        check_unique((part.key for part in self.parts), "Deel")
        check_unique((item.key for item in self.items), "Vraag")
        known = {scale.key for scale in self.scales}
        for item in self.items:
            if item.scale is not None and item.scale not in known:
                raise ValueError(f"Vraag {item.key} noemt de onbekende schaal {item.scale}.")
            if (item.mirror is not None) and self.mirrors is None:
                raise ValueError(
                    f"Vraag {item.key} spiegelt een vraag, maar mirrors noemt geen vragenlijst."
                )
        check_complete(self.texts, self.languages)
        return self

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items of all parts, in order."""
        return tuple(item for part in self.parts for item in part.items)

    @cached_property
    def items_by_key(self) -> dict[str, Item]:
        return {item.key: item for item in self.items}

    def item(self, key: str) -> Item:
        """The item with this key; raises KeyError where there is none."""
        return self.items_by_key[key]

    def part(self, key: str) -> Part:
        """The part with this key; raises KeyError where there is none."""
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(key)

    def part_of(self, item: Item) -> Part:
        return next(part for part in self.parts if item in part.items)

    def goal_items(self, goal: str) -> tuple[Item, ...]:
        """The items on a scale that make up the score of this goal, in order."""
        return tuple(
            item
            for part in self.parts
            if part.goal == goal
            for item in part.items
            if item.kind is Kind.SCALE
        )

    def scale(self, item: Item) -> Scale:
        """The scale of an item; raises KeyError for an item without one."""
        for scale in self.scales:
            if scale.key == item.scale:
                return scale
        raise KeyError(item.key)

    def said(self, item: Item, answers: Mapping[str, str]) -> str:
        """What was answered to an item in Dutch words, of answers by key; empty: nothing."""
        given = answers.get(item.key, "")
        known = {option.key: str(option.text) for option in item.options}
        if item.scale is not None:
            known = {answer.key: str(answer.text) for answer in self.scale(item).answers}
        return known.get(given, given)

    @property
    def texts(self) -> Iterator[tuple[str, Texts]]:
        """Each text with the key where it stands."""
        yield "title", self.title
        for scale in self.scales:
            yield from ((f"{scale.key} ({answer.key})", answer.text) for answer in scale.answers)
        for part in self.parts:
            yield f"{part.key} (title)", part.title
            yield f"{part.key} (intro)", part.intro
            for item in part.items:
                yield from item.texts
