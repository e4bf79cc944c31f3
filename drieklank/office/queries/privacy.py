"""Who looked, and what is kept about one person: composed for reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.utils import formats, timezone

from drieklank.access.actor import Actor
from drieklank.access.doors import visible
from drieklank.access.rules import Right
from drieklank.audit.export import Subject, export_person
from drieklank.audit.models import AuditEvent
from drieklank.audit.queries import between, lines_of_school
from drieklank.audit.words import sentence
from drieklank.base.clock import today
from drieklank.people.models import Parent, Pupil
from drieklank.people.queries import find_page, parents, pupils, relations_of
from drieklank.people.rules import Asker, runs, who_asks
from drieklank.schools.models import School, User
from drieklank.schools.queries import staff_of

PAGE_SIZE = 50
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}.*)?$")
ACTORS = {
    "system": "Drieklank zelf",
    "nobody": "iemand zonder aanmelding",
    "parent": "een ouder",
    "pupil": "een leerling",
    "user": "een medewerker die weg is",
}
# Kinds as they stand in addresses.
KINDS = {"leerling": "pupil", "ouder": "parent", "medewerker": "user"}


# -- the log ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LogFilter:
    """What the reader asked for; empty means everything. who: id of a user, or another kind."""

    who: str = ""
    verb: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class LogLine:
    """One line in Dutch: who did what, to whom."""

    line: AuditEvent
    who: str
    did: str
    about: str


def log_page(actor: Actor, school: School, asked: LogFilter, number: str) -> Page[Any]:
    """One page of the school's log. Names are those of now; who was erased has none left."""
    lines = between(lines_of_school(school.pk, school.code), asked.first, asked.last)
    if asked.verb:
        lines = lines.filter(verb=asked.verb)
    if asked.who.isdigit():
        lines = lines.filter(actor_kind="user", actor_id=int(asked.who))
    elif asked.who:
        lines = lines.filter(actor_kind=asked.who)
    page: Page[Any] = Paginator(lines, PAGE_SIZE).get_page(number)
    page.object_list = _in_words(actor, list(page.object_list))
    return page


def _in_words(actor: Actor, lines: list[AuditEvent]) -> list[LogLine]:
    users = _names(User.objects.all(), (x.actor_id for x in lines if x.actor_kind == "user"))
    kids = _names(
        visible(actor, Right.PUPIL_VIEW, pupils()),
        (
            key
            for x in lines
            for key in (x.pupil_id, x.actor_id if x.actor_kind == "pupil" else None)
        ),
    )
    grown = _names(
        visible(actor, Right.PARENT_VIEW, parents()),
        (
            key
            for x in lines
            for key in (x.parent_id, x.actor_id if x.actor_kind == "parent" else None)
        ),
    )
    by_kind = {"user": users, "pupil": kids, "parent": grown}
    found = []
    for line in lines:
        names = by_kind.get(line.actor_kind, {})
        about = [kids.get(line.pupil_id or 0, ""), grown.get(line.parent_id or 0, "")]
        found.append(
            LogLine(
                line,
                names.get(line.actor_id or 0) or ACTORS.get(line.actor_kind, line.actor_kind),
                sentence(line.verb),
                " en ".join(name for name in about if name),
            )
        )
    return found


def _names(rows: QuerySet[Any], keys: Iterable[int | None]) -> dict[int, str]:
    return {row.pk: str(row) for row in rows.filter(pk__in={key for key in keys if key})}


def verbs_of(school: School) -> list[tuple[str, str]]:
    """The verbs that occur at this school, with their sentence."""
    lines = lines_of_school(school.pk, school.code).order_by().values_list("verb", flat=True)
    return sorted(((verb, sentence(verb)) for verb in lines.distinct()), key=lambda pair: pair[1])


def people_of_log(school: School) -> list[tuple[str, str]]:
    """Whom the log can be searched for: the staff, and the other kinds."""
    staff = [(str(user.pk), str(user)) for user in staff_of(school)]
    return [
        *staff,
        ("parent", "een ouder"),
        ("pupil", "een leerling"),
        ("system", ACTORS["system"]),
    ]


# -- one person ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Found:
    """Somebody found: kind as in addresses."""

    kind: str
    public_id: str
    name: str
    note: str


def search_people(actor: Actor, school: School, words: str) -> list[Found]:
    """Pupils, parents and staff of the school by name, whom the reader may see; first ten each."""
    if not words:
        return []
    kids = visible(actor, Right.PUPIL_VIEW, pupils().filter(school=school))
    grown = visible(actor, Right.PARENT_VIEW, parents_of_school(school))
    hits = [
        *(("leerling", row, "leerling") for row in find_page(kids, words, 1).object_list[:10]),
        *(("ouder", row, "ouder") for row in find_page(grown, words, 1, "email").object_list[:10]),
        *(
            ("medewerker", row, row.email)
            for row in staff_of(school).filter(
                Q(name__icontains=words) | Q(email__icontains=words)
            )[:10]
        ),
    ]
    return [Found(kind, str(row.public_id), str(row), note) for kind, row, note in hits]


def parents_of_school(school: School) -> QuerySet[Parent]:
    """Parents with a relation, now or before, to a pupil of this school."""
    return parents().filter(relations__pupil__school=school).distinct()


def person_rows(kind: str, school: School) -> tuple[QuerySet[Any], Right | None]:
    """The rows in which a person of this kind is looked up, and the right on the row itself.

    Staff has no right of its own: whoever handles privacy requests of the school handles theirs.
    """
    if kind == "leerling":
        return pupils().filter(school=school), Right.PUPIL_VIEW
    if kind == "ouder":
        return parents_of_school(school), Right.PARENT_VIEW
    return staff_of(school), None


def askers(kind: str, person: Model) -> list[tuple[str, str]]:
    """Who may ask for this person's data: (value, name). From 16 only the pupil; below, parents.

    A parent without authority, or who gets no information, does not ask for the child's data.
    """
    if not isinstance(person, Pupil):
        return [("self", f"{person} zelf")]
    if who_asks(person.birth_date, today()) is Asker.PUPIL:
        return [("self", f"{person} zelf (16 jaar of ouder)")]
    return [
        (str(row.parent.public_id), str(row.parent))
        for row in relations_of(person)
        if runs(row.ended_on, today())
        and row.authority != "none"
        and row.information_right == "full"
    ]


def subject_of(kind: str, person: Model, school: School, asker: str) -> Subject:
    """Whom an export is about and for whom it is: never another parent, school or board."""
    parent = (
        relations_of(person).filter(parent__public_id=asker).first()
        if (isinstance(person, Pupil) and asker not in {"", "self"})
        else None
    )
    return Subject(
        KINDS[kind],
        person.pk,
        asked_by_parent=parent.parent_id if parent else None,
        board_id=school.board_id,
        pupils=pupils().filter(school=school).values("pk") if kind == "ouder" else None,
    )


def kept_about(kind: str, person: Model, school: School, asker: str) -> dict[str, Any]:
    """The export for whoever asks."""
    return export_person(subject_of(kind, person, school, asker))


def readable(exported: dict[str, Any]) -> list[dict[str, Any]]:
    """The tables of an export for the page: the person's own row first, days in words."""
    own = {"pupil": "Leerling", "parent": "Ouder", "user": "Medewerker"}[exported["about"]["kind"]]
    tables = sorted(exported["tables"], key=lambda table: table["table"] != own)
    return [
        table | {"rows": [{k: _in_dutch(v) for k, v in row.items()} for row in table["rows"]]}
        for table in tables
    ]


def _in_dutch(value: Any) -> Any:
    """A day as 2026-08-01, or a moment, in words; anything else as it is."""
    if not isinstance(value, str) or not _DAY.match(value):
        return value
    moment = datetime.fromisoformat(value)
    if len(value) == len("2026-08-01"):
        return formats.date_format(moment.date(), "j F Y")
    return formats.date_format(timezone.localtime(moment), "j F Y, H.i")


def still_here(kind: str, person: Any, school: School) -> bool:
    """Whether the school still needs this person: a pupil, or a parent of one, of now."""
    if kind == "leerling":
        return person.left_on is None or person.left_on > today()
    if kind == "ouder":
        rows = person.relations.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today()))
        return bool(rows.filter(pupil__left_on__isnull=True).exists())
    return False
