"""The worker: nothing is lost, nothing runs for ever, and the schedule keeps its turns."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from drieklank.base.clock import now
from drieklank.config import schedule, worker

pytestmark = pytest.mark.django_db

runs: list[int] = []


@task()
def succeed(number: int) -> None:
    runs.append(number)


@task()
def break_down(number: int) -> None:
    runs.append(number)
    raise ValueError("the parent jan@voorbeeld.example cannot be reached")


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    runs.clear()
    monkeypatch.setattr(schedule, "SCHEDULE", ())


def _make_ready() -> None:
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=now())


def test_tasks_that_are_ready_run_once_each() -> None:
    for number in (1, 2, 3):
        succeed.enqueue(number)

    assert worker.drain_queue() == 3
    assert sorted(runs) == [1, 2, 3]
    assert worker.drain_queue() == 0


def test_a_failing_task_is_tried_five_times_and_then_given_up() -> None:
    break_down.enqueue(7)
    for _ in range(8):
        worker.drain_queue()
        _make_ready()

    row = DBTaskResult.objects.get()
    assert runs == [7] * worker.MAX_ATTEMPTS
    assert row.status == TaskResultStatus.FAILED
    assert row.exception_class_path == "builtins.ValueError"


def test_a_failing_task_waits_before_its_next_attempt() -> None:
    break_down.enqueue(7)
    before = now()

    worker.drain_queue()

    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.READY
    assert runs == [7]
    assert timedelta(0) <= row.run_after - before - worker.wait_before(1) < timedelta(seconds=30)


def test_the_waits_grow() -> None:
    waits = [worker.wait_before(n).total_seconds() for n in (1, 2, 3, 4)]
    assert waits == [20, 60, 180, 540]


def test_the_text_of_an_error_is_not_kept_because_it_may_name_a_person() -> None:
    break_down.enqueue(7)
    worker.drain_queue()
    assert DBTaskResult.objects.get().traceback == ""


def test_a_task_of_a_killed_worker_runs_again() -> None:
    succeed.enqueue(5)
    row = DBTaskResult.objects.get()
    row.claim("killed")
    DBTaskResult.objects.update(started_at=now() - timedelta(hours=2))

    assert worker.reap() == 1
    _make_ready()
    worker.drain_queue()
    assert runs == [5]


def test_a_task_that_is_running_is_left_alone() -> None:
    succeed.enqueue(5)
    DBTaskResult.objects.get().claim("busy")

    assert worker.reap() == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


def test_a_task_that_kills_its_worker_each_time_is_given_up() -> None:
    succeed.enqueue(5)
    row = DBTaskResult.objects.get()
    for _ in range(worker.MAX_ATTEMPTS):
        row.claim("killed")
    DBTaskResult.objects.update(started_at=now() - timedelta(hours=2))

    worker.reap()
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_a_locked_database_does_not_end_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    subject = worker.Worker()
    answers: list[Any] = [OperationalError("database is locked"), None]

    def drain() -> None:
        answer = answers.pop(0)
        if answer is None:
            subject.running = False
        else:
            raise answer

    monkeypatch.setattr(subject, "drain", drain)
    monkeypatch.setattr(worker, "PAUSE", 0)
    subject.run()
    assert answers == []


def test_one_turn_of_the_schedule_is_queued_once(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "drieklank.config.tasks.tidy_up"
    monkeypatch.setattr(schedule, "SCHEDULE", (schedule.Every(path, minutes=10),))
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    counts = [schedule.enqueue_due(noon + timedelta(minutes=m)) for m in (0, 5, 9, 10, 11, 25)]

    assert counts == [1, 0, 0, 1, 0, 1]
    assert DBTaskResult.objects.filter(task_path=path).count() == 3


def test_a_daily_turn_waits_for_its_hour_in_dutch_time() -> None:
    entry = schedule.Daily("drieklank.config.tasks.tidy_up", hour=3)
    moments = [
        datetime(2026, 11, 22, 1, 59, tzinfo=UTC),  # 02:59 in the Netherlands
        datetime(2026, 11, 22, 2, 1, tzinfo=UTC),  # 03:01
        datetime(2026, 11, 22, 22, 59, tzinfo=UTC),  # 23:59
        datetime(2026, 11, 22, 23, 30, tzinfo=UTC),  # 00:30 the next day
    ]
    turns = [int(entry.turn(moment)) for moment in moments]
    assert [turn - turns[0] for turn in turns] == [0, 1, 1, 1]


def test_two_workers_cannot_queue_the_same_turn() -> None:
    entry = schedule.Every("drieklank.config.tasks.tidy_up", minutes=10)
    key = schedule.turn_id(entry, now())

    assert schedule._enqueue(key, entry.task) is True
    assert schedule._enqueue(key, entry.task) is False
    assert connection.is_usable()


@pytest.mark.parametrize("entry", schedule.SCHEDULE, ids=lambda entry: str(entry.task))
def test_every_entry_of_the_schedule_is_a_task(entry: schedule.Every | schedule.Daily) -> None:
    found = import_string(entry.task)
    assert isinstance(found, Task)
    assert found.module_path == entry.task
