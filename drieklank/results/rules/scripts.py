"""Names in other letters: enough of a transliteration to compare a name with a word. Pure.

Not meant to be read. Vowels differ with whoever wrote it, so where a script leaves them out the
consonants decide (`bones`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

HAS_CAPITALS: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff]")
_CYRILLIC: Final = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch . iu ia e y e .".split(),
        strict=True,
    )
)
_ARABIC: Final = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        "a b t th j h kh d dh r z s sh s d t z a gh f k k l m n h w y".split(),
        strict=True,
    )
) | {
    "أ": "a",
    "إ": "i",
    "آ": "a",
    "ى": "a",
    "ة": "a",
    "ئ": "y",
    "ؤ": "w",
    "ء": "",
    "پ": "b",
    "گ": "g",
}
_ALIKE: Final = (("ch", "k"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sj", "sh"))


def folded(word: str) -> str:
    """Without accents and capitals: Zoë and ZOE are zoe."""
    split = unicodedata.normalize("NFKD", word.replace("ø", "o").replace("ł", "l"))
    return "".join(sign for sign in split if not unicodedata.combining(sign)).casefold()


@lru_cache(maxsize=4096)
def in_latin(word: str) -> str:
    """A word in Cyrillic, Arabic or Ethiopic letters in Latin ones; another word as it is."""
    if word.isascii():
        return word
    return "".join(_sign(sign) for sign in unicodedata.normalize("NFC", word))


def _sign(sign: str) -> str:
    small = sign.lower()
    if small in _CYRILLIC:
        latin = _CYRILLIC[small].replace(".", "")
        return latin.capitalize() if sign != small else latin
    if sign in _ARABIC:
        return _ARABIC[sign]
    if "\u1200" <= sign <= "\u137f":
        name = unicodedata.name(sign, "")
        return name.rpartition(" ")[2].lower() if "SYLLABLE" in name else sign
    return sign


def bones(word: str) -> str:
    """The consonants of a Latin word, those that are written alike as one: muhammad is mhmd."""
    for pair, one in _ALIKE:
        word = word.replace(pair, one)
    bare = re.sub(r"[aeiouyw'’-]", "", word.replace("c", "k").replace("q", "k"))
    return re.sub(r"(.)\1+", r"\1", bare)
