"""The report for machines: `drieklank report CODE --json`."""

from __future__ import annotations

from typing import Any

from drieklank.base.statistics import Difference, Estimate
from drieklank.results.queries.parts import Report, RoleResponse
from drieklank.results.queries.rows import dont_know_percentage, shares_of
from drieklank.results.rules import ItemFigure, ItemFinding


def _score(score: Estimate | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {
        "n": score.n,
        "score": round(score.value, 2),
        "ci95": [round(score.low, 2), round(score.high, 2)],
    }


def _gap(gap: Difference | None) -> dict[str, Any] | None:
    if gap is None:
        return None
    return {
        "value": round(gap.value, 2),
        "ci95": [round(gap.low, 2), round(gap.high, 2)],
        "is_beyond_chance": gap.is_beyond_chance,
    }


def _figure(figure: ItemFigure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    shares = shares_of(figure)
    return {
        **(_score(figure.score) or {"n": figure.answers.n}),
        "percentages": list(shares) if shares else None,
        "dont_know_percentage": dont_know_percentage(figure),
    }


def _item(found: ItemFinding) -> dict[str, Any]:
    return {
        "key": found.item.key,
        "text": found.item.text,
        "parents": _figure(found.parents),
        "team": _figure(found.team),
        "gap": _gap(found.gap),
    }


def _response(part: RoleResponse) -> dict[str, Any]:
    return {
        "invited": part.response.invited,
        "answered": part.response.answered if part.is_shown else None,
        "reliability": part.response.reliability().value,
        "groups": [
            {"name": row.name, "invited": row.invited, "answered": row.answered}
            for row in part.groups
        ],
    }


def as_data(report: Report) -> dict[str, Any]:
    """The report as JSON values; scores on 0-100, what is not shown is null."""
    return {
        "code": report.code,
        "school": report.school,
        "title": report.title,
        "opens_on": report.opens_on.isoformat(),
        "closes_on": report.closes_on.isoformat(),
        "version": report.version,
        "minimum": report.minimum,
        "headline": report.headline,
        "lead": report.lead,
        "response": {"parents": _response(report.parents), "team": _response(report.team)},
        "goals": [
            {
                "key": part.found.goal.key,
                "name": part.found.goal.name,
                "parents": _score(part.found.parents),
                "team": _score(part.found.team),
                "gap": _gap(part.found.gap),
                "findings": sorted(part.found.findings),
                "sentence": part.sentence,
                "items": [_item(found) for found in part.items],
            }
            for part in report.goals
        ],
        "strengths": list(report.strengths),
        "priorities": [
            {
                "goal": one.found.goal.key,
                "advice": one.advice,
                "tips": [tip.title for tip in one.tips],
            }
            for one in report.priorities
        ],
        "grade": _score(report.grade),
    }
