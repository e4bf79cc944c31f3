"""What the database file itself could give away, and how it is kept from doing so.

A table in SQLite keeps a hidden row number that rises with every row: an order of entry. Tables of
answers are therefore made WITHOUT ROWID. The write-ahead log keeps every change until it is emptied.
On PostgreSQL stamps on rows and the write-ahead log stay whatever one does; there, and in every
backup, the destroyed key is the defence (docs/decisions/0003-envelopes.md).
"""

from __future__ import annotations

import time
from typing import Any, Final

from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TRIES: Final = 20
_PAUSE: Final = 0.25  # seconds


class CheckpointBlocked(RuntimeError):
    """A reader held the write-ahead log for seconds on end; what was removed may still be in it."""


class CreateUnordered(migrations.CreateModel):
    """Create a table that keeps no order of entry. A later change of its columns must do so again."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        usual = schema_editor.sql_create_table
        schema_editor.sql_create_table = f"{usual} WITHOUT ROWID"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = usual


def empty_write_ahead_log() -> None:
    """Move everything into the database file and cut the log to nothing (SQLite; else nothing).

    Deleted rows are overwritten on the way, since every connection has `secure_delete` on.

    Raises:
        CheckpointBlocked: another connection kept reading an old state.
    """
    if connection.vendor != "sqlite":
        return
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_busy, *_) = cursor.fetchone()
        if not is_busy:
            return
    raise CheckpointBlocked("the write-ahead log could not be emptied; try again in a moment")
