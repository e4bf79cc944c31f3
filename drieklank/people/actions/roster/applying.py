"""Carrying out a change set: one transaction, in bulk, each line checked against what holds by then."""

from __future__ import annotations

from django.db import transaction

from drieklank.audit.actions import Who, note
from drieklank.base.clock import now
from drieklank.people.actions.roster import families, groups, progress, pupils, staff
from drieklank.people.actions.roster.progress import Tell
from drieklank.people.actions.roster.work import Work
from drieklank.people.models import ImportState, RosterImport
from drieklank.people.roster.changes import LEAVING_SHARE


class CannotApply(Exception):
    """Nothing was changed; the text says why, in Dutch."""


class TooManyLeaving(CannotApply):
    """More than a tenth of the pupils would leave, and nobody said that this is right."""

    def __init__(self, leaving: int, pupils: int) -> None:
        self.leaving, self.pupils = leaving, pupils
        super().__init__(
            f"Volgens dit bestand gaan {leaving} van de {pupils} leerlingen van school. "
            "Dat is meer dan een op de tien. Is het bestand volledig?"
        )


def _check_leaving(row: RosterImport, allowed: int | None) -> None:
    leaving = row.counts["pupils"]["leaving"]
    if leaving > row.pupils_before * LEAVING_SHARE and (allowed is None or leaving > allowed):
        raise TooManyLeaving(leaving, row.pupils_before)


@transaction.atomic
def start_applying(row: RosterImport, *, allow_leaving: int | None = None) -> None:
    """Say that the import is being carried out, for a task to do so. Raises CannotApply."""
    locked = RosterImport.objects.select_for_update().get(pk=row.pk)
    if locked.state not in {ImportState.PLANNED, ImportState.FAILED}:
        raise CannotApply("Dit bestand wordt al verwerkt, of is al verwerkt.")
    _check_leaving(locked, allow_leaving)
    RosterImport.objects.filter(pk=row.pk).update(state=ImportState.APPLYING)


@transaction.atomic
def apply_import(
    row: RosterImport, *, by: Who, allow_leaving: int | None = None, tell: Tell = progress.silent
) -> RosterImport:
    """Carry out the whole change set, or nothing. Raises CannotApply.

    Lines that can no longer be done, because something changed after the plan was made, are marked and left out.
    Applying what was applied already does nothing, so that a task may be run twice.
    """
    locked: RosterImport = RosterImport.objects.select_for_update().get(pk=row.pk)
    if locked.state == ImportState.APPLIED:
        return locked
    if locked.state not in {ImportState.PLANNED, ImportState.APPLYING}:
        raise CannotApply("Dit bestand kan niet meer worden verwerkt.")
    if locked.state == ImportState.PLANNED:
        _check_leaving(locked, allow_leaving)
    work = Work(locked, by, tell)
    groups.apply(work)
    pupils.apply(work)
    staff.apply(work)
    families.apply(work)
    staff.link_parents(work)
    locked.state, locked.applied_at = ImportState.APPLIED, now()
    locked.save(update_fields=["state", "applied_at"])
    note(
        "roster.applied",
        locked.school or locked.board,
        by=by,
        format=locked.format,
        counts=locked.counts,
    )
    return locked


def mark_failed(row: RosterImport) -> None:
    """Something broke while it was carried out; nothing of it was kept."""
    RosterImport.objects.filter(pk=row.pk, state=ImportState.APPLYING).update(
        state=ImportState.FAILED
    )
    RosterImport.objects.filter(pk=row.pk, state=ImportState.UNDOING).update(
        state=ImportState.APPLIED
    )
