"""What the database holds of the schools in a file, as plain values: the other half of a comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class ExistingSchool(NamedTuple):
    """`locations` are the two-digit numbers. An id below zero is a school that is yet to be made."""

    id: int
    code: str
    name: str
    brin: str
    sector: str
    locations: tuple[str, ...] = ()


class ExistingGroup(NamedTuple):
    id: int
    school_id: int
    key: str
    name: str
    year_group: str


class ExistingPupil(NamedTuple):
    """`birth_date` and `left_on` are ISO text or empty."""

    id: int
    school_id: int
    key: str
    first_name: str
    name_prefix: str
    last_name: str
    birth_date: str
    year_group: str
    email: str
    left_on: str


class ExistingMember(NamedTuple):
    """A role at a school that holds now. `key` is empty where it was given by hand."""

    id: int
    user_id: int
    school_id: int
    role: str
    key: str
    name: str
    email: str


class ExistingUser(NamedTuple):
    """`own`: works for this board only, so that its roster may mend the name."""

    id: int
    name: str
    email: str
    own: bool


class ExistingParent(NamedTuple):
    """`mine`: has a child at one of the schools of the import. Of others only the id may be used."""

    id: int
    key: str
    first_name: str
    name_prefix: str
    last_name: str
    email: str
    phone: str
    mine: bool


class ExistingRelation(NamedTuple):
    id: int
    parent_id: int
    pupil_id: int
    kind: str
    by_hand: bool


@dataclass(frozen=True)
class ExistingRoster:
    """Only what holds now, of the schools of the import and the school year of the file.

    places: pupil id -> names of the groups; one of another year reads as `6a (2025-2026)`.
    taught: user id -> (school id, name of group) of this year.
    ended_by_hand: (parent id, pupil id) of relations that a person put an end to.
    """

    schools: tuple[ExistingSchool, ...] = ()
    groups: tuple[ExistingGroup, ...] = ()
    pupils: tuple[ExistingPupil, ...] = ()
    members: tuple[ExistingMember, ...] = ()
    users: Mapping[str, ExistingUser] = field(default_factory=dict)
    parents: tuple[ExistingParent, ...] = ()
    relations: tuple[ExistingRelation, ...] = ()
    places: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    taught: Mapping[int, frozenset[tuple[int, str]]] = field(default_factory=dict)
    ended_by_hand: frozenset[tuple[int, int]] = frozenset()
