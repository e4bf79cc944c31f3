"""Django's PostgreSQL, spared what costs an answering page more than its own statements.

Before each request Django asks a kept connection whether it still works, with a statement. Here the
socket is looked at instead: a server that went away has closed it, or said goodbye on it. And
`prepared_cursor` serves the few statements of answering pages (`measure.prepared`): planned once per
connection, with values and rows in the form in which PostgreSQL keeps them; a sealed text is not
written out in letters and read back.
"""

from __future__ import annotations

import select
from typing import Any, Literal

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg.adapt import Buffer, Loader
from psycopg.pq import Format
from psycopg.rows import TupleRow


class _JsonText(Loader):
    """JSON as text, which is what Django's field takes; in binary a version number stands before it."""

    format = Format.BINARY

    def load(self, data: Buffer) -> str:
        return bytes(data[1:]).decode()


class _Prepared(Cursor[TupleRow]):
    """A cursor whose statements the server plans once per connection."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.adapters.register_loader("jsonb", _JsonText)

    def execute(self, query: Any, params: Any = None, **options: Any) -> _Prepared:
        return super().execute(query, params, prepare=True, binary=True, **options)


class _Kept(CursorWrapper):
    """What Django puts around a cursor, without closing it: making one costs as much as a look-up."""

    def __exit__(self, *failure: object) -> Literal[None]:
        return None


class DatabaseWrapper(base.DatabaseWrapper):
    _answering: _Prepared | None = None

    def is_usable(self) -> bool:
        """Whether the connection still works; asks the server only where the socket has news."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0) or bool(super().is_usable())

    def prepared_cursor(self) -> Any:
        """The usual kind of cursor, for the few statements that return very often.

        One per connection: the next statement takes away the rows of the one before.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        if self.queries_logged:
            return self._prepare_cursor(_Prepared(self.connection))  # type: ignore[attr-defined] # not in stubs
        if self._answering is None or self._answering.connection is not self.connection:
            with self.wrap_database_errors:
                self._answering = _Prepared(self.connection)
        return _Kept(self._answering, self)
