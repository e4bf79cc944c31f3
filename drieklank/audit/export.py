"""Everything that is kept about one person, as data that a machine and a person can read.

Only declared fields and dates: a column that nobody declared is not copied by accident.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import models
from django.db.models import Q, QuerySet

from drieklank.audit.register import term
from drieklank.audit.retention import Table, tables
from drieklank.audit.words import field_name, table_name
from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant

# Fields that say who opened or sent something, never what is known about the person.
# That an invitation was answered is read by nothing and nobody (architecture, section 4).
HIDDEN: Final = frozenset(
    {"answered", "sealed", "draft", "secret_hash", "code_hash", "session_data", "token", "password"}
)
PERSONS: Final = {
    "parent": "people.Parent",
    "pupil": "people.Pupil",
    "user": "schools.User",
}


@dataclass(frozen=True)
class Subject:
    """Whom the export is about.

    asked_by_parent: the parent who asks for a pupil's data, if any. board_id: only rows of this
    board, for a member of staff who also works elsewhere. pupils: ids (a subquery) of the pupils
    that a parent's rows may be about; rows about other children are left out.
    """

    kind: str
    pk: int
    asked_by_parent: int | None = None
    board_id: int | None = None
    pupils: Any = None


def export_person(subject: Subject) -> dict[str, Any]:
    """All rows about a person, per table.

    Returns {"made_at", "about": {"kind"}, "tables": [{"table",
    "why", "term", "rows": [{label: value}]}]}; values are text, numbers or None.
    Where a parent asks for a pupil's data, rows about another parent are left out.
    """
    kind = subject.kind
    with open_every_tenant("gathering what is kept about one person"):
        found = [_table(table, subject) for table in tables() if kind in table.kept.about]
    return {
        "made_at": now().isoformat(),
        "about": {"kind": kind},
        "tables": [table for table in found if table["rows"]],
    }


def as_json(exported: dict[str, Any]) -> str:
    """The export as a file: indented, letters as they are."""
    return json.dumps(exported, ensure_ascii=False, indent=2)


def rows_about(table: Table, subject: Subject) -> QuerySet[Any]:
    """The rows of a table that are about the person, and may be shown to who asks."""
    about = table.kept.about
    rows = table.model._base_manager.filter(**{about[subject.kind]: subject.pk})
    if subject.kind == "pupil" and "parent" in about:
        path = about["parent"]
        if subject.asked_by_parent is not None:
            rows = rows.filter(
                Q(**{path: subject.asked_by_parent}) | Q(**{f"{path}__isnull": True})
            )
    if subject.pupils is not None and "pupil" in about:
        path = about["pupil"]
        rows = rows.filter(Q(**{f"{path}__in": subject.pupils}) | Q(**{f"{path}__isnull": True}))
    if subject.board_id is not None and getattr(table.model, "tenant_field", "") == "board_id":
        rows = rows.filter(board_id=subject.board_id)
    return rows.order_by("pk").distinct()


def _table(table: Table, subject: Subject) -> dict[str, Any]:
    columns = list(_columns(table))
    joins = [c.name for c in columns if isinstance(c, models.ForeignKey)]
    rows = (
        rows_about(table, subject).select_related(*joins) if joins else rows_about(table, subject)
    )
    return {
        "table": table_name(table.label),
        "why": table.kept.why,
        "term": term(table),
        "rows": [
            {field_name(table.model, c.name): _value(row, c) for c in columns} for row in rows
        ],
    }


def _columns(table: Table) -> Iterator[models.Field[Any, Any]]:
    """The declared fields, then the dates and moments."""
    declared = [name for name in table.kept.fields if name not in HIDDEN]
    for field in table.model._meta.concrete_fields:
        dated = isinstance(field, models.DateField)
        if field.name not in HIDDEN and (field.name in declared or dated):
            yield field


def _value(row: models.Model, field: models.Field[Any, Any]) -> str | int | bool | None:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.name)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dict):
        return "; ".join(f"{key}: {part}" for key, part in value.items() if part)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
