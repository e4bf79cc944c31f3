"""Composes the report of a round from the ledger and the questionnaire as it was asked."""

from __future__ import annotations

from dataclasses import dataclass

from drieklank.base.statistics import Estimate
from drieklank.content.queries import framework_of
from drieklank.content.schema import Framework, Kind, Questionnaire
from drieklank.content.schema import Goal as ContentGoal
from drieklank.content.schema import Item as ContentItem
from drieklank.measure.queries import Round, questionnaire_of
from drieklank.results.queries.ledger import Ledger, ledger_of, release_of
from drieklank.results.queries.parts import (
    Apart,
    Box,
    GoalPart,
    Priority,
    Question,
    Report,
    role_response,
    round_title,
)
from drieklank.results.queries.plain import plain_role, questions
from drieklank.results.release import figures_from_rows
from drieklank.results.rules import (
    MINIMUM,
    Finding,
    Goal,
    GoalFinding,
    Item,
    ItemFinding,
    RoleFigures,
    Tip,
    by_gap,
    find_goals,
    find_items,
    gap_sentence,
    goal_sentence,
    headline,
    lead,
    on_its_own_scale,
    percentages,
    priorities,
    share_with_interval,
    strengths,
    tips_for,
    weakest_and_strongest,
)
from drieklank.results.rules.wording import whole

PARENTS, TEAM, PUPILS = "parents", "team", "pupils"
_MOST_STRENGTHS = 5
_MOST_APART = 3


@dataclass(frozen=True)
class _Facts:
    """What the report is composed from."""

    ledger: Ledger
    asked: Questionnaire
    framework: Framework
    parents: RoleFigures | None
    team: RoleFigures | None
    minimum: int


def report(measured: Round, minimum: int = MINIMUM) -> Report | None:
    """The published report of a round; None: not published, or parents were not asked about
    goals (`plain_report` then tells what was answered).

    `minimum`: fewest answers behind a figure for this reader, 5 inside the school and 10 outside.
    """
    release = release_of(measured)
    asked = questionnaire_of(measured, PARENTS)
    if release is None or asked is None or asked.framework is None:
        return None
    ledger = ledger_of(release)
    answered = {role: counts[0].answered or 0 for role, counts in ledger.counts.items()}
    parents, team = (
        figures_from_rows(role, answered.get(role, 0), ledger.figures, minimum)
        for role in (PARENTS, TEAM)
    )
    facts = _Facts(ledger, asked, framework_of(asked), parents, team, minimum)
    mirrored = questionnaire_of(measured, TEAM)
    return _compose(measured, facts, _items(asked, mirrored))


def _compose(measured: Round, facts: _Facts, items: tuple[Item, ...]) -> Report:
    minimum = facts.minimum
    goals = find_goals([_goal(goal) for goal in facts.framework.goals], facts.parents, facts.team)
    found = find_items(items, facts.parents, facts.team)
    of_goals = tuple(one for one in found if any(one.item.goal == g.goal.key for g in goals))
    strongest, weakest = weakest_and_strongest(of_goals)
    shown = [one for one in facts.asked.items if one.kind is Kind.CHOICES]
    return Report(
        code=measured.code,
        school=measured.school.name,
        title=round_title(measured),
        opens_on=measured.opens_on,
        closes_on=measured.closed_on or measured.closes_on,
        published_at=facts.ledger.release.published_at,
        version=facts.ledger.release.version,
        minimum=minimum,
        headline=headline(goals),
        lead=lead(goals),
        parents=role_response(facts.ledger, PARENTS, minimum, is_shown=facts.parents is not None),
        team=role_response(facts.ledger, TEAM, minimum, is_shown=facts.team is not None),
        pupils=plain_role(measured, facts.ledger, PUPILS, minimum),
        scale=_scale(facts.asked),
        goals=tuple(
            GoalPart(
                goal,
                goal_sentence(goal),
                _of(goal.goal.key, found),
                tips_for(goal.goal, of_goals),
            )
            for goal in goals
        ),
        apart=_apart(facts.framework, goals, of_goals),
        also=_also(facts, found),
        strongest=strongest,
        weakest=weakest,
        strengths=_strength_lines(facts.framework, goals, of_goals),
        priorities=_priorities(facts.framework, goals, of_goals),
        grade=_grade(facts),
        boxes_question=str(shown[0].text) if shown else "",
        boxes=_boxes(facts, shown),
        questions=_questions(measured, facts),
        source_note=facts.framework.source_note,
    )


def _goal(goal: ContentGoal) -> Goal:
    return Goal(
        goal.key,
        str(goal.name),
        str(goal.short),
        str(goal.definition),
        tuple(Tip(tip.key, tip.indicator, str(tip.title), str(tip.text)) for tip in goal.tips),
    )


def _items(asked: Questionnaire, mirrored: Questionnaire | None) -> tuple[Item, ...]:
    """The parents' questions on a scale; `goal` is that of their part, or the part's own key."""
    mirrors = {
        item.mirror: item.key
        for item in (mirrored.items if mirrored else ())
        if item.kind is Kind.SCALE and item.mirror
    }
    return tuple(
        Item(
            item.key,
            part.goal or part.key,
            item.indicator or "",
            str(item.text),
            str(item.short),
            mirrors.get(item.key, ""),
        )
        for part in asked.parts
        for item in part.items
        if item.kind is Kind.SCALE
    )


def _scale(asked: Questionnaire) -> tuple[str, ...]:
    return tuple(str(answer.text) for answer in asked.scales[0].opinions)


def _of(goal: str, items: tuple[ItemFinding, ...]) -> tuple[ItemFinding, ...]:
    return tuple(one for one in items if one.item.goal == goal)


def _apart(
    framework: Framework, goals: tuple[GoalFinding, ...], items: tuple[ItemFinding, ...]
) -> tuple[Apart, ...]:
    """The goals to talk about, widest difference first, with a question about its widest item."""
    found = []
    for goal in by_gap(goals):
        if goal.gap is None or Finding.DISCUSSION not in goal.findings:
            continue
        own = [one for one in items if one.item.goal == goal.goal.key and one.gap]
        widest = max(own, key=lambda one: abs(one.gap.value) if one.gap else 0.0, default=None)
        found.append(
            Apart(
                goal,
                str(whole(abs(goal.gap.value))),
                gap_sentence(goal.gap),
                f"Het grootst is het verschil bij ‘{widest.item.short}’. Bespreek samen waar dat door komt."
                if widest
                else "Bespreek samen waar dat door komt.",
            )
        )
    return tuple(found[:_MOST_APART])


def _also(facts: _Facts, items: tuple[ItemFinding, ...]) -> GoalPart | None:
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
    return GoalPart(found, "", _of(part.key, items)) if score else None


def _strength_lines(
    framework: Framework, goals: tuple[GoalFinding, ...], items: tuple[ItemFinding, ...]
) -> tuple[str, ...]:
    """What goes well: each strong goal as a whole, then strong sides of the others."""
    strong = strengths(goals)
    lines = [str(framework.goal(goal.goal.key).strength().text) for goal in strong]
    whole = {goal.goal.key for goal in strong}
    ranked = sorted(items, key=lambda one: -(one.parents.score.value if _has(one) else 0.0))  # type: ignore[union-attr] # _has looks
    for one in ranked:
        if Finding.STRENGTH in one.findings and one.item.goal not in whole:
            lines.append(str(framework.goal(one.item.goal).strength(one.item.indicator).text))
    return tuple(dict.fromkeys(lines))[:_MOST_STRENGTHS]


def _has(one: ItemFinding) -> bool:
    return one.parents is not None and one.parents.score is not None


def _priorities(
    framework: Framework, goals: tuple[GoalFinding, ...], items: tuple[ItemFinding, ...]
) -> tuple[Priority, ...]:
    chosen = []
    for found in priorities(goals):
        of_goal = [one for one in items if one.item.goal == found.goal.key and _has(one)]
        weakest = min(of_goal, key=lambda one: one.parents.score.value, default=None)  # type: ignore[union-attr] # _has looks
        indicator = weakest.item.indicator if weakest else None
        advice = framework.goal(found.goal.key).improvement(indicator)
        chosen.append(Priority(found, str(advice.text), tips_for(found.goal, items)))
    return tuple(chosen)


def _grade(facts: _Facts) -> Estimate | None:
    """The mark that parents give, 1-10, with its interval."""
    item = next((one for one in facts.asked.items if one.kind is Kind.GRADE), None)
    figure = facts.parents.items.get(item.key) if facts.parents and item else None
    if figure is None or figure.score is None or item is None:
        return None
    return on_its_own_scale(figure.score, item.lowest or 1, item.highest or 10)


def _boxes(facts: _Facts, lists: list[ContentItem]) -> tuple[Box, ...]:
    """What was ticked by five or more, most often first."""
    found: list[tuple[float, Box]] = []
    for option in lists[0].options if lists else ():
        key = f"{lists[0].key}.{option.key}"
        figure = facts.parents.items.get(key) if facts.parents else None
        if figure and sum(figure.answers.counts) >= facts.minimum:
            share, n = figure.answers.shares[0], figure.answers.n
            total = facts.ledger.counts[PARENTS][0]
            known = share_with_interval(share, n, n, total.invited)
            rounded = percentages((known.value, known.low, known.high), n)
            found.append((-share, Box(str(option.text), *rounded)))
    return tuple(box for _, box in sorted(found, key=lambda pair: pair[0]))


def _questions(measured: Round, facts: _Facts) -> tuple[Question, ...]:
    asked = {str(role): questionnaire_of(measured, role) for role in measured.roles}
    return questions(facts.ledger, {role: body for role, body in asked.items() if body})
