"""Look-ups of the answering pages, compiled once: the pages that a thousand people open at once.

Building and compiling a QuerySet costs more than all the rest of such a page together. So the
QuerySet is written and compiled the usual way, once per kind of database, and after that only its
one parameter changes. It goes past the tenant net: the parameter is a keyed hash that only the
holder of a secret can bring, and the door (`@invited`) opens the board that the row belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model, QuerySet

Converter = tuple[int, Sequence[Callable[[Any, Any, Any], Any]], Any]


@dataclass(frozen=True)
class _Compiled:
    sql: str
    converters: tuple[Converter, ...]


@dataclass(frozen=True)
class Prepared:
    """One row of named columns by one unique column.

    model, column: what is looked up. columns: paths as for `values_list`.
    """

    model: type[Model]
    column: str
    columns: tuple[str, ...]
    _compiled: dict[str, _Compiled] = field(default_factory=dict, repr=False, compare=False)

    def one(self, value: object) -> list[Any] | None:
        """Return the row's values in the order of `columns`, or None. One statement."""
        here = connections[DEFAULT_DB_ALIAS]  # once: the usual `connection` looks it up at each use
        compiled = self._compiled.get(here.vendor)
        if compiled is None:
            compiled = self._compiled[here.vendor] = self._compile()
        # On PostgreSQL the server plans it once as well.
        cursor_of = getattr(here, "prepared_cursor", here.cursor)
        with cursor_of() as cursor:
            cursor.execute(compiled.sql, [self._field().get_db_prep_value(value, here)])
            row = cursor.fetchone()
        if row is None:
            return None
        values = list(row)
        for place, converters, expression in compiled.converters:
            for converter in converters:
                values[place] = converter(values[place], expression, here)
        return values

    def _field(self) -> Field[Any, Any]:
        found = self.model._meta.get_field(self.column)
        assert isinstance(found, Field)  # noqa: S101 -- narrows the type; a column is no relation
        return found

    def _compile(self) -> _Compiled:
        rows: QuerySet[Any, Any] = self.model._base_manager.filter(
            **{self.column: _ANY[self._kind]}
        )
        compiler = rows.values_list(*self.columns).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        if len(parameters) != 1:
            raise ValueError("a prepared look-up has exactly one parameter")
        found = compiler.get_converters([column[0] for column in compiler.select])
        converters = tuple((place, tuple(how), what) for place, (how, what) in found.items())
        return _Compiled(sql, converters)

    @property
    def _kind(self) -> str:
        return self._field().get_internal_type()


# A value of the right type, to compile with; it never reaches the database.
_ANY: Final[dict[str, object]] = {
    "BinaryField": b"\0",
    "UUIDField": "00000000-0000-0000-0000-000000000000",
}
