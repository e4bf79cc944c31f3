"""The tenant net: a second line under the doors of `access`.

Every table of a board carries the board. Its manager adds a condition that is filled in *when the
SQL runs*, from what is
open at that moment; with nothing open it raises. Forgetting a scope is an error, never a leak. The
net does not cover
joins from other tables, `create()` and `refresh_from_db()`: it is a net, not the door.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.expressions import Expression


class NoTenantOpen(RuntimeError):
    """A board's table was read without an open tenant."""


class _Every:
    """Stands for all boards."""


_EVERY = _Every()
_open: ContextVar[frozenset[int] | _Every | None] = ContextVar("open_tenants", default=None)


@contextmanager
def open_tenant(*board_ids: int) -> Iterator[None]:
    """Open these boards, and no other, for the block. No ids: nothing is found, and nothing
    raises.
    """
    token = _open.set(frozenset(board_ids))
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def open_every_tenant(reason: str) -> Iterator[None]:
    """Open all boards. Only for the doors, the worker and the command line; `reason` says why,
    for the reader.
    """
    if not reason:
        raise ValueError("Opening every tenant needs a reason.")
    token = _open.set(_EVERY)
    try:
        yield
    finally:
        _open.reset(token)


def open_boards() -> frozenset[int] | None:
    """Ids of the open boards; None where all are open. Raises NoTenantOpen."""
    current = _open.get()
    if current is None:
        raise NoTenantOpen(
            "No tenant is open: use open_tenant(), or let the request's actor open it."
        )
    return None if isinstance(current, _Every) else current


class InOpenTenant(Expression):
    """`board_id IN (open boards)`, filled in when the SQL runs."""

    conditional = True
    output_field = models.BooleanField()

    def __init__(self, column: Any) -> None:
        super().__init__()
        self.column = column

    def get_source_expressions(self) -> list[Any]:
        return [self.column]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.column,) = exprs

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> InOpenTenant:
        copy = self.copy()
        copy.column = self.column.resolve_expression(query, *args, **kwargs)
        return copy

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        boards = open_boards()
        if boards is None:
            return "1=1", ()
        if not boards:
            raise EmptyResultSet
        sql, params = compiler.compile(self.column)
        marks = ", ".join(["%s"] * len(boards))
        return f"{sql} IN ({marks})", (*params, *sorted(boards))


M = TypeVar("M", bound=models.Model, covariant=True)


class TenantManager(models.Manager[M]):
    """The manager of every board's table."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[M]:
        column: str = self.model.tenant_field  # type: ignore[attr-defined] # see TenantModel
        return super().get_queryset().filter(InOpenTenant(models.F(column)))


class TenantModel(models.Model):
    """A table that belongs to a board. Actions set `board`; a rule is one indexed condition."""

    tenant_field = "board_id"

    board = models.ForeignKey("schools.Board", on_delete=models.CASCADE, related_name="+")

    objects = TenantManager()

    class Meta:
        abstract = True
