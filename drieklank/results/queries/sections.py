"""The sections of the report: what stands apart, what goes well, what to work on, what was ticked."""

from __future__ import annotations

from dataclasses import dataclass

from drieklank.base.statistics import Estimate
from drieklank.content.schema import Framework, Kind, Questionnaire
from drieklank.content.schema import Item as ContentItem
from drieklank.results.queries.ledger import Ledger
from drieklank.results.queries.parts import Apart, Box, GoalPart, Priority, nearly_all_ticked
from drieklank.results.rules import (
    Finding,
    Goal,
    GoalFinding,
    ItemFinding,
    RoleFigures,
    by_gap,
    gap_sentence,
    on_its_own_scale,
    percentages,
    priorities,
    share_with_interval,
    strengths,
    tips_for,
)
from drieklank.results.rules.wording import whole

PARENTS = "parents"
_MOST_STRENGTHS = 5
_MOST_APART = 3
_MOST_ITEMS_APART = 5
# Where the activities of the toolkit come, once they are there (decision 0013).
_MOST_TIPS = 3


@dataclass(frozen=True)
class Facts:
    """What the report is composed from."""

    ledger: Ledger
    asked: Questionnaire
    framework: Framework
    parents: RoleFigures | None
    team: RoleFigures | None
    minimum: int


def of_goal(goal: str, items: tuple[ItemFinding, ...]) -> tuple[ItemFinding, ...]:
    """The questions of one goal."""
    return tuple(one for one in items if one.item.goal == goal)


def items_apart(items: tuple[ItemFinding, ...]) -> tuple[ItemFinding, ...]:
    """The questions that parents and team answer differently beyond chance, widest first."""
    apart = [one for one in items if one.gap is not None and one.gap.is_beyond_chance]
    apart.sort(key=lambda one: -abs(one.gap.value) if one.gap else 0.0)
    return tuple(apart[:_MOST_ITEMS_APART])


def apart(
    framework: Framework, goals: tuple[GoalFinding, ...], items: tuple[ItemFinding, ...]
) -> tuple[Apart, ...]:
    """The goals to talk about, widest difference first, with a question about its widest item."""
    found = []
    for goal in by_gap(goals):
        if goal.gap is None or Finding.DISCUSSION not in goal.findings:
            continue
        own = [one for one in items if one.item.goal == goal.goal.key]
        widest = next(iter(items_apart(tuple(own))), None)
        found.append(
            Apart(
                goal,
                str(whole(abs(goal.gap.value))),
                gap_sentence(goal.gap),
                f"Het grootst is het verschil bij ‘{widest.item.short}’. Bespreek samen waardoor dat komt."
                if widest
                else "Bespreek samen waardoor dat komt.",
            )
        )
    return tuple(found[:_MOST_APART])


def also(facts: Facts, items: tuple[ItemFinding, ...]) -> GoalPart | None:
    """The first scale outside the goals: whether parents feel heard, connected, taken seriously."""
    outside = [
        part
        for part in facts.asked.parts
        if part.goal is None and any(item.kind is Kind.SCALE for item in part.items)
    ]
    if not outside or facts.parents is None:
        return None
    part = outside[0]
    names = ", ".join(str(i.short).lower() for i in part.items if i.kind is Kind.SCALE)
    goal = Goal(part.key, str(part.title), str(part.title), names)
    score = facts.parents.goals.get(part.key)
    found = GoalFinding(goal, score, None, None)
    return GoalPart(found, "", of_goal(part.key, items)) if score else None


def strength_lines(
    framework: Framework, goals: tuple[GoalFinding, ...], items: tuple[ItemFinding, ...]
) -> tuple[str, ...]:
    """What goes well: each strong goal as a whole, then strong sides of the others."""
    strong = strengths(goals)
    lines = [str(framework.goal(goal.goal.key).strength().text) for goal in strong]
    told = {goal.goal.key for goal in strong}
    ranked = sorted(items, key=lambda one: -(one.parents.score.value if _has(one) else 0.0))  # type: ignore[union-attr] # _has looks
    for one in ranked:
        if Finding.STRENGTH in one.findings and one.item.goal not in told:
            lines.append(str(framework.goal(one.item.goal).strength(one.item.indicator).text))
    return tuple(dict.fromkeys(lines))[:_MOST_STRENGTHS]


def _has(one: ItemFinding) -> bool:
    return one.parents is not None and one.parents.score is not None


def priority_parts(
    framework: Framework, goals: tuple[GoalFinding, ...], items: tuple[ItemFinding, ...]
) -> tuple[Priority, ...]:
    chosen = []
    for found in priorities(goals):
        own = [one for one in items if one.item.goal == found.goal.key and _has(one)]
        weakest = min(own, key=lambda one: one.parents.score.value, default=None)  # type: ignore[union-attr] # _has looks
        indicator = weakest.item.indicator if weakest else None
        advice = framework.goal(found.goal.key).improvement(indicator)
        chosen.append(Priority(found, str(advice.text), tips_for(found.goal, items, _MOST_TIPS)))
    return tuple(chosen)


def grade(facts: Facts) -> Estimate | None:
    """The mark that parents give, 1-10, with its interval."""
    item = next((one for one in facts.asked.items if one.kind is Kind.GRADE), None)
    figure = facts.parents.items.get(item.key) if facts.parents and item else None
    if figure is None or figure.score is None or item is None:
        return None
    return on_its_own_scale(figure.score, item.lowest or 1, item.highest or 10)


def boxes(facts: Facts, lists: list[ContentItem]) -> tuple[Box, ...]:
    """What was ticked, as far as the ledger tells it, most often first."""
    found: list[tuple[float, Box]] = []
    for option in lists[0].options if lists else ():
        key = f"{lists[0].key}.{option.key}"
        figure = facts.parents.items.get(key) if facts.parents else None
        if figure and figure.answers.ranges:
            found.append((-1.0, nearly_all_ticked(str(option.text))))
        elif figure:
            share, n = figure.answers.shares[0], figure.answers.n
            total = facts.ledger.counts[PARENTS][0]
            known = share_with_interval(share, n, n, total.invited)
            value, low, high = percentages((known.value, known.low, known.high), n)
            found.append((-share, Box(str(option.text), value, low, high)))
    return tuple(box for _, box in sorted(found, key=lambda pair: pair[0]))
