"""Removes everything about one person, in one transaction, with a line that says so and names nobody."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import models, transaction

from drieklank.audit import ledger
from drieklank.audit.actions import Who, note
from drieklank.audit.export import PERSONS, Subject, rows_about
from drieklank.audit.models import AuditEvent, RetentionRun
from drieklank.audit.retention import Table, tables
from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant


def erase_person(
    kind: str, pk: int, by: Who, about: models.Model, reason: str = ""
) -> dict[str, int]:
    """Remove or blank all rows about a person; label -> how many rows.

    kind: "parent", "pupil" or "user". about: the school that the line of what happened belongs to.
    Rows go; what another table holds fast is emptied of its declared fields. Every row that goes
    stands in the ledger, so that an older backup brings nobody back.
    """
    counts: Counter[str] = Counter()
    with open_every_tenant("erasing one person on request"), transaction.atomic():
        person = apps.get_model(PERSONS[kind])._base_manager.get(pk=pk)
        for table in _persons_last(kind):
            counts.update(_erase(table, Subject(kind, pk)))
        _forget_reasons(kind, pk)
        removed = {label: number for label, number in sorted(counts.items()) if number}
        RetentionRun.objects.create(ran_at=now(), removed=removed)
        note(
            f"{kind}.erased",
            about,
            by=by,
            reason=reason,
            kind=kind,
            erased_id=person.pk,
            rows=sum(removed.values()),
        )
    return removed


def _persons_last(kind: str) -> list[Table]:
    """All tables about this kind of person, the person's own row at the end."""
    own = PERSONS[kind]
    found = [table for table in tables() if kind in table.kept.about]
    return sorted(found, key=lambda table: table.label == own)


def _erase(table: Table, subject: Subject) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows_about(table, subject):
        pk = row.pk
        if table.kept.stays:
            own = table.kept.about[subject.kind].removesuffix("_id")
            ledger.append("revoke", table.label, pk, **_blank(table, row, (own,)))
            counts[table.label] += 1
            continue
        try:
            with transaction.atomic():
                counts.update(row.delete()[1])
        except (models.ProtectedError, models.RestrictedError):
            blanked = _blank(table, row, table.kept.fields)
            counts[table.label] += 1
            ledger.append("revoke", table.label, pk, **blanked)
        else:
            ledger.append("erase", table.label, pk)
    return counts


def _blank(table: Table, row: models.Model, names: Sequence[str]) -> dict[str, Any]:
    """Empty these fields of a row that must stay; returns what they became."""
    changed = {
        name: _empty(table.model._meta.get_field(name))
        for name in names
        if table.model._meta.get_field(name).concrete
    }
    table.model._base_manager.filter(pk=row.pk).update(**changed)
    return changed


def _empty(field: Any) -> Any:
    if field.null:
        return None
    if isinstance(field, models.EmailField) and not field.blank:
        return f"weg-{secrets.token_hex(8)}@weg.invalid"
    return (
        field.get_default() if field.has_default() else ("" if field.empty_strings_allowed else 0)
    )


def _forget_reasons(kind: str, pk: int) -> None:
    """A reason was typed by hand and may name the person; the lines themselves hold ids only."""
    if kind in {"parent", "pupil"}:
        AuditEvent._base_manager.filter(**{f"{kind}_id": pk}).exclude(reason="").update(reason="")
