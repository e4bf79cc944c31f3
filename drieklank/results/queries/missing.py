"""Who did not answer, by group and language, and how far that could move the scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from drieklank.measure.queries import FAMILIES, LANGUAGES
from drieklank.results.queries.ledger import Count, Ledger
from drieklank.results.queries.parts import RoleResponse
from drieklank.results.rules import GoalFinding
from drieklank.results.rules.missing import (
    GoalBounds,
    Part,
    extremes_sentence,
    falls_sentence,
    family_sentence,
    goal_bounds,
    groups_sentence,
    language_sentence,
    shift_sentence,
)

# A family that is new and a family of the first group are nearly the same families: where a count of
# the one beside a count of the other would give away the few in which they differ, it is not made.
NOT_COUNTED: Final = (
    "Of nieuwe gezinnen even vaak meededen, is hier niet te zeggen: het zijn er te weinig, of de "
    "school gebruikt Drieklank pas sinds dit schooljaar."
)


@dataclass(frozen=True)
class MissingPart:
    """Who is missing among parents. `bounds` is empty where nobody is, or nothing is known."""

    who: tuple[str, ...]
    how_far: tuple[str, ...]
    languages: tuple[Part, ...]
    groups: tuple[Part, ...]
    bounds: tuple[GoalBounds, ...]
    is_everybody: bool
    families: tuple[Part, ...] = ()

    @property
    def not_counted(self) -> str:
        """What this round cannot say; empty where it can."""
        is_said = bool(self.families) and all(one.answered is not None for one in self.families)
        return "" if is_said else NOT_COUNTED

    @property
    def lines(self) -> tuple[Part, ...]:
        """The groups, then the languages, then new families and others, for one table."""
        languages = (replace(one, name=f"taal: {_in_a_line(one.name)}") for one in self.languages)
        families = (replace(one, name=f"gezin: {_in_a_line(one.name)}") for one in self.families)
        return (*self.groups, *languages, *families)


def missing_part(
    ledger: Ledger, response: RoleResponse, goals: Sequence[GoalFinding]
) -> MissingPart | None:
    """Who is missing of a role; None where too few answered to say anything."""
    if not response.is_shown:
        return None
    languages = _parts(ledger.languages.get(response.role, ()), LANGUAGES)
    families = _parts(ledger.families.get(response.role, ()), FAMILIES)
    groups = _parts(response.groups, {})
    bounds = goal_bounds(goals, response.response)
    everybody = response.response.missing == 0
    who = (
        response.missing if not everybody else "",
        groups_sentence(groups, response.response),
        language_sentence(languages, response.response),
        family_sentence(families, response.response),
    )
    how_far = (
        shift_sentence(response.response, response.many),
        falls_sentence(bounds),
        extremes_sentence(bounds),
    )
    return MissingPart(_said(who), _said(how_far), languages, groups, bounds, everybody, families)


def _in_a_line(name: str) -> str:
    return name if name == LANGUAGES["nl"] else name.lower()


def _said(sentences: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in sentences if one)


def _parts(counts: Sequence[Count], names: dict[str, str]) -> tuple[Part, ...]:
    return tuple(Part(names.get(one.name, one.name), one.invited, one.answered) for one in counts)
