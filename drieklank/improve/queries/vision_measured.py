"""Core values beside what was measured: only figures that were released."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from drieklank.content.queries import framework
from drieklank.improve.models import VisionVersion
from drieklank.measure.queries import Round, rounds
from drieklank.results.queries.kept import kept, key_of
from drieklank.results.queries.ledger import release_of
from drieklank.results.queries.report import report
from drieklank.schools.models import School


def goal_names() -> dict[str, str]:
    """Goal key -> Dutch name, of the framework of now."""
    return {goal.key: str(goal.name) for goal in framework().goals}


@dataclass(frozen=True)
class Measured:
    """What the newest published measurement says of one goal; scores 0-100, None: not released."""

    goal: str
    name: str
    parents: float | None
    team: float | None
    round_code: str
    round_title: str

    @property
    def words(self) -> str:
        """The figures in one sentence."""
        said = [
            f"{who} {value:.0f}"
            for who, value in (("ouders", self.parents), ("team", self.team))
            if value is not None
        ]
        return (
            f"{self.name}: {', '.join(said)} van de 100"
            if said
            else f"{self.name}: te weinig antwoorden"
        )


def measured_goals(school: School, minimum_for: Callable[[Round], int]) -> dict[str, Measured]:
    """Goal key -> released figures of the newest published measurement on goals; empty: none.

    These are the rows that the report reads: what was not released, is not here either.
    `minimum_for`: the fewest answers behind a figure for this reader, of a round.
    """
    for measured in rounds().filter(school=school, state="published").order_by("-opens_on", "-pk"):
        release = release_of(measured)
        if release is None:
            continue
        minimum = minimum_for(measured)
        key = ("vision", *key_of(measured, release, minimum))
        found = kept(key, partial(report, measured, minimum))
        if found is None or not found.goals:
            continue
        return {
            part.found.goal.key: Measured(
                part.found.goal.key,
                part.found.goal.name,
                part.found.parents.value if part.found.parents else None,
                part.found.team.value if part.found.team else None,
                measured.code,
                found.title,
            )
            for part in found.goals
        }
    return {}


@dataclass(frozen=True)
class ValueLine:
    """A core value of a version, with what was measured of the goal that it belongs to."""

    name: str
    sign: str
    goal: str
    measured: Measured | None


def value_lines(version: VisionVersion, measured: Mapping[str, Measured]) -> list[ValueLine]:
    """The core values in the order that the school gave them."""
    names = goal_names()
    return [
        ValueLine(
            one["name"],
            one["sign"],
            names.get(one.get("goal", ""), ""),
            measured.get(one.get("goal", "")),
        )
        for one in version.values
    ]
