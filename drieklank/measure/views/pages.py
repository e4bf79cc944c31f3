"""Fills in the laid-out answering pages for one visit. No template is rendered here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from html import escape

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html

from drieklank.content.queries import survey_texts
from drieklank.content.schema import Audience, Kind, SurveyTexts
from drieklank.content.texts import SOURCE_LANGUAGE, digits, written_day
from drieklank.measure.cookies import Seat
from drieklank.measure.layout import (
    MESSAGES,
    frame,
    languages,
    message_layout,
    part_layout,
    start_layout,
    ticked,
)
from drieklank.measure.models import Role
from drieklank.measure.rules import Door
from drieklank.measure.sheets import Sheet, TooLong, chosen, empty, skipped
from drieklank.measure.visits import Visit, accepted

_SHUT = {
    Door.USED: "used",
    Door.CLOSED: "closed",
    Door.NOT_YET: "not_yet",
    Door.LOST: "closed",
}


def start(visit: Visit, *, word: str = "", is_unknown: bool = False) -> HttpResponse:
    """Return the first page; who was here before is welcomed back.

    word, is_unknown: what was typed to go on with, and that nothing is saved under it.
    """
    role, language = visit.invitation.role, visit.language
    texts = survey_texts(language, Audience(role))
    measured = visit.invitation.round
    until = texts.fill("start_closes", closes_on=written_day(measured.closes_on, language))
    values = {
        "school": escape(measured.school.name),
        "closes": escape(until),
        "token": visit.token,
        "button": escape(texts["start_button"]),
    }
    if visit.ticket.is_paper:
        values["once"] = format_html('<p class="mt1">{}</p>', texts["start_once"])
        values["over"] = _notice_of(visit, texts)
    if visit.ticket.is_paper and visit.ticket.seat is Seat.OWN and not visit.progress.is_started:
        values["word"] = _resume(texts, word, is_unknown=is_unknown)
    if visit.progress.is_started and visit.ticket.seat is not Seat.PHONE:
        values["button"] = escape(texts["resume_button"])
        values["resume"] = format_html(
            '<div class="notice notice--ok" role="status"><div><p><b>{}</b></p><p>{}</p></div></div>',
            texts["resume_heading"],
            texts["resume_text"],
        )
    page = start_layout(visit.version_id, role, language).fill(values)
    return HttpResponse(page, status=422 if is_unknown else 200)


def _notice_of(visit: Visit, texts: SurveyTexts) -> str:
    if visit.ticket.seat is not Seat.PHONE:
        return ""
    return format_html('<div class="notice mb3"><p>{}</p></div>', texts["phone_notice"])


def _resume(texts: SurveyTexts, word: str, *, is_unknown: bool) -> str:
    """The field for the word under which answers were kept; the page's own form sends it."""
    context = {"texts": texts, "word": word, "is_unknown": is_unknown}
    return render_to_string("measure/answer/resume.html", context)


def word(visit: Visit, typed: str = "", *, status: int = 200) -> HttpResponse:
    """Return the page that asks for a word to save under; from 422 on it says what is wrong."""
    texts = survey_texts(visit.language, Audience(visit.invitation.role))
    context = frame(texts, languages(visit.asked)) | {
        "page_title": texts["word_heading"],
        "school": visit.invitation.round.school.name,
        "token": visit.token,
        "typed": typed,
        "is_bad": status != 200,
    }
    return HttpResponse(render_to_string("measure/answer/word.html", context), status=status)


def part(
    visit: Visit,
    number: int,
    sheet: Sheet,
    faults: Sequence[TooLong] = (),
    *,
    is_empty: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Return the page of one part with what was filled in, and what is wrong with it."""
    role, language = visit.invitation.role, visit.language
    texts = survey_texts(language, Audience(role))
    values = {"school": escape(visit.invitation.round.school.name), "token": visit.token}
    values["over"] = _notice_of(visit, texts)
    values["leave"] = _leave(visit, texts)
    values["dutch_on"] = " checked" if visit.ticket.with_dutch else ""
    if visit.ticket.seat is Seat.PHONE and not faults:
        sheet = empty(visit.asked)
    for item in visit.asked.parts[number - 1].items:
        if item.kind is Kind.OPEN:
            values[f"text:{item.key}"] = escape(sheet.texts.get(item.key, ""))
        else:
            values |= ticked(item.key, chosen(visit.asked, item, sheet))
    if number == len(visit.asked.parts) and visit.ticket.seat is not Seat.PHONE:
        values["finish"] = _skipped(visit, texts, sheet, number)
    if faults or is_empty:
        values |= _faults(texts, faults, is_empty=is_empty)
    page = part_layout(visit.version_id, role, language, number).fill(values)
    return HttpResponse(page, status=status)


def _leave(visit: Visit, texts: SurveyTexts) -> str:
    """The way out halfway: save at home, erase at the school's tablet, none on the telephone."""
    if visit.ticket.seat is Seat.PHONE:
        return ""
    if visit.ticket.seat is Seat.TABLET:
        return render_to_string("measure/answer/tablet.html", {"texts": texts})
    return _save_later(texts["save_later"])


@lru_cache(maxsize=64)
def _save_later(label: str) -> str:
    return format_html(
        '<p class="mt2"><button class="btn btn--text" type="submit" name="save_later" value="1">'
        "{}</button></p>",
        label,
    )


def _skipped(visit: Visit, texts: SurveyTexts, sheet: Sheet, number: int) -> str:
    """Say how many questions of the parts before this one were left open."""
    count = sum(skipped(visit.asked, before, sheet) for before in visit.asked.parts[: number - 1])
    if not count:
        return ""
    said = texts.counted("skipped", count)
    return format_html('<p class="mt1">{} {}</p>', said, texts["skipped_allowed"])


def _faults(texts: SurveyTexts, faults: Sequence[TooLong], *, is_empty: bool) -> dict[str, str]:
    """Fill the summary on top and the line at each field."""
    values: dict[str, str] = {}
    lines: list[str] = []
    heading = texts["nothing_answered_heading"] if is_empty else texts["summary_heading"]
    if is_empty:
        lines.append(format_html("<p>{}</p>", texts["nothing_answered"]))
    for fault in faults:
        said = texts.fill("error_open_too_long", longest=fault.longest)
        count = f"({digits(fault.length, texts.lang)}/{digits(fault.longest, texts.lang)})"
        place = "v-" + fault.item.replace(".", "-")
        lines.append(format_html('<p><a href="#{}">{} {}</a></p>', place, said, count))
        values[f"error:{fault.item}"] = format_html(
            '<p class="error" id="{}-fout">{} {}</p>', place, said, count
        )
        values[f"invalid:{fault.item}"] = ' aria-invalid="true"'
    values["summary"] = format_html(
        '<div class="notice notice--bad mb3" role="alert" tabindex="-1" autofocus><div>'
        '<h2 class="step1">{}</h2>{}</div></div>',
        heading,
        format_html("{}" * len(lines), *lines),
    )
    values["title_mark"] = escape(texts.fill("title_error", title=""))
    return values


def shut(visit: Visit) -> HttpResponse:
    """Return the page of an invitation that cannot be answered today."""
    return message(visit.request, _SHUT[visit.door], visit=visit)


def message(
    request: HttpRequest,
    kind: str,
    *,
    visit: Visit | None = None,
    closes_on: date | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return a page that only says something, in the language of the visit or the browser."""
    asked_for = request.GET.get("taal", "")
    if visit is not None:
        role, available = visit.invitation.role, languages(visit.asked)
        language = asked_for if asked_for in available else _language_of(visit, kind)
    else:
        role = next((role for role in Role if role == request.GET.get("wie")), Role.PARENTS)
        available = languages(None) if role == Role.PARENTS else (SOURCE_LANGUAGE,)
        wishes = (asked_for, *accepted(request))
        language = next((wish for wish in wishes if wish in available), SOURCE_LANGUAGE)
    texts = survey_texts(language, Audience(role))
    values: dict[str, str] = {
        f"say:{name}": escape(_said(texts, name, visit, closes_on)) for name in MESSAGES[kind][1]
    }
    values["school"] = "Drieklank"
    if visit is not None:
        school = visit.invitation.round.school
        values["school"] = escape(school.name)
        if contact := school.phone or school.email:
            values["contact"] = format_html(
                "<p>{}</p>", texts.fill("help_contact", contact=contact)
            )
    page = message_layout(kind, role, language, available).fill(values)
    return HttpResponse(page, status=status)


def _language_of(visit: Visit, kind: str) -> str:
    """Return the visit's language; where the round cannot be read, that of the invitation."""
    if kind in {"saved", "saved_word"}:
        return visit.language
    wishes = (visit.ticket.language, visit.invitation.language)
    available = languages(visit.asked)
    return next((wish for wish in wishes if wish in available), SOURCE_LANGUAGE)


def _said(texts: SurveyTexts, name: str, visit: Visit | None, closes_on: date | None) -> str:
    if name == "thanks_next":
        return texts.fill(name, closes_on=written_day(closes_on, texts.lang)) if closes_on else ""
    if visit is None:
        return texts[name]
    measured = visit.invitation.round
    if name == "saved_until":
        return texts.fill(name, closes_on=written_day(measured.closes_on, texts.lang))
    if name == "error_not_open":
        return texts.fill(name, opens_on=written_day(measured.opens_on, texts.lang))
    return texts[name]
