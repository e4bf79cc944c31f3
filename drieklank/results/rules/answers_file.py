"""An answers file of any make as columns of numbers: CSV as the world writes it.

Byte order marks, cp1252, comma, semicolon or tab, quoted line ends, decimal commas. What cannot be
read for certain is refused with column, row and value; an answer is never dropped in silence.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import nan
from typing import Final

import numpy as np

from drieklank.base.statistics import Floats
from drieklank.results.rules.answers_spec import NotUsable, Scale, Spec, number

_SEPARATORS: Final = (",", ";", "\t", "|")
# How R, pandas, SPSS and Excel write an empty cell.
_EMPTY: Final = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "none", "<na>", ".", "#null!"})
_MOST_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of the needed columns without spaces round them, and their row in a spreadsheet."""

    columns: Mapping[str, tuple[str, ...]]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """What counts: per scale a row per respondent with nan where missing, weights and groups.

    `groups` holds a number per respondent, -1 where none is given; None where no column was named.
    `notes` say in Dutch what was left out or taken as empty.
    """

    scales: tuple[Floats, ...]
    weights: Floats | None
    groups: tuple[int, ...] | None
    notes: tuple[str, ...]


def decode(data: bytes) -> str:
    """Text of UTF-8 or UTF-16 with its mark, of UTF-8, or else of cp1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_table(data: bytes, needed: Collection[str]) -> Table:
    """The needed columns of a CSV file with a heading; raises NotUsable."""
    text = decode(data)
    head, _, rest = text.partition("\n")
    if head.strip().lower().startswith("sep=") and len(head.strip()) <= 5:  # Excel's own line
        records = _records(rest, head.rstrip("\r")[4:] or "\t", 2)
    else:
        records = _records(text, _separator(text, needed), 1)
    if not records:
        raise NotUsable("Het bestand is leeg: er is geen regel met kolomnamen.")
    (_, heading), *body = records
    names = [name.strip() for name in heading]
    places = _places(names, needed)
    shift = _row_names(len(names), body)
    for row, cells in body:
        if any(cell.strip() for cell in cells[len(names) + shift :]):
            raise NotUsable(f"Rij {row} heeft meer cellen dan er kolommen zijn.")
    columns = {
        name: tuple(
            cells[place + shift].strip() if place + shift < len(cells) else "" for _, cells in body
        )
        for name, place in places.items()
    }
    return Table(columns, tuple(row for row, _ in body))


def _separator(text: str, needed: Collection[str]) -> str:
    """The sign that finds the most of the needed columns in the heading, then the most columns."""

    def found(sign: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, skipinitialspace=True)
        try:
            names = {name.strip() for name in next((row for row in reader if row), [])}
        except csv.Error:
            return 0, 0
        return len(names & set(needed)), len(names)

    return max(_SEPARATORS, key=found)


def _records(text: str, separator: str, first: int) -> list[tuple[int, list[str]]]:
    """All rows that are not empty, with their number in a spreadsheet."""
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=separator, skipinitialspace=True, strict=True)
    try:
        return [(row, cells) for row, cells in enumerate(reader, first) if cells]
    except csv.Error as fault:
        raise NotUsable(
            f"Het bestand is geen goede CSV: bij regel {reader.line_num} kloppen de "
            "aanhalingstekens niet, of is een cel te lang."
        ) from fault


def _places(names: Sequence[str], needed: Collection[str]) -> dict[str, int]:
    times = Counter(names)
    for name in needed:
        if times[name] > 1:
            raise NotUsable(f"Kolom {name} staat {times[name]} keer in het bestand.")
        if not times[name]:
            near = get_close_matches(name, names, 1)
            listed = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
            hint = f" Bedoel je {near[0]}?" if near else f" Wel: {listed}."
            raise NotUsable(f"Kolom {name} staat niet in het bestand.{hint}")
    return {name: names.index(name) for name in needed}


def _row_names(width: int, body: Sequence[tuple[int, list[str]]]) -> int:
    """1 where every row has one cell more than the heading: R writes row names so, before the rest."""
    longer = all(len(cells) == width + 1 for _, cells in body)
    return int(bool(body) and longer and any(cells[-1].strip() for _, cells in body))


def sample_of(table: Table, spec: Spec) -> Sample:
    """Numbers out of the cells, with rows without weight left out; raises NotUsable.

    An answer that is no number, or outside min and max, is refused: silently dropped it would change
    every figure. Only what `missing` lists, and an empty cell however written, is no answer.
    """
    missing = _Missing(spec.missing)
    weights, notes = _weights(table, spec.weight, missing)
    kept = None if weights is None else weights > 0.0
    scales = []
    for scale in spec.scales:
        columns = [_answers(table, name, scale, missing) for name in scale.items]
        values = np.array(columns, dtype=np.float64).reshape(len(columns), len(table.rows)).T
        scales.append(values if kept is None else values[kept])
    groups = _groups(table, spec.group, missing)
    if kept is not None and weights is not None:
        weights = weights[kept]
        groups = groups and tuple(g for g, keep in zip(groups, kept, strict=True) if keep)
    taken = Counter[str]()
    for (_, cell), times in missing.taken.items():
        taken[cell] += times
    notes += [
        f"{times} keer '{cell}' is gelezen als een lege cel."
        for cell, times in sorted(taken.items())
    ]
    return Sample(tuple(scales), weights, groups, tuple(notes))


class _Missing:
    """Which cells are no answer, as text or as number: `-1` in the list also is `-1.0` in the file."""

    def __init__(self, listed: Sequence[str]) -> None:
        self.texts = frozenset(listed)
        values = (number(text) for text in listed)
        self.values = frozenset(value for value in values if value is not None)
        self.taken: dict[tuple[str, str], int] = {}

    def holds(self, cell: str) -> bool:
        """Whether an answer is none."""
        return not cell or cell in self.texts or number(cell) in self.values or self.empty(cell)

    def holds_name(self, cell: str) -> bool:
        """The same for a group or weight: 9 may be an answer's code, and yet a class of its own."""
        value = number(cell)
        if value is not None:
            return value < 0.0 and value in self.values
        return not cell or cell in self.texts or self.empty(cell)

    @staticmethod
    def empty(cell: str) -> bool:
        return cell.lower() in _EMPTY

    def note(self, name: str, cells: Mapping[str, int]) -> None:
        """Remember what a column had for an empty cell without being listed."""
        for cell, times in cells.items():
            if cell and cell not in self.texts and self.empty(cell):
                self.taken[name, cell] = times


def _read(
    table: Table, name: str, is_missing: Callable[[str], bool], allowed: Callable[[float], str]
) -> Floats:
    """A column as numbers; each different cell is looked at once."""
    cells, values = table.columns[name], {}
    for cell in dict.fromkeys(cells):
        value = nan if is_missing(cell) else number(cell)
        wrong = "is geen getal" if value is None else allowed(value)
        if wrong:
            row = table.rows[cells.index(cell)]
            raise NotUsable(f"Kolom {name}, rij {row}: '{_short(cell)}' {wrong}.")
        values[cell] = value
    return np.array([values[cell] for cell in cells], dtype=np.float64)


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:40]}…"


def _answers(table: Table, name: str, scale: Scale, missing: _Missing) -> Floats:
    low, high = scale.low, scale.high

    def allowed(value: float) -> str:
        below = low is not None and value < low
        above = high is not None and value > high
        if not (below or above):
            return ""
        ends = " en ".join(f"{end:g}" for end in (low, high) if end is not None)
        return (
            f"ligt niet binnen min en max van schaal {scale.name} ({ends}); "
            "is het geen antwoord, zet het dan bij missing"
        )

    found = _read(table, name, missing.holds, allowed)
    missing.note(name, Counter(table.columns[name]))
    return found


def _weights(table: Table, name: str | None, missing: _Missing) -> tuple[Floats | None, list[str]]:
    """Weights, nan or 0 for rows that do not count, and how many those are."""
    if name is None:
        return None, []
    weights = _read(
        table, name, missing.holds_name, lambda value: "is een negatief gewicht" * (value < 0.0)
    )
    weights = np.nan_to_num(weights, nan=0.0)
    without = int(np.sum(weights == 0.0))
    return weights, (
        [f"Rijen zonder gewicht of met gewicht 0 tellen niet mee: {without}."] if without else []
    )


def _groups(table: Table, name: str | None, missing: _Missing) -> tuple[int, ...] | None:
    if name is None:
        return None
    cells, places = table.columns[name], dict[str | float, int]()
    found: dict[str, int] = {}
    for cell in dict.fromkeys(cells):
        value = number(cell)
        key: str | float = cell if value is None else value
        found[cell] = -1 if missing.holds_name(cell) else places.setdefault(key, len(places))
    return tuple(found[cell] for cell in cells)
