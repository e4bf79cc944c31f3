"""A table as a file for SPSS, with labels, and one column as the weight of its rows.

The libraries behind it are large and an extra (`spss`): they are loaded when a file is made, in the
worker, and never by a page.
"""

from __future__ import annotations

import struct
import tempfile
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from drieklank.documents.tables.shape import Kind, Table, harmless

# Places in the head of the file, in bytes (SPSS system file format, PSPP developer's manual).
_WEIGHT: Final = slice(76, 80)
_DATE, _TIME = slice(92, 101), slice(101, 109)
_LONGEST_LABEL: Final = 120  # bytes; SPSS cuts longer ones
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class SpssAbsent(Exception):
    """The extra `spss` is not installed here."""


def has_spss() -> bool:
    """Whether files for SPSS can be made on this machine."""
    return all(find_spec(name) is not None for name in ("pyreadstat", "pandas"))


def spss_file(table: Table, weight: str, made_at: datetime) -> bytes:
    """The bytes of a .sav file. `weight`: key of the first column; SPSS weighs the rows by it.

    An empty number is system-missing; `missing` of a column is user-missing. Raises SpssAbsent
    where the extra is not installed, ValueError where the weight is not the first column.
    """
    if table.columns[0].key != weight:
        raise ValueError("the weight stands in the first column")
    try:
        import pandas  # noqa: PLC0415 -- large: only where such a file is made
        import pyreadstat  # noqa: PLC0415 -- as above
    except ImportError as absent:
        raise SpssAbsent from absent
    columns = table.columns
    frame = pandas.DataFrame(
        {
            column.key: pandas.Series(
                [_cell(row[place]) for row in table.rows],
                dtype="object" if column.kind is Kind.TEXT else "float64",
            )
            for place, column in enumerate(columns)
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tabel.sav"
        pyreadstat.write_sav(frame, str(path), **_labels(table))
        return _headed(path.read_bytes(), made_at)


def _cell(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value


def _short(text: str) -> str:
    """Cut to what SPSS shows, between two characters."""
    clean = harmless(" ".join(text.split())).encode()[:_LONGEST_LABEL]
    return clean.decode(errors="ignore")


def _labels(table: Table) -> dict[str, Any]:
    columns = table.columns
    formats = {Kind.WHOLE: "F8.0", Kind.DECIMAL: "F8.1"}
    return {
        "file_label": table.title.encode()[:64].decode(errors="ignore"),
        "column_labels": {column.key: _short(column.title) for column in columns},
        "variable_value_labels": {
            column.key: {float(code): _short(text) for code, text in column.labels.items()}
            for column in columns
            if column.labels
        },
        "missing_ranges": {
            column.key: list(column.missing) for column in columns if column.missing
        },
        "variable_measure": {
            column.key: "nominal" if column.labels or column.kind is Kind.TEXT else "scale"
            for column in columns
        },
        "variable_format": {
            column.key: formats[column.kind] for column in columns if column.kind in formats
        },
    }


def _headed(content: bytes, made_at: datetime) -> bytes:
    """The same file with its weight named and the given moment, so that equal data is an equal file."""
    moment = made_at.astimezone(UTC)
    day = f"{moment.day:02d} {_MONTHS[moment.month - 1]} {moment.year % 100:02d}"
    head = bytearray(content)
    head[_WEIGHT] = struct.pack("<i", 1)
    head[_DATE] = day.encode()
    head[_TIME] = f"{moment:%H:%M:%S}".encode()
    return bytes(head)
