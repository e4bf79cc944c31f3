"""How far a running import is, outside its transaction: a small file per import, numbers only.

The transaction shows nothing of itself until it is done, and a second connection would wait for the first on SQLite.
Where web and worker stand on different machines the page says only that it is busy.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

Tell = Callable[[str, int, int], None]
STEPS = ("groups", "pupils", "staff", "parents", "relations")


@dataclass(frozen=True)
class Progress:
    """`step` is one of STEPS; `part` is 1-5; `percent` of the whole, 0-100."""

    step: str
    part: int
    percent: int


def _path(public_id: object) -> Path:
    return Path(settings.DATA_DIR) / "progress" / f"{public_id}.json"


def teller(public_id: object) -> Tell:
    """A function that writes (step, done, total) where `read` finds it."""
    path = _path(public_id)
    path.parent.mkdir(parents=True, exist_ok=True)

    def tell(step: str, done: int, total: int) -> None:
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps([step, done, total]), encoding="ascii")
        os.replace(temporary, path)

    return tell


def read(public_id: object) -> Progress | None:
    try:
        step, done, total = json.loads(_path(public_id).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    part = STEPS.index(step) if step in STEPS else 0
    percent = int((part + (done / total if total else 1)) * 100 / len(STEPS))
    return Progress(step, part + 1, min(percent, 100))


def clear(public_id: object) -> None:
    _path(public_id).unlink(missing_ok=True)


def silent(step: str, done: int, total: int) -> None:
    """Tells nobody."""
