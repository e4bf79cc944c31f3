"""The background worker: the library's queue and its way of running a task, with the four things it lacks.

A failed task is tried again, later each time (five times in all). A task whose worker was killed goes
back in the queue. A locked database or a lost connection is waited out. Repeating work comes from
`schedule`. Hence every task must be safe to run twice. docs/decisions/0002-background-work.md says why.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from types import FrameType
from typing import Final

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as LibraryWorker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from drieklank.base.clock import now
from drieklank.config import schedule

log = logging.getLogger("drieklank.worker")

MAX_ATTEMPTS: Final = 5
FIRST_WAIT: Final = timedelta(seconds=20)
# No task of ours runs this long; one that is still "running" lost its worker.
LOST_AFTER: Final = timedelta(minutes=30)
TICK_EVERY: Final = 15.0  # seconds between looks at the schedule
PAUSE: Final = 1.0  # seconds of sleep when the queue is empty
AT_ONCE: Final = 50  # tasks before the schedule is looked at again


def wait_before(attempt: int) -> timedelta:
    """How long to wait after a failed attempt (1 = the first): 20 s, 1 min, 3 min, 9 min."""
    return FIRST_WAIT * int(3 ** (attempt - 1))


def reap(lost_after: timedelta = LOST_AFTER) -> int:
    """Put tasks of dead workers back in the queue, or give up after five attempts; returns how many were found."""
    rows = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=now() - lost_after
    )
    found = list(rows)
    for row in found:
        _again_or_fail(row, "lost its worker")
    return len(found)


def _again_or_fail(row: DBTaskResult, why: str) -> None:
    attempt = len(row.worker_ids)
    # Only the kind of error is kept: the library's traceback repeats values that may be about people.
    row.traceback = ""
    row.finished_at = now()
    if attempt < MAX_ATTEMPTS:
        row.status = TaskResultStatus.READY
        row.run_after = now() + wait_before(attempt)
        log.warning("task %s %s, attempt %d; again later", row.task_path, why, attempt)
    else:
        row.status = TaskResultStatus.FAILED
        log.error("task %s %s, attempt %d; given up", row.task_path, why, attempt)
    row.save(update_fields=["status", "traceback", "run_after", "finished_at"])


class Worker(LibraryWorker):
    """Runs tasks until told to stop (SIGTERM, SIGINT); a task that is running is finished first."""

    def __init__(self) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(16),
        )
        self._ticked_at = 0.0

    @property
    def done(self) -> int:
        """Tasks run by this worker, failed ones too."""
        return self._run_tasks

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """The first signal: stop after what is claimed. The second: stop now."""
        if not self.running:
            super().shutdown(signum, frame)
        self.running = False

    def run_task(self, db_task_result: DBTaskResult) -> None:
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            _again_or_fail(db_task_result, f"failed ({db_task_result.exception_class_path})")

    def drain(self) -> None:
        """Run what is ready now, at most AT_ONCE tasks."""
        for _ in range(AT_ONCE):
            if not self.running:
                return
            if not connection.in_atomic_block:  # in a test the connection is the test's own
                close_old_connections()
            row = self._claim()
            if row is None:
                return
            self.run_task(row)

    def _claim(self) -> DBTaskResult | None:
        """The next task, marked as ours, so that no other worker takes it."""
        with exclusive_transaction():
            row: DBTaskResult | None = DBTaskResult.objects.ready().get_locked()
            if row is not None:
                row.claim(self.worker_id)
        return row

    def tick(self) -> None:
        """Queue what the schedule asks for and take back what was lost; every TICK_EVERY seconds."""
        if time.monotonic() - self._ticked_at < TICK_EVERY:
            return
        self._ticked_at = time.monotonic()
        schedule.enqueue_due()
        reap()

    def once(self) -> int:
        """Run until nothing is ready; returns how many tasks ran."""
        before = -1
        schedule.enqueue_due()
        reap()
        while self.running and self._run_tasks != before:
            before = self._run_tasks
            self.drain()
        return self._run_tasks

    def run(self) -> None:
        """Until a signal says stop."""
        while self.running:
            try:
                self.tick()
                self.drain()
            except (OperationalError, InterfaceError) as error:
                # Locked, or the database server is away: nothing is lost, look again in a moment.
                log.warning(
                    "the database was not available (%s); again in a moment", type(error).__name__
                )
                connection.close_if_unusable_or_obsolete()
                time.sleep(2 * PAUSE)
            if self.running:
                time.sleep(PAUSE)


def drain_queue() -> int:
    """Run everything that is ready, here and now (tests, `worker --once`); returns how many tasks ran."""
    return Worker().once()
