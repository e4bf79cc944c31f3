"""CSV as schools send it: any delimiter, any line ending, any of the usual encodings, read as a stream."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from drieklank.people.roster.archive import Bundle
from drieklank.people.roster.refusal import Limits, RosterRefused

_SAMPLE = 64 * 1024
_LINES_IN_A_ROW = 12
Report = Callable[[int, str], None]


@dataclass(frozen=True)
class Dialect:
    """How a text file is written. `encoding` is a Python codec name."""

    encoding: str
    delimiter: str


def dialect_of(file: IO[bytes]) -> Dialect:
    """Encoding and delimiter: a byte order mark is believed, then strict UTF-8, then Windows-1252; `;` before `,`."""
    head = file.read(_SAMPLE)
    if not head.strip(b"\x00 \r\n\t"):
        raise RosterRefused("Dit bestand is leeg.")
    encoding = _marked_encoding(head) or _guessed_encoding(head, file)
    # A piece can end halfway a character: leave that out.
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    return Dialect(encoding, _delimiter_of(text))


def _marked_encoding(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.count(0) * 3 > len(head):  # text in two bytes per letter, without a mark
        even = head[0::2].count(0)
        return "utf-16-be" if even * 2 > head.count(0) else "utf-16-le"
    return ""


def _guessed_encoding(head: bytes, file: IO[bytes]) -> str:
    if head.count(0) > 8:
        raise RosterRefused(
            "Dit is geen tekstbestand. Stuur csv, Excel, EDEXML of een zip van OneRoster of SDS."
        )
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    chunk = head
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = file.read(_SAMPLE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter_of(text: str) -> str:
    """The sign that divides the first filled line into most parts; `;` wins a draw, for names hold commas."""
    lines = (line for line in text.replace("\r", "\n").split("\n") if line.strip())
    first = next(lines, "")
    if first.lower().startswith("sep=") and len(first) >= 5:
        return first[4]
    outside = "".join(part for index, part in enumerate(first.split('"')) if index % 2 == 0)
    counts = {sign: outside.count(sign) for sign in (";", ",", "\t", "|")}
    best = max(counts, key=lambda sign: counts[sign])
    return best if counts[best] else ";"


class _Unclosed(Exception):
    """A quote was opened and not closed within a row."""


class _Lines(Iterator[str]):
    """Lines of a file with their number; remembers those of the row being read, so that they can be taken back."""

    def __init__(self, text: Iterator[str]) -> None:
        self._text = text
        self._waiting: deque[tuple[int, str]] = deque()
        self.row: list[tuple[int, str]] = []
        self._number = 0

    def __next__(self) -> str:
        if len(self.row) > _LINES_IN_A_ROW:
            raise _Unclosed
        if self._waiting:
            number, line = self._waiting.popleft()
        else:
            line = next(self._text)
            self._number += 1
            number = self._number
        self.row.append((number, line))
        return line

    def take_back(self) -> None:
        """Give the row's lines, but for the first, once more."""
        self._waiting.extendleft(reversed(self.row[1:]))


def rows(file: IO[bytes], dialect: Dialect, report: Report) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) per row that has content. A quote that is not closed costs one row, not the rest of the file."""
    with io.TextIOWrapper(file, encoding=dialect.encoding, errors="replace", newline="") as text:
        lines = _Lines(iter(text))
        reader = csv.reader(lines, delimiter=dialect.delimiter)
        while True:
            lines.row = []
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (_Unclosed, csv.Error):
                report(
                    lines.row[0][0], "Deze regel heeft een aanhalingsteken dat niet wordt gesloten."
                )
                lines.take_back()
                reader = csv.reader(lines, delimiter=dialect.delimiter)
                continue
            if len(lines.row) > 1 and sum(line.count('"') for _, line in lines.row) % 2:
                report(
                    lines.row[0][0], "Deze regel heeft een aanhalingsteken dat niet wordt gesloten."
                )
                lines.take_back()
                reader = csv.reader(lines, delimiter=dialect.delimiter)
            elif cells and (cells[0].strip() or any(map(str.strip, cells))):
                yield lines.row[0][0], cells


@dataclass(frozen=True)
class Table:
    """One file of a bundle, read for the columns that are wanted and no other."""

    bundle: Bundle
    name: str
    limits: Limits

    @property
    def shown(self) -> str:
        return self.bundle.shown.get(self.name, self.name)

    def headings(self) -> tuple[str, ...]:
        """The headings as written; empty where the file is absent. Their content is not looked at."""
        if self.name not in self.bundle:
            return ()
        with self.bundle.open(self.name) as file:
            dialect = dialect_of(file)
        with self.bundle.open(self.name) as file:
            first = next(rows(file, dialect, lambda line, message: None), (0, []))
        return tuple(cell.strip().lstrip("\ufeff") for cell in first[1])

    def read(self, wanted: tuple[str, ...], report: Report) -> Iterator[tuple[int, dict[str, str]]]:
        """(line, {heading in lower case: cell}) for the wanted headings (lower case); an absent one gives no key.

        An absent file gives nothing. Faults go to `report(line, sentence)` and cost one row.
        """
        if self.name not in self.bundle:
            return
        with self.bundle.open(self.name) as file:
            try:
                dialect = dialect_of(file)
            except RosterRefused:
                return
        with self.bundle.open(self.name) as file:
            found = rows(file, dialect, report)
            _, headings = next(found, (0, []))
            yield from self._cells(
                found, [cell.strip().lower() for cell in headings], wanted, report
            )

    def _cells(
        self,
        found: Iterator[tuple[int, list[str]]],
        headings: list[str],
        wanted: tuple[str, ...],
        report: Report,
    ) -> Iterator[tuple[int, dict[str, str]]]:
        places = [(name, headings.index(name)) for name in wanted if name in headings]
        width = len(headings)
        for count, (line, cells) in enumerate(found):
            if count >= self.limits.rows:
                raise RosterRefused(f"{self.shown} heeft meer dan {self.limits.rows} regels.")
            if len(cells) > width and any(cells[width:]):
                report(
                    line, f"Deze regel heeft {len(cells)} kolommen; er zijn {width} kolomkoppen."
                )
                continue
            if len(cells) < width:
                cells += [""] * (width - len(cells))
            row = {name: cells[place] for name, place in places}
            if fault := faulty_cell(row, self.limits):
                report(line, fault)
                continue
            yield line, row


def faulty_cell(row: dict[str, str], limits: Limits) -> str:
    """What is wrong with a cell of a row, as a sentence; empty where nothing is."""
    whole = "".join(row.values())
    if len(whole) <= limits.cell and "\x00" not in whole and "\ufffd" not in whole:
        return ""  # nearly every row
    for name, cell in row.items():
        if len(cell) > (limits.list_cell if name.endswith("ids") else limits.cell):
            return f"De cel onder “{name}” is veel te lang."
        if "\x00" in cell or "\ufffd" in cell:
            return f"De cel onder “{name}” bevat onleesbare tekens."
    return ""
