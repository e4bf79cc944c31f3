"""A document as blocks, so that one shape feeds both the word processor and the typesetter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Heading:
    """level: 1 for a part of the document, 2 and 3 below it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """is_quiet: an aside, smaller."""

    text: str
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one row of heads. widths: relative, one for each column."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


Block = Heading | Paragraph | Bullets | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """title: of the document, also in its properties. kicker: a line above it. lead: one below."""

    title: str
    kicker: str
    lead: str
    blocks: tuple[Block, ...]


_KINDS: Final = {Heading: "heading", Paragraph: "par", Bullets: "bullets", Grid: "grid"}


def as_data(document: Document) -> dict[str, Any]:
    """The document as JSON values for the typesetter."""
    return {
        "title": document.title,
        "kicker": document.kicker,
        "lead": document.lead,
        "blocks": [{"kind": _KINDS[type(one)], **asdict(one)} for one in document.blocks],
    }


def texts_of(document: Document) -> Sequence[str]:
    """Every text in the order of reading; for tests and search."""
    found = [document.kicker, document.title, document.lead]
    for one in document.blocks:
        match one:
            case Heading(text) | Paragraph(text):
                found.append(text)
            case Bullets(items):
                found += items
            case Grid(caption, heads, rows):
                found += [caption, *heads, *(cell for row in rows for cell in row)]
    return found
