"""What a plan may build on: the points of a published report, its questions, and what changed since.

Everything here comes from the ledger of released figures, for a reader with this minimum.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from drieklank.content.queries import framework_of
from drieklank.measure.queries import Round, questionnaire_of
from drieklank.results.queries.activities import Suggested, suggested
from drieklank.results.queries.asked import scale_items
from drieklank.results.queries.change import changes_between, round_after
from drieklank.results.queries.kept import kept, key_of
from drieklank.results.queries.ledger import release_of
from drieklank.results.queries.parts import GoalPart, Report
from drieklank.results.queries.published import published
from drieklank.results.rules import MINIMUM, Finding, Item
from drieklank.results.rules.change import ItemChange, change_sentence
from drieklank.results.rules.wording import capital

__all__ = ["ItemChange", "Point", "asked_items", "moved_items", "points_of", "round_after"]

_LOWEST = 2


@dataclass(frozen=True)
class Point:
    """A goal of a report as something to choose. `is_improvement`: the report says so itself.

    indicators: of the questions that parents scored lowest. items: keys of its questions, lowest
    first. activities: what the report suggested.
    """

    goal: str
    name: str
    sentence: str
    advice: str
    is_improvement: bool
    indicators: tuple[str, ...]
    items: tuple[str, ...]
    activities: tuple[Suggested, ...]


def points_of(measured: Round, minimum: int = MINIMUM) -> tuple[Point, ...]:
    """The goals of a published report, its improvement points first, then the lowest.

    Empty: not published, or a report without goals or with too few answers.
    """
    release = release_of(measured)
    if release is None:
        return ()
    key = ("report", *key_of(measured, release, minimum))
    found = kept(key, lambda: published(measured, minimum, release))
    if not isinstance(found, Report) or not found.has_figures:
        return ()
    advice = {one.found.goal.key: one.advice for one in found.priorities}
    order = {goal: place for place, goal in enumerate(advice)}
    parts = [part for part in found.goals if part.found.parents is not None]
    ranked = sorted(parts, key=lambda part: (order.get(_key(part), len(order)), _value(part)))
    return tuple(
        Point(
            _key(part),
            part.found.goal.name,
            part.sentence,
            advice.get(_key(part), ""),
            Finding.IMPROVEMENT in part.found.findings,
            tuple(one.indicator for one in _lowest_first(part)[:_LOWEST]),
            tuple(one.key for one in _lowest_first(part)),
            suggested(release, _key(part)),
        )
        for part in ranked
    )


def _key(part: GoalPart) -> str:
    return part.found.goal.key


def _value(part: GoalPart) -> float:
    return part.found.parents.value if part.found.parents else 100.0


def _lowest_first(part: GoalPart) -> list[Item]:
    def order(place: int) -> float:
        figure = part.items[place].parents
        return figure.score.value if figure and figure.score else 100.0

    return [part.items[place].item for place in sorted(range(len(part.items)), key=order)]


def asked_items(measured: Round) -> tuple[tuple[str, str, str, str], ...]:
    """The questions that parents were asked on a scale: (key, text, goal's name, indicator)."""
    asked = questionnaire_of(measured, "parents")
    if asked is None:
        return ()
    names = (
        {goal.key: str(goal.name) for goal in framework_of(asked).goals} if asked.framework else {}
    )
    return tuple(
        (item.key, item.text, names.get(item.goal, ""), item.indicator)
        for item in scale_items(asked)
    )


@dataclass(frozen=True)
class Moved:
    """One question of the plan then and now, in the words of the report.

    kind: `up`, `down`, `same` (no difference larger than chance) or `unknown` (not to be said).
    """

    key: str
    text: str
    sentence: str
    kind: str


def moved_items(
    first: Round, second: Round, keys: Collection[str], minimum: int = MINIMUM
) -> tuple[Moved, ...]:
    """How these questions to parents changed between two published rounds, in the order asked.

    A question that the second round did not ask in the same words is `unknown`.
    """
    roles = {one.role: one for one in changes_between(first, second, minimum)}
    parents = roles.get("parents")
    known = {one.item.key: one for one in parents.items} if parents else {}
    return tuple(
        _moved(key, text, known.get(key)) for key, text, _, _ in asked_items(first) if key in keys
    )


def _moved(key: str, text: str, found: ItemChange | None) -> Moved:
    if found is None:
        said = "Deze vraag is niet in dezelfde woorden opnieuw gesteld, of er waren te weinig antwoorden."
        return Moved(key, text, said, "unknown")
    said = capital(change_sentence(found))
    if found.difference is None:
        return Moved(key, text, said, "unknown")
    if not found.is_beyond_chance:
        return Moved(key, text, said, "same")
    return Moved(key, text, said, "up" if found.difference.value > 0 else "down")
