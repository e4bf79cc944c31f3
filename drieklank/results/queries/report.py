"""Composes the report of a round from the ledger and the questionnaire as it was asked."""

from __future__ import annotations

from dataclasses import replace

from drieklank.content.queries import framework_of
from drieklank.content.schema import Kind, Questionnaire
from drieklank.measure.queries import Round, questionnaire_of
from drieklank.results.models import Release
from drieklank.results.queries.activities import suggested
from drieklank.results.queries.asked import goals_of, predicted_items, scale_items
from drieklank.results.queries.change import Change, change_since
from drieklank.results.queries.ledger import ledger_of, release_of
from drieklank.results.queries.missing import missing_part
from drieklank.results.queries.parts import (
    GoalPart,
    Question,
    Report,
    role_response,
    round_title,
)
from drieklank.results.queries.plain import plain_role, questions
from drieklank.results.queries.reliability import reliability_lines
from drieklank.results.queries.remarks import INTRODUCTION, remarks_of
from drieklank.results.queries.sections import (
    Facts,
    also,
    apart,
    boxes,
    grade,
    items_apart,
    of_goal,
    priority_parts,
    strength_lines,
)
from drieklank.results.queries.strata import group_scores
from drieklank.results.release import figures_from_rows
from drieklank.results.rules import (
    MINIMUM,
    find_goals,
    find_items,
    goal_sentence,
    headline,
    lead,
    tips_for,
    weakest_and_strongest,
)
from drieklank.results.rules.blind_spot import find_guesses

PARENTS, TEAM, PUPILS = "parents", "team", "pupils"


def report(
    measured: Round, minimum: int = MINIMUM, release: Release | None = None
) -> Report | None:
    """The published report of a round; None: not published, or parents were not asked about
    goals (`plain_report` then tells what was answered).

    `minimum`: fewest answers behind a figure for this reader, 5 inside the school and 10 outside.
    `release`: an earlier version than the newest.
    """
    release = release or release_of(measured)
    asked = questionnaire_of(measured, PARENTS)
    if release is None or asked is None or asked.framework is None:
        return None
    ledger = ledger_of(release, minimum, item_strata=False)
    answered = {role: counts[0].answered or 0 for role, counts in ledger.counts.items()}
    parents, team = (
        figures_from_rows(role, answered.get(role, 0), ledger.figures, minimum)
        for role in (PARENTS, TEAM)
    )
    facts = Facts(ledger, asked, framework_of(asked), parents, team, minimum)
    return _compose(measured, facts, questionnaire_of(measured, TEAM))


def _compose(measured: Round, facts: Facts, mirrored: Questionnaire | None) -> Report:
    minimum, ledger = facts.minimum, facts.ledger
    change = change_since(measured, minimum) if facts.parents is not None else None
    goals = find_goals(goals_of(facts.framework), facts.parents, facts.team)
    found = find_items(scale_items(facts.asked, mirrored), facts.parents, facts.team)
    of_goals = tuple(one for one in found if any(one.item.goal == g.goal.key for g in goals))
    strongest, weakest = weakest_and_strongest(of_goals)
    shown = [one for one in facts.asked.items if one.kind is Kind.CHOICES]
    remarks = remarks_of(ledger.release)
    parents = role_response(ledger, PARENTS, minimum, is_shown=facts.parents is not None)
    return Report(
        code=measured.code,
        school=measured.school.name,
        title=round_title(measured),
        opens_on=measured.opens_on,
        closes_on=measured.closed_on or measured.closes_on,
        published_at=ledger.release.published_at,
        version=ledger.release.version,
        minimum=minimum,
        headline=headline(goals),
        lead=_lead(lead(goals), change),
        parents=parents,
        team=role_response(ledger, TEAM, minimum, is_shown=facts.team is not None),
        pupils=plain_role(measured, ledger, PUPILS, minimum),
        scale=_scale(facts.asked),
        goals=tuple(
            GoalPart(
                goal,
                goal_sentence(goal),
                of_goal(goal.goal.key, found),
                tips_for(goal.goal, of_goals),
                remarks.get(goal.goal.key, ""),
            )
            for goal in goals
        ),
        apart=apart(facts.framework, goals, of_goals),
        items_apart=items_apart(found),
        guesses=find_guesses(predicted_items(facts.asked, mirrored), facts.parents, facts.team),
        also=also(facts, found),
        strongest=strongest,
        weakest=weakest,
        strengths=strength_lines(facts.framework, goals, of_goals),
        priorities=tuple(
            replace(one, activities=suggested(ledger.release, one.found.goal.key))
            for one in priority_parts(facts.framework, goals, of_goals)
        ),
        grade=grade(facts),
        boxes_question=str(shown[0].text) if shown else "",
        boxes=boxes(facts, shown),
        questions=_questions(measured, facts),
        missing=missing_part(ledger, parents, goals),
        change=change,
        groups=group_scores(ledger, PARENTS, minimum, [goal.goal for goal in goals]),
        introduction=remarks.get(INTRODUCTION, ""),
        source_note=facts.framework.source_note,
        reliability=reliability_lines(ledger.release, [goal.goal for goal in goals]),
    )


def _lead(told: str, change: Change | None) -> str:
    """What stands under the headline; of a second measurement also what changed since the first."""
    if change is None or not change.roles:
        return told
    moved = change.roles[0].lead
    return f"{told} Sinds de {change.since}: {moved[:1].lower()}{moved[1:]}"


def _scale(asked: Questionnaire) -> tuple[str, ...]:
    return tuple(str(answer.text) for answer in asked.scales[0].opinions)


def _questions(measured: Round, facts: Facts) -> tuple[Question, ...]:
    asked = {str(role): questionnaire_of(measured, role) for role in measured.roles}
    return questions(facts.ledger, {role: body for role, body in asked.items() if body})
