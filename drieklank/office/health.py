"""Whether the house stands: `/healthz` for who restarts it, `/readyz` for who watches it.

Both answer with one word to everyone. With the token (header `Authorization: Bearer …`, setting HEALTH_TOKEN) `/readyz`
says which part is wrong; no figure in it is about people.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from drieklank.access.doors import public
from drieklank.base.clock import now

LATE: Final = timedelta(minutes=15)
MIN_FREE: Final = 500 * 1024 * 1024  # bytes
MAX_BACKUP_AGE: Final = timedelta(days=2)


@dataclass(frozen=True)
class Finding:
    """One part of the house. ok: false makes `/readyz` answer 503. figure: what was measured."""

    name: str
    ok: bool
    figure: str


def _database() -> Finding:
    # `migrate` and the worker write; here it is enough that the database answers.
    connection.ensure_connection()
    return Finding("database", connection.is_usable(), connection.vendor)


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    count = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Finding("migrations", count == 0, f"{count} waiting")


def _work() -> Finding:
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__lte=now())
    oldest = ready.order_by("run_after").values_list("run_after", flat=True).first()
    age = now() - oldest if oldest else timedelta(0)
    return Finding("oldest waiting task", age < LATE, f"{int(age.total_seconds())} s")


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    return Finding("free disk", free > MIN_FREE, f"{free // 1024**2} MiB")


def _backup() -> Finding:
    files = list(settings.BACKUP_DIR.glob("drieklank-*.tar.gz"))
    if not files:
        return Finding("backup", True, "none in BACKUP_DIR")
    age = now().timestamp() - max(path.stat().st_mtime for path in files)
    return Finding("backup", age < MAX_BACKUP_AGE.total_seconds(), f"{int(age // 3600)} h old")


CHECKS: Final[tuple[Callable[[], Finding], ...]] = (_database, _migrations, _work, _disk, _backup)


def findings() -> list[Finding]:
    """All parts; where the database is away the rest is not asked."""
    try:
        return [check() for check in CHECKS]
    except DatabaseError as error:
        return [Finding("database", False, type(error).__name__)]


def _knows_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.HEALTH_TOKEN) and constant_time_compare(given, settings.HEALTH_TOKEN)


@public("voor de bewaking: zegt alleen dat het programma leeft")
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@public("voor de bewaking: één woord; bijzonderheden alleen met een sleutel")
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    found = findings()
    ready = all(finding.ok for finding in found)
    status = 200 if ready else 503
    if _knows_token(request):
        return JsonResponse(
            {"ready": ready, "parts": [asdict(part) for part in found]}, status=status
        )
    return HttpResponse("ready" if ready else "not ready", content_type="text/plain", status=status)
