"""The plain report for the page, for paper and for machines: the same words and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from drieklank.base.statistics import Estimate
from drieklank.documents.charts import Drawing, stack
from drieklank.results.queries.machine_change import change_as_data
from drieklank.results.queries.paper_parts import change, paragraphs
from drieklank.results.queries.parts import day_words
from drieklank.results.queries.plain_parts import (
    BesideBlock,
    PlainItem,
    PlainReport,
    PlainRole,
    mark_words,
)
from drieklank.results.rules.wording import capital, decimal


@dataclass(frozen=True)
class Line:
    """One question on the page: its bar (None where there is none) and the colour of each answer."""

    item: PlainItem
    bar: Drawing | None
    tones: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class PartLines:
    """One page of a questionnaire with its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class RolePage:
    """One role on the page."""

    role: PlainRole
    title: str
    parts: tuple[PartLines, ...]


@dataclass(frozen=True)
class PlainPage:
    """What the template sets beside the report itself."""

    roles: tuple[RolePage, ...]
    grade: str
    grade_range: str


def plain_page(report: PlainReport) -> PlainPage:
    """Draw a plain report."""
    grade = report.grade
    return PlainPage(
        tuple(role_page(role) for role in report.roles),
        decimal(grade.value) if grade else "",
        mark_words(grade) if grade else "",
    )


def role_page(role: PlainRole) -> RolePage:
    """Draw what one role answered."""
    parts = (
        PartLines(part.title, tuple(_line(item, role.side) for item in part.items))
        for part in role.parts
    )
    return RolePage(role, capital(role.response.many), tuple(parts))


def _line(item: PlainItem, side: str) -> Line:
    if not item.answers:
        return Line(item, None, ())
    shares = [answer.percentage for answer in item.answers]
    names = stack.tones(len(shares), side)
    tones = tuple(
        (tone, answer.text, answer.percentage)
        for tone, answer in zip(names, item.answers, strict=True)
    )
    return Line(item, stack.on_page(shares, side), tones)


# -- paper ----------------------------------------------------------------------------------------------


def plain_as_paper(report: PlainReport) -> dict[str, Any]:
    """What `documents/typst/answers.typ` sets: plain values, drawings as strict SVG."""
    return {
        "school": report.school,
        "title": report.title,
        "period": report.period,
        "published": day_words(timezone.localdate(report.published_at)),
        "version": report.version,
        "heading": report.heading,
        "introduction": paragraphs(report.introduction),
        "change": change(report),
        "caution": report.caution,
        "minimum": report.minimum_sentence,
        "grade": mark_words(report.grade) if report.grade else "",
        "beside": [_table(block) for block in report.beside],
        "roles": [role_as_paper(role) for role in report.roles],
        "questions": [{"text": q.text, "answers": list(q.answers)} for q in report.questions],
    }


def _table(block: BesideBlock) -> dict[str, Any]:
    return {
        "title": block.title,
        "lead": block.lead,
        "heads": ["Vraag", *block.heads],
        "rows": [[row.text, *row.cells] for row in block.rows],
    }


def role_as_paper(role: PlainRole) -> dict[str, Any]:
    """One role for the typesetter."""
    return {
        "title": capital(role.response.many),
        "sentence": " ".join(role.response.sentences),
        "parts": [
            {"title": part.title, "items": [_item_on_paper(item, role.side) for item in part.items]}
            for part in role.parts
        ],
    }


def _item_on_paper(item: PlainItem, side: str) -> dict[str, Any]:
    shares = [answer.percentage for answer in item.answers]
    said = [f"{answer.text} {answer.percentage}%" for answer in item.answers]
    # Not the question itself: a school may write what strict XML does not know.
    bar = stack.on_paper(shares, side, title="Antwoorden", description="De getallen staan erbij.")
    return {
        "text": item.text,
        "bar": bar if shares else "",
        "said": " · ".join(part for part in (*said, item.unknown) if part),
        "boxes": [[box.text, box.words] for box in item.boxes],
        "note": item.note,
        "figures": item.figures,
    }


# -- machines -------------------------------------------------------------------------------------------


def plain_as_data(report: PlainReport) -> dict[str, Any]:
    """The plain report as JSON values; what is not shown is null."""
    return {
        "code": report.code,
        "school": report.school,
        "title": report.title,
        "caution": report.caution or None,
        "opens_on": report.opens_on.isoformat(),
        "closes_on": report.closes_on.isoformat(),
        "version": report.version,
        "minimum": report.minimum,
        "grade": _score(report.grade),
        "introduction": report.introduction or None,
        "change": change_as_data(report.change),
        "beside": [
            {
                "title": block.title,
                "rows": [
                    {
                        "text": row.text,
                        **{voice.role: _score(voice.score) for voice in row.voices},
                    }
                    for row in block.rows
                ],
            }
            for block in report.beside
        ],
        "roles": {role.role: role_as_data(role) for role in report.roles},
    }


def role_as_data(role: PlainRole) -> dict[str, Any]:
    """One role as JSON values."""
    asked = role.response.response
    return {
        "invited": asked.invited,
        "answered": asked.answered if role.is_shown else None,
        "items": [_data(item) for part in role.parts for item in part.items],
    }


def _data(item: PlainItem) -> dict[str, Any]:
    return {
        "key": item.key,
        "text": item.text,
        "n": item.n or None,
        "answers": {answer.text: answer.percentage for answer in item.answers} or None,
        "options": [
            {"text": box.text, "percentage": box.percentage, "ci95": [box.low, box.high]}
            for box in item.boxes
        ],
        "dont_know_percentage": item.dont_know,
        "score": _score(item.score),
        "grade": _score(item.vensters),
    }


def _score(score: Estimate | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {
        "n": score.n,
        "score": round(score.value, 2),
        "ci95": [round(score.low, 2), round(score.high, 2)],
    }
