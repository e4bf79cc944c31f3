"""The whole toolkit: activities and all that stands around them, and whether it agrees. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from drieklank.content.activities import (
    load_activity,
    load_home_tips,
    load_references,
    load_supports,
)
from drieklank.content.guides import load_examples, load_lesson, load_situation, load_topic
from drieklank.content.loading import ContentError, Problem
from drieklank.content.schema import Framework
from drieklank.content.schema.activity import Activity, Reference
from drieklank.content.schema.example import Example
from drieklank.content.schema.home_tip import HomeTip
from drieklank.content.schema.lesson import Lesson
from drieklank.content.schema.situation import Situation
from drieklank.content.schema.support import Support
from drieklank.content.schema.topic_page import TopicPage

Loaded = TypeVar("Loaded")


@dataclass(frozen=True)
class Toolkit:
    """Everything that could be loaded, by key and in the order of the files; and what is wrong."""

    activities: dict[str, Activity] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    home_tips: tuple[HomeTip, ...] = ()
    supports: tuple[Support, ...] = ()
    examples: tuple[Example, ...] = ()
    situations: tuple[Situation, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    topics: tuple[TopicPage, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def activity_files(root: Path) -> list[str]:
    """The files of activities, as paths below content/."""
    return _files(root, "activities/*.md")


def _files(root: Path, pattern: str) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.glob(f"toolkit/{pattern}"))


def load_toolkit(root: Path, framework: Framework) -> Toolkit:
    """Load all of content/toolkit/. Never raises for a faulty file: its problems are collected."""
    problems: list[Problem] = []

    def read(load: Callable[[Path], Loaded], nothing: Loaded) -> Loaded:
        try:
            return load(root)
        except ContentError as failure:
            problems.extend(failure.problems)
            return nothing

    def each(load: Callable[[Path, str], Loaded], pattern: str) -> list[Loaded]:
        found = []
        for file in _files(root, pattern):
            try:
                found.append(load(root, file))
            except ContentError as failure:
                problems.extend(failure.problems)
        return found

    found = Toolkit(
        {one.key: one for one in each(load_activity, "activities/*.md")},
        read(load_references, {}),
        read(load_home_tips, ()),
        read(load_supports, ()),
        read(load_examples, ()),
        tuple(sorted(each(load_situation, "situations/*.yaml"), key=lambda one: one.place)),
        tuple(sorted(each(load_lesson, "lessons/*.md"), key=lambda one: one.head.place)),
        tuple(each(load_topic, "topics/*.md")),
        problems,
    )
    problems.extend(_disagreements(found, framework))
    problems.extend(_lost_names(found))
    return found


def _lost_names(found: Toolkit) -> Iterator[Problem]:
    """Where an example, situation, lesson or topic names something that is not there."""
    named: list[tuple[str, Iterable[str]]] = [
        *((f"toolkit/examples.yaml, {one.key}", one.activities) for one in found.examples),
        *((f"toolkit/situations/{one.key}.yaml", one.activities) for one in found.situations),
        *((f"toolkit/lessons/{one.key}.md", one.head.activities) for one in found.lessons),
        *((f"toolkit/topics/{one.key}.md", one.head.activities) for one in found.topics),
    ]
    for file, keys in named:
        for key in sorted(set(keys) - set(found.activities)):
            yield Problem(file, "activities", f"Activiteit {key} is er niet.")
    for lesson in found.lessons:
        for key in sorted(set(lesson.head.references) - set(found.references)):
            file = f"toolkit/lessons/{lesson.key}.md"
            yield Problem(file, "references", f"Bron {key} staat niet in references.yaml.")
    tips = {tip.key for tip in found.home_tips}
    for page in found.topics:
        for key in sorted(set(page.head.home_tips) - tips):
            yield Problem(f"toolkit/topics/{page.key}.md", "home_tips", f"Tip {key} is er niet.")


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
