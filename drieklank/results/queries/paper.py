"""The report as data for the typesetter: words, figures and drawings, nothing to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from drieklank.base.statistics import Estimate
from drieklank.documents.charts import paper as draw
from drieklank.results.queries.paper_parts import (
    IN_TABLE,
    change,
    groups,
    guesses,
    items_apart,
    missing,
    number_words,
    paragraphs,
    reach_words,
)
from drieklank.results.queries.parts import (
    Apart,
    GoalPart,
    Priority,
    Report,
    RoleResponse,
    day_words,
    minimum_words,
)
from drieklank.results.queries.plain_drawn import role_as_paper
from drieklank.results.queries.rows import (
    agree_words,
    between_words,
    dont_know_percentage,
    dots,
    dumbbell_rows,
    likert_rows,
    nearly_all_words,
    shares_of,
    words,
)
from drieklank.results.rules import (
    ItemFigure,
    ItemFinding,
    Response,
    Tip,
    found_gap_words,
)
from drieklank.results.rules.wording import decimal

_COLUMNS = ("Vraag", "Ouders", "Team", "Weet niet", "Verschil")
_COLUMNS_PARENTS = ("Vraag", "Ouders", "Weet niet")


def as_paper(report: Report) -> dict[str, Any]:
    """What `documents/typst/report.typ` sets: plain values, drawings as strict SVG."""
    said = words(report)
    counts, coverage_words = dots(report.parents.response, report.parents.one, report.parents.many)
    return {
        "school": report.school,
        "title": report.title,
        "period": report.period,
        "published": day_words(timezone.localdate(report.published_at)),
        "version": report.version,
        "introduction": paragraphs(report.introduction),
        "headline": report.headline,
        "lead": report.lead,
        "has_figures": report.has_figures,
        "minimum": report.minimum,
        "responses": [_response(report.parents), _response(report.team)],
        "coverage": {
            "svg": draw.coverage(counts, title="Respons", description=coverage_words, columns=30),
            "words": coverage_words,
        },
        "goals_title": report.goals_title,
        "overview": {
            "svg": draw.dumbbell(
                dumbbell_rows(report.by_gap),
                title="Ouders en team op de streefdoelen",
                description=IN_TABLE,
                words=said,
            ),
            "key": draw.legend("who", words=said),
            "rows": [_goal_row(part) for part in report.by_gap],
        },
        "likert_key": draw.legend("likert", words=said),
        "goals": [_goal(part, report) for part in report.goals],
        "apart": [_apart(one) for one in report.apart],
        "has_team": report.team.is_shown,
        "items_apart": items_apart(report),
        "guesses": guesses(report),
        "change": change(report),
        "missing": missing(report),
        "groups": groups(report),
        "has_boxes": bool(report.boxes),
        "strongest": _bars(report.strongest, "Sterkste vragen", report, "strongest"),
        "weakest": _bars(report.weakest, "Zwakste vragen", report, "weakest"),
        "also": _also(report),
        "grade": _grade(report.grade),
        "strengths": list(report.strengths),
        "priorities": [_priority(one) for one in report.priorities],
        "boxes_question": report.boxes_question,
        "boxes": [[box.text, box.words] for box in report.boxes],
        "questions": [{"text": q.text, "answers": list(q.answers)} for q in report.questions],
        "source_note": report.source_note,
        "reliability": [
            [line.name, str(line.n), line.alpha, line.omega, line.between]
            for line in report.reliability
        ],
        "pupils": role_as_paper(report.pupils) if report.pupils else None,
        "pupils_minimum": minimum_words(report.minimum, ("pupils",)),
    }


def _response(part: RoleResponse) -> dict[str, Any]:
    return {
        "many": part.many,
        "sentence": " ".join(part.sentences),
        "missing": part.missing if part.is_shown else "",
        "label": part.response.reliability().value,
    }


def _goal_row(part: GoalPart) -> list[str]:
    found = part.found
    return [
        found.goal.name,
        between_words(found.parents_range) or number_words(found.parents),
        reach_words(found.parents),
        between_words(found.team_range) or number_words(found.team),
        reach_words(found.team),
        found_gap_words(found),
    ]


def _goal(part: GoalPart, report: Report) -> dict[str, Any]:
    goal = part.found.goal
    return {
        "name": goal.name,
        "definition": goal.definition,
        "sentence": part.sentence,
        "remark": paragraphs(part.remark),
        "row": _goal_row(part)[1:],
        "bars": _bars(part.items, goal.name, report, goal.key),
        "tips": _tips(part.tips),
    }


def _bars(
    items: Sequence[ItemFinding], title: str, report: Report, key: str
) -> dict[str, Any] | None:
    """Bars of questions with their table; None where no question has an answer to show."""
    shown = [
        found
        for found in items
        if shares_of(found.parents) or shares_of(found.team) or found.has_range
    ]
    if not shown:
        return None
    svg = draw.likert(
        likert_rows(shown, report.scale),
        title=title,
        description=IN_TABLE,
        key=key,
        words=words(report),
    )
    # Without team answers no columns that would stay empty.
    columns = _COLUMNS if any(found.team for found in shown) else _COLUMNS_PARENTS
    rows = [[_cells(found, report)[column] for column in columns] for found in shown]
    return {"svg": svg, "title": title, "heads": list(columns), "rows": rows}


def _cells(found: ItemFinding, report: Report) -> dict[str, str]:
    unknown = dont_know_percentage(found.parents)
    return {
        "Vraag": found.item.text,
        "Ouders": _agree(found.parents, report.parents.response, report.scale),
        "Team": _agree(found.team, report.team.response, report.scale),
        "Weet niet": "–" if unknown is None else f"{unknown}%",
        "Verschil": found_gap_words(found),
    }


def _agree(figure: ItemFigure | None, asked: Response, scale: Sequence[str]) -> str:
    return agree_words(figure, asked) or nearly_all_words(figure, scale) or "–"


def _apart(one: Apart) -> dict[str, str]:
    said = f"{one.sentence} {one.advice}"
    return {"name": one.found.goal.name, "points": one.points, "sentence": said}


def _also(report: Report) -> dict[str, Any] | None:
    if report.also is None:
        return None
    bars = _bars(report.also.items, "Gehoord, verbonden en serieus genomen", report, "also")
    score = report.also.found.parents
    return (
        {"score": number_words(score), "range": reach_words(score), "bars": bars} if bars else None
    )


def _grade(grade: Estimate | None) -> dict[str, Any] | None:
    if grade is None:
        return None
    return {
        "value": decimal(grade.value),
        "range": f"{decimal(grade.low)} tot {decimal(grade.high)}",
        "n": grade.n,
    }


def _priority(one: Priority) -> dict[str, Any]:
    return {
        "name": one.found.goal.name,
        "advice": one.advice,
        "tips": _tips(one.tips),
        "activities": [
            {"title": chosen.title, "summary": chosen.summary, "time": chosen.time}
            for chosen in one.activities
        ],
    }


def _tips(tips: Sequence[Tip]) -> list[dict[str, str]]:
    return [{"title": tip.title, "text": tip.text} for tip in tips]
