"""The newer parts of the report for the typesetter: questions apart, blind spot, change, who is missing."""

from __future__ import annotations

from typing import Any, Final

from drieklank.base.statistics import Estimate
from drieklank.documents.charts import paper as draw
from drieklank.results.queries.change import RoleChange
from drieklank.results.queries.parts import Report
from drieklank.results.queries.plain_parts import PlainReport
from drieklank.results.queries.rows import GUESSED, GUESSED_KEY, MOVED, growth_rows, guess_rows
from drieklank.results.rules import gap_interval
from drieklank.results.rules.blind_spot import guess_words
from drieklank.results.rules.change import OTHER_PEOPLE, GoalChange, ItemChange, change_words
from drieklank.results.rules.wording import capital, whole

IN_TABLE: Final = "De getallen staan in de tabel hieronder."


def paragraphs(text: str) -> list[str]:
    """A text as its lines; empty lines left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def reach_words(score: Estimate | None) -> str:
    return f"{whole(score.low)} tot {whole(score.high)}" if score else "–"


def number_words(score: Estimate | None) -> str:
    return str(whole(score.value)) if score else "–"


def items_apart(report: Report) -> list[list[str]]:
    return [
        [
            found.item.text,
            number_words(found.parents.score if found.parents else None),
            reach_words(found.parents.score if found.parents else None),
            number_words(found.team.score if found.team else None),
            reach_words(found.team.score if found.team else None),
            gap_interval(found.gap),
        ]
        for found in report.items_apart
    ]


def guesses(report: Report) -> dict[str, Any] | None:
    if not report.guesses or not report.team.is_shown:
        return None
    return {
        "lead": report.guesses_lead,
        "svg": draw.dumbbell(
            guess_rows(report.guesses),
            title="Wat het team dacht en wat ouders zeiden",
            description=IN_TABLE,
            words=GUESSED,
        ),
        "key": draw.legend("who", words=GUESSED_KEY),
        "rows": [
            [
                guess.item.text,
                number_words(guess.predicted),
                number_words(guess.said),
                reach_words(guess.said),
                guess_words(guess),
            ]
            for guess in report.guesses
        ],
        "sentences": [list(pair) for pair in report.guess_sentences],
    }


def change(report: Report | PlainReport) -> dict[str, Any] | None:
    """What changed since the earlier round; None where there was none."""
    if report.change is None:
        return None
    return {
        "since": report.change.since,
        "roles": [_role_change(one) for one in report.change.roles],
        "note": OTHER_PEOPLE,
    }


def _role_change(one: RoleChange) -> dict[str, Any]:
    mark = "parent" if one.role == "parents" else "school"
    return {
        "many": capital(one.many),
        "lead": f"{one.lead} {one.questions}".strip(),
        "svg": draw.growth(
            growth_rows(one),
            title=f"{capital(one.many)} toen en nu",
            description=IN_TABLE,
            mark=mark,
            words=MOVED,
        )
        if one.goals
        else "",
        "goals": [_changed(found, found.goal.name) for found in one.goals],
        "items": [_changed(found, found.item.text) for found in one.moved],
    }


def _changed(found: GoalChange | ItemChange, name: str) -> list[str]:
    return [
        name,
        number_words(found.before),
        number_words(found.after),
        change_words(found),
        gap_interval(found.difference),
    ]


def missing(report: Report) -> dict[str, Any] | None:
    part = report.missing
    if part is None:
        return None
    return {
        "who": " ".join(part.who) or report.parents.missing,
        "how_far": " ".join(part.how_far),
        "not_counted": part.not_counted,
        "rows": [
            [
                capital(one.name),
                str(one.invited),
                "te weinig" if one.answered is None else str(one.answered),
                "te weinig" if one.missing is None else str(one.missing),
            ]
            for one in part.lines
        ],
        "bounds": [
            [
                one.name,
                str(whole(one.bounds.score)),
                str(whole(one.bounds.some)),
                str(whole(one.bounds.many)),
                f"{whole(one.bounds.low)} tot {whole(one.bounds.high)}",
            ]
            for one in part.bounds
        ],
    }


def groups(report: Report) -> dict[str, Any] | None:
    if report.groups is None:
        return None
    return {
        "heads": list(report.groups.heads),
        "rows": [[line.name, line.people, *line.cells] for line in report.groups.lines],
    }
