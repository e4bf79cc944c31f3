"""With which schools a school stands beside: of its sector, its size, and what it told of itself.

A figure of a group may be kept only where nobody's own can be found back in it, also not by whoever
lays all groups side by side: a sector less its small and its middle schools is its large ones. So
not the groups must be large enough but everything that they tell apart together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

# Fewest schools, and fewest boards they belong to, behind a figure that other schools see.
LEAST_SCHOOLS: Final = 10
LEAST_BOARDS: Final = 3
# A board knows the scores of its own schools. Where they are more than half, it would know nearly
# everything of the others from mean and spread.
_LARGEST_BOARD: Final = 0.5

_STORED_FROM: Final = 10  # October

SECTOR: Final = "sector"
SIZE: Final = "size"
LANGUAGES: Final = "languages"

# Upper bounds of pupils of a small and of a middle-sized school, per sector.
_BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "po": (150, 300),
    "vo": (600, 1200),
    "so": (75, 150),
}
SIZES: Final = ("small", "middle", "large")


class Group(NamedTuple):
    """A reference group within a sector: of all, of one size, or of one share of languages."""

    kind: str
    value: str = ""


WHOLE: Final = Group(SECTOR)


@dataclass(frozen=True, slots=True)
class Member:
    """A school that takes part, as far as the choice of groups asks."""

    board: int
    groups: frozenset[Group]


def year_due(day: date) -> str:
    """The school year whose groups are stored by now: from 1 October the one that ended in July.

    Reports of the last weeks of a year are shared after the summer.
    """
    last = day.year if day.month >= _STORED_FROM else day.year - 1
    return f"{last - 1}-{last}"


def is_over(year: str, day: date) -> bool:
    """Whether a school year ("2026-2027", to 31 July) is over on this day."""
    return day >= date(int(year[5:]), 8, 1)


def size_of(sector: str, pupils: int) -> str:
    """Small, middle or large for its sector; empty where no pupils are known."""
    if pupils <= 0 or sector not in _BOUNDS:
        return ""
    small, middle = _BOUNDS[sector]
    return SIZES[0] if pupils < small else SIZES[1] if pupils < middle else SIZES[2]


def size_words(sector: str, size: str) -> str:
    """How many pupils a size means: "150 tot 300 leerlingen"."""
    small, middle = _BOUNDS[sector]
    return {
        SIZES[0]: f"minder dan {small} leerlingen",
        SIZES[1]: f"{small} tot {middle} leerlingen",
        SIZES[2]: f"{middle} leerlingen of meer",
    }[size]


def groups_of(sector: str, pupils: int, languages: str) -> frozenset[Group]:
    """The groups that a school counts in. `languages` empty: not shared, or not known."""
    size = size_of(sector, pupils)
    own = {WHOLE}
    if size:
        own.add(Group(SIZE, size))
    if languages:
        own.add(Group(LANGUAGES, languages))
    return frozenset(own)


def is_enough(boards: Collection[int]) -> bool:
    """Whether these schools, given by their boards, may be told together."""
    count = Counter(boards)
    return (
        len(boards) >= LEAST_SCHOOLS
        and len(count) >= LEAST_BOARDS
        and max(count.values()) <= _LARGEST_BOARD * len(boards)
    )


def groups_kept(members: Sequence[Member]) -> set[Group]:
    """The groups of which a figure may be kept, of the schools that have it; largest first.

    A group joins only where all schools that the kept groups tell apart are enough by themselves.
    Where even the whole sector is not enough, nothing is kept.
    """
    if not _all_enough(members, {WHOLE}):
        return set()
    kept = {WHOLE}
    sizes = Counter(group for member in members for group in member.groups if group != WHOLE)
    for group, _ in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        if _all_enough(members, kept | {group}):
            kept.add(group)
    return kept


def _all_enough(members: Sequence[Member], kept: Set[Group]) -> bool:
    told_apart: dict[frozenset[Group], list[int]] = defaultdict(list)
    for member in members:
        told_apart[member.groups & kept].append(member.board)
    return bool(told_apart) and all(is_enough(boards) for boards in told_apart.values())
