"""Rounds and their response, as far as it may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest

from drieklank.content.queries import survey_texts
from drieklank.content.schema import ON_A_SCALE, Item, Kind, Questionnaire
from drieklank.content.texts import digits, direction
from drieklank.measure.keys import store
from drieklank.measure.models import ResponseCount, Role, Round, RoundState
from drieklank.measure.queries.instruments import name_of
from drieklank.measure.queries.people import members_to_invite, relations_at, ways_to
from drieklank.measure.rules import Shown, invitees
from drieklank.people.models import Parent
from drieklank.people.reaching import Way
from drieklank.schools.models import School

LANGUAGES: Final = {"nl": "Nederlands", "other": "Andere talen"}
FAMILIES: Final = {"new": "Nieuw dit schooljaar", "known": "Al langer hier"}


@dataclass(frozen=True)
class Response:
    """The response of one role: of all, and per group in the order of the school."""

    role: str
    label: str
    total: Shown
    groups: tuple[tuple[str, Shown], ...]
    languages: tuple[tuple[str, Shown], ...] = ()
    families: tuple[tuple[str, Shown], ...] = ()


def rounds() -> QuerySet[Round]:
    """Return all rounds of the open boards, newest first, with their school."""
    return Round.objects.select_related("school", "school_year")


def rounds_of(school: School) -> QuerySet[Round]:
    """Return the rounds of a school, newest first."""
    return rounds().filter(school=school)


def due_to_open(day: date) -> QuerySet[Round]:
    """Return planned rounds whose first day has come."""
    return rounds().filter(state=RoundState.PLANNED, opens_on__lte=day)


def due_to_announce(day: date) -> QuerySet[Round]:
    """Return planned rounds that are to be announced by this day."""
    return rounds().filter(state=RoundState.PLANNED, announce_on__lte=day)


def due_to_close(day: date) -> QuerySet[Round]:
    """Return open rounds whose last day is over, also for forms on paper."""
    last_day = Greatest("closes_on", Coalesce("paper_until", "closes_on"))
    return rounds().alias(last_day=last_day).filter(state=RoundState.OPEN, last_day__lt=day)


def due_to_remind(day: date) -> list[Round]:
    """Return rounds open online with a reminder set for this day or before."""
    running = rounds().filter(state=RoundState.OPEN, opens_on__lte=day, closes_on__gte=day)
    return [row for row in running if any(due <= day.isoformat() for due in row.remind_on)]


def due_to_count(day: date) -> QuerySet[Round]:
    """Return open rounds that were not counted yet on this day."""
    return rounds().filter(state=RoundState.OPEN).exclude(counted_on=day)


def closed_rounds() -> QuerySet[Round]:
    """Return rounds whose key must not exist any more."""
    return rounds().exclude(state__in=[RoundState.PLANNED, RoundState.OPEN])


def key_is_left(measured: Round) -> bool:
    """Say whether a round is over while its key may still exist: a copy could not be reached."""
    is_over = measured.state not in {RoundState.PLANNED, RoundState.OPEN}
    return is_over and not store().is_gone(measured.public_id)


def response_shown(measured: Round) -> list[Response]:
    """Return the response per role and group, as of the last daily count. One statement."""
    rows = ResponseCount.objects.filter(round=measured).select_related("class_group")
    by_role: dict[str, list[ResponseCount]] = {}
    for row in rows.order_by("class_group__year_group", "class_group__name"):
        by_role.setdefault(row.role, []).append(row)
    return [_response(role, by_role[role]) for role in Role if role in by_role]


def _response(role: Role, rows: list[ResponseCount]) -> Response:
    whole = (row for row in rows if row.class_group is None and not row.language and not row.family)
    total = next(whole, None)
    # In a school's first year everybody is new, and the difference says nothing.
    both_kinds = all(row.invited for row in rows if row.family)
    return Response(
        role,
        str(role.label),
        Shown(total.invited, total.answered) if total else Shown(0, None),
        tuple(
            (row.class_group.name, Shown(row.invited, row.answered))
            for row in rows
            if row.class_group is not None
        ),
        tuple(
            (LANGUAGES[row.language], Shown(row.invited, row.answered))
            for row in sorted(rows, key=lambda row: row.language)
            if row.language
        ),
        tuple(
            (FAMILIES[row.family], Shown(row.invited, row.answered))
            for row in sorted(rows, key=lambda row: row.family, reverse=True)
            if row.family and both_kinds
        ),
    )


def summary(measured: Round) -> dict[str, Any]:
    """Return a round for machines: `drieklank rounds --json`. Counts below five are null."""
    return {
        "code": measured.code,
        "school": measured.school.name,
        "school_code": measured.school.code,
        "instrument": measured.instrument,
        "name": name_of(measured),
        "state": str(measured.state),
        "opens_on": measured.opens_on.isoformat(),
        "closes_on": measured.closes_on.isoformat(),
        "counts": {
            part.role: {"invited": part.total.invited, "answered": part.total.answered}
            for part in response_shown(measured)
        },
    }


@dataclass(frozen=True)
class Reach:
    """Whom a round would invite today: parents, those by text message, those only on paper, those
    who asked to be left in peace, the team.
    """

    parents: int
    by_text: int
    on_paper: int
    in_peace: int
    team: int


def reach(school: School, day: date) -> Reach:
    """Return how many people a round at this school would invite on this day."""
    ids = [invitee.parent_id for invitee in invitees(relations_at(school, day), day)]
    parents = list(Parent.objects.filter(pk__in=ids))
    ways = list(ways_to(parents).values())
    in_peace = sum(parent.no_measure_mail for parent in parents)
    return Reach(
        len(ids),
        ways.count(Way.SMS),
        ways.count(None) - in_peace,
        in_peace,
        members_to_invite(school, day).count(),
    )


def reminder_dates(measured: Round) -> list[date]:
    """Return the days on which reminders are still to go out."""
    return [date.fromisoformat(day) for day in measured.remind_on]


def preview(asked: Questionnaire, language: str) -> dict[str, object]:
    """Return the questions of a questionnaire in one language, for the page that shows them."""
    parts = [
        {
            "title": part.title.text(language),
            "intro": part.intro.text(language),
            "questions": [
                {
                    "text": item.text.text(language),
                    "hint": item.hint.text(language) if item.hint else "",
                    "answers": _answers(asked, item, language),
                }
                for item in part.items
            ],
        }
        for part in asked.parts
    ]
    return {
        "title": asked.title.text(language),
        "parts": parts,
        "minutes": asked.minutes,
        "count": len(asked.items),
        "lang": language,
        "question_dir": direction(language),
        "available": [(lang, survey_texts(lang)["language_name"]) for lang in asked.languages],
        "reviewed_by": asked.languages[language].reviewed_by or "",
    }


def _answers(asked: Questionnaire, item: Item, language: str) -> list[str]:
    if item.kind in ON_A_SCALE:
        return [answer.text.text(language) for answer in asked.scale(item).answers]
    if item.kind is Kind.GRADE:
        return [f"{digits(item.lowest or 0, language)} – {digits(item.highest or 0, language)}"]
    return [option.text.text(language) for option in item.options]
