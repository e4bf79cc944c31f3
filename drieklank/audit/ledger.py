"""The ledger outside the database: erasures and revocations, so that restoring an older backup
brings nobody back.

One JSON line per entry, ids only and no names: {"at": ISO moment, "kind": "erase" | "revoke",
"model": "people.Parent", "id": 12, "set": {"ended_on": "2026-11-22"}}.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction

from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant


def append(kind: str, model: str, pk: int, **changed: Any) -> None:
    """Add one line once the running transaction has been saved. kind: "erase" (row gone) or
    "revoke" (columns set).
    """
    line = {"at": now().isoformat(), "kind": kind, "model": model, "id": pk, "set": changed}
    transaction.on_commit(lambda: _write(line))


def _write(line: dict[str, Any]) -> None:
    settings.LEDGER_FILE.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(settings.LEDGER_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(json.dumps(line, default=str) + "\n")
        file.flush()
        os.fsync(file.fileno())


def entries(since: datetime | None = None) -> Iterator[dict[str, Any]]:
    """The lines from `since` on, oldest first; none where the ledger does not exist yet."""
    if not settings.LEDGER_FILE.exists():
        return
    with open(settings.LEDGER_FILE, encoding="utf-8") as file:
        for text in file:
            line = json.loads(text)
            if since is None or datetime.fromisoformat(line["at"]) >= since:
                yield line


def reapply(since: datetime | None = None) -> dict[str, int]:
    """Do again what was erased or revoked since; counts per kind. Safe to run twice."""
    done = {"erase": 0, "revoke": 0}
    with (
        open_every_tenant("re-applying erasures and revocations after a restore"),
        transaction.atomic(),
    ):
        for line in entries(since):
            rows = apps.get_model(line["model"])._default_manager.filter(pk=line["id"])
            if line["kind"] == "erase":
                done["erase"] += 1 if rows.delete()[0] else 0
            else:
                done["revoke"] += rows.update(**line["set"])
    return done
