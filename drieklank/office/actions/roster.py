"""From an upload to a plan, and starting the background work on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.module_loading import import_string

from drieklank.access.actor import Actor
from drieklank.access.doors import visible
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.people.actions import roster
from drieklank.people.models import RosterImport
from drieklank.people.roster import headings, plain, reading
from drieklank.people.roster.building import Gathering
from drieklank.people.roster.grid import Grid
from drieklank.people.roster.refusal import DEFAULT_LIMITS
from drieklank.schools.models import School

APPLY: Final = "drieklank.office.tasks.apply_roster"
UNDO: Final = "drieklank.office.tasks.undo_roster"


@dataclass(frozen=True)
class Received:
    """A plan to look at, or (with a key) a list whose columns are still to be chosen."""

    row: RosterImport
    key: str = ""


def receive(school: School, upload: UploadedFile, *, by: Actor) -> Received:
    """Read an upload and close it, whatever comes of it. Raises RosterRefused.

    Lists of one's own making stop at choosing columns; exchanges that say what is what become a plan.
    """
    name = upload.name or "bestand"
    try:
        grid = reading.look(upload, name, today=today())
        if grid is not None and not _speaks_for_itself(grid):
            draft = roster.keep_draft(school, grid, name, user=by.user)
            return Received(draft.row, draft.key)
        snap = reading.read(upload, name, today=today())
    finally:
        upload.close()
    row = roster.plan_import(_target(school, by), snap, name, by=by, user=by.user)
    return Received(row)


def _speaks_for_itself(grid: Grid) -> bool:
    """A list of parents out of Zermelo always has the same four columns."""
    return {"code", "achternaam", "leerlingcodes"} <= {heading.lower() for heading in grid.headings}


def _target(school: School, by: Actor) -> roster.Target:
    rows = visible(by, Right.ROSTER_IMPORT, School.objects.filter(board_id=school.board_id))
    return roster.Target(school.board, school, frozenset(rows.values_list("pk", flat=True)))


@transaction.atomic
def plan_list(
    draft: RosterImport, school: School, grid: Grid, mapping: dict[str, str], *, by: Actor
) -> RosterImport:
    """The plan of a list whose columns were chosen; the list itself is forgotten. Raises RosterRefused."""
    found = Gathering(today(), DEFAULT_LIMITS)
    kind = "excel" if grid.dialect is None else "csv"
    snap = plain.read(grid, found, headings.checked(mapping, grid.headings), kind)
    row = roster.plan_import(_target(school, by), snap, draft.file_name, by=by, user=by.user)
    roster.forget_draft(draft)
    return row


@transaction.atomic
def start_apply(row: RosterImport, *, allow_leaving: int | None, by: Actor) -> None:
    """Queue carrying it out. Raises CannotApply."""
    roster.start_applying(row, allow_leaving=allow_leaving)
    import_string(APPLY).enqueue(row.board_id, row.pk, *by.kind_and_id)


@transaction.atomic
def start_undo(row: RosterImport, *, by: Actor) -> None:
    """Queue undoing it. Raises CannotUndo."""
    roster.start_undoing(row)
    import_string(UNDO).enqueue(row.board_id, row.pk, *by.kind_and_id)
