"""The files inside an upload, opened with care: nothing is unpacked to disk, and nothing grows without bound."""

import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from drieklank.people.roster.refusal import Limits, RosterRefused

_IGNORED = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_TOO_MUCH = "Dit zipbestand wordt bij het uitpakken veel te groot. Het is daarom niet gelezen."


@dataclass(frozen=True)
class Bundle:
    """Named files to read. Names are without folder, in lower case; `shown` gives them as they are written."""

    shown: Mapping[str, str]
    opener: Callable[[str], IO[bytes]] = field(repr=False)

    def __contains__(self, name: object) -> bool:
        return name in self.shown

    def open(self, name: str) -> IO[bytes]:
        return self.opener(name)


class _Guarded(io.RawIOBase):
    """A stream out of a zip that stops when it gives more than it may, whatever the zip says about its size."""

    def __init__(self, inner: IO[bytes], allowed: int) -> None:
        self._inner = inner
        self._left = allowed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override] # the stubs want a Buffer, which 3.11 lacks
        try:
            data = self._inner.read(len(buffer))
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError) as error:
            raise RosterRefused("Dit zipbestand is beschadigd. Maak het opnieuw.") from error
        except Exception as error:  # zlib.error and lzma.LZMAError share no base
            raise RosterRefused("Dit zipbestand is beschadigd. Maak het opnieuw.") from error
        self._left -= len(data)
        if self._left < 0:
            raise RosterRefused(_TOO_MUCH)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def open_zip(file: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """The zip, after a look at its table of contents. Raises RosterRefused."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise RosterRefused("Dit zipbestand is beschadigd. Maak het opnieuw.") from error
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise RosterRefused(f"In dit zipbestand zitten meer dan {limits.entries} bestanden.")
    for entry in entries:
        _look_at(entry, limits)
    if sum(entry.file_size for entry in entries) > limits.unpacked_size:
        raise RosterRefused(_TOO_MUCH)
    return archive


def _look_at(entry: zipfile.ZipInfo, limits: Limits) -> None:
    name = entry.filename.replace("\\", "/")
    if (
        name.startswith("/")
        or ":" in name
        or ".." in name.split("/")
        or stat.S_ISLNK(entry.external_attr >> 16)
    ):
        raise RosterRefused("In dit zipbestand staat een bestand met een gevaarlijke naam.")
    if entry.flag_bits & 0x1:
        raise RosterRefused(
            "Dit zipbestand heeft een wachtwoord. Maak het opnieuw, zonder wachtwoord."
        )
    if name.lower().endswith((".zip", ".gz", ".7z", ".rar", ".tar")):
        raise RosterRefused("In dit zipbestand zit nog een ingepakt bestand. Pak dat eerst uit.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RosterRefused(
            "Dit zipbestand is ongewoon ingepakt. Maak het opnieuw als gewoon zipbestand."
        )
    if entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * max(
        entry.compress_size, 1
    ):
        raise RosterRefused(_TOO_MUCH)


def zip_bundle(archive: zipfile.ZipFile, limits: Limits) -> Bundle:
    """The files of a zip; they may stand together in one folder."""
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        if entry.is_dir() or entry.filename.lower().startswith(_IGNORED[0]):
            continue
        name = entry.filename.replace("\\", "/").rsplit("/", 1)[-1]
        if name.lower() in _IGNORED or name.startswith("._"):
            continue
        if name.lower() in entries:
            raise RosterRefused(f"In dit zipbestand staat {name} meer dan een keer.")
        entries[name.lower()] = entry
    shown = {
        key: entry.filename.replace("\\", "/").rsplit("/", 1)[-1] for key, entry in entries.items()
    }

    def opener(name: str) -> IO[bytes]:
        return entry_stream(archive, entries[name], limits)

    return Bundle(shown, opener)


def entry_stream(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> IO[bytes]:
    """One file out of a zip, as a stream that gives no more than it said it would."""
    try:
        stream = archive.open(entry)
    except (zipfile.BadZipFile, RuntimeError, OSError) as error:
        raise RosterRefused("Dit zipbestand is beschadigd. Maak het opnieuw.") from error
    return io.BufferedReader(_Guarded(stream, limits.unpacked_size), 1 << 16)


def folder_bundle(folder: Path, limits: Limits) -> Bundle:
    """The csv files of a folder on this machine, for the command line."""
    paths = {
        path.name.lower(): path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() == ".csv"
    }
    if not paths:
        raise RosterRefused("In deze map staan geen csv-bestanden.")
    if sum(path.stat().st_size for path in paths.values()) > limits.unpacked_size:
        raise RosterRefused("De bestanden in deze map zijn samen te groot.")
    return Bundle(
        {name: path.name for name, path in paths.items()}, lambda name: paths[name].open("rb")
    )


def single_bundle(file: IO[bytes], filename: str) -> Bundle:
    """One file that stands by itself."""

    def opener(_name: str) -> IO[bytes]:
        file.seek(0)
        return io.BufferedReader(_Kept(file), 1 << 16)

    return Bundle({filename.lower(): filename}, opener)


class _Kept(io.RawIOBase):
    """Reads from a file without closing it: the owner closes it, which removes it."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override] # the stubs want a Buffer, which 3.11 lacks
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
