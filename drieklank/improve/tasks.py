"""What choosing does by itself, once a day. Each is safe to run twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django_tasks import task

from drieklank.audit.actions import SYSTEM
from drieklank.improve.actions.brainstorm import close_left_open
from drieklank.improve.actions.learning import learn_due
from drieklank.improve.actions.plan_reminders import send_reminders
from drieklank.schools.daily import each_board

log = logging.getLogger("drieklank.improve")

# What is done once a day for each board.
DAILY: Final[tuple[Callable[[], int], ...]] = (send_reminders, close_left_open)


@task()
def daily_improve() -> None:
    """Remind owners of their actions, close boards left open. One board that fails does not hold up the others."""
    each_board(DAILY, log)


@task()
def learn_from_second_measurements() -> None:
    """From 1 October: what second measurements of the school year that ended teach about activities."""
    learn_due(by=SYSTEM)
