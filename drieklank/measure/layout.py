"""Answering pages laid out once per version, language and page, and only filled in per visit.

Rendering the templates takes milliseconds, and a thousand parents open the same page in one
evening. So each page is rendered once, with a slot wherever two visitors can differ: the school,
the form's token, what is ticked, what was typed, what is wrong. A visit joins strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, ParamSpec, cast

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from drieklank.content.queries import snapshot, survey_interface, survey_texts
from drieklank.content.schema import (
    WITH_OPTIONS,
    Audience,
    Item,
    Kind,
    Questionnaire,
    SurveyTexts,
)
from drieklank.content.texts import LANGUAGES, SOURCE_LANGUAGE, digits, direction
from drieklank.measure.sheets import NO_GRADE
from drieklank.ui.parts.survey import read_button, scale

P = ParamSpec("P")

# Private-use characters: no text of ours holds them, and templates do not escape them.
_OPEN, _SHUT = "\ue000", "\ue001"
_SLOT: Final = re.compile(f"{_OPEN}([^{_SHUT}]*){_SHUT}")
_INPUT: Final = re.compile(
    r'(<input type="(?:radio|checkbox)" name="([^"]*)"(?: id="[^"]*")? value="([^"]*)")'
)


# Questions about one visit or talk: to think of all one's children would be wrong there.
ONE_OCCASION: Final = frozenset({"pulse"})


def slot(name: str) -> SafeString:
    """Return the mark of a place that is filled in per visit."""
    return mark_safe(f"{_OPEN}{name}{_SHUT}")  # noqa: S308 -- a fixed character and a name of ours


@dataclass(frozen=True)
class Layout:
    """A page with slots. `names[i]` stands between `pieces[i]` and `pieces[i + 1]`."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the page; values are HTML, already escaped. A slot without value stays empty."""
        filled = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            filled.append(values.get(name, ""))
            filled.append(piece)
        return "".join(filled)


def _laid_out(html: str) -> Layout:
    html = _INPUT.sub(lambda found: f"{found[1]}{slot(f'on:{found[2]}:{found[3]}')}", html)
    parts = _SLOT.split(html)
    return Layout(tuple(parts[::2]), tuple(parts[1::2]))


def ticked(item: str, values: Iterable[str]) -> dict[str, str]:
    """Return the filled slots of the answers that are chosen for an item."""
    return {_tick(item, value): " checked" for value in values}


@lru_cache(maxsize=4096)
def _tick(item: str, value: str) -> str:
    return f"on:{escape(item)}:{escape(value)}"


@dataclass(frozen=True)
class Language:
    """A language to switch to, named in itself."""

    code: str
    name: str
    direction: str
    is_current: bool


def languages(asked: Questionnaire | None) -> tuple[str, ...]:
    """Return the languages in which a questionnaire and the words around it both exist."""
    around = survey_interface().languages
    there = around if asked is None else asked.languages
    return tuple(lang for lang in LANGUAGES if lang in around and lang in there)


@lru_cache(maxsize=32)
def _choices(available: tuple[str, ...], current: str) -> tuple[Language, ...]:
    return tuple(
        Language(lang, survey_texts(lang)["language_name"], direction(lang), lang == current)
        for lang in available
    )


def frame(texts: SurveyTexts, available: tuple[str, ...]) -> dict[str, object]:
    """Return what every answering page has around it: words, language and its switch, school."""
    return {
        "texts": texts,
        "lang": texts.lang,
        "dir": texts.dir,
        "languages": _choices(available, texts.lang) if len(available) > 1 else (),
        "school": slot("school"),
        "is_demo": settings.DEMO,
    }


def _cached(function: Callable[P, Layout]) -> Callable[P, Layout]:
    """Keep layouts in memory; while developing, templates change under us."""
    return function if settings.DEBUG else cast("Callable[P, Layout]", lru_cache(512)(function))


@_cached
def part_layout(version_id: int, role: str, lang: str, number: int) -> Layout:
    """Return the page of one part (from 1), with slots for answers, texts and faults."""
    return laid_out_part(snapshot(version_id), role, lang, number)


def laid_out_part(asked: Questionnaire, role: str, lang: str, number: int) -> Layout:
    """Return the same page of a questionnaire that is not stored: the preview of a draft."""
    texts = survey_texts(lang, Audience(role))
    part, total = asked.parts[number - 1], len(asked.parts)
    minutes = -(-asked.minutes * (total - number + 1) // total)
    html = render_to_string(
        "measure/answer/part.html",
        frame(texts, languages(asked))
        | {
            "part": part,
            "number": number,
            "total": total,
            "is_last": number == total,
            "title": part.title.text(lang),
            "intro": part.intro.text(lang),
            "page_title": texts.fill(
                "title_part", part=number, parts=total, title=part.title.text(lang)
            ),
            "progress": " · ".join(
                (
                    texts.fill("part_of", part=number, parts=total),
                    texts.counted("minutes_left", minutes),
                )
            ),
            "questions": [
                _question(asked, item, texts, place) for place, item in enumerate(part.items, 1)
            ],
            "token": slot("token"),
            "title_mark": slot("title_mark"),
            "over": slot("over"),
            "leave": slot("leave"),
            "offers_dutch": _is_unread(asked, lang),
            "dutch_on": slot("dutch_on"),
            "summary": slot("summary"),
            "finish": slot("finish"),
        },
    )
    return _laid_out(html)


def _question(asked: Questionnaire, item: Item, texts: SurveyTexts, place: int) -> str:
    lang = texts.lang
    legend = f"{digits(place, lang)}. {item.text.text(lang)}"
    hint = item.hint.text(lang) if item.hint is not None else ""
    if item.kind in {Kind.SCALE, Kind.PREDICTION}:
        measured = asked.scale(item)
        unknown = measured.no_opinion
        return scale(
            name=item.key,
            legend=legend,
            choices=[(answer.key, answer.text.text(lang)) for answer in measured.opinions],
            dont_know=unknown.text.text(lang) if unknown else "",
            dont_know_value=unknown.key if unknown else "x",
            hint=hint,
            read_label=texts.fill("read_question", number=place),
            dutch=_dutch(asked, item, lang),
            dutch_answers=_dutch_answers(asked, item, lang),
            id=_id(item),
        )
    context: dict[str, object] = {
        "item": item,
        "id": _id(item),
        "legend": legend,
        "hint": hint,
        "texts": texts,
        "dutch": _dutch(asked, item, lang),
        "read": read_button(_id(item), texts.fill("read_question", number=place)),
    }
    if item.kind is Kind.GRADE:
        grades = range(item.lowest or 0, (item.highest or 0) + 1)
        context["grades"] = [(grade, digits(grade, lang)) for grade in grades]
        context["no_grade"] = NO_GRADE
        return render_to_string("measure/answer/grade.html", context)
    if item.kind in WITH_OPTIONS:
        context["type"] = "checkbox" if item.kind is Kind.CHOICES else "radio"
        beside = _dutch_answers(asked, item, lang) or [""] * len(item.options)
        context["options"] = [
            (option.key, option.text.text(lang), dutch)
            for option, dutch in zip(item.options, beside, strict=True)
        ]
        return render_to_string("measure/answer/choices.html", context)
    context["value"], context["error"] = slot(f"text:{item.key}"), slot(f"error:{item.key}")
    context["invalid"] = slot(f"invalid:{item.key}")
    return render_to_string("measure/answer/open.html", context)


def _is_unread(asked: Questionnaire, lang: str) -> bool:
    """Whether nobody has read this translation over: then the Dutch can stand beside it."""
    return lang != SOURCE_LANGUAGE and asked.languages[lang].reviewed_by is None


def _dutch(asked: Questionnaire, item: Item, lang: str) -> str:
    return item.text.text() if _is_unread(asked, lang) else ""


def _dutch_answers(asked: Questionnaire, item: Item, lang: str) -> list[str]:
    """The answers in Dutch in the order of the page, "weet ik niet" last."""
    if not _is_unread(asked, lang):
        return []
    if not item.scale:
        return [option.text.text() for option in item.options]
    measured = asked.scale(item)
    unknown = [measured.no_opinion] if measured.no_opinion else []
    return [answer.text.text() for answer in (*measured.opinions, *unknown)]


def _id(item: Item) -> str:
    return "v-" + item.key.replace(".", "-")


@_cached
def start_layout(version_id: int, role: str, lang: str) -> Layout:
    """Return the first page, with slots for school, last day and where somebody was."""
    asked, texts = snapshot(version_id), survey_texts(lang, Audience(role))
    html = render_to_string(
        "measure/answer/start.html",
        frame(texts, languages(asked))
        | {
            "page_title": texts.fill("title_start", school=slot("school")),
            "heading": asked.title.text(lang),
            "lead": texts.fill("start_lead", school=slot("school")),
            "duration": texts.counted("start_duration", asked.minutes),
            "children": "" if asked.instrument in ONE_OCCASION else texts["start_children"],
            "closes": slot("closes"),
            "resume": slot("resume"),
            "over": slot("over"),
            "once": slot("once"),
            "word": slot("word"),
            "button": slot("button"),
            "offers_stop": role == Audience.PARENTS,
            "token": slot("token"),
            "is_unreviewed": not texts.is_reviewed or _is_unread(asked, lang),
        },
    )
    return _laid_out(html)


# kind -> heading, paragraphs; of the words around a questionnaire. Fields are filled per visit.
MESSAGES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "thanks": (
        "thanks_heading",
        ("thanks_sent", "thanks_next", "thanks_results", "thanks_link", "thanks_close"),
    ),
    "thanks_paper": (
        "thanks_heading",
        ("thanks_sent", "thanks_once", "thanks_next", "thanks_results", "thanks_close"),
    ),
    "thanks_phone": ("thanks_heading", ("thanks_sent", "thanks_once")),
    "thanks_tablet": ("thanks_heading", ("thanks_sent", "thanks_once", "tablet_pass")),
    "saved": ("saved_heading", ("saved_text", "saved_until", "saved_sealed")),
    "saved_word": ("saved_heading", ("word_saved", "saved_until", "word_sealed")),
    "used": ("error_used_heading", ("error_used",)),
    "closed": ("error_closed_heading", ("error_closed",)),
    "not_yet": ("error_not_open_heading", ("error_not_open",)),
    "expired": ("error_expired_heading", ("error_expired",)),
    "mistyped": ("error_mistyped_heading", ("error_mistyped",)),
    "cookie": ("error_cookie_heading", ("error_cookie",)),
    "failure": ("error_server_heading", ("error_server",)),
    "too_many": ("error_too_many_heading", ("error_too_many",)),
}


_GOOD: Final = {"saved", "saved_word", "used", "not_yet"} | {
    kind for kind in MESSAGES if kind.startswith("thanks")
}


@_cached
def message_layout(kind: str, role: str, lang: str, available: tuple[str, ...]) -> Layout:
    """Return a page that only says something: thanks, saved, used, closed, mistyped."""
    texts = survey_texts(lang, Audience(role))
    heading, paragraphs = MESSAGES[kind]
    html = render_to_string(
        "measure/answer/message.html",
        frame(texts, available)
        | {
            "kind": kind,
            "heading": texts[heading],
            "page_title": texts[heading],
            "lines": [slot(f"say:{name}") for name in paragraphs],
            "offers_code": kind in {"expired", "mistyped", "cookie"},
            "goes_on": kind in {"saved", "saved_word"},
            "next_at": {"thanks_tablet": "measure:tablet", "thanks_phone": "measure:telephone"}.get(
                kind, ""
            ),
            "is_bad": kind not in _GOOD,
            "contact": slot("contact"),
            "offers_stop": kind == "used" and role == Audience.PARENTS,
        },
    )
    return _laid_out(html)


def code_context(texts: SurveyTexts) -> dict[str, object]:
    """Return what the page for typing a code shows around its field."""
    context = frame(texts, languages(None))
    return context | {"page_title": texts["code_heading"], "school": ""}
