"""What a table is, whatever file it goes into; and text that no spreadsheet takes for a formula."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

Cell = str | int | float | None
# What starts a formula in some spreadsheet, or a cell of its own when text is pasted.
_STARTS: Final = frozenset("=+-@")
_BREAKS: Final = frozenset("\t\r\n")


class Kind(StrEnum):
    """How the cells of a column are written: words, whole numbers, or numbers with one decimal."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"


@dataclass(frozen=True)
class Column:
    """One column. `key`: its name for a computer; `title`: above it; `about`: for the codebook.

    `labels`: what the numbers in it stand for. `missing`: numbers that are no answer.
    """

    key: str
    title: str
    about: str
    kind: Kind = Kind.TEXT
    width: int = 12
    labels: Mapping[int, str] = field(default_factory=dict)
    missing: tuple[int, ...] = ()
    is_percentage: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under columns; None is an empty cell. `name`: of a sheet or file, without extension."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could take it for a formula.

    Wide forms count, and so does what stands after spaces: some programs take those away.
    Control characters, which no file of this kind may hold, become a space.
    """
    clean = "".join(
        " " if unicodedata.category(one) == "Cc" and one not in _BREAKS else one for one in text
    )
    first, bare = clean[:1], unicodedata.normalize("NFKC", clean.lstrip())[:1]
    return f"'{clean}" if first in _BREAKS or bare in _STARTS else clean
