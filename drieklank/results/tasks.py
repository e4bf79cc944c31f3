"""Background work of results."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django_tasks import task

from drieklank.audit.actions import SYSTEM
from drieklank.base.tenancy import open_tenant
from drieklank.results import actions
from drieklank.results.actions.benchmark import freeze_due
from drieklank.results.actions.telling import tell_changes
from drieklank.results.actions.texts import ask_checkers
from drieklank.schools.daily import each_board

log = logging.getLogger("drieklank.results")

# What is done once a day for each board. Each is safe to run twice.
DAILY: Final[tuple[Callable[[], int], ...]] = (ask_checkers, tell_changes)


@task(priority=20)
def make_report_file(board_id: int, file_id: int) -> None:
    """Make the PDF that somebody waits for; the worker tries again where it fails."""
    with open_tenant(board_id):
        actions.make_file(file_id)


@task()
def store_reference_groups() -> None:
    """From 1 October, once enough schools take part: the groups of the school year that ended."""
    freeze_due(by=SYSTEM)


@task()
def daily_results() -> None:
    """Tell who has something to read over, and what became of promises.

    One board that fails does not hold up the others.
    """
    each_board(DAILY, log)
