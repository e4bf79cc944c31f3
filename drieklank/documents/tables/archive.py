"""Tables as CSV files in one archive, with a codebook that says what every column is."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from drieklank.documents.tables.shape import Cell, Column, Kind, Table, harmless

_CODEBOOK: Final = Table(
    "codeboek",
    "Codeboek",
    tuple(
        Column(key, key, "") for key in ("bestand", "kolom", "soort", "uitleg", "code", "betekenis")
    ),
    (),
)
_KINDS: Final = {
    Kind.TEXT: "tekst",
    Kind.WHOLE: "geheel getal",
    Kind.DECIMAL: "getal met een decimaal",
}


def csv_archive(readme: str, tables: Sequence[Table], made_at: datetime) -> bytes:
    """The bytes of a .zip with a CSV file per table, `codeboek.csv` and `leesmij.txt`.

    UTF-8 with a byte order mark, a semicolon between cells and a decimal comma: so a Dutch
    spreadsheet opens it at once.
    """
    out = io.BytesIO()
    moment = made_at.utctimetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {f"{table.name}.csv": as_csv(table) for table in (*tables, _codebook(tables))}
        files["leesmij.txt"] = ("\ufeff" + readme.replace("\n", "\r\n")).encode()
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def as_csv(table: Table) -> bytes:
    """One table as a CSV file: its keys on the first line, None as an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(value) for value in row])
    return ("\ufeff" + out.getvalue()).encode()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return f"{value:.1f}".replace(".", ",") if isinstance(value, float) else str(value)


def _codebook(tables: Sequence[Table]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for table in tables:
        for column in table.columns:
            start = (f"{table.name}.csv", column.key, _KINDS[column.kind], column.about)
            rows.append((*start, None, None))
            rows += [(*start[:3], "", code, text) for code, text in column.labels.items()]
    return Table(_CODEBOOK.name, _CODEBOOK.title, _CODEBOOK.columns, tuple(rows))
