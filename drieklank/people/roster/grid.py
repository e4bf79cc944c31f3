"""A plain list, csv or spreadsheet: its headings, and its rows reduced to the columns that are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO

from drieklank.people.roster import delimited, headings, values, workbook
from drieklank.people.roster.archive import Bundle
from drieklank.people.roster.building import Gathering
from drieklank.people.roster.dates import Epoch
from drieklank.people.roster.refusal import Limits, RosterRefused
from drieklank.people.roster.snapshot import Source

_LOOK_FOR_HEADINGS = 12
_HIDDEN = "•••"


@dataclass(frozen=True)
class Grid:
    """`body` are (line, cells) below the headings. `dialect` is None for a spreadsheet."""

    file: str
    headings: tuple[str, ...]
    body: tuple[tuple[int, list[str]], ...]
    epoch: Epoch
    dialect: delimited.Dialect | None = None

    def rows(
        self, mapping: dict[str, str], found: Gathering
    ) -> Iterator[tuple[Source, dict[str, str]]]:
        """(place, {field: cell}) for the mapped columns. Faulty rows are reported and left out."""
        places = [
            (field, heading, self.headings.index(heading)) for heading, field in mapping.items()
        ]
        width = len(self.headings)
        for line, cells in self.body:
            source = Source(self.file, line)
            if len(cells) > width and any(cells[width:]):
                found.problem(
                    source, f"Deze regel heeft {len(cells)} kolommen; er zijn {width} kolomkoppen."
                )
                continue
            shown = {
                heading: cells[place] if place < len(cells) else "" for _, heading, place in places
            }
            if fault := delimited.faulty_cell(shown, found.limits):
                found.problem(source, fault)
                continue
            yield source, {field: shown[heading] for field, heading, _ in places}

    def first_rows(self, count: int = 5) -> list[list[str]]:
        """The first rows, to choose columns by. Forbidden columns and citizen numbers are blanked, long cells cut."""
        hidden = [headings.is_forbidden(heading) for heading in self.headings]
        return [
            [
                _shown(cells[i] if i < len(cells) else "", hidden=hidden[i])
                for i in range(len(self.headings))
            ]
            for _, cells in islice(self.body, count)
        ]


def _shown(cell: str, *, hidden: bool) -> str:
    text = values.tidy(cell)[:40]
    return _HIDDEN if text and (hidden or values.holds_citizen_number(text)) else text


def from_csv(bundle: Bundle, name: str, found: Gathering) -> Grid:
    """The grid of a text file. Raises RosterRefused."""
    with bundle.open(name) as file:
        dialect = delimited.dialect_of(file)
    shown = bundle.shown[name]
    with bundle.open(name) as file:
        rows = list(
            islice(delimited.rows(file, dialect, found.reporter(shown)), found.limits.rows + 1)
        )
    if rows and len(rows[0][1]) == 1 and rows[0][1][0].lower().startswith("sep="):
        rows = rows[1:]
    return _grid(shown, rows, Epoch.UNKNOWN, dialect, found.limits)


def from_workbook(file: IO[bytes], filename: str, found: Gathering) -> Grid:
    """The grid of the first filled sheet. Raises RosterRefused."""
    sheet = workbook.read(file, found.limits)
    shown = f"{filename} ({sheet.name})"
    if sheet.others:
        found.problem(
            Source(shown, 0), "Dit bestand heeft meer tabbladen; alleen het eerste is gelezen."
        )
    return _grid(shown, list(sheet.rows()), sheet.epoch, None, found.limits)


def _grid(
    shown: str,
    rows: list[tuple[int, list[str]]],
    epoch: Epoch,
    dialect: delimited.Dialect | None,
    limits: Limits,
) -> Grid:
    if (len(rows) > limits.sheet_rows and dialect is None) or len(rows) > limits.rows:
        raise RosterRefused("Dit bestand heeft te veel regels.")
    start = _heading_row(rows)
    if start is None or not rows[start + 1 :]:
        raise RosterRefused("In dit bestand staan geen regels onder de kolomkoppen.")
    names = tuple(values.tidy(cell) for cell in rows[start][1])
    while names and not names[-1]:
        names = names[:-1]
    return Grid(shown, names, tuple(rows[start + 1 :]), epoch, dialect)


def _heading_row(rows: list[tuple[int, list[str]]]) -> int | None:
    """The first row in which at least two columns are recognised (a title may stand above it), else the first row."""
    for index, (_, cells) in enumerate(rows[:_LOOK_FOR_HEADINGS]):
        if len(headings.guess(tuple(values.tidy(cell) for cell in cells)).mapping) >= 2:
            return index
    return 0 if rows else None
