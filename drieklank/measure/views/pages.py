"""Fills in the laid-out answering pages for one visit. No template is rendered here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape, format_html

from drieklank.content.queries import survey_texts
from drieklank.content.schema import Audience, Kind, SurveyTexts
from drieklank.content.texts import SOURCE_LANGUAGE, digits, written_day
from drieklank.measure.layout import (
    MESSAGES,
    languages,
    message_layout,
    part_layout,
    start_layout,
    ticked,
)
from drieklank.measure.models import Role
from drieklank.measure.rules import Door
from drieklank.measure.sheets import Sheet, TooLong, chosen, skipped
from drieklank.measure.visits import Visit, accepted

_SHUT = {
    Door.USED: "used",
    Door.CLOSED: "closed",
    Door.NOT_YET: "not_yet",
    Door.LOST: "closed",
}


def start(visit: Visit) -> HttpResponse:
    """Return the first page; who was here before is welcomed back."""
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
    if visit.progress.is_started:
        values["button"] = escape(texts["resume_button"])
        values["resume"] = format_html(
            '<div class="notice notice--ok" role="status"><div><p><b>{}</b></p><p>{}</p></div></div>',
            texts["resume_heading"],
            texts["resume_text"],
        )
    return HttpResponse(start_layout(visit.version_id, role, language).fill(values))


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
    for item in visit.asked.parts[number - 1].items:
        if item.kind is Kind.OPEN:
            values[f"text:{item.key}"] = escape(sheet.texts.get(item.key, ""))
        else:
            values |= ticked(item.key, chosen(visit.asked, item, sheet))
    if number == len(visit.asked.parts):
        values["finish"] = _skipped(visit, texts, sheet, number)
    if faults or is_empty:
        values |= _faults(texts, faults, is_empty=is_empty)
    page = part_layout(visit.version_id, role, language, number).fill(values)
    return HttpResponse(page, status=status)


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
        '<div class="notice notice--bad mb3" role="alert"><div><h2 class="step1">{}</h2>{}</div></div>',
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
        role = Role.TEAM if request.GET.get("wie") == Role.TEAM else Role.PARENTS
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
    if kind == "saved":
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
