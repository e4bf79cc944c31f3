"""How a text message is counted, and made to fit. Pure.

Texts travel in pieces. In the alphabet of GSM 03.38 a piece holds 153 signs (160 where it is the only one),
and with one sign outside it every piece holds 67 (70). Senders pay, and phones join, by the piece.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWICE: Final = frozenset("^{}\\[~]|€\f")  # these take two places
_PLAIN: Final = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "…": "...",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)
# A school's name may not push the link into a third piece.
LONGEST_NAME: Final = 20


def segments(text: str) -> int:
    """Return in how many pieces a text travels."""
    if all(sign in _BASIC or sign in _TWICE for sign in text):
        length, one, more = sum(2 if sign in _TWICE else 1 for sign in text), 160, 153
    else:
        length, one, more = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= one else -(-length // more)


def made_plain(text: str) -> str:
    """Return a text without the accents that would halve its room, where nothing else is outside GSM.

    `ë` becomes `e`. A text in another script stays as it is.
    """
    plain = "".join(_plain(sign) for sign in text.translate(_PLAIN))
    return plain if all(sign in _BASIC or sign in _TWICE for sign in plain) else text


def _plain(sign: str) -> str:
    if sign in _BASIC or sign in _TWICE:
        return sign
    split = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in split if not unicodedata.combining(part)) or sign


def shortened(name: str, longest: int = LONGEST_NAME) -> str:
    """Return a name of at most so many signs, cut after a word where that leaves enough of it."""
    if len(name) <= longest:
        return name
    cut = name[: longest - 1]
    words = cut.rpartition(" ")[0]
    return f"{(words if len(words) > longest // 2 else cut).rstrip(' ,-')}."
