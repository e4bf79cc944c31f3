"""The sheets of an XLSForm: a workbook (xlsx, xls, ods), or one csv file that holds them all."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO, Final

from drieklank.measure.importing.report import QuestionsRefused
from drieklank.people.roster import workbook
from drieklank.people.roster.refusal import Limits, RosterRefused

Rows = list[tuple[int, list[str]]]

_LIMITS: Final = Limits(
    file_size=5 * 1024**2, unpacked_size=40 * 1024**2, sheet_rows=5_000, sheet_columns=200
)
NOT_A_FORM: Final = (
    "Dit is geen XLSForm: er is geen blad “survey” met de kolommen “type” en “label”."
)


def from_workbook(file: BinaryIO) -> dict[str, Rows]:
    """Return each sheet by its name in lower case. Raises QuestionsRefused."""
    try:
        return {
            name.strip().lower(): rows for name, rows in workbook.read_all(file, _LIMITS).items()
        }
    except RosterRefused as refusal:
        raise QuestionsRefused(refusal.reason) from refusal


def from_csv(text: str) -> dict[str, Rows]:
    """Return the sheets of a csv in which a first column names them. Raises QuestionsRefused."""
    sheets: dict[str, Rows] = {}
    current: Rows | None = None
    try:
        for line, cells in enumerate(csv.reader(io.StringIO(text), skipinitialspace=True), 1):
            named = [cell.strip() for cell in cells]
            if not any(named):
                continue
            if line > _LIMITS.sheet_rows or len(named) > _LIMITS.sheet_columns:
                raise QuestionsRefused("Dit bestand heeft te veel regels of kolommen.")
            if named[0]:
                current = sheets.setdefault(named[0].lower(), [])
            if current is not None and any(named[1:]):
                current.append((line, named[1:]))
    except csv.Error as error:
        raise QuestionsRefused("Dit csv-bestand is niet te lezen.") from error
    return sheets
