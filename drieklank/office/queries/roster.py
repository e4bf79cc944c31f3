"""What the pages about reading in a roster show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from drieklank.access.actor import Actor
from drieklank.people.models import (
    ImportState,
    ParentChildRelation,
    RelationKind,
    RosterChange,
    RosterImport,
)
from drieklank.people.queries.roster import changes_of, later_import
from drieklank.schools.models import StaffRole

PAGE_SIZE = 50
KINDS: Final[Mapping[str, str]] = {
    "pupils": "Leerlingen",
    "groups": "Groepen",
    "staff": "Medewerkers",
    "parents": "Ouders",
    "relations": "Ouder en kind",
}
WAYS: Final[Mapping[str, str]] = {"new": "Nieuw", "changed": "Gewijzigd", "leaving": "Weg"}
FIELDS: Final[Mapping[str, str]] = {
    "key": "nummer",
    "first_name": "voornaam",
    "name_prefix": "tussenvoegsel",
    "last_name": "achternaam",
    "birth_date": "geboortedatum",
    "year_group": "jaargroep",
    "email": "e-mail",
    "phone": "telefoon",
    "groups": "groepen",
    "duties": "rol",
    "name": "naam",
    "kind": "relatie",
    "left_on": "van school sinds",
    "school_id": "school",
}
STEPS: Final[Mapping[str, str]] = {
    "groups": "Groepen",
    "pupils": "Leerlingen",
    "staff": "Medewerkers",
    "parents": "Ouders",
    "relations": "Ouders bij hun kinderen",
}


@dataclass(frozen=True)
class CountRow:
    """One kind with what would be new, changed and gone; `links` goes with the numbers."""

    kind: str
    label: str
    cells: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """A line of the change set in words."""

    change: RosterChange
    fields: tuple[FieldChange, ...]

    @property
    def place(self) -> str:
        return f"{self.change.file}, regel {self.change.line}" if self.change.line else ""


def count_rows(row: RosterImport) -> list[CountRow]:
    return [
        CountRow(
            kind,
            label,
            tuple((way, word, row.counts.get(kind, {}).get(way, 0)) for way, word in WAYS.items()),
        )
        for kind, label in KINDS.items()
    ]


def has_changes(row: RosterImport) -> bool:
    return any(sum(ways.values()) for ways in row.counts.values())


def doubts_of(actor: Actor, row: RosterImport) -> QuerySet[RosterChange]:
    return _without_own_child(actor, changes_of(row, "doubts"))


def line_page(actor: Actor, row: RosterImport, kind: str, way: str, number: str) -> Page[Any]:
    """Lines of one kind and way, as `Line`. Four statements."""
    found = _without_own_child(actor, changes_of(row, kind, way)).order_by("label", "pk")
    page: Page[Any] = Paginator(found, PAGE_SIZE).get_page(number)
    page.object_list = [Line(line, tuple(_fields(line))) for line in page.object_list]
    return page


def stayed_page(actor: Actor, row: RosterImport, number: str) -> Page[Any]:
    """Lines that could not be done or undone, because something had changed meanwhile."""
    rows = RosterChange.objects.filter(roster_import=row, stayed=True).order_by("kind", "label")
    return Paginator(_without_own_child(actor, rows), PAGE_SIZE).get_page(number)


def problem_page(row: RosterImport, number: str) -> Page[Any]:
    return Paginator(row.problems, PAGE_SIZE).get_page(number)


def _without_own_child(actor: Actor, rows: QuerySet[RosterChange]) -> QuerySet[RosterChange]:
    """Who is a parent here too sees no lines about the own child or its other parent."""
    own = actor.own_pupil_ids
    if not own:
        return rows
    parents = ParentChildRelation.objects.filter(pupil_id__in=own).values("parent_id")
    keys = ParentChildRelation.objects.filter(pupil_id__in=own).values("parent__external_id")
    return rows.exclude(
        Q(pupil_id__in=own) | Q(parent_id__in=parents) | Q(kind="relations", key__in=keys)
    )


def refused_to_undo(row: RosterImport) -> str:
    """Why this import cannot be undone, as a sentence; empty where it can."""
    later = later_import(row) if row.state == ImportState.APPLIED else None
    if later is None:
        return ""
    return f"Na dit bestand is {later.file_name} verwerkt. Draai dat eerst terug."


def _fields(line: RosterChange) -> Iterator[FieldChange]:
    """What changes, with the old value; of what is new only what helps to recognise it."""
    if line.way == "changed":
        for name, value in line.values.items():
            if name in FIELDS:
                yield FieldChange(
                    FIELDS[name], _shown(name, line.before.get(name)), _shown(name, value)
                )
        return
    for name in ("groups", "year_group", "duties", "email", "kind"):
        if line.values.get(name):
            yield FieldChange(FIELDS[name], "", _shown(name, line.values[name]))


def _shown(name: str, value: Any) -> str:
    if not value:
        return "leeg"
    if name == "duties":
        roles = dict(StaffRole.choices)
        return ", ".join(str(roles.get(role, role)) for _, role in value)
    if name == "groups":
        return ", ".join(str(part[1] if isinstance(part, list) else part) for part in value)
    if name in {"birth_date", "left_on"}:
        day = date.fromisoformat(value)
        return f"{day.day}-{day.month}-{day.year}"
    if name == "kind":
        return str(dict(RelationKind.choices).get(value, value))
    return "andere school" if name == "school_id" else str(value)
