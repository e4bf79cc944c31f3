"""The report for machines: `drieklank report CODE --json`."""

from __future__ import annotations

from typing import Any

from drieklank.base.statistics import Estimate
from drieklank.results.queries.machine_change import change_as_data, gap_as_data
from drieklank.results.queries.parts import Report, RoleResponse
from drieklank.results.queries.plain_drawn import role_as_data
from drieklank.results.queries.rows import dont_know_percentage, shares_of
from drieklank.results.rules import (
    ItemFigure,
    ItemFinding,
    percentages,
    share_with_interval,
)


def _score(score: Estimate | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {
        "n": score.n,
        "score": round(score.value, 2),
        "ci95": [round(score.low, 2), round(score.high, 2)],
    }


def _figure(figure: ItemFigure | None, part: RoleResponse) -> dict[str, Any] | None:
    if figure is None:
        return None
    shares, seen, asked = shares_of(figure), figure.answers, part.response
    agree = (
        share_with_interval(seen.positive, seen.n, asked.answered, asked.invited)
        if shares
        else None
    )
    return {
        **(_score(figure.score) or {"n": seen.n}),
        "percentages": list(shares) if shares else None,
        "positive": {
            "percentage": percentages((agree.value,), seen.n)[0],
            "ci95": list(percentages((agree.low, agree.high), seen.n)),
        }
        if agree
        else None,
        "dont_know_percentage": dont_know_percentage(figure),
    }


def _item(found: ItemFinding, report: Report) -> dict[str, Any]:
    return {
        "key": found.item.key,
        "text": found.item.text,
        "parents": _figure(found.parents, report.parents),
        "team": _figure(found.team, report.team),
        "gap": gap_as_data(found.gap),
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


def _missing(report: Report) -> dict[str, Any] | None:
    part = report.missing
    if part is None:
        return None
    return {
        "languages": [
            {"name": one.name, "invited": one.invited, "answered": one.answered}
            for one in part.languages
        ],
        "bounds": [
            {
                "goal": one.name,
                "score": round(one.bounds.score, 2),
                "if_10_lower": round(one.bounds.some, 2),
                "if_20_lower": round(one.bounds.many, 2),
                "limits": [round(one.bounds.low, 2), round(one.bounds.high, 2)],
            }
            for one in part.bounds
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
                "gap": gap_as_data(part.found.gap),
                "findings": sorted(part.found.findings),
                "sentence": part.sentence,
                "between": list(part.found.parents_range) if part.found.parents_range else None,
                "remark": part.remark or None,
                "items": [_item(found, report) for found in part.items],
            }
            for part in report.goals
        ],
        "strengths": list(report.strengths),
        "priorities": [
            {
                "goal": one.found.goal.key,
                "advice": one.advice,
                "activities": [chosen.key for chosen in one.activities],
                "tips": [tip.title for tip in one.tips],
            }
            for one in report.priorities
        ],
        "grade": _score(report.grade),
        "boxes": [
            {"text": box.text, "percentage": box.percentage, "ci95": [box.low, box.high]}
            for box in report.boxes
        ],
        "introduction": report.introduction or None,
        "guesses": [
            {
                "key": one.item.key,
                "predicted": _score(one.predicted),
                "said": _score(one.said),
                "difference": gap_as_data(one.difference),
            }
            for one in report.guesses
        ],
        "missing": _missing(report),
        "change": change_as_data(report.change),
        "pupils": role_as_data(report.pupils) if report.pupils else None,
    }
