"""Work that comes back: which task, how often. The queue itself remembers what was done.

A turn of a task has a computed id (task and start of its period), so that two workers cannot queue the
same turn twice and no table of last runs is needed.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from drieklank.base.clock import now

_TURNS: Final = uuid.UUID("6f1c2d5e-9a54-4d0e-8d44-0c2f4b3f7a11")


@dataclass(frozen=True)
class Every:
    """A task without arguments, once per period of so many minutes (counted from midnight UTC)."""

    task: str
    minutes: int

    def turn(self, moment: datetime) -> str:
        """Names the period that `moment` lies in."""
        return str(int(moment.timestamp()) // (60 * self.minutes))


@dataclass(frozen=True)
class Daily:
    """A task without arguments, once a day from this hour on (Dutch time)."""

    task: str
    hour: int

    def turn(self, moment: datetime) -> str:
        """Names the day, or the day before while the hour has not come."""
        local = timezone.localtime(moment)
        return str(local.date().toordinal() - (1 if local.hour < self.hour else 0))


SCHEDULE: Final[tuple[Every | Daily, ...]] = (
    Every("drieklank.outbox.tasks.send_waiting", minutes=1),
    Daily("drieklank.config.tasks.back_up", hour=2),
    Daily("drieklank.config.tasks.tidy_up", hour=3),
    Daily("drieklank.config.tasks.remove_what_must_go", hour=4),
    Daily("drieklank.results.tasks.store_reference_groups", hour=5),
    Daily("drieklank.improve.tasks.learn_from_second_measurements", hour=5),
    # Each day, but it looks once a week, and only where LINK_CHECK says so.
    Daily("drieklank.toolkit.tasks.weekly_links", hour=6),
    # At seven: invitations and reminders leave in the morning, not at night.
    Daily("drieklank.measure.tasks.daily_rounds", hour=7),
    # An hour later: what closed this morning can be read over today.
    Daily("drieklank.results.tasks.daily_results", hour=8),
    Daily("drieklank.improve.tasks.daily_improve", hour=8),
)


def turn_id(entry: Every | Daily, moment: datetime) -> uuid.UUID:
    """The id of the queue's row for this turn."""
    return uuid.uuid5(_TURNS, f"{entry.task} {entry.turn(moment)}")


def enqueue_due(moment: datetime | None = None) -> int:
    """Queue each task whose turn has not been queued yet; returns how many."""
    moment = (moment or now()).astimezone(UTC)
    turns = {turn_id(entry, moment): entry for entry in SCHEDULE}
    known = set(DBTaskResult.objects.filter(id__in=turns).values_list("id", flat=True))
    return sum(_enqueue(key, entry.task) for key, entry in turns.items() if key not in known)


def _enqueue(key: uuid.UUID, path: str) -> bool:
    task = import_string(path)
    try:
        with transaction.atomic():
            DBTaskResult.objects.create(
                id=key,
                args_kwargs={"args": [], "kwargs": {}},
                priority=task.priority,
                task_path=task.module_path,
                queue_name=task.queue_name,
                run_after=now(),
                backend_name=task.backend,
            )
    except IntegrityError:  # another worker was a moment earlier
        return False
    return True
