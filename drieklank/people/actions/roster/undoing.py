"""The way back: what an import did is undone, except where something was built on it. That is marked, and stays."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from drieklank.audit.actions import Who, note
from drieklank.base.clock import now
from drieklank.people.actions.roster import families, groups, progress, pupils, staff
from drieklank.people.actions.roster.progress import Tell
from drieklank.people.actions.roster.work import Work
from drieklank.people.models import ImportState, RosterChange, RosterImport
from drieklank.people.queries.roster import later_import


class CannotUndo(Exception):
    """Nothing was undone; the text says why, in Dutch."""


def _check(row: RosterImport) -> None:
    if row.state not in {ImportState.APPLIED, ImportState.UNDOING}:
        raise CannotUndo("Dit bestand is niet verwerkt, of al teruggedraaid.")
    later = later_import(row)
    if later is not None:
        raise CannotUndo(f"Na dit bestand is {later.file_name} verwerkt. Draai dat eerst terug.")


@transaction.atomic
def start_undoing(row: RosterImport) -> None:
    """Say that the import is being undone, for a task to do so. Raises CannotUndo."""
    locked = RosterImport.objects.select_for_update().get(pk=row.pk)
    if locked.state == ImportState.UNDOING:
        raise CannotUndo("Dit bestand wordt al teruggedraaid.")
    _check(locked)
    RosterImport.objects.filter(pk=row.pk).update(state=ImportState.UNDOING)


@transaction.atomic
def undo_import(row: RosterImport, *, by: Who, tell: Tell = progress.silent) -> RosterImport:
    """Undo an import in one transaction; lines that stay are marked. Raises CannotUndo."""
    locked: RosterImport = RosterImport.objects.select_for_update().get(pk=row.pk)
    if locked.state == ImportState.UNDONE:
        return locked
    _check(locked)
    work = Work(locked, by, tell)
    assert locked.applied_at is not None  # noqa: S101 -- what was applied has a moment
    work.first = timezone.localdate(locked.applied_at)
    work.last = work.first - timedelta(days=1)
    tell("relations", 0, 1)
    families.undo(work)
    tell("staff", 0, 1)
    staff.undo(work)
    pupils.undo(work)
    groups.undo(work)
    stayed = RosterChange.objects.filter(roster_import=locked, stayed=True).count()
    locked.state, locked.undone_at = ImportState.UNDONE, now()
    locked.save(update_fields=["state", "undone_at"])
    note("roster.undone", locked.school or locked.board, by=by, stayed=stayed)
    return locked
