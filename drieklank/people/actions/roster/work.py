"""What the parts of applying and undoing an import share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db import connection

from drieklank.audit.actions import Who
from drieklank.base.clock import today
from drieklank.people.actions.roster.progress import Tell
from drieklank.people.models import RosterChange, RosterImport
from drieklank.people.queries.roster import changes_of
from drieklank.schools.models import ClassGroup, School, SchoolYear

AT_ONCE = 1000
_LINKS = frozenset({"pupil_id", "parent_id", "user_id", "class_group_id", "relation_id"})


class Work:
    """One run over the lines of an import. `first` is the first day that new things hold."""

    def __init__(self, row: RosterImport, by: Who, tell: Tell) -> None:
        self.row = row
        self.by = by
        self.tell = tell
        self.board_id: int = row.board_id
        self.first: date = today()
        self.last: date = self.first - timedelta(days=1)

    def lines(self, kind: str, way: str) -> list[RosterChange]:
        return list(changes_of(self.row, kind, way).order_by("pk"))

    @cached_property
    def year(self) -> SchoolYear:
        name = self.row.school_year
        first = int(name[:4])
        year: SchoolYear = SchoolYear.objects.get_or_create(
            board_id=self.board_id,
            name=name,
            defaults={"starts_on": date(first, 8, 1), "ends_on": date(first + 1, 7, 31)},
        )[0]
        return year

    @cached_property
    def groups(self) -> dict[tuple[int, str], ClassGroup]:
        """(school id, name in lower case) -> group of the import's year; read once, after groups were made."""
        rows = ClassGroup.objects.filter(school_id__in=self.row.school_ids, school_year=self.year)
        return {(row.school_id, row.name.casefold()): row for row in rows}

    @cached_property
    def schools(self) -> dict[int, School]:
        return School.objects.in_bulk(self.row.school_ids)

    def link(self, column: str, pairs: Sequence[tuple[int, int]]) -> None:
        """Write on lines what they are about. pairs: (id of the row, id of the line)."""
        if column not in _LINKS:
            raise ValueError(column)
        table = connection.ops.quote_name(RosterChange._meta.db_table)
        sql = f"UPDATE {table} SET {column} = %s WHERE id = %s"  # noqa: S608 -- both names are our own
        with connection.cursor() as cursor:
            for chunk in chunks(pairs):
                cursor.executemany(sql, chunk)

    def stays(self, lines: Iterable[RosterChange]) -> None:
        """Mark lines that could not be done, because something had changed meanwhile."""
        for chunk in chunks([line.pk for line in lines]):
            RosterChange.objects.filter(pk__in=chunk).update(stayed=True)


def chunks(rows: Sequence[Any], size: int = AT_ONCE) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def known(ids: Iterable[int | None]) -> list[int]:
    """The ids that are there."""
    return [pk for pk in ids if pk is not None]


def as_kept(value: Any) -> Any:
    """A column's value the way a change set writes it: dates as ISO text, nothing as empty text."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value


def as_column(name: str, value: Any) -> Any:
    """The other way round."""
    if name in {"birth_date", "left_on"}:
        return date.fromisoformat(value) if value else None
    return value
