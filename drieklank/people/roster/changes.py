"""The change set: what a roster would change, what it asks, and what stands in the way. Pure.

An import never says anything about authority: a new relation starts with authority unknown, and what was decided by
hand stays. An empty cell never wipes out what is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from drieklank.people.roster.snapshot import Kind, Problem, Source

# More pupils leaving than this share asks for a second look: a half export looks just like it.
LEAVING_SHARE = 0.10
NOWHERE = Source("", 0)
Decisions = Mapping[tuple[str, str], bool]


class Way(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class Change:
    """One row that comes, changes or goes.

    key: as it is kept in the database. row_id: 0 for what is new; of staff the id of the user.
    values: of what is new everything, of what changes the new values; before: the old ones.
    Groups stand in `values` by name, parents and pupils of a relation by key.
    """

    kind: Kind
    way: Way
    key: str
    school_id: int
    label: str
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    row_id: int = 0
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Doubt:
    """An adult who is listed with a child without a parent's role. `key` is what a decision refers to."""

    key: tuple[str, str]
    adult: str
    pupil: str
    role: str
    source: Source
    school_id: int = 0
    # What it takes to make this adult a parent: the fields of a parent, and those of a relation.
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ChangeSet:
    changes: tuple[Change, ...]
    doubts: tuple[Doubt, ...]
    problems: tuple[Problem, ...]
    pupils_before: int = 0

    def counts(self) -> dict[str, dict[str, int]]:
        """kind -> {"new", "changed", "leaving"}, for every kind."""
        found = {kind.value: {way.value: 0 for way in Way} for kind in _SHOWN}
        for change in self.changes:
            found[change.kind.value][change.way.value] += 1
        return found

    @property
    def leaving(self) -> int:
        """How many pupils would leave."""
        return sum(c.kind is Kind.PUPILS and c.way is Way.LEAVING for c in self.changes)

    @property
    def is_empty(self) -> bool:
        return not self.changes

    def too_many_leave(self, allowed: int | None = None) -> bool:
        """Whether more than a tenth of the pupils would leave, and more than was allowed by number."""
        if self.leaving <= self.pupils_before * LEAVING_SHARE:
            return False
        return allowed is None or self.leaving > allowed


_SHOWN = (Kind.PUPILS, Kind.GROUPS, Kind.STAFF, Kind.PARENTS, Kind.RELATIONS)
