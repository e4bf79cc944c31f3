"""The staff session: how an administrator sees a board's data, with a reason, for an hour."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.access.models import StaffSession
from drieklank.audit.actions import note
from drieklank.base.clock import now
from drieklank.base.tenancy import open_tenant
from drieklank.schools.models import Board


@transaction.atomic
def start_staff_session(board: Board, reason: str, by: Actor) -> StaffSession:
    """Open a board for an administrator. Raises PermissionError for anyone else."""
    if by.user is None or not by.user.is_administrator:
        raise PermissionError("only an administrator opens a staff session")
    with open_tenant(board.pk):
        row = StaffSession.objects.create(
            board=board,
            user=by.user,
            reason=reason,
            started_at=now(),
            expires_at=now() + settings.STAFF_SESSION_AGE,
        )
        note("staff_session.started", row, by=by, reason=reason)
    return row


@transaction.atomic
def end_staff_session(row: StaffSession, by: Actor) -> None:
    """Close it now; what was seen stands in the board's log."""
    with open_tenant(row.board_id):
        StaffSession.objects.filter(pk=row.pk, expires_at__gt=now()).update(expires_at=now())
        note("staff_session.ended", row, by=by)
