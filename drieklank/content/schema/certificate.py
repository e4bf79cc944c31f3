"""What a school must show for the certificate: a published, numbered version of the criteria."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from drieklank.content.schema.base import Key, Strict, Words, check_unique

CRITERIA: Final = (
    "every-goal",
    "most-goals",
    "parents",
    "response",
    "actions",
    "council",
    "visit",
    "decline",
)
Points = Annotated[int, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=1, le=60)]


class Weights(Strict):
    """How heavy each source weighs in the score of a goal, in percent; together 100."""

    parents: Points
    team: Points
    documents: Points
    pupils: Points

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if sum((self.parents, self.team, self.documents, self.pupils)) != 100:
            raise ValueError("De gewichten moeten samen 100 zijn.")
        return self


class CertificateLimits(Strict):
    """The borders. Scores are on 0-100; `response` is a percentage; `decline` is in points."""

    every_goal: Points
    most_goals: Points
    most_goals_count: Count
    parents: Points
    response: Points
    actions: Count
    decline: Points


class CertificateCriterion(Strict):
    """One criterion as a school reads it."""

    key: Key
    name: Words
    explanation: Words


class CertificateRules(Strict):
    """One version of the criteria. A request keeps the version it was made under."""

    key: Key
    version: Annotated[int, Field(ge=1)]
    published_on: date
    title: Words
    intro: Words
    valid_years: Count
    appeal_weeks: Count
    renew_months: Count
    final_months: Count
    weights: Weights
    limits: CertificateLimits
    criteria: tuple[CertificateCriterion, ...]

    @model_validator(mode="after")
    def _names_each_criterion(self) -> Self:
        keys = [one.key for one in self.criteria]
        check_unique(keys, "Eis")
        if set(keys) != set(CRITERIA):
            raise ValueError(f"Noem precies deze eisen: {', '.join(CRITERIA)}.")
        return self
