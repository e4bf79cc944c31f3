"""Text that the fonts of a document can show.

A PDF/UA document may hold no character without a letter shape; the typesetter refuses the whole
document for one emoji in one open answer. So what no font has is replaced before compiling.
"""

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

FONTS: Final = Path(__file__).parent / "fonts"
REPLACEMENT: Final = "[teken]"
# Invisible, and needed: joiners for Arabic, direction marks around names, the soft hyphen, newline.
_KEPT: Final = frozenset("\n\u00ad\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")
_SPACES: Final = frozenset({"Zs", "Zl", "Zp"})
# Control, format, surrogate and private characters: refused in a document even where a font has them.
_CONTROLS: Final = frozenset({"Cc", "Cf", "Cs", "Co"})
_DROPPED: Final = _CONTROLS | {"Mn", "Me"}


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last code points of the runs of characters that some font has."""
    lines = (FONTS / "coverage.txt").read_text().split()
    pairs = [tuple(int(end, 16) for end in line.split("-")) for line in lines]
    return tuple(first for first, _ in pairs), tuple(last for _, last in pairs)


def has_shape(character: str) -> bool:
    """Whether some font of the documents can draw this character."""
    if unicodedata.category(character) in _CONTROLS:
        return False
    firsts, lasts = _ranges()
    place = bisect_right(firsts, ord(character)) - 1
    return place >= 0 and ord(character) <= lasts[place]


def _replaced(character: str) -> str:
    if character in _KEPT or has_shape(character):
        return character
    category = unicodedata.category(character)
    if category in _SPACES or character in "\t\r\x0b\x0c\x85":
        return " "
    simpler = unicodedata.normalize("NFKC", character)
    if simpler != character and all(map(has_shape, simpler)):
        return simpler
    return "" if category in _DROPPED else REPLACEMENT


def showable(text: str) -> str:
    """The text with every character that no font has replaced, a run of them by one mark.

    Invisible control characters go, unknown spaces become a space, forms such as "ﬁ" or "①" become
    plain letters, and what is left (emoji, other scripts) becomes "[teken]".
    """
    text = unicodedata.normalize("NFC", text)
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    for character in text:
        piece = _replaced(character)
        if piece == REPLACEMENT and shown and shown[-1] == REPLACEMENT:
            continue
        if piece:
            shown.append(piece)
    return "".join(shown)


def showable_data(data: Any) -> Any:
    """The same for all texts in lists and mappings, at any depth; keys and numbers stay."""
    match data:
        case str():
            return showable(data)
        case dict():
            return {key: showable_data(value) for key, value in data.items()}
        case list() | tuple():
            return [showable_data(value) for value in data]
    return data
