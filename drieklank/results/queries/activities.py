"""Three activities per goal: chosen at publication, shown with the improvement points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from drieklank.results.models import Release
from drieklank.results.queries.parts import GoalPart, Report
from drieklank.results.rules import ItemFinding
from drieklank.toolkit.queries import activities_for, activity, time_of

_LOWEST: Final = 2


@dataclass(frozen=True)
class Suggested:
    """One activity of the library, as a report names it."""

    key: str
    title: str
    summary: str
    time: str


def chosen_activities(found: Report, sector: str) -> dict[str, list[str]]:
    """Per goal the keys of at most three activities that fit it, first for what stood lowest."""
    return {
        part.found.goal.key: [
            chosen.key for chosen, _ in activities_for(part.found.goal.key, sector, _lowest(part))
        ]
        for part in found.goals
    }


def suggested(release: Release, goal: str) -> tuple[Suggested, ...]:
    """What a version suggests for a goal; an activity that left the library is passed over."""
    found = [activity(key) for key in release.activities.get(goal, [])]
    return tuple(
        Suggested(one.key, one.head.title, one.head.summary, time_of(one))
        for one in found
        if one is not None
    )


def _lowest(part: GoalPart) -> list[str]:
    """The indicators that parents scored lowest within a goal."""
    scored = [(score, one) for one in part.items if (score := _score(one)) is not None]
    ranked = sorted(scored, key=lambda pair: pair[0])
    return [one.item.indicator for _, one in ranked[:_LOWEST]]


def _score(one: ItemFinding) -> float | None:
    return one.parents.score.value if one.parents and one.parents.score else None
