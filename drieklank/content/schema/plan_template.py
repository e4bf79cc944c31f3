"""A plan that a school can take over: actions with days counted from a beginning that the school chooses."""

from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from drieklank.content.schema.activity import Sector, Theme
from drieklank.content.schema.base import Key, NoneWord, Strict, Words, check_unique

LONGEST_WEEKS: Final = 44
MOST_HOURS: Final = 80
FEWEST_ACTIONS: Final = 3


class Anchor(StrEnum):
    """From which day the weeks of an action count."""

    START = "start"  # the day on which the school begins with the plan
    SCHOOL_YEAR = "school_year"  # the first school day after the summer
    PARENT_EVENING = "parent_evening"  # the first evening with parents


Week = Annotated[int, Field(ge=-12, le=LONGEST_WEEKS)]


class TemplateAction(Strict):
    """One action. `weeks`: from and up to which week after the anchor; below zero is before it.

    `hours`: of all staff together, in a school of some ten groups. `activity`: a key of the toolkit.
    `parents`: what parents notice of it, spoken to them (*u*).
    """

    key: Key
    title: Annotated[Words, Field(max_length=120)]
    activity: Annotated[Key | None, NoneWord]
    anchor: Anchor
    weeks: tuple[Week, Week]
    hours: Annotated[int, Field(ge=1, le=MOST_HOURS)]
    who: Annotated[Words, Field(max_length=60)]
    does: Words
    parents: Annotated[Words, Field(max_length=300)]

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.weeks[0] > self.weeks[1]:
            raise ValueError("De weken lopen terug.")
        return self


class PlanTemplate(Strict):
    """`content/tracks/KEY.yaml`. `weeks`: how long it takes, from the first action to the last."""

    key: Key
    title: Words
    for_whom: Words
    why: Words
    theme: Theme
    sectors: Annotated[tuple[Sector, ...], Field(min_length=1)]
    weeks: Annotated[int, Field(ge=1, le=LONGEST_WEEKS)]
    actions: Annotated[tuple[TemplateAction, ...], Field(min_length=FEWEST_ACTIONS)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        check_unique((one.key for one in self.actions), "Actie")
        check_unique((one.title for one in self.actions), "Actie")
        return self

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The days that the school must give, in the order of `Anchor`."""
        used = {one.anchor for one in self.actions}
        return tuple(anchor for anchor in Anchor if anchor in used)
