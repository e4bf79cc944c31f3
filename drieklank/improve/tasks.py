"""What choosing does by itself, once a day. Each is safe to run twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django_tasks import task

from drieklank.audit.actions import SYSTEM
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.improve.actions.brainstorm import close_left_open
from drieklank.improve.actions.learning import learn_due
from drieklank.improve.actions.plan_reminders import send_reminders
from drieklank.schools.models import Board

log = logging.getLogger("drieklank.improve")

# What is done once a day for each board.
DAILY: Final[tuple[Callable[[], int], ...]] = (send_reminders, close_left_open)


@task()
def daily_improve() -> None:
    """Remind owners of their actions, close boards left open. One board that fails does not hold up the others."""
    with open_every_tenant("finding the boards whose plans need work today"):
        boards = list(Board.objects.values_list("pk", flat=True))
    for board in boards:
        for work in DAILY:
            try:
                with open_tenant(board):
                    work()
            except Exception:
                log.exception("board %d: %s failed", board, work.__name__)


@task()
def learn_from_second_measurements() -> None:
    """From 1 October: what second measurements of the school year that ended teach about activities."""
    learn_due(by=SYSTEM)
