"""Django's PostgreSQL, spared two things that cost an answering page as much as its own statements.

Before each request Django asks a kept connection whether it still works, with a statement. Here the
socket is looked at first: a server that went away has closed it, or said goodbye on it. And
`prepared_cursor` lets the look-ups of `measure.prepared` be planned once per connection.
"""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Cursor
from psycopg.rows import TupleRow


class _Prepared(Cursor[TupleRow]):
    """A cursor whose statements the server plans once per connection."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> _Prepared:
        return super().execute(query, params, prepare=True, **options)


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether the connection still works; asks the server only where the socket has news."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0) or bool(super().is_usable())

    def prepared_cursor(self) -> Any:
        """The usual kind of cursor, for the few statements that return very often."""
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(_Prepared(self.connection))  # type: ignore[attr-defined] # not in the stubs
