"""What the files of figures hold: every answer, score and response of a publication, row by row.

All of it comes out of the ledger for a reader with this minimum, and none of it is about a person.
What is not told has no row, whether it was hidden or never there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from drieklank.content.queries import framework_of
from drieklank.content.schema import Item, Kind, Part, Questionnaire
from drieklank.measure.queries import WHOLE, Round, questionnaire_of
from drieklank.results.models import Release
from drieklank.results.queries.ledger import Ledger, ledger_of, release_of
from drieklank.results.queries.parts import NAMES, period_words, round_title
from drieklank.results.release import ITEM, SCALE, FigureRow, named_options, nearly_all
from drieklank.results.rules import MINIMUM, Answers, minimum_for
from drieklank.results.rules.exports import Told, told_answers, told_unknown
from drieklank.results.rules.exports import part as count_of
from drieklank.results.rules.wording import capital

UNKNOWN: Final = "unknown"
OTHER: Final = "other"
_OTHERS: Final = "Andere antwoorden samen"
_LANGUAGES: Final = {"nl": "Nederlands", "other": "andere taal"}


@dataclass(frozen=True)
class AnswerRow:
    """One answer of one question, of one role and stratum.

    `value`: its place on the scale, lowest 1 (a mark: the mark); None: answers in no order.
    `n`: people with an opinion, on whom the percentage is reckoned.
    """

    role: str
    stratum: str
    stratum_name: str
    part: str
    item: str
    question: str
    kind: str
    answer: str
    answer_text: str
    value: int | None
    n: int
    told: Told


@dataclass(frozen=True)
class ScoreRow:
    """The mean of one goal or question on 0-100 with its 95 % interval; `score` None: a range only."""

    role: str
    stratum: str
    stratum_name: str
    kind: str
    key: str
    name: str
    n: int
    score: float | None
    low: float
    high: float


@dataclass(frozen=True)
class ResponseRow:
    """How many were asked and answered; None: not told."""

    role: str
    stratum_name: str
    invited: int
    answered: int | None


@dataclass(frozen=True)
class Export:
    """Everything the files of figures hold, for a reader with this minimum."""

    code: str
    school: str
    title: str
    period: str
    published_at: datetime
    version: int
    minimum: int
    answers: tuple[AnswerRow, ...]
    scores: tuple[ScoreRow, ...]
    response: tuple[ResponseRow, ...]

    @property
    def published_on(self) -> date:
        return timezone.localdate(self.published_at)


def export_of(
    measured: Round, minimum: int = MINIMUM, release: Release | None = None
) -> Export | None:
    """The figures of a round as rows; None: not published. Three statements beside the questions.

    `release`: an earlier version than the newest.
    """
    release = release or release_of(measured)
    if release is None:
        return None
    ledger = ledger_of(release, minimum)
    asked = {str(role): questionnaire_of(measured, role) for role in measured.roles}
    sheets = [
        _Sheet(role, body, ledger, minimum_for(role, minimum))
        for role, body in asked.items()
        if body is not None
    ]
    return Export(
        measured.code,
        measured.school.name,
        round_title(measured),
        period_words(measured.opens_on, measured.closed_on or measured.closes_on),
        release.published_at,
        release.version,
        minimum,
        tuple(row for sheet in sheets for row in _answers(sheet)),
        tuple(row for sheet in sheets for row in _scores(sheet)),
        tuple(row for sheet in sheets for row in _response(sheet)),
    )


@dataclass(frozen=True)
class _Sheet:
    role: str
    asked: Questionnaire
    ledger: Ledger
    minimum: int

    @property
    def figures(self) -> list[FigureRow]:
        """The rows of this role that this reader may see; the whole role first."""
        counts = self.ledger.counts.get(self.role, ())
        if not counts or (counts[0].answered or 0) < self.minimum:
            return []
        own = [
            row for row in self.ledger.figures if row.role == self.role and row.n >= self.minimum
        ]
        return sorted(own, key=lambda row: row.stratum)


def stratum_name(stratum: str) -> str:
    """ "groep 5", "andere taal", "groep 5, Nederlands"; empty for the whole role: "iedereen"."""
    said = []
    for part in stratum.split("|") if stratum else ():
        kind, _, name = part.partition(":")
        said.append(_LANGUAGES.get(name, name) if kind == "language" else name)
    return ", ".join(said) or "iedereen"


def _answers(sheet: _Sheet) -> Iterator[AnswerRow]:
    by_key: dict[str, list[FigureRow]] = {}
    for row in sheet.figures:
        if row.kind == ITEM:
            by_key.setdefault(row.key, []).append(row)
    for part in sheet.asked.parts:
        for item in part.items:
            if item.kind is Kind.CHOICES:
                yield from _ticked(part, item, by_key)
            else:
                for row in by_key.get(item.key, ()):
                    yield from _of_item(sheet, part, item, row)


def _row(
    part: Part, item: Item, row: FigureRow, code: str, text: str, told: Told, value: int | None
) -> AnswerRow:
    return AnswerRow(
        row.role,
        row.stratum,
        stratum_name(row.stratum),
        str(part.title),
        item.key,
        str(item.text),
        item.kind.value,
        code,
        text,
        value,
        row.n,
        told,
    )


def _of_item(sheet: _Sheet, part: Part, item: Item, row: FigureRow) -> Iterator[AnswerRow]:
    told = told_answers(row.n, row.counts, row.shares, row.ranges)
    if item.kind is Kind.SINGLE:
        yield from _chosen(sheet, part, item, row, told)
    else:
        for (code, text, value), one in zip(_scale(sheet.asked, item), told, strict=True):
            yield _row(part, item, row, code, text, one, value)
    unknown = _unknown_text(sheet.asked, item)
    if unknown and not row.ranges:
        told_dont_know = told_unknown(row.n, row.dont_know)
        yield _row(part, item, row, UNKNOWN, unknown, told_dont_know, None)


def _scale(asked: Questionnaire, item: Item) -> list[tuple[str, str, int]]:
    """(key, words, value) of the answers, lowest first."""
    if item.kind is Kind.GRADE:
        marks = range(item.lowest or 1, (item.highest or 10) + 1)
        return [(str(mark), str(mark), mark) for mark in marks]
    answers = enumerate(asked.scale(item).opinions, start=1)
    return [(answer.key, str(answer.text), place) for place, answer in answers]


def _unknown_text(asked: Questionnaire, item: Item) -> str:
    """What people could say instead of an opinion; empty: nothing."""
    if item.kind is Kind.GRADE:
        return "Geen cijfer"
    answer = asked.scale(item).no_opinion if item.scale else None
    return str(answer.text) if answer else ""


def _chosen(
    sheet: _Sheet, part: Part, item: Item, row: FigureRow, told: tuple[Told, ...]
) -> Iterator[AnswerRow]:
    """Exactly one option; those that the ledger does not name go together under one name."""
    seen = Answers(row.n, row.counts, row.shares, 0, 0, ranges=row.ranges)
    main = nearly_all(seen)
    named = range(len(told)) if row.shares else named_options(seen) if main is None else (main,)
    for place in sorted(named):
        option = item.options[place]
        yield _row(part, item, row, option.key, str(option.text), told[place], None)
    if len(named) < len(told):
        yield _row(part, item, row, OTHER, _OTHERS, _rest(row.n, [told[at] for at in named]), None)


def _rest(n: int, named: Sequence[Told]) -> Told:
    """What the named answers leave for all others together."""
    if any(one.percentage is None for one in named):
        low = sum(one.low or 0 for one in named)
        return Told(None, None, 0, 100 - low)
    percentage = 100 - sum(one.percentage or 0 for one in named)
    return Told(count_of(n, percentage), percentage)


def _ticked(part: Part, item: Item, by_key: dict[str, list[FigureRow]]) -> Iterator[AnswerRow]:
    """Any number of options; one that few people ticked has no row."""
    for option in item.options:
        for row in by_key.get(f"{item.key}.{option.key}", ()):
            told = told_answers(row.n, row.counts, row.shares, row.ranges)
            yield _row(part, item, row, option.key, str(option.text), told[0], None)


def _scores(sheet: _Sheet) -> Iterator[ScoreRow]:
    names = {part.goal or part.key: str(part.title) for part in sheet.asked.parts}
    if sheet.asked.framework is not None:
        names |= {goal.key: str(goal.name) for goal in framework_of(sheet.asked).goals}
    names[WHOLE] = "Alle vragen samen"
    items = sheet.asked.items_by_key
    for row in sheet.figures:
        if row.low is None or row.high is None:
            continue
        item = items.get(row.key)
        name = str(item.text) if item and row.kind == ITEM else names.get(row.key, row.key)
        yield ScoreRow(
            row.role,
            row.stratum,
            stratum_name(row.stratum),
            "goal" if row.kind == SCALE else "item",
            row.key,
            name,
            row.n,
            None if row.score is None else round(row.score, 1),
            round(row.low, 1),
            round(row.high, 1),
        )


def _response(sheet: _Sheet) -> Iterator[ResponseRow]:
    counts = sheet.ledger.counts.get(sheet.role, ())
    languages = sheet.ledger.languages.get(sheet.role, ())
    for count in (*counts, *languages):
        name = _LANGUAGES.get(count.name, count.name) or "iedereen"
        answered = count.answered
        if answered is not None and answered < sheet.minimum:
            answered = None
        yield ResponseRow(sheet.role, name, count.invited, answered)


def role_name(role: str) -> str:
    """Ouders, Teamleden, Leerlingen."""
    return capital(NAMES[role].many)
