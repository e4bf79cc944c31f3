"""The one way in: a file of whatever kind becomes a Snapshot, or is refused with a reason."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import IO

from drieklank.people.roster import archive, edexml, exchange, grid, plain, sds_v1, workbook
from drieklank.people.roster.archive import Bundle
from drieklank.people.roster.building import Gathering
from drieklank.people.roster.delimited import Table
from drieklank.people.roster.refusal import DEFAULT_LIMITS, Limits, RosterRefused
from drieklank.people.roster.snapshot import Snapshot

_UNKNOWN = "Dit soort bestand kennen wij niet. Stuur csv, Excel, EDEXML of een zip van OneRoster of School Data Sync."


def read(
    source: Path | IO[bytes],
    filename: str,
    *,
    today: date,
    mapping: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Snapshot:
    """What a roster file says. `mapping` is heading -> field (`headings.FIELDS`), for plain lists only.

    `source` is a path (a folder of csv files will do) or a binary file that can be rewound; it is not closed.
    Raises RosterRefused with a reason in Dutch. A row with a fault is a Problem, and the rest goes on.
    """
    found = Gathering(today, limits)
    if isinstance(source, Path):
        if source.is_dir():
            return _read_bundle(archive.folder_bundle(source, limits), found)
        with _opened(source) as file:
            return _read_file(file, filename, found, mapping)
    return _read_file(source, filename, found, mapping)


def look(
    source: IO[bytes], filename: str, *, today: date, limits: Limits = DEFAULT_LIMITS
) -> grid.Grid | None:
    """The grid of a plain list, to choose its columns; None for a format that needs no choice. Raises RosterRefused."""
    found = Gathering(today, limits)
    _check_size(source, limits)
    return _grid_of(source, filename, found)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise RosterRefused("Dit bestand is niet te openen.") from error


def _check_size(file: IO[bytes], limits: Limits) -> bytes:
    """The first bytes, of a file that is neither empty nor too large."""
    size = file.seek(0, io.SEEK_END)
    if size == 0:
        raise RosterRefused("Dit bestand is leeg.")
    if size > limits.file_size:
        raise RosterRefused(f"Dit bestand is groter dan {limits.file_size // 1024**2} MB.")
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    return head


def _read_file(
    file: IO[bytes], filename: str, found: Gathering, mapping: Mapping[str, str] | None
) -> Snapshot:
    head = _check_size(file, found.limits)
    if _is_xml(head):
        return edexml.read(file, filename, found)
    if head.startswith(b"PK") and not (packed := _packed(file, found.limits)).is_workbook:
        return _read_bundle(packed.bundle, found)
    table = _grid_of(file, filename, found)
    if table is None:
        raise RosterRefused(_UNKNOWN)
    return plain.read(table, found, mapping, "excel" if table.dialect is None else _csv_name(table))


def _grid_of(file: IO[bytes], filename: str, found: Gathering) -> grid.Grid | None:
    head = file.read(4096)
    file.seek(0)
    if _is_xml(head):
        return None
    if head.startswith(b"PK"):
        return (
            grid.from_workbook(file, filename, found)
            if _packed(file, found.limits).is_workbook
            else None
        )
    if workbook.is_ole(head):
        return grid.from_workbook(file, filename, found)
    if head.startswith(
        (
            b"%PDF",
            b"\x89PNG",
            b"\xff\xd8\xff",
            b"GIF8",
            b"\x7fELF",
            b"MZ",
            b"\x1f\x8b",
            b"7z\xbc",
            b"Rar!",
        )
    ):
        raise RosterRefused(_UNKNOWN)
    return grid.from_csv(archive.single_bundle(file, filename), filename.lower(), found)


def _csv_name(table: grid.Grid) -> str:
    """Zermelo's list of parents by its own headings; any other list is plain csv."""
    is_zermelo = {"code", "achternaam", "leerlingcodes"} <= {
        heading.lower() for heading in table.headings
    }
    return "zermelo-ouders" if is_zermelo else "csv"


def _is_xml(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").replace(b"\x00", b"").lstrip()
    return text.startswith(b"<")


class _Packed:
    def __init__(self, packed: zipfile.ZipFile, limits: Limits) -> None:
        self.bundle = archive.zip_bundle(packed, limits)
        self.is_workbook = workbook.is_workbook(frozenset(self.bundle.shown))


def _packed(file: IO[bytes], limits: Limits) -> _Packed:
    return _Packed(archive.open_zip(file, limits), limits)


def _read_bundle(bundle: Bundle, found: Gathering) -> Snapshot:
    """The files of a zip or folder: which exchange they are is read from names and headings."""
    names = list(bundle.shown)
    if len(names) == 1:
        with bundle.open(names[0]) as file:
            return _read_only_one(file, bundle, names[0], found)
    if "student.csv" in bundle and "section.csv" in bundle:
        return sds_v1.read(bundle, found)
    if "users.csv" in bundle and "orgs.csv" in bundle:
        return exchange.read(bundle, found, _exchange_name(bundle, found.limits))
    raise RosterRefused(_UNKNOWN)


def _read_only_one(file: IO[bytes], bundle: Bundle, name: str, found: Gathering) -> Snapshot:
    if name.endswith(".xml"):
        return edexml.read(file, bundle.shown[name], found)
    if name.endswith((".csv", ".txt")):
        return plain.read(grid.from_csv(bundle, name, found), found, None, "csv")
    raise RosterRefused(_UNKNOWN)


def _exchange_name(bundle: Bundle, limits: Limits) -> str:
    users = {heading.lower() for heading in Table(bundle, "users.csv", limits).headings()}
    manifest = _manifest(bundle, limits)
    if manifest.get("file.users") == "delta":
        raise RosterRefused(
            "Dit bestand bevat alleen wijzigingen (delta). Maak een volledige export (bulk)."
        )
    version = manifest.get("oneroster.version", "")
    if version or "manifest.csv" in bundle or "agentsourcedids" in users or "enableduser" in users:
        return f"oneroster-{version or ('1.2' if 'roles.csv' in bundle else '1.1')}"
    return "sds-v2.1" if "roles.csv" in bundle else "sds-v2"


def _manifest(bundle: Bundle, limits: Limits) -> dict[str, str]:
    table = Table(bundle, "manifest.csv", limits)
    rows = table.read(("propertyname", "value"), lambda line, message: None)
    return {
        row.get("propertyname", "").strip().lower(): row.get("value", "").strip().lower()
        for _, row in rows
    }
