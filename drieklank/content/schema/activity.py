"""An activity of the toolkit: its metadata (the head of the file) and its parts (the headings below it)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from drieklank.content.schema.base import Key, NoneWord, Strict, Words, check_unique

LONGEST_SUMMARY = 220


class Pillar(StrEnum):
    """The four pillars under which a school builds (domain.md 4.1)."""

    VISION = "vision"
    PARENTS = "parents"
    BOND = "bond"
    EXCHANGE = "exchange"


class Theme(StrEnum):
    """What an activity is for, beside partnership in general."""

    GENERAL = "general"
    FIJNE_SCHOOL = "fijne-school"
    LOB = "lob"
    NEWCOMERS = "newcomers"
    SUPPORT = "support"
    TRANSITIONS = "transitions"


class Sector(StrEnum):
    PRIMARY = "po"
    SECONDARY = "vo"


class Participation(StrEnum):
    """What parents do in it: meeleven, meehelpen, meedenken, meebeslissen."""

    EMPATHISE = "empathise"
    HELP = "help"
    THINK_ALONG = "think_along"
    CO_DECIDE = "co_decide"


class Partnership(StrEnum):
    INFORMAL = "informal"
    FORMAL = "formal"
    DIDACTIC = "didactic"
    PEDAGOGICAL = "pedagogical"
    SOCIETAL = "societal"


class ForWhom(StrEnum):
    """Who takes part."""

    TEAM = "team"
    PARENTS = "parents"
    PARENTS_AND_TEAM = "parents_and_team"
    FAMILY = "family"  # parents, child and teacher


class LedBy(StrEnum):
    TEACHER = "teacher"
    LEADER = "leader"
    CARE_COORDINATOR = "care_coordinator"
    WORKING_GROUP = "working_group"
    ADVISER = "adviser"
    PARENT = "parent"


class Place(StrEnum):
    SCHOOL = "school"
    HOME = "home"
    ONLINE = "online"
    OUTSIDE = "outside"


class Cost(StrEnum):
    """What must be bought: nothing, up to some fifty euros, or more."""

    NONE = "none"
    LOW = "low"
    SOME = "some"


class Barrier(StrEnum):
    """What makes taking part hard for parents, as the baseline asks it: the options of its list."""

    TIME = "time"
    LANGUAGE = "language"
    UNSURE = "unsure"
    EXPERIENCE = "experience"
    NOT_INVITED = "not-invited"
    CHILDCARE = "childcare"
    TRANSPORT = "transport"


class EvidenceLevel(StrEnum):
    """How well an activity of this kind was studied (domain.md 6.2)."""

    IDEA = "E0"
    PRACTICE = "E1"
    ATTITUDES = "E2"
    TRIAL = "E3"
    TRIALS = "E4"


class Outcome(StrEnum):
    """What studies looked at."""

    LEARNING = "learning"
    ATTENDANCE = "attendance"
    WELLBEING = "wellbeing"
    RELATION = "relation"
    REACH = "reach"
    TEAM = "team"


class Minutes(Strict):
    """Minutes of one time: getting ready, doing it, and afterwards. `each`: per family or talk."""

    preparation: Annotated[int, Field(ge=0, le=600)]
    doing: Annotated[int, Field(ge=1, le=600)]
    after: Annotated[int, Field(ge=0, le=240)]
    each: Annotated[Words | None, NoneWord]


class Evidence(Strict):
    """What is known. `says` tells it in plain Dutch, also that nothing was found."""

    level: EvidenceLevel
    outcome: Annotated[Outcome | None, NoneWord]
    says: Words
    references: tuple[Key, ...]

    @model_validator(mode="after")
    def _names_its_sources(self) -> Self:
        if self.level in {EvidenceLevel.IDEA, EvidenceLevel.PRACTICE}:
            return self
        if not self.references or self.outcome is None:
            raise ValueError(
                "Wie bewijs noemt (E2 of hoger), noemt ook de bron en waar die over gaat."
            )
        return self


class ActivityHead(Strict):
    """The head of `content/toolkit/activities/KEY.md`."""

    key: Key
    version: Annotated[int, Field(ge=1)]
    title: Words
    summary: Annotated[Words, Field(max_length=LONGEST_SUMMARY)]
    pillar: Pillar
    goals: Annotated[tuple[Key, ...], Field(min_length=1, max_length=3)]
    indicators: tuple[Key, ...]
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]
    sectors: Annotated[tuple[Sector, ...], Field(min_length=1)]
    groups: Words
    partnership: Partnership
    participation: Participation
    for_whom: ForWhom
    led_by: LedBy
    minutes: Minutes
    fewest: Annotated[int, Field(ge=1)]
    most: Annotated[int, Field(ge=1)]
    place: Place
    cost: Cost
    materials: tuple[Words, ...]
    barriers: tuple[Barrier, ...]
    reaches_all: bool
    evidence: Evidence
    reviewed_on: date

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.most < self.fewest:
            raise ValueError("most is kleiner dan fewest.")
        own = tuple(f"{goal}." for goal in self.goals)
        for indicator in self.indicators:
            if not indicator.startswith(own):
                raise ValueError(f"Indicator {indicator} hoort niet bij de doelen van dit bestand.")
        return self


@dataclass(frozen=True)
class Step:
    """One step of the doing: its minutes, what it is called, and what to do and say (CommonMark)."""

    minutes: int
    title: str
    text: str


@dataclass(frozen=True)
class Named:
    """A part with a heading of its own: a variant, or a sheet to hand out (CommonMark)."""

    title: str
    text: str


@dataclass(frozen=True)
class Activity:
    """A whole activity: its head, and its parts as CommonMark."""

    head: ActivityHead
    aim: str
    preparation: str
    steps: tuple[Step, ...]
    variants: tuple[Named, ...]
    care: str
    privacy: str
    worked: str
    afterwards: str
    sheets: tuple[Named, ...]

    @property
    def key(self) -> str:
        return self.head.key


class ReferenceKind(StrEnum):
    """What kind of source it is, the strongest first."""

    REVIEW = "review"
    TRIAL = "trial"
    COMPARISON = "comparison"
    GUIDE = "guide"
    PRACTICE = "practice"
    OTHER = "other"


class Reference(Strict):
    """A source. `checked_on` None: known from summaries; nobody read the whole text over."""

    key: Key
    cite: Words
    kind: ReferenceKind
    found: Words
    checked_on: Annotated[date | None, NoneWord]


class References(Strict):
    """`content/toolkit/references.yaml`."""

    references: tuple[Reference, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        check_unique((one.key for one in self.references), "Bron")
        return self
