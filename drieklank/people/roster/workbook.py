"""Spreadsheets: the first sheet with anything on it, as rows of text. Of formulas the saved value counts."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Final, TypeVar

import python_calamine

from drieklank.people.roster import archive
from drieklank.people.roster.dates import Epoch
from drieklank.people.roster.refusal import Limits, RosterRefused

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN: Final = (
    "Dit rekenblad is niet te lezen. Open het, sla het opnieuw op en probeer het nog eens."
)
_LOCKED: Final = (
    "Dit rekenblad heeft een wachtwoord. Sla het zonder wachtwoord op en probeer het nog eens."
)
_TOO_WIDE: Final = (
    "Dit rekenblad is veel te groot. Verwijder lege rijen en kolommen en probeer het nog eens."
)
_CELL_PLACE = re.compile(rb'<c[^>]*? r="([A-Z]{1,4})(\d{1,8})"')
_REPEATED = re.compile(rb'table:number-(rows|columns)-repeated="(\d+)"[^>]*?(/?)>')
_ERRORS: Final = frozenset(
    [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#N/B",
        "#VERW!",
        "#WAARDE!",
    ]
)

_Judge = Callable[[re.Match[bytes], Limits], bool]
_Taken = TypeVar("_Taken")


def is_ole(head: bytes) -> bool:
    """Whether a file starts like an old workbook (xls), or like a new one under a password."""
    return head.startswith(_OLE)


def is_workbook(names: frozenset[str]) -> bool:
    """Whether the names in a zip are those of xlsx or ods."""
    return "[content_types].xml" in names or ("content.xml" in names and "mimetype" in names)


class Sheet:
    """`rows` gives (row number from 1, cells as text); `epoch` says how loose numbers count as dates."""

    def __init__(
        self, name: str, others: list[str], cells: list[tuple[int, list[str]]], epoch: Epoch
    ) -> None:
        self.name = name
        self.others = others
        self.epoch = epoch
        self._cells = cells

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        return iter(self._cells)


def read(file: IO[bytes], limits: Limits) -> Sheet:
    """The sheet of a workbook (xlsx, xls, ods). Raises RosterRefused."""
    return _guarded(file, limits, _first_sheet)


def read_all(file: IO[bytes], limits: Limits) -> dict[str, list[tuple[int, list[str]]]]:
    """Every visible sheet by its name, as (row number, cells) per row with content. Raises RosterRefused."""
    return _guarded(file, limits, _all_sheets)


def _guarded(
    file: IO[bytes], limits: Limits, take: Callable[[bytes, Limits, Epoch], _Taken]
) -> _Taken:
    """Look before the library reads, and turn its faults into a refusal."""
    file.seek(0)
    data = file.read(limits.file_size + 1)
    epoch = Epoch.Y1900
    if is_ole(data):
        if "EncryptedPackage".encode("utf-16-le") in data or _has_filepass(data):
            raise RosterRefused(_LOCKED)
    else:
        epoch = _look_inside(data, limits)
    try:
        return take(data, limits, epoch)
    except RosterRefused:
        raise
    except python_calamine.PasswordError as error:
        raise RosterRefused(_LOCKED) from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the library is no Exception
        raise RosterRefused(_BROKEN) from error


def _all_sheets(
    data: bytes, limits: Limits, _epoch: Epoch
) -> dict[str, list[tuple[int, list[str]]]]:
    found = {}
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for shown in book.sheets_metadata:
            if (
                shown.visible != python_calamine.SheetVisibleEnum.Visible
                or shown.typ != python_calamine.SheetTypeEnum.WorkSheet
            ):
                continue
            sheet = book.get_sheet_by_name(shown.name)
            if sheet.height > limits.sheet_rows or sheet.width > limits.sheet_columns:
                raise RosterRefused(_TOO_WIDE)
            found[shown.name] = _cells(sheet)
    return found


def _cells(sheet: python_calamine.CalamineSheet) -> list[tuple[int, list[str]]]:
    first = sheet.start[0] + 1 if sheet.start else 1
    return [
        (first + index, texts)
        for index, row in enumerate(sheet.iter_rows())
        if any(texts := [as_text(cell) for cell in row])
    ]


def _first_sheet(data: bytes, limits: Limits, epoch: Epoch) -> Sheet:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
            and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        filled = [
            (name, sheet) for name in visible if (sheet := book.get_sheet_by_name(name)).height
        ]
        if not filled:
            raise RosterRefused("Dit rekenblad is leeg.")
        name, sheet = filled[0]
        if sheet.height > limits.sheet_rows or sheet.width > limits.sheet_columns:
            raise RosterRefused(_TOO_WIDE)
        cells = _cells(sheet)
    return Sheet(name, [other for other, _ in filled[1:]], cells, epoch)


def as_text(cell: object) -> str:
    """A cell as a person reads it: whole numbers without `.0`, dates as ISO, an error value as nothing."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, timedelta):
        return ""
    text = str(cell)
    return "" if text in _ERRORS else text


def _has_filepass(data: bytes) -> bool:
    """Whether an old workbook is encrypted: among its first records stands FILEPASS (0x002F)."""
    at = data.find(b"\x09\x08\x10\x00")
    for _ in range(12):
        if at < 0 or at + 4 > len(data):
            return False
        record, length = (
            int.from_bytes(data[at : at + 2], "little"),
            int.from_bytes(data[at + 2 : at + 4], "little"),
        )
        if record == 0x2F:
            return True
        at += 4 + length
    return False


def _look_inside(data: bytes, limits: Limits) -> Epoch:
    """Look at the packed XML before a library fills memory with it; gives how the workbook counts days."""
    packed = archive.open_zip(io.BytesIO(data), limits)
    epoch = Epoch.Y1900
    for entry in packed.infolist():
        name = entry.filename.lower()
        if not name.endswith(".xml"):
            continue
        stream = archive.entry_stream(packed, entry, limits)
        if "worksheets/" in name:
            _look_at_places(stream, _CELL_PLACE, _place_is_far, limits)
        elif name == "content.xml":
            _look_at_places(stream, _REPEATED, _repeats_too_much, limits)
        elif name == "xl/workbook.xml" and re.search(rb'date1904="(1|true)"', stream.read(1 << 20)):
            epoch = Epoch.Y1904
    return epoch


def _look_at_places(
    stream: IO[bytes], pattern: re.Pattern[bytes], is_wrong: _Judge, limits: Limits
) -> None:
    rest = b""
    while chunk := stream.read(1 << 18):
        piece = rest + chunk
        if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
            raise RosterRefused(_BROKEN)
        if any(is_wrong(match, limits) for match in pattern.finditer(piece)):
            raise RosterRefused(_TOO_WIDE)
        rest = piece[-200:]


def _place_is_far(match: re.Match[bytes], limits: Limits) -> bool:
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    return column > limits.sheet_columns or int(match[2]) > limits.sheet_rows


def _repeats_too_much(match: re.Match[bytes], limits: Limits) -> bool:
    """Empty cells are repeated to the end of a sheet by habit, in one closed element; filled ones are not."""
    limit = limits.sheet_rows if match[1] == b"rows" else limits.sheet_columns
    return match[1] == b"columns" and not match[3] and int(match[2]) > limit
