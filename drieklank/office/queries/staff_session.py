"""Boards an administrator can open, and the staff sessions there were."""

from __future__ import annotations

from drieklank.access.models import StaffSession
from drieklank.base.tenancy import open_every_tenant
from drieklank.schools.models import Board, User


def boards_to_open() -> list[Board]:
    """Every board, by name: of a board an administrator sees nothing but that it exists."""
    with open_every_tenant("an administrator chooses a board"):
        return list(Board.objects.order_by("name"))


def own_staff_sessions(user: User, count: int = 10) -> list[StaffSession]:
    """The latest sessions of this administrator, newest first."""
    with open_every_tenant("an administrator sees the own staff sessions"):
        rows = StaffSession.objects.filter(user=user).select_related("board")
        return list(rows.order_by("-started_at")[:count])
