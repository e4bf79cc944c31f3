"""Work of the house in the background."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django_tasks import task

from drieklank.base.tenancy import open_tenant
from drieklank.people.actions import roster
from drieklank.people.actions.roster import progress
from drieklank.people.models import RosterImport

log = logging.getLogger("drieklank.office")


@dataclass(frozen=True)
class _Sender:
    """Who asked for it, for the audit line."""

    kind_and_id: tuple[str, int | None]


@task()
def apply_roster(board_id: int, import_id: int, kind: str, actor_id: int | None) -> None:
    """Carry out an import that someone said yes to."""
    _run(board_id, import_id, _Sender((kind, actor_id)), roster.apply_import)


@task()
def undo_roster(board_id: int, import_id: int, kind: str, actor_id: int | None) -> None:
    """Undo an import."""
    _run(board_id, import_id, _Sender((kind, actor_id)), roster.undo_import)


def _run(board_id: int, import_id: int, sender: _Sender, work: Callable[..., RosterImport]) -> None:
    """A busy database is waited out by the worker; any other fault is said on the page, and nothing was kept."""
    with open_tenant(board_id):
        row: RosterImport | None = RosterImport.objects.filter(pk=import_id).first()
        if row is None:
            return
        try:
            work(row, by=sender, tell=progress.teller(row.public_id))
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            # Only the kind of error: its text may repeat what is about people.
            log.error("roster import %s failed: %s", row.pk, type(error).__name__)
            roster.mark_failed(row)
        finally:
            progress.clear(row.public_id)
