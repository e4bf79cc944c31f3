"""A plain list between upload and choosing its columns: kept sealed, the key only in the sender's browser.

Whole columns are still in it, and nobody has said yet which of them are for us. So the database and its backups hold
what they cannot read; columns that may never be kept are left out beforehand.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction

from drieklank.base.clock import now
from drieklank.people.models import ImportState, RosterImport
from drieklank.people.roster import headings
from drieklank.people.roster.dates import Epoch
from drieklank.people.roster.delimited import Dialect
from drieklank.people.roster.grid import Grid
from drieklank.schools.models import School, User

_LIFE = timedelta(hours=2)


class DraftGone(Exception):
    """The list is no longer there, or this browser does not hold its key."""


@dataclass(frozen=True)
class Draft:
    """A kept list and the key that opens it."""

    row: RosterImport
    key: str


@transaction.atomic
def keep_draft(school: School, grid: Grid, file_name: str, *, user: User | None) -> Draft:
    """Keep a list for at most two hours. Older lists of this school that nobody finished are removed."""
    RosterImport.objects.filter(school=school, state=ImportState.MAPPING).filter(
        created_at__lt=now() - _LIFE
    ).delete()
    key = Fernet.generate_key()
    row: RosterImport = RosterImport.objects.create(
        board_id=school.board_id,
        school=school,
        state=ImportState.MAPPING,
        file_name=file_name[:120],
        draft=Fernet(key).encrypt(_packed(grid)),
        by_user=user,
        created_at=now(),
    )
    return Draft(row, key.decode("ascii"))


def open_draft(row: RosterImport, key: str) -> Grid:
    """The list again. Raises DraftGone."""
    if row.state != ImportState.MAPPING or row.draft is None or row.created_at < now() - _LIFE:
        raise DraftGone
    try:
        data = json.loads(zlib.decompress(Fernet(key.encode()).decrypt(bytes(row.draft))))
    except (InvalidToken, ValueError, zlib.error) as error:
        raise DraftGone from error
    dialect = Dialect(*data["dialect"]) if data["dialect"] else None
    body = tuple((line, cells) for line, cells in data["body"])
    return Grid(data["file"], tuple(data["headings"]), body, Epoch(data["epoch"]), dialect)


@transaction.atomic
def forget_draft(row: RosterImport) -> None:
    RosterImport.objects.filter(pk=row.pk, state=ImportState.MAPPING).delete()


def _packed(grid: Grid) -> bytes:
    """The list without the columns that may never be kept: their headings stay, to be shown as left out."""
    left_out = [headings.is_forbidden(heading) for heading in grid.headings]
    width = len(grid.headings)
    body = [
        [
            line,
            ["" if i < width and left_out[i] else cell for i, cell in enumerate(cells)],
        ]
        for line, cells in grid.body
    ]
    data = {
        "file": grid.file,
        "headings": grid.headings,
        "body": body,
        "epoch": grid.epoch.value,
        "dialect": [grid.dialect.encoding, grid.dialect.delimiter] if grid.dialect else None,
    }
    return zlib.compress(json.dumps(data).encode())
