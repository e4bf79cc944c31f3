"""Reads of a school's own questionnaires: list, editor, and how a draft looks to who answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from drieklank.content.queries import questionnaire, snapshot
from drieklank.content.schema import Questionnaire, Scale
from drieklank.measure.models_own import OwnQuestionnaire, OwnState
from drieklank.measure.own import fixing
from drieklank.measure.own.draft import DUTCH, FOUR, WITH_OPTIONS, Draft, OwnItem, OwnScale, Words
from drieklank.measure.own.fixing import Fault
from drieklank.measure.reading_level import Advice, advise, level
from drieklank.schools.models import School

KIND_NAMES = {
    "scale": "Schaal",
    "single": "Eén antwoord kiezen",
    "choices": "Meer antwoorden kiezen",
    "grade": "Cijfer",
    "open": "Open vraag",
}


def own_questionnaires() -> QuerySet[OwnQuestionnaire]:
    """Return the own questionnaires of the open boards, with their school."""
    return OwnQuestionnaire.objects.select_related("school")


def own_of(school: School) -> QuerySet[OwnQuestionnaire]:
    """Return the own questionnaires of a school, last changed first."""
    return own_questionnaires().filter(school=school)


def fixed_own_of(school: School) -> QuerySet[OwnQuestionnaire]:
    """Return what a school can plan a round with."""
    return own_of(school).filter(state=OwnState.FIXED)


def standard_scale() -> Scale:
    """Return the four answers of the standard questionnaires, in all their languages."""
    scales = questionnaire("baseline-parents").scales
    return next(scale for scale in scales if scale.key == FOUR)


def as_asked(row: OwnQuestionnaire) -> Questionnaire | None:
    """Return an own questionnaire as it is or would be asked; None: it has no questions yet."""
    if row.version_id is not None:
        return snapshot(row.version_id)
    return fixing.shown_now(row.draft, row.audience, standard_scale())


@dataclass(frozen=True)
class ItemLine:
    """A question in the editor: its text, what it is, what is still needed, what could be easier."""

    key: str
    number: int
    text: str
    lang: str
    hint: str
    kind: str
    answers: tuple[str, ...]
    faults: tuple[str, ...]
    advice: tuple[Advice, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class PartLines:
    """A page in the editor, with its questions."""

    key: str
    number: int
    title: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True)
class Edited:
    """An own questionnaire as the editor shows it. ease: makkelijk, gaat, moeilijk, or nothing."""

    parts: tuple[PartLines, ...]
    faults: tuple[Fault, ...]
    count: int
    minutes: int
    ease: str
    languages: tuple[str, ...]
    # Key, answers in one line, and what is wrong, of each scale that came out of a file.
    scales: tuple[tuple[str, str, tuple[str, ...]], ...]

    @property
    def is_ready(self) -> bool:
        return not self.faults


def edited(row: OwnQuestionnaire) -> Edited:
    """Return everything the editor shows about a questionnaire."""
    body, four = row.draft, standard_scale()
    asked = fixing.shown_now(body, row.audience, four)
    return Edited(
        tuple(_parts(body, four, row.audience)),
        fixing.faults(body),
        len(body.items),
        asked.minutes if asked else 0,
        level(item.text.get(DUTCH, "") for item in body.items),
        fixing.languages(body, four),
        tuple(_scale(scale) for scale in body.scales),
    )


def _scale(scale: OwnScale) -> tuple[str, str, tuple[str, ...]]:
    answers = (*scale.answers, *filter(None, (scale.no_opinion,)))
    line = " · ".join(_said(answer.text)[0] for answer in answers)
    return scale.key, line, tuple(fixing.answer_faults(answers))


def _parts(body: Draft, four: Scale, audience: str) -> Iterator[PartLines]:
    number, total = 0, len(body.items)
    for place, part in enumerate(body.parts, 1):
        lines = []
        for item in part.items:
            number += 1
            lines.append(_line(body, item, four, audience, number, total))
        yield PartLines(part.key, place, _said(part.title)[0], tuple(lines))


def _line(
    body: Draft, item: OwnItem, four: Scale, audience: str, number: int, total: int
) -> ItemLine:
    text, lang = _said(item.text)
    return ItemLine(
        item.key,
        number,
        text,
        lang,
        _said(item.hint)[0],
        KIND_NAMES[item.kind],
        answers_of(body, item, four),
        tuple(fixing.item_faults(body, item)),
        advise(item.text.get(DUTCH, ""), audience),
        number == 1 and body.parts[0].items[:1] == (item,),
        number == total and body.parts[-1].items[-1:] == (item,),
    )


def _said(words: Words) -> tuple[str, str]:
    """The Dutch text, else the first there is, with its language."""
    if words.get(DUTCH):
        return words[DUTCH], DUTCH
    return next(((text, lang) for lang, text in words.items()), ("", DUTCH))


def answers_of(body: Draft, item: OwnItem, four: Scale) -> tuple[str, ...]:
    """Return the answers of a question as they are shown, in Dutch where there is Dutch."""
    if item.kind in WITH_OPTIONS:
        return tuple(_said(option.text)[0] for option in item.options)
    if item.kind == "grade":
        return (f"{item.lowest} – {item.highest}",)
    if item.kind != "scale":
        return ()
    scale = body.scale(item.scale)
    if scale is None:
        return tuple(answer.text.text() for answer in four.answers)
    answers = (*scale.answers, *filter(None, (scale.no_opinion,)))
    return tuple(_said(answer.text)[0] for answer in answers)
