"""Values that team and parents chose, side by side; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_CHOSEN: Final = 5
# Fewest people on a side before anything of it is shown, as everywhere within the school.
FEWEST: Final = 5
# A side counts as having chosen a value from one in five of its people on, and twice at least.
SHARE: Final = 0.2
TWICE: Final = 2


class Chooser(StrEnum):
    TEAM = "team"
    PARENTS = "parents"


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each side chose one value."""

    name: str
    team: int
    parents: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Values by who chose them, most chosen first. `rest`: chosen, but by few on either side."""

    team: tuple[Counted, ...]
    both: tuple[Counted, ...]
    parents: tuple[Counted, ...]
    rest: tuple[Counted, ...]


def is_enough(team_people: int, parents_people: int) -> bool:
    """Whether anything may be shown: with few people a count points at a person."""
    return min(team_people, parents_people) >= FEWEST


def beside(counted: Sequence[Counted], team_people: int, parents_people: int) -> SideBySide:
    """Divide values over only team, both and only parents."""
    parts: dict[str, list[Counted]] = {"team": [], "both": [], "parents": [], "rest": []}
    for one in counted:
        by_team, by_parents = _counts(one.team, team_people), _counts(one.parents, parents_people)
        if by_team and by_parents:
            parts["both"].append(one)
        elif by_team:
            parts["team"].append(one)
        elif by_parents:
            parts["parents"].append(one)
        elif one.team or one.parents:
            parts["rest"].append(one)
    return SideBySide(
        *(
            tuple(sorted(parts[name], key=lambda one: (-(one.team + one.parents), one.name)))
            for name in ("team", "both", "parents", "rest")
        )
    )


def _counts(times: int, people: int) -> bool:
    return people > 0 and times >= TWICE and times / people >= SHARE


def clean_word(typed: str) -> str:
    """Own words as they are counted: one space between words, small letters, no end mark."""
    return " ".join(typed.split()).strip(" .,!?;:").casefold()


def counting_faults(people: int, times: Mapping[str, int]) -> list[str]:
    """What cannot be in numbers that were counted at a table, as Dutch sentences."""
    faults = []
    if people < 1 and any(times.values()):
        faults.append("Vul in hoeveel mensen er kozen.")
    if any(number > people for number in times.values()):
        faults.append("Een waarde kan niet vaker gekozen zijn dan er mensen waren.")
    if sum(times.values()) > people * MOST_CHOSEN:
        faults.append(f"Dit zijn meer keuzes dan kan: ieder kiest er hoogstens {MOST_CHOSEN}.")
    return faults
