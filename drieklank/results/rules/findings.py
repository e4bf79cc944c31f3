"""What stands out: strengths, improvement points, the gap between parents and team, priorities.

The limits are those of the criteria that the report prints on its method page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from drieklank.base.statistics import Difference, Estimate, difference
from drieklank.results.rules.figures import ItemFigure, RoleFigures

STRONG_FROM = 70.0
WEAK_BELOW = 50.0
DISCUSS_FROM = 15.0
IMPROVE_FROM = 20.0
MOST_PRIORITIES = 3


class Finding(StrEnum):
    """What a figure is for the school. More than one may hold."""

    STRENGTH = "strength"
    IMPROVEMENT = "improvement"
    DISCUSSION = "discussion"


@dataclass(frozen=True, slots=True)
class Tip:
    """Something to do next week, and the indicator it serves."""

    key: str
    indicator: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as the report names it; `short` fits a chart."""

    key: str
    name: str
    short: str
    definition: str
    tips: tuple[Tip, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A question to parents; `mirror` is the key of the team's question, empty where none."""

    key: str
    goal: str
    indicator: str
    text: str
    short: str
    mirror: str = ""


@dataclass(frozen=True, slots=True)
class GoalFinding:
    """One goal for both roles. `gap` is parents minus team, None where one of them is missing.

    `parents_range`, `team_range`: between which ends a score lies of which no more may be told.
    """

    goal: Goal
    parents: Estimate | None
    team: Estimate | None
    gap: Difference | None
    parents_range: tuple[float, float] | None = None
    team_range: tuple[float, float] | None = None

    @property
    def has_range(self) -> bool:
        return self.parents_range is not None or self.team_range is not None

    @property
    def findings(self) -> frozenset[Finding]:
        return judge(self.parents, self.team, self.gap)


@dataclass(frozen=True, slots=True)
class ItemFinding:
    """One question for both roles, as `GoalFinding`."""

    item: Item
    parents: ItemFigure | None
    team: ItemFigure | None
    gap: Difference | None

    @property
    def has_range(self) -> bool:
        return any(one is not None and one.answers.ranges for one in (self.parents, self.team))

    @property
    def findings(self) -> frozenset[Finding]:
        return judge(_score(self.parents), _score(self.team), self.gap)


def _score(figure: ItemFigure | None) -> Estimate | None:
    return figure.score if figure else None


def _gap(parents: Estimate | None, team: Estimate | None) -> Difference | None:
    return difference(parents, team) if parents and team else None


def _is_gap_from(gap: Difference | None, limit: float) -> bool:
    """A gap counts only where it is larger than chance would make it."""
    return gap is not None and abs(gap.value) >= limit and gap.is_beyond_chance


def judge(
    parents: Estimate | None, team: Estimate | None, gap: Difference | None
) -> frozenset[Finding]:
    """Strength: 70 or more in parents and team. Improvement: parents below 50, or a gap of 20 or
    more. Discussion: a gap of 15 or more, even when both are high. Without parents: nothing."""
    found: set[Finding] = set()
    if parents is None:
        return frozenset(found)
    if team is not None and parents.value >= STRONG_FROM and team.value >= STRONG_FROM:
        found.add(Finding.STRENGTH)
    if parents.value < WEAK_BELOW or _is_gap_from(gap, IMPROVE_FROM):
        found.add(Finding.IMPROVEMENT)
    if _is_gap_from(gap, DISCUSS_FROM):
        found.add(Finding.DISCUSSION)
    return frozenset(found)


def find_goals(
    goals: Sequence[Goal], parents: RoleFigures | None, team: RoleFigures | None
) -> tuple[GoalFinding, ...]:
    """Each goal with both scores and the gap, in the order of the framework."""
    found = []
    for goal in goals:
        a = parents.goals.get(goal.key) if parents else None
        b = team.goals.get(goal.key) if team else None
        between = [one.ranges.get(goal.key) if one else None for one in (parents, team)]
        found.append(GoalFinding(goal, a, b, _gap(a, b), *between))
    return tuple(found)


def find_items(
    items: Sequence[Item], parents: RoleFigures | None, team: RoleFigures | None
) -> tuple[ItemFinding, ...]:
    """Each question with both roles' answers and the gap, in the order of the questionnaire."""
    found = []
    for item in items:
        a = parents.items.get(item.key) if parents else None
        b = team.items.get(item.mirror) if team and item.mirror else None
        found.append(ItemFinding(item, a, b, _gap(_score(a), _score(b))))
    return tuple(found)


def by_gap(findings: Sequence[GoalFinding]) -> tuple[GoalFinding, ...]:
    """Largest difference first; goals without a gap last, in their own order."""
    return tuple(sorted(findings, key=lambda f: -abs(f.gap.value) if f.gap else 1.0))


def strengths(findings: Sequence[GoalFinding]) -> tuple[GoalFinding, ...]:
    """The goals that are a strength, highest score of parents first."""
    strong = [f for f in findings if Finding.STRENGTH in f.findings]
    return tuple(sorted(strong, key=lambda f: -f.parents.value if f.parents else 0.0))


def improvements(findings: Sequence[GoalFinding]) -> tuple[GoalFinding, ...]:
    """The goals to improve: first those parents score below 50, lowest first, then by gap."""

    def order(found: GoalFinding) -> tuple[bool, float]:
        value = found.parents.value if found.parents else 100.0
        gap = abs(found.gap.value) if found.gap else 0.0
        return value >= WEAK_BELOW, value if value < WEAK_BELOW else -gap

    return tuple(sorted((f for f in findings if Finding.IMPROVEMENT in f.findings), key=order))


def priorities(findings: Sequence[GoalFinding]) -> tuple[GoalFinding, ...]:
    """At most three improvement points: who chooses everything chooses nothing."""
    return improvements(findings)[:MOST_PRIORITIES]


def weakest_and_strongest(
    items: Sequence[ItemFinding], most: int = 3
) -> tuple[tuple[ItemFinding, ...], tuple[ItemFinding, ...]]:
    """(strongest, weakest) questions by parents' score; no question stands in both."""
    scored = [i for i in items if i.parents is not None and i.parents.score is not None]
    ranked = sorted(scored, key=lambda i: -_value(i))
    size = min(most, len(ranked) // 2)
    return tuple(ranked[:size]), tuple(reversed(ranked[len(ranked) - size :]))


def _value(finding: ItemFinding) -> float:
    score = _score(finding.parents)
    return score.value if score else 0.0


def tips_for(goal: Goal, items: Sequence[ItemFinding], most: int = 2) -> tuple[Tip, ...]:
    """Tips that serve the goal's weakest indicators first, then the rest in their own order."""
    lowest: Mapping[str, float] = _lowest_by_indicator(goal, items)
    ranked = sorted(goal.tips, key=lambda tip: lowest.get(tip.indicator, 101.0))
    return tuple(ranked[:most])


def _lowest_by_indicator(goal: Goal, items: Sequence[ItemFinding]) -> dict[str, float]:
    lowest: dict[str, float] = {}
    for found in items:
        if found.item.goal == goal.key and found.parents is not None and found.parents.score:
            value = found.parents.score.value
            lowest[found.item.indicator] = min(value, lowest.get(found.item.indicator, 101.0))
    return lowest
