"""A framework: the goals a school is measured on, with indicators, levels, sentences for the report and tips."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from drieklank.content.schema.base import (
    Key,
    Languages,
    NoneWord,
    Strict,
    Words,
    check_complete,
    check_languages,
    check_unique,
)
from drieklank.content.texts import Texts

INDICATORS_PER_GOAL = 8
LEVELS = (0, 1, 2, 3)
FEWEST_TIPS = 5


class ScoredBy(StrEnum):
    """Where the score of an indicator comes from."""

    QUESTIONNAIRE = "questionnaire"
    DOCUMENT = "document"
    VISIT = "visit"


class Indicator(Strict):
    """One observable sign of a goal. key: goal and number, `welcome.1`."""

    key: Key
    scored_by: ScoredBy
    text: Texts


class Level(Strict):
    """What one sees at a school on this level: 0 nothing visible, 1 starting, 2 developing, 3 embedded."""

    level: Annotated[int, Field(ge=0, le=3)]
    name: Texts
    text: Texts


class Sentence(Strict):
    """A sentence for the report; indicator None: about the goal as a whole."""

    indicator: Annotated[Key | None, NoneWord]
    text: Texts


class Tip(Strict):
    """Something a school can do next week, and the indicator it serves."""

    key: Key
    indicator: Key
    title: Texts
    text: Texts


class Goal(Strict):
    key: Key
    name: Texts
    short: Texts
    definition: Texts
    indicators: tuple[Indicator, ...]
    levels: tuple[Level, ...]
    strengths: tuple[Sentence, ...]
    improvements: tuple[Sentence, ...]
    tips: tuple[Tip, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        expected = tuple(f"{self.key}.{number}" for number in range(1, INDICATORS_PER_GOAL + 1))
        if tuple(indicator.key for indicator in self.indicators) != expected:
            raise ValueError(
                f"De indicatoren van {self.key} moeten {expected[0]} tot en met {expected[-1]} zijn."
            )
        if tuple(level.level for level in self.levels) != LEVELS:
            raise ValueError(
                f"Doel {self.key} heeft de niveaus 0, 1, 2 en 3 nodig, in die volgorde."
            )
        if len(self.tips) < FEWEST_TIPS:
            raise ValueError(f"Doel {self.key} heeft minstens {FEWEST_TIPS} tips nodig.")
        for name, sentences in (("strengths", self.strengths), ("improvements", self.improvements)):
            if None not in (sentence.indicator for sentence in sentences):
                raise ValueError(
                    f"Doel {self.key} mist bij {name} een zin over het hele doel (indicator: none)."
                )
        self._names_own_indicators(frozenset(expected))
        return self

    def _names_own_indicators(self, own: frozenset[str]) -> None:
        named = [sentence.indicator for sentence in self.strengths + self.improvements]
        named += [tip.indicator for tip in self.tips]
        for key in named:
            if key is not None and key not in own:
                raise ValueError(f"Indicator {key} hoort niet bij doel {self.key}.")

    def indicator(self, key: str) -> Indicator:
        return next(indicator for indicator in self.indicators if indicator.key == key)

    def strength(self, indicator: str | None = None) -> Sentence:
        """The sentence about this indicator; where there is none, the one about the whole goal."""
        return _sentence(self.strengths, indicator)

    def improvement(self, indicator: str | None = None) -> Sentence:
        """The sentence about this indicator; where there is none, the one about the whole goal."""
        return _sentence(self.improvements, indicator)

    def tips_for(self, indicator: str) -> tuple[Tip, ...]:
        return tuple(tip for tip in self.tips if tip.indicator == indicator)


def _sentence(sentences: tuple[Sentence, ...], indicator: str | None) -> Sentence:
    by_indicator = {sentence.indicator: sentence for sentence in sentences}
    return by_indicator.get(indicator) or by_indicator[None]


class Framework(Strict):
    key: Key
    version: Annotated[int, Field(ge=1)]
    title: Texts
    # On what the framework is modelled; shown to schools.
    source_note: Words
    # Languages of name, short and definition: what parents see. The rest is for staff, in Dutch.
    languages: Languages
    goals: tuple[Goal, ...]

    _languages = field_validator("languages")(check_languages)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        check_unique((goal.key for goal in self.goals), "Doel")
        check_unique((tip.key for goal in self.goals for tip in goal.tips), "Tip")
        for goal in self.goals:
            named = (
                (f"{goal.key}.{name}", getattr(goal, name))
                for name in ("name", "short", "definition")
            )
            check_complete(named, self.languages)
        return self

    def goal(self, key: str) -> Goal:
        """The goal with this key; raises KeyError where there is none."""
        for goal in self.goals:
            if goal.key == key:
                return goal
        raise KeyError(key)

    @property
    def indicators(self) -> dict[str, Indicator]:
        return {indicator.key: indicator for goal in self.goals for indicator in goal.indicators}
