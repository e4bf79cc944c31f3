"""The whole toolkit: activities, sources, home tips and outside help, and whether they agree. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from drieklank.content.activities import (
    load_activity,
    load_home_tips,
    load_references,
    load_supports,
)
from drieklank.content.loading import ContentError, Problem
from drieklank.content.schema import Framework
from drieklank.content.schema.activity import Activity, Reference
from drieklank.content.schema.home_tip import HomeTip
from drieklank.content.schema.support import Support

Loaded = TypeVar("Loaded")


@dataclass(frozen=True)
class Toolkit:
    """Everything that could be loaded, by key and in the order of the files; and what is wrong."""

    activities: dict[str, Activity] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    home_tips: tuple[HomeTip, ...] = ()
    supports: tuple[Support, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def activity_files(root: Path) -> list[str]:
    """The files of activities, as paths below content/."""
    return sorted(
        path.relative_to(root).as_posix() for path in root.glob("toolkit/activities/*.md")
    )


def load_toolkit(root: Path, framework: Framework) -> Toolkit:
    """Load all of content/toolkit/. Never raises for a faulty file: its problems are collected."""
    problems: list[Problem] = []

    def read(load: Callable[[Path], Loaded], nothing: Loaded) -> Loaded:
        try:
            return load(root)
        except ContentError as failure:
            problems.extend(failure.problems)
            return nothing

    activities = {}
    for file in activity_files(root):
        try:
            activity = load_activity(root, file)
        except ContentError as failure:
            problems.extend(failure.problems)
        else:
            activities[activity.key] = activity
    found = Toolkit(
        activities,
        read(load_references, {}),
        read(load_home_tips, ()),
        read(load_supports, ()),
        problems,
    )
    problems.extend(_disagreements(found, framework))
    return found


def _disagreements(found: Toolkit, framework: Framework) -> Iterator[Problem]:
    """Where a file names a goal, an indicator or a source that is not there."""
    goals = {goal.key for goal in framework.goals}
    indicators = {one.key for goal in framework.goals for one in goal.indicators}
    for key, activity in found.activities.items():
        file, head = f"toolkit/activities/{key}.md", activity.head
        for name in sorted(set(head.goals) - goals):
            yield Problem(file, "goals", f"Doel {name} is er niet.")
        for name in sorted(set(head.indicators) - indicators):
            yield Problem(file, "indicators", f"Indicator {name} is er niet.")
        for name in sorted(set(head.evidence.references) - set(found.references)):
            yield Problem(file, "evidence", f"Bron {name} staat niet in references.yaml.")
    for tip in found.home_tips:
        if tip.indicator not in indicators:
            yield Problem(
                "toolkit/home-tips.yaml", tip.key, f"Indicator {tip.indicator} is er niet."
            )
