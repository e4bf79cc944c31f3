"""What measuring does by itself, once a day. Each is safe to run twice."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django_tasks import task

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.measure import actions, queries
from drieklank.measure.keys import KeyMissing
from drieklank.measure.models import Round
from drieklank.schools.models import Board

log = logging.getLogger("drieklank.measure")


@task()
def daily_rounds() -> None:
    """Open what begins, count, remind, close what is over, and finish closes that were cut off.

    One round that fails does not hold up the others; it is tried again the next day.
    """
    with open_every_tenant("finding the boards whose rounds need work today"):
        boards = list(Board.objects.values_list("pk", flat=True))
    for board in boards:
        with open_tenant(board):
            _board_today()


def _board_today() -> None:
    day = today()
    for measured in queries.due_to_open(day):
        _try(measured, "open", lambda row: actions.open_round(row, by=SYSTEM))
    for measured in queries.due_to_announce(day):
        _try(measured, "announce", actions.send_announcements)
    for measured in queries.due_to_count(day):
        _try(measured, "invite newcomers", actions.invite_newcomers)
    for measured in queries.due_to_remind(day):
        _try(measured, "remind", actions.send_reminders)
    for measured in queries.due_to_close(day):
        _try(measured, "close", lambda row: actions.close_round(row, by=SYSTEM))
    for measured in queries.due_to_count(day):
        _try(measured, "count", actions.refresh_counts)
    actions.remove_stragglers()
    for measured in queries.closed_rounds():
        _try(measured, "finish", actions.destroy_left_over_keys)


def _try(measured: Round, what: str, work: Callable[[Round], object]) -> None:
    try:
        work(measured)
    except KeyMissing:
        log.error("round %s: its key is gone, so it cannot be read (%s)", measured.code, what)
    except Exception:
        log.exception("round %s: %s failed", measured.code, what)
