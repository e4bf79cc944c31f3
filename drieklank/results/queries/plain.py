"""Composes a plain report: every question as it was answered, of every role that was asked.

For rounds that measure no goals, and for the pupils beside a report on goals. It reads the ledger
and the questionnaires as they were asked, and gives no verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from drieklank.base.statistics import Estimate
from drieklank.content.queries import instrument
from drieklank.content.schema import Item, Kind, Questionnaire
from drieklank.measure.queries import WHOLE, Round, questionnaire_of
from drieklank.results.models import Release
from drieklank.results.queries.change import change_since
from drieklank.results.queries.ledger import Ledger, ledger_of, release_of
from drieklank.results.queries.parts import (
    Box,
    Question,
    nearly_all_ticked,
    role_response,
    round_title,
)
from drieklank.results.queries.plain_beside import beside
from drieklank.results.queries.plain_parts import (
    PlainAnswer,
    PlainItem,
    PlainPart,
    PlainReport,
    PlainRole,
)
from drieklank.results.queries.remarks import INTRODUCTION, remarks_of
from drieklank.results.release import figures_from_rows, named_options, nearly_all
from drieklank.results.rules import (
    MINIMUM,
    MINIMUM_OPEN,
    ItemFigure,
    RoleFigures,
    minimum_for,
    on_its_own_scale,
    percentages,
    rounded_shares,
    share_with_interval,
    vensters_estimate,
)
from drieklank.results.rules.wording import counted

_SATISFACTION: Final = "satisfaction"
_NEARLY_ALL: Final = "Tachtig procent of meer antwoordde ‘{answer}’. Preciezer zeggen we het niet."


@dataclass(frozen=True)
class _Sheet:
    """The questionnaire of one role, its figures, and how many were asked and answered."""

    role: str
    asked: Questionnaire
    figures: RoleFigures
    invited: int
    minimum: int


def plain_report(
    measured: Round, minimum: int = MINIMUM, release: Release | None = None
) -> PlainReport | None:
    """The published answers of a round, question by question; None: not published.

    `minimum`: fewest answers behind a figure for this reader; of pupils it is ten for everybody.
    `release`: an earlier version than the newest.
    """
    release = release or release_of(measured)
    if release is None:
        return None
    ledger = ledger_of(release, minimum, item_strata=False)
    asked = _asked(measured)
    figures = {role: _figures(ledger, role, minimum) for role in asked}
    known = {role: found for role, found in figures.items() if found is not None}
    return PlainReport(
        code=measured.code,
        school=measured.school.name,
        title=round_title(measured),
        caution=_caution(measured),
        opens_on=measured.opens_on,
        closes_on=measured.closed_on or measured.closes_on,
        published_at=release.published_at,
        version=release.version,
        minimum=minimum,
        roles=tuple(_role(ledger, role, asked[role], figures[role], minimum) for role in asked),
        beside=beside(asked, known),
        grade=_grade(measured, known),
        questions=questions(ledger, asked),
        introduction=remarks_of(release).get(INTRODUCTION, ""),
        change=change_since(measured, minimum),
    )


def plain_role(
    measured: Round, ledger: Ledger, role: str, minimum: int = MINIMUM
) -> PlainRole | None:
    """One role of a published round, question by question; None: it was not asked."""
    asked = questionnaire_of(measured, role)
    if asked is None:
        return None
    return _role(ledger, role, asked, _figures(ledger, role, minimum), minimum)


def questions(ledger: Ledger, asked: Mapping[str, Questionnaire]) -> tuple[Question, ...]:
    """The open questions with their answers, in the order of the ledger."""
    by_item: dict[str, list[str]] = {}
    for item, text in ledger.texts:
        by_item.setdefault(item, []).append(text)
    return tuple(
        Question(_wording(asked, item), tuple(texts))
        for item, texts in by_item.items()
        if len(texts) >= MINIMUM_OPEN
    )


def _wording(asked: Mapping[str, Questionnaire], item: str) -> str:
    found = [body.items_by_key[item] for body in asked.values() if item in body.items_by_key]
    return str(found[0].text) if found else "Open antwoorden"


def _asked(measured: Round) -> dict[str, Questionnaire]:
    found = {str(role): questionnaire_of(measured, role) for role in measured.roles}
    return {role: body for role, body in found.items() if body is not None}


def _caution(measured: Round) -> str:
    try:
        return instrument(measured.instrument).caution or ""
    except KeyError:  # a school's own questions
        return ""


def _figures(ledger: Ledger, role: str, minimum: int) -> RoleFigures | None:
    counts = ledger.counts.get(role, ())
    answered = (counts[0].answered if counts else 0) or 0
    return figures_from_rows(role, answered, ledger.figures, minimum)


def _grade(measured: Round, figures: Mapping[str, RoleFigures]) -> Estimate | None:
    """The mark over all questions of satisfaction, as Vensters makes it."""
    found = figures.get("parents")
    score = found.goals.get(WHOLE) if found and measured.instrument == _SATISFACTION else None
    return vensters_estimate(score) if score else None


def _role(
    ledger: Ledger, role: str, asked: Questionnaire, figures: RoleFigures | None, minimum: int
) -> PlainRole:
    least = minimum_for(role, minimum)
    response = role_response(ledger, role, least, is_shown=figures is not None)
    if figures is None:
        return PlainRole(response, ())
    sheet = _Sheet(role, asked, figures, response.response.invited, least)
    parts = (
        PlainPart(
            str(part.title),
            tuple(_item(sheet, item) for item in part.items if item.kind is not Kind.OPEN),
        )
        for part in asked.parts
    )
    return PlainRole(response, tuple(part for part in parts if part.items))


def _item(sheet: _Sheet, item: Item) -> PlainItem:
    if item.kind is Kind.CHOICES:
        return _ticked(sheet, item)
    figure = sheet.figures.items.get(item.key)
    if figure is None:
        return PlainItem(item.key, str(item.text))
    read: Callable[[_Sheet, Item, ItemFigure], PlainItem] = _scaled
    if item.kind is Kind.SINGLE:
        read = _chosen
    elif item.kind is Kind.GRADE:
        read = _marked
    return read(sheet, item, figure)


def _unknown(figure: ItemFigure) -> int:
    return percentages((figure.answers.dont_know_share,), figure.answers.n)[0]


def _scaled(sheet: _Sheet, item: Item, figure: ItemFigure) -> PlainItem:
    opinions = sheet.asked.scale(item).opinions
    if figure.answers.ranges:
        main = nearly_all(figure.answers)
        note = "" if main is None else _NEARLY_ALL.format(answer=opinions[main].text)
        return PlainItem(item.key, str(item.text), figure.answers.n, note=note)
    shares = rounded_shares(figure.answers.shares, figure.answers.n)
    is_marked = sheet.asked.instrument == _SATISFACTION and item.kind is Kind.SCALE
    return PlainItem(
        item.key,
        str(item.text),
        figure.answers.n,
        answers=tuple(
            PlainAnswer(str(answer.text), share)
            for answer, share in zip(opinions, shares, strict=True)
        ),
        dont_know=_unknown(figure),
        score=figure.score,
        vensters=vensters_estimate(figure.score) if is_marked and figure.score else None,
    )


def _marked(sheet: _Sheet, item: Item, figure: ItemFigure) -> PlainItem:
    lowest, highest = item.lowest or 1, item.highest or 10
    score = on_its_own_scale(figure.score, lowest, highest) if figure.score else None
    return PlainItem(
        item.key,
        str(item.text),
        figure.answers.n,
        dont_know=_unknown(figure),
        score=score,
        is_mark=True,
    )


def _box(sheet: _Sheet, text: str, share: float, n: int) -> Box:
    known = share_with_interval(share, n, sheet.figures.answered, sheet.invited)
    value, low, high = percentages((known.value, known.low, known.high), n)
    return Box(text, value, low, high)


def _people(minimum: int) -> str:
    return counted(minimum, "mens", "mensen")


def _chosen(sheet: _Sheet, item: Item, figure: ItemFigure) -> PlainItem:
    """Exactly one option: shares, most often first, and what few people chose as one."""
    seen = figure.answers
    main = nearly_all(seen)
    if main is not None:
        most = (nearly_all_ticked(str(item.options[main].text)),)
        return PlainItem(item.key, str(item.text), seen.n, boxes=most)
    named = named_options(seen)
    shares = seen.shares or tuple(low for low, _ in seen.ranges)
    boxes = [_box(sheet, str(item.options[at].text), shares[at], seen.n) for at in named]
    rest = 1.0 - sum(shares[at] for at in named)
    if rest > 1e-9:
        boxes.append(_box(sheet, "Andere antwoorden samen", rest, seen.n))
    few = f"Antwoorden van minder dan {_people(sheet.minimum)} noemen we niet apart."
    note = few if len(named) < len(item.options) else ""
    return PlainItem(item.key, str(item.text), seen.n, boxes=tuple(boxes), note=note)


def _ticked(sheet: _Sheet, item: Item) -> PlainItem:
    """Any number of options: what share of everyone ticked each, most often first."""
    found = []
    for option in item.options:
        figure = sheet.figures.items.get(f"{item.key}.{option.key}")
        if figure and figure.answers.ranges:
            found.append((-1.0, nearly_all_ticked(str(option.text))))
        elif figure:
            share = figure.answers.shares[0]
            found.append((-share, _box(sheet, str(option.text), share, figure.answers.n)))
    boxes = tuple(box for _, box in sorted(found, key=lambda pair: pair[0]))
    note = "Meer antwoorden kiezen mocht."
    if len(boxes) < len(item.options):
        note += f" Antwoorden van minder dan {_people(sheet.minimum)} staan er niet bij."
    return PlainItem(item.key, str(item.text), sheet.figures.answered, boxes=boxes, note=note)
