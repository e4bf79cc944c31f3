"""Reading scans after their upload was answered, with how far it is for whoever looks.

The scans are in the memory of this process and nowhere else: a process that stops in between loses
them, the page says so, and the same paper twice counts once. Beside them is one small file per
round, on this machine: numbers, and what came of it sealed under the round's key, for file names
can hold names. A lock on a second file, which the system gives back when a process ends, says
whether somebody is reading.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import Final

from django.conf import settings
from django.db import connections

from drieklank.audit.actions import Who
from drieklank.base.tenancy import open_tenant
from drieklank.measure.actions.paper import TakenIn, Unread, check_takes_paper, take_in
from drieklank.measure.envelopes import Unreadable
from drieklank.measure.keys import KeyMissing, store
from drieklank.measure.models import Round
from drieklank.measure.paper.outcome import Fault

THREAD: Final = "scans"
_STEP: Final = 4096  # bytes: what is sealed is as long as so many
# One upload at a time in this process: a reader may use 3 GB.
_turn: Final = Lock()
log = logging.getLogger("drieklank.measure")


class BusyError(Exception):
    """Scans of this round are being read already."""


@dataclass(frozen=True)
class Reading:
    """How far: the file and page in hand, from 1; 0 files: it waits for its turn.

    taken: what came of it. None without is_busy: the reading was cut off.
    """

    is_busy: bool
    file: int = 0
    files: int = 0
    page: int = 0
    pages: int = 0
    taken: TakenIn | None = None


def begin(running: Round, files: Sequence[tuple[str, bytes]], *, by: Who) -> None:
    """Start reading scans in the background; `last` says how far it is.

    Raises:
        ClosedError: the round is not open.
        KeyMissing: the round's key is gone.
        BusyError: scans of this round are being read.
    """
    check_takes_paper(running)
    path = _path(running)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = _held(path)
    if lock is None:
        raise BusyError
    _write(path, [0, 0, 0, 0])
    Thread(target=_read, args=(running, files, by, path, lock), name=THREAD, daemon=True).start()


def last(running: Round) -> Reading | None:
    """Return how far the last reading of this round is, or what came of it; None: there was none."""
    path = _path(running)
    try:
        said = json.loads(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    if isinstance(said, str):
        return Reading(is_busy=False, taken=_opened(running, said))
    lock = _held(path)
    if lock is None:
        return Reading(True, *said)
    os.close(lock)
    if path.read_text(encoding="ascii") != json.dumps(said):
        return last(running)  # it was done between our two looks
    return Reading(False, *said)


def _read(
    running: Round, files: Sequence[tuple[str, bytes]], by: Who, path: Path, lock: int
) -> None:
    """The work of the thread. Whatever breaks, the lock is given back, and the page says so."""
    try:
        with _turn, open_tenant(running.board_id):
            taken = take_in(running, files, by=by, tell=_teller(path))
        _write(path, _sealed(running, taken))
    except Exception:
        log.exception("round %s: reading scans was cut off", running.code)
    finally:
        os.close(lock)
        connections.close_all()


def _teller(path: Path) -> Callable[[int, int, int, int], None]:
    return lambda file, of, page, pages: _write(path, [file, of, page, pages])


def _path(running: Round) -> Path:
    return Path(settings.DATA_DIR) / "progress" / f"scans-{running.public_id}.json"


def _write(path: Path, said: list[int] | str) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(said), encoding="ascii")
    os.replace(temporary, path)


def _held(path: Path) -> int | None:
    """Take the lock of a reading: an open file, or None where another holds it."""
    lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def _sealed(running: Round, taken: TakenIn) -> str:
    text = json.dumps(asdict(taken)).encode()
    size = -(-len(text) // _STEP) * _STEP
    key = store().load(running.public_id)
    return b64encode(key.seal_paper(running.public_id, text, size)).decode()


def _opened(running: Round, sealed: str) -> TakenIn | None:
    try:
        text = store().load(running.public_id).open_paper(running.public_id, b64decode(sealed))
    except (KeyMissing, Unreadable):
        return None
    said = json.loads(text)
    unread = [Unread(one["file"], one["page"], Fault(one["fault"])) for one in said["unread"]]
    return TakenIn(said["pages"], said["doubts"], unread)
