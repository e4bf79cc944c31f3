"""A questionnaire as the rules of results know it: goals, questions, and what the team predicted."""

from __future__ import annotations

from drieklank.content.schema import Framework, Kind, Questionnaire
from drieklank.content.schema import Goal as ContentGoal
from drieklank.results.rules import Goal, Item, Tip


def goals_of(framework: Framework) -> tuple[Goal, ...]:
    """The goals of a framework in its own order, with their tips."""
    return tuple(_goal(goal) for goal in framework.goals)


def _goal(goal: ContentGoal) -> Goal:
    return Goal(
        goal.key,
        str(goal.name),
        str(goal.short),
        str(goal.definition),
        tuple(Tip(tip.key, tip.indicator, str(tip.title), str(tip.text)) for tip in goal.tips),
    )


def scale_items(asked: Questionnaire, mirrored: Questionnaire | None = None) -> tuple[Item, ...]:
    """The questions on a scale; `goal` is that of their part, or the part's own key.

    `mirrored`: the questionnaire of the team, whose questions mirror these.
    """
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


def predicted_items(asked: Questionnaire, team: Questionnaire | None) -> tuple[Item, ...]:
    """The questions whose answers the team predicted; `mirror` is the key of the prediction."""
    predictions = {
        item.mirror: item.key
        for item in (team.items if team else ())
        if item.kind is Kind.PREDICTION and item.mirror
    }
    return tuple(
        Item(item.key, item.goal, item.indicator, item.text, item.short, predictions[item.key])
        for item in scale_items(asked)
        if item.key in predictions
    )


def wordings(asked: Questionnaire) -> dict[str, tuple[str, ...]]:
    """Per question on a scale what was asked: its text and its answers."""
    return {
        item.key: (str(item.text), *(answer.key for answer in asked.scale(item).opinions))
        for item in asked.items
        if item.kind is Kind.SCALE
    }
