"""The file of an installation whose tables were just made.

All migrations take twenty seconds, and a test process that asked for a database has done them once. Whoever needs an
installation in a folder of its own starts from a copy of that one; its `migrate` then finds nothing left to do.
That every migration runs from nothing on a real file, tests/config tries: its houses are not laid from this.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

SEED = "SEED_OF_TESTS"  # in the environment: played rounds are processes of their own


def keep_seed(folder: Path) -> None:
    """Save the database of this process, on SQLite and before any test wrote in it."""
    connection.ensure_connection()
    target = folder / "drieklank.sqlite3"
    with closing(sqlite3.connect(target)) as file:
        connection.connection.backup(file)
    os.environ[SEED] = str(target)


def lay_seed(home: Path) -> None:
    """Put the file where an installation in this folder looks for it; on PostgreSQL there is none."""
    if SEED in os.environ:
        data = home / "data"
        data.mkdir(parents=True, exist_ok=True)
        shutil.copy(os.environ[SEED], data)
