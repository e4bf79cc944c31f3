"""Tables as a workbook for Excel or LibreOffice: a sheet to read first, then one sheet per table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from drieklank.documents.tables.shape import Cell, Kind, Table, harmless

_FIRST: Final = "Lees mij"
# A workbook without memory of who made it, or when beyond the moment that is given.
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_INK, _SUNK = "#16213A", "#F0EBE0"


def workbook(
    title: str, notes: Sequence[tuple[str, str]], tables: Sequence[Table], made_at: datetime
) -> bytes:
    """The bytes of an .xlsx file. `notes`: (heading, text) for the first sheet, in its order.

    Every table has one row of heads that stays in sight, a filter, widths that fit, and numbers that
    are numbers. No cell is a formula.
    """
    import xlsxwriter  # noqa: PLC0415 -- only where a file is made, so that no page carries it

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        made = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": harmless(title), "created": made})
        formats = _formats(book)
        _notes(book, formats, title, notes)
        for table in tables:
            _sheet(book, formats, table)
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    base = {"valign": "top", "font_color": _INK}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 16}),
        "head": book.add_format(
            {**base, "bold": True, "bg_color": _SUNK, "bottom": 2, "text_wrap": True}
        ),
        "bold": book.add_format({**base, "bold": True}),
        Kind.TEXT: book.add_format({**base, "text_wrap": True}),
        Kind.WHOLE: book.add_format({**base, "num_format": "0"}),
        Kind.DECIMAL: book.add_format({**base, "num_format": "0.0"}),
        "percentage": book.add_format({**base, "num_format": '0"%"'}),
    }


def _notes(
    book: Any, formats: dict[str, Any], title: str, notes: Sequence[tuple[str, str]]
) -> None:
    sheet = book.add_worksheet(_FIRST)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, harmless(title), formats["title"])
    for place, (heading, text) in enumerate(notes, start=2):
        sheet.write_string(place, 0, harmless(heading), formats["bold"])
        sheet.write_string(place, 1, harmless(text), formats[Kind.TEXT])


def _sheet(book: Any, formats: dict[str, Any], table: Table) -> None:
    sheet = book.add_worksheet(table.name[:31])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, harmless(column.title), formats["head"])
        style = formats["percentage" if column.is_percentage else column.kind]
        for line, row in enumerate(table.rows, start=1):
            _write(sheet, line, place, row[place], style)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Any, line: int, place: int, value: Cell, style: Any) -> None:
    if value is None:
        sheet.write_blank(line, place, None, style)
    elif isinstance(value, str):
        sheet.write_string(line, place, harmless(value), style)
    else:
        sheet.write_number(line, place, value, style)
