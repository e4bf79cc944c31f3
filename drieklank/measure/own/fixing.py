"""What a draft still needs, and the questionnaire it becomes when it is fixed.

A fixed questionnaire is the same frozen shape as the standard ones, so that everything behind it
(answering, envelopes, tallies) treats both alike. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from drieklank.content.schema import (
    Answer,
    Audience,
    Item,
    Kind,
    Option,
    Part,
    Questionnaire,
    Review,
    Scale,
)
from drieklank.content.texts import LANGUAGES, Texts
from drieklank.measure.own.draft import (
    DUTCH,
    FOUR,
    LONGEST_OPTION,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_ITEMS,
    MOST_OPTIONS,
    WITH_OPTIONS,
    Choice,
    Draft,
    OwnItem,
    OwnPart,
    OwnScale,
    Words,
)

INSTRUMENT: Final = "own"
# Seconds that a question takes, reading included; the questionnaire says minutes.
_SECONDS: Final = {"scale": 12, "single": 14, "choices": 20, "grade": 12, "open": 60}
_NO_TEXT: Final = "(nog geen Nederlandse tekst)"
# Above the questions of each page; the schema wants a sentence there.
INTRO: Final[Words] = {
    "nl": "Kies wat het beste past.",
    "en": "Choose what fits best.",
    "ar": "اختاروا ما يناسب أكثر.",
    "tr": "Size en uygun olanı seçin.",  # noqa: RUF001 -- Turkish
    "pl": "Proszę wybrać to, co najlepiej pasuje.",
    "uk": "Оберіть те, що підходить найкраще.",
    "ti": "እቲ ዝበለጸ ዝሰማማዕ ምረጹ።",
}


@dataclass(frozen=True)
class Fault:
    """What stands in the way of fixing. item: key of the question; empty: the whole questionnaire."""

    item: str
    sentence: str


class NotReadyError(ValueError):
    """A draft with faults was to be fixed."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def faults(draft: Draft) -> tuple[Fault, ...]:
    """Return what is still needed before the draft can be asked; nothing: it can be fixed."""
    return tuple(_faults(draft))


def _faults(draft: Draft) -> Iterator[Fault]:
    title = draft.title.get(DUTCH, "")
    if not title:
        yield Fault("", "De vragenlijst heeft nog geen Nederlandse titel.")
    elif len(title) > LONGEST_TITLE:
        yield Fault("", f"De titel is langer dan {LONGEST_TITLE} tekens.")
    if not draft.items:
        yield Fault("", "Er staat nog geen vraag in.")
    if len(draft.items) > MOST_ITEMS:
        yield Fault("", f"Er staan meer dan {MOST_ITEMS} vragen in.")
    yield from (Fault("", sentence) for part in draft.parts for sentence in _part_faults(part))
    for item in draft.items:
        yield from (Fault(item.key, sentence) for sentence in item_faults(draft, item))


def _part_faults(part: OwnPart) -> Iterator[str]:
    if max(map(len, part.title.values()), default=0) > LONGEST_TITLE:
        yield f"De titel van een bladzijde is langer dan {LONGEST_TITLE} tekens."
    if part.items and part.title and DUTCH not in part.title:
        yield "De titel van een bladzijde heeft nog geen Nederlandse tekst."


def item_faults(draft: Draft, item: OwnItem) -> Iterator[str]:
    """Give what is wrong with one question, in Dutch."""
    if not item.text.get(DUTCH):
        yield "Deze vraag heeft nog geen Nederlandse tekst."
    if max(map(len, item.text.values()), default=0) > LONGEST_TEXT:
        yield f"Deze vraag is langer dan {LONGEST_TEXT} tekens."
    if item.hint and not item.hint.get(DUTCH):
        yield "De uitleg bij deze vraag heeft nog geen Nederlandse tekst."
    if item.kind in WITH_OPTIONS:
        yield from answer_faults(item.options)
        if item.kind == "single" and len(item.options) == 1:
            yield "Deze vraag heeft twee of meer antwoorden nodig."
    if item.kind == "scale" and item.scale != FOUR:
        scale = draft.scale(item.scale)
        if scale is None:
            yield "Kies nog welke antwoorden bij deze vraag horen."
        else:
            yield from answer_faults((*scale.answers, *filter(None, (scale.no_opinion,))))


def answer_faults(options: tuple[Choice, ...]) -> Iterator[str]:
    """Give what is wrong with the answers of a question or a scale, in Dutch."""
    texts = [option.text.get(DUTCH, "") for option in options]
    if not texts:
        yield "Deze vraag heeft nog geen antwoorden."
    if not all(texts):
        yield "Een antwoord bij deze vraag heeft nog geen Nederlandse tekst."
    written = [text.casefold() for text in texts if text]
    if len(set(written)) < len(written):
        yield "Een antwoord bij deze vraag staat er twee keer."
    if len(texts) > MOST_OPTIONS:
        yield f"Deze vraag heeft meer dan {MOST_OPTIONS} antwoorden."
    if max(map(len, texts), default=0) > LONGEST_OPTION:
        yield f"Een antwoord bij deze vraag is langer dan {LONGEST_OPTION} tekens."


# -- languages ----------------------------------------------------------------------------------------------


def _texts(draft: Draft, four: Scale) -> Iterator[Words]:
    """Every text that somebody who answers can see."""
    yield draft.title
    for part in draft.parts:
        if part.items and part.title:
            yield part.title
    for item in draft.items:
        yield item.text
        if item.hint:
            yield item.hint
        yield from (option.text for option in item.options)
        if item.kind == "scale":
            scale = draft.scale(item.scale)
            if scale is not None:
                answers = (*scale.answers, *filter(None, (scale.no_opinion,)))
                yield from (answer.text for answer in answers)
            else:
                yield from (answer.text.root for answer in four.answers)


def languages(draft: Draft, four: Scale) -> tuple[str, ...]:
    """Return Dutch, and each language in which really every text is there."""
    every = [{DUTCH, *text} for text in _texts(draft, four)]
    complete = set(INTRO).intersection(*every)
    return tuple(lang for lang in LANGUAGES if lang in complete)


# -- the questionnaire --------------------------------------------------------------------------------------


def own_key(school_code: str, number: int) -> str:
    """Return the key of a school's own questionnaire: `own-de-klimop-3`; no standard one begins so."""
    clean = re.sub(r"[^a-z0-9]+", "-", school_code.lower()).strip("-")
    return f"own-{clean or 'school'}-{number}"


def fixed(draft: Draft, key: str, audience: str, four: Scale) -> Questionnaire:
    """Return the questionnaire that a draft becomes. Raises NotReadyError."""
    if found := faults(draft):
        raise NotReadyError(found)
    return _built(draft, key, audience, four, languages(draft, four))


def shown_now(draft: Draft, audience: str, four: Scale) -> Questionnaire | None:
    """Return a draft as it would be asked, in another language where Dutch is missing; None without questions.

    For the preview only: it is never stored.
    """
    if not draft.items:
        return None
    return _built(draft, "own-preview", audience, four, languages(draft, four))


def _built(
    draft: Draft, key: str, audience: str, four: Scale, langs: tuple[str, ...]
) -> Questionnaire:
    make = _Maker(langs)
    used = {item.scale for item in draft.items if item.kind == "scale"}
    scales = [make.scale(scale) for scale in draft.scales if scale.key in used]
    known = {scale.key for scale in scales}
    if used - known:
        scales.insert(0, make.standard(four))
    seconds = sum(_SECONDS[item.kind] for item in draft.items)
    return Questionnaire(
        key=key,
        version=1,
        instrument=INSTRUMENT,
        audience=Audience(audience),
        minutes=min(60, max(1, -(-seconds // 60))),
        framework=None,
        mirrors=None,
        languages={lang: Review(reviewed_by=None) for lang in langs},
        title=make.texts(draft.title),
        scales=tuple(scales),
        parts=tuple(make.part(part, draft, known) for part in draft.parts if part.items),
    )


class _Maker:
    def __init__(self, langs: tuple[str, ...]) -> None:
        self._langs = langs

    def texts(self, words: Words) -> Texts:
        there = {lang: words[lang] for lang in self._langs if words.get(lang)}
        # Only in a preview: a fixed questionnaire has all its Dutch.
        return Texts({DUTCH: next(iter(words.values()), _NO_TEXT)} | there)

    def choices(self, choices: tuple[Choice, ...]) -> list[tuple[str, Texts]]:
        return [(choice.key, self.texts(choice.text)) for choice in choices]

    def scale(self, scale: OwnScale) -> Scale:
        answers = [
            Answer(key=key, value=value, text=text)
            for value, (key, text) in enumerate(self.choices(scale.answers), 1)
        ]
        if scale.no_opinion is not None:
            text = self.texts(scale.no_opinion.text)
            answers.append(Answer(key=scale.no_opinion.key, value=None, text=text))
        return Scale(key=scale.key, answers=tuple(answers))

    def standard(self, four: Scale) -> Scale:
        return Scale(
            key=FOUR,
            answers=tuple(
                Answer(key=answer.key, value=answer.value, text=self.texts(answer.text.root))
                for answer in four.answers
            ),
        )

    def part(self, part: OwnPart, draft: Draft, known: set[str]) -> Part:
        return Part(
            key=part.key,
            goal=None,
            title=self.texts(part.title or draft.title),
            intro=self.texts(INTRO),
            items=tuple(self.item(item, known) for item in part.items),
        )

    def item(self, item: OwnItem, known: set[str]) -> Item:
        """A grade without bounds gets the usual ones; an open answer the usual length."""
        kind = Kind(item.kind)
        is_grade, is_open = kind is Kind.GRADE, kind is Kind.OPEN
        text = self.texts(item.text)
        options = self.choices(item.options) if item.kind in WITH_OPTIONS else []
        return Item(
            key=item.key,
            kind=kind,
            indicator=None,
            scale=(item.scale if item.scale in known else FOUR) if kind is Kind.SCALE else None,
            text=text,
            short=Texts({DUTCH: item.short or _shortened(text.text())}),
            hint=self.texts(item.hint) if item.hint else None,
            options=tuple(Option(key=key, text=each) for key, each in options),
            lowest=(1 if item.lowest is None else item.lowest) if is_grade else None,
            highest=(10 if item.highest is None else item.highest) if is_grade else None,
            longest=(item.longest or 500) if is_open else None,
        )


def _shortened(text: str, longest: int = 40) -> str:
    """The first words of a question, for charts: whole words, and a mark where some are left out."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - 1].rpartition(' ')[0] or text[: longest - 1]}…"
