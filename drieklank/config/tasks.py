"""Housekeeping of the installation itself."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from drieklank.audit.retention import run_retention
from drieklank.base.clock import now
from drieklank.config import backup

KEEP_DONE: Final = timedelta(days=3)  # longer than any period of the schedule
KEEP_FAILED: Final = timedelta(days=60)
KEEP_BACKUPS: Final = 30  # days; who was erased leaves the copies too


@task()
def back_up() -> None:
    """The nightly copy of an installation on SQLite; a database server has its own way."""
    if settings.ON_SQLITE and not settings.TESTING:
        backup.make(settings.BACKUP_DIR)
        backup.clean_up(settings.BACKUP_DIR, KEEP_BACKUPS)


@task()
def tidy_up() -> None:
    """Remove sessions that ended and the queue's lines of work that was done."""
    call_command("clearsessions")
    rows = DBTaskResult.objects
    rows.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now() - KEEP_DONE).delete()
    rows.filter(status=TaskResultStatus.FAILED, finished_at__lt=now() - KEEP_FAILED).delete()


@task()
def remove_what_must_go() -> None:
    """Execute every retention term; the trail stands in audit.RetentionRun."""
    run_retention()
