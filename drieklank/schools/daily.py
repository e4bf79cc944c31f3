"""Work that every board has once a day."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.schools.models import Board


def each_board(works: Iterable[Callable[[], object]], log: logging.Logger) -> None:
    """Do each piece of work within each board. One that fails does not hold up the others."""
    works = tuple(works)
    with open_every_tenant("finding the boards that have work today"):
        boards = list(Board.objects.values_list("pk", flat=True))
    for board in boards:
        for work in works:
            try:
                with open_tenant(board):
                    work()
            except Exception:
                log.exception("board %d: %s failed", board, work.__name__)
