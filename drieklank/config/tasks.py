"""Housekeeping of the installation itself."""

from datetime import timedelta
from typing import Final

from django.core.management import call_command
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from drieklank.base.clock import now

KEEP_DONE: Final = timedelta(days=7)  # longer than any period of the schedule
KEEP_FAILED: Final = timedelta(days=60)


@task()
def tidy_up() -> None:
    """Remove sessions that ended and the queue's lines of work that was done."""
    call_command("clearsessions")
    rows = DBTaskResult.objects
    rows.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now() - KEEP_DONE).delete()
    rows.filter(status=TaskResultStatus.FAILED, finished_at__lt=now() - KEEP_FAILED).delete()
