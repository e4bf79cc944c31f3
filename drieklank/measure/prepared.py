"""Look-ups of the answering pages, compiled once: the pages that a thousand people open at once.

Building and compiling a QuerySet costs more than all the rest of such a page together. So the
QuerySet is written and compiled the usual way, once per kind of database, and after that only its
one parameter changes. It goes past the tenant net: the parameter is a keyed hash that only the
holder of a secret can bring, and the door (`@invited`) opens the board that the row belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model, QuerySet

Converter = tuple[int, Sequence[Callable[[Any, Any, Any], Any]], Any]


@dataclass(frozen=True)
class _Compiled:
    sql: str
    converters: tuple[Converter, ...]


def cursor_of(here: Any) -> AbstractContextManager[Any]:
    """Return a cursor for statements that return very often; PostgreSQL plans those once as well."""
    found: AbstractContextManager[Any] = getattr(here, "prepared_cursor", here.cursor)()
    return found


@dataclass(frozen=True)
class Prepared:
    """One row of named columns by one unique column.

    model, column: what is looked up. columns: paths as for `values_list`. beside: another look-up,
    of one column, that is done in the same statement; its value comes first, None where no row is.
    """

    model: type[Model]
    column: str
    columns: tuple[str, ...]
    beside: Prepared | None = None
    _compiled: dict[str, _Compiled] = field(default_factory=dict, repr=False, compare=False)

    def one(self, *values: object) -> list[Any] | None:
        """Return the row's values in the order of `columns`, or None. One statement.

        values: what is looked up beside, if anything is, and then what is looked up here.
        """
        here = connections[DEFAULT_DB_ALIAS]  # once: the usual `connection` looks it up at each use
        compiled = self._compiled.get(here.vendor)
        if compiled is None:
            compiled = self._compiled[here.vendor] = self._compile()
        with cursor_of(here) as cursor:
            cursor.execute(compiled.sql, self._parameters(values, here))
            row = cursor.fetchone()
        if row is None:
            return None
        found = list(row)
        for place, converters, expression in compiled.converters:
            for converter in converters:
                found[place] = converter(found[place], expression, here)
        return found

    def _parameters(self, values: tuple[object, ...], here: Any) -> list[Any]:
        asked = (self,) if self.beside is None else (self.beside, self)
        return [
            one._field().get_db_prep_value(value, here)
            for one, value in zip(asked, values, strict=True)
        ]

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
        shift = 0
        if self.beside is not None:
            sql = f"SELECT ({self.beside._compile().sql}), {sql.removeprefix('SELECT ')}"
            shift = 1
        converters = tuple(
            (place + shift, tuple(how), what) for place, (how, what) in found.items()
        )
        return _Compiled(sql, converters)

    @property
    def _kind(self) -> str:
        return self._field().get_internal_type()


# A value of the right type, to compile with; it never reaches the database.
_ANY: Final[dict[str, object]] = {
    "BinaryField": b"\0",
    "UUIDField": "00000000-0000-0000-0000-000000000000",
}
