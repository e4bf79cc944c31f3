"""Dutch words for searching: taken from a text, without accents, brought back to their stem.

Pure. The stems are those of the Snowball algorithm for Dutch (snowballstemmer). Compounds are split at
words that the library knows itself, so "ouderavond" is found under "avond" and "ouder" too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Final

import snowballstemmer  # type: ignore[import-untyped] # the package has no types

_WORD: Final = re.compile(r"[a-z0-9]+")
_STOP: Final = frozenset(
    "aan al als alle alles ben bij bent da dan dat de den der deze die dit doen door dus een en er "
    "geen had heb hebben heeft hem het hij hoe hun ik in is ja je jij jou jouw jullie kan komt kun "
    "maar me met mij mijn naar nee niet nog nu of om omdat ons ook op over te tot uit van veel voor "
    "was wat we wel werd wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou u uw".split()
)
# A compound is split in parts of at least so many letters, with or without a letter between them.
_SHORTEST_PART: Final = 4
_BETWEEN: Final = ("", "s", "en", "e")
_STEMMER = snowballstemmer.stemmer("dutch")


def plain(text: str) -> str:
    """Small letters without accents: "Één" is "een"."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text that say something, in order."""
    return [word for word in _WORD.findall(plain(text)) if word not in _STOP and len(word) > 1]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one plain word."""
    found: str = _STEMMER.stemWord(word)
    return found


def parts_of(word: str, known: Collection[str]) -> tuple[str, ...]:
    """The two known words that a compound is made of; () where it is none.

    Of more ways to split, the one with the longest last part: that is what a compound is a kind of.
    """
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        last = word[at:]
        if last not in known:
            continue
        for between in _BETWEEN:
            first = word[:at].removesuffix(between) if between else word[:at]
            if word[:at].endswith(between) and len(first) >= _SHORTEST_PART and first in known:
                return (first, last)
    return ()


def distance(a: str, b: str, most: int) -> int:
    """How many letters to change, add, leave out or swap with a neighbour; above `most`: most + 1.

    Optimal string alignment (Boytsov 2011, ACM J. Experimental Algorithmics 16, section 2.1).
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before, row = list(range(len(b) + 1)), list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        above, before, row = before, row, [i] + [0] * len(b)
        for j, other in enumerate(b, 1):
            cost = letter != other
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + cost)
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                row[j] = min(row[j], above[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]
