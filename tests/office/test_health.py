"""The watch sees that something is wrong without learning anything about anybody."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from drieklank.base.clock import now
from drieklank.config.tasks import tidy_up
from drieklank.office import health

pytestmark = pytest.mark.django_db


def _late_task() -> None:
    tidy_up.enqueue()
    DBTaskResult.objects.update(run_after=now() - timedelta(hours=1))


def test_a_house_in_order_is_ready(rf: RequestFactory) -> None:
    answer = health.readyz(rf.get("/readyz"))
    assert (answer.status_code, answer.content) == (200, b"ready")


def test_work_that_waits_too_long_shows(rf: RequestFactory) -> None:
    _late_task()
    answer = health.readyz(rf.get("/readyz"))
    assert (answer.status_code, answer.content) == (503, b"not ready")


def test_an_old_backup_shows(tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_DIR = tmp_path
    assert health._backup().ok is True
    file = tmp_path / "drieklank-20250101-000000.tar.gz"
    file.touch()
    assert health._backup().ok is True
    os.utime(file, (0, 0))
    assert health._backup().ok is False


def test_details_are_for_who_has_the_token(rf: RequestFactory, settings: Settings) -> None:
    settings.HEALTH_TOKEN = "watch"
    _late_task()

    wrong = health.readyz(rf.get("/readyz", headers={"Authorization": "Bearer guess"}))
    right = health.readyz(rf.get("/readyz", headers={"Authorization": "Bearer watch"}))

    assert wrong.content == b"not ready"
    assert b"oldest waiting task" in right.content
    assert right.status_code == 503


def test_without_a_token_set_an_empty_one_opens_nothing(
    rf: RequestFactory, settings: Settings
) -> None:
    settings.HEALTH_TOKEN = ""
    answer = health.readyz(rf.get("/readyz", headers={"Authorization": "Bearer "}))
    assert answer.content == b"ready"


def test_alive_asks_nothing_of_the_database(rf: RequestFactory) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert health.healthz(rf.get("/healthz")).content == b"ok"
    assert len(queries) == 0
