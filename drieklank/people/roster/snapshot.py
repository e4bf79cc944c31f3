"""What a roster file says, in one shape whatever the format: only what the product may keep.

Keys are the numbers of the school's own administration. `school_key` is empty where the file names no school: the
people then belong to the school that the upload was made for.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Source(NamedTuple):
    """Where a fact stands: name of the file (inside a zip), and line or row from 1. Line 0: the file as a whole."""

    file: str
    line: int


class Kind(StrEnum):
    """What a file can speak about. A kind it does not cover stays as it is."""

    GROUPS = "groups"
    PUPILS = "pupils"
    STAFF = "staff"
    PARENTS = "parents"
    RELATIONS = "relations"


class Duty(StrEnum):
    """What someone does at a school, as far as the product gives rights for it."""

    LEADER = "school_leader"
    TEACHER = "teacher"
    CARE = "care_coordinator"
    OTHER = "other"


class Tie(StrEnum):
    """What an adult is to a child."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    STEP_PARENT = "step_parent"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A sentence in Dutch about one line. It never repeats what stood in a dropped column."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class RosterSchool:
    key: str
    name: str
    brin: str = ""
    location: str = ""
    source: Source = field(default=Source("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class RosterGroup:
    key: str
    school_key: str
    name: str
    year_group: str = ""
    source: Source = field(default=Source("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class RosterPupil:
    """`birth_date` is ISO text or empty; `groups` are keys of groups, the home class first."""

    key: str
    school_key: str
    first_name: str
    name_prefix: str
    last_name: str
    birth_date: str = ""
    year_group: str = ""
    email: str = ""
    groups: tuple[str, ...] = ()
    source: Source = field(default=Source("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class RosterStaff:
    """`duties` are pairs of school key and duty; `groups` the keys of the groups this person teaches."""

    key: str
    first_name: str
    name_prefix: str
    last_name: str
    email: str = ""
    duties: tuple[tuple[str, Duty], ...] = ()
    groups: tuple[str, ...] = ()
    source: Source = field(default=Source("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class RosterParent:
    """An adult who stands with a child. Whether that makes a parent is said by the relation (`doubt`)."""

    key: str
    first_name: str
    name_prefix: str
    last_name: str
    email: str = ""
    phone: str = ""
    source: Source = field(default=Source("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class RosterRelation:
    """Adult and child. `doubt` is empty where the role says parent or guardian; else the Dutch word for the role."""

    parent_key: str
    pupil_key: str
    tie: Tie = Tie.PARENT
    doubt: str = ""
    source: Source = field(default=Source("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One file, read. `board_wide` says that keys are unique for the whole board, not only within a school."""

    format: str
    covers: frozenset[Kind]
    board_wide: bool = False
    school_year: str = ""
    schools: tuple[RosterSchool, ...] = ()
    groups: tuple[RosterGroup, ...] = ()
    pupils: tuple[RosterPupil, ...] = ()
    staff: tuple[RosterStaff, ...] = ()
    parents: tuple[RosterParent, ...] = ()
    relations: tuple[RosterRelation, ...] = ()
    problems: tuple[Problem, ...] = ()
