"""Names in open answers: what a reader could recognise a child, parent or colleague by.

The rule comes before the reader from outside, never instead of one: it knows who is at the school,
and misses a nickname that nothing in the name points to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from drieklank.results.rules.scripts import HAS_CAPITALS, bones, folded, in_latin

NAME: Final = "[naam]"
GROUP: Final = "[groep]"
CONTACT: Final = "[contactgegeven]"
# Three letters or more, so that "De" or "Jo" in a surname does not blot out half a sentence.
_SHORTEST: Final = 3
# From how many letters a short form ("Alex" of Alexander) or a slip of the pen counts.
_SHORT_FORM: Final = 4
_SLIP: Final = 6
_BONES: Final = 3
# Parts of surnames that are everyday words as well.
_PARTICLES: Final = frozenset(
    "aan abd al am auf bij bin dal dalla das de del della den der des di do dos du een el en het "
    "ibn in la las le les los of onder onze op over san te ten ter tot uit van ver vom von voor zu "
    "zum zur".split()
)
# Words that begin many a sentence and are a name as well: there they stay.
_WORDS: Final = frozenset(
    "alle alleen als best beter dag dank dat daar dit deze een elke fijn geen goed graag haar heel hier hoe hun "
    "ieder iedereen jong kan kind kunnen laat leuk lief maar meer mij mijn moet mooi niet nog onder onze "
    "ook prima samen school soms veel voor want wat wel wie wij wil wit zeer zij zijn zo zoals".split()
)
_EMAIL: Final = re.compile(r"\S+@\S+\.\w+")
_WEB: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<![\w.])@\w[\w.]{2,}")
_PHONE: Final = re.compile(r"(?<!\w)\+?\d(?:[\s().-]?\d){7,}(?!\w)")
_POSTCODE: Final = re.compile(r"(?<!\w)[1-9]\d{3}\s?[A-Z]{2}(?!\w)")
_STREET: Final = re.compile(
    r"(?<!\w)[A-Z][\w'’-]*(?:\s(?:van|de|der|den|het)(?:\s(?:de|der|den))?\s[A-Z][\w'’-]*|"
    r"\s[A-Z][\w'’-]*)*?"
    r"(?:straat|laan|weg|plein|hof|gracht|kade|dijk|singel|pad|steeg|park|plantsoen|dreef|markt)"
    r"\s\d{1,4}\s?[a-zA-Z]?(?!\w)",
)
# "groep 5b", "klas 2C", "brugklas h1a", "juf van 6"; not "groep 3 kinderen" with a space more.
_CLASS: Final = re.compile(
    r"(?<!\w)(?:groep(?:en)?|klas(?:sen)?|brugklas|unit|mentorklas)\s"
    r"(?:[a-z]{0,5}\d{1,2}[a-z]?\d?(?:\s?(?:/|-|,|en|of|tot en met|t/m)\s?\d{1,2}[a-z]?)*)(?!\w)",
    re.IGNORECASE,
)
_OF_CLASS: Final = re.compile(
    r"(?<!\w)(juf|juffrouw|meester|leerkracht|docent|mentor|leraar|lerares|teacher)"
    r"(\s(?:van|uit|in|of)\s)(?:[a-z]{0,3}\d{1,2}[a-z]?|de kleuters)(?!\w)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_TITLE: Final = re.compile(
    r"(?<!\w)((?i:juf|juffrouw|meester|mevrouw|mevr\.?|mw\.?|meneer|mijnheer|dhr\.?|hr\.?|mr\.?|mrs\.?|"
    r"ms\.?|miss|heer|tante|oom|directeur|directrice|mentor))"
    r"(\s+)((?:(?:van|de|der|den|ten|ter|te|el|al|'t|’t)\s+)*"
    r"(?:[A-Z]\.\s?)*[A-ZÀ-ÖØ-Þ](?:[^\W\d_]+(?:['’-][^\W\d_]+)*)?\.?)",
    re.UNICODE,
)
_PREFIXES: Final = "van|de|der|den|het|te|ten|ter|el|al|bin|la|von|zur|[’']t"
_SEVERAL: Final = re.compile(rf"\[naam\](?:(?:\s+(?:{_PREFIXES}))*\s+\[naam\])+", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?…:\n\"“”])[\s\"'“”(–-]*$")
_SMALL: Final = ("etje", "kje", "tje", "pje", "je", "ke", "ie", "lief", "y", "i")


@dataclass(frozen=True)
class _Known:
    """The parts of all names, ready to be compared."""

    parts: frozenset[str]
    first: frozenset[str]
    bones: frozenset[str]
    short: frozenset[str]  # of two letters: "Jo", "van Es"


class Masker:
    """Takes names out of many texts of one school; what a word came to is remembered.

    names: of people, as "first prefix last". groups: names of classes at the school, as "6a".
    """

    def __init__(self, names: Iterable[str], groups: Iterable[str] = ()) -> None:
        self._known = _known(names)
        self._groups = _group_pattern(groups)
        self._seen: dict[tuple[str, bool], bool] = {}

    def mask(self, text: str) -> str:
        """The text with names, groups, addresses, numbers and user names replaced.

        A name counts where it is written with a capital ("Roos" but not "roos"), where the whole
        text has none, or where its script has none. Diminutives, short forms, a slip of the pen and
        names written in Cyrillic, Arabic or Ethiopic letters count too. After "juf" or "meneer"
        every word with a capital is a name.
        """
        for pattern in (_WEB, _EMAIL, _PHONE, _POSTCODE, _HANDLE, _STREET):
            text = pattern.sub(CONTACT, text)
        text = _OF_CLASS.sub(rf"\1\2{GROUP}", text)
        text = _CLASS.sub(GROUP, text)
        if self._groups is not None:
            text = self._groups.sub(GROUP, text)
        text = _TITLE.sub(lambda found: f"{found[1]}{found[2]}{_titled(found[3])}", text)
        masked = _SEVERAL.sub(NAME, "".join(self._words(text)))
        return re.sub(rf"(?:{re.escape(CONTACT)}[\s,]*)+(?<=\])", CONTACT, masked)

    def _words(self, text: str) -> Iterator[str]:
        """The text, piece by piece, each word as it may be read."""
        has_capitals = any(sign.isupper() for sign in text)
        place = 0
        for found in _WORD.finditer(text):
            yield text[place : found.start()]
            yield self._shown(text, found, has_capitals=has_capitals)
            place = found.end()
        yield text[place:]

    def _shown(self, text: str, found: re.Match[str], *, has_capitals: bool) -> str:
        word, start = found.group(0), found.start()
        if text[start - 1 : start] == "[":  # our own mark
            return word
        if not HAS_CAPITALS.match(word):
            return NAME if _is_foreign_name(word, self._known) else word
        if has_capitals and word[0].islower():
            return word
        begins = has_capitals and bool(_SENTENCE_END.search(text[:start]))
        latin = folded(in_latin(word))
        if latin in _WORDS and (begins or not has_capitals):
            return word
        key = (latin, begins)
        if key not in self._seen:
            self._seen[key] = _is_name(latin, self._known, begins=begins)
        return NAME if self._seen[key] else word


def mask_names(text: str, names: Iterable[str], groups: Iterable[str] = ()) -> str:
    """One text without names, as `Masker` takes them out."""
    return Masker(names, groups).mask(text)


def _titled(name: str) -> str:
    """What stands after "juf": the dot that ends the sentence stays."""
    ends = name.endswith(".") and len(name.split()[-1].rstrip(".")) > 1
    return f"{NAME}." if ends else NAME


def _group_pattern(groups: Iterable[str]) -> re.Pattern[str] | None:
    """Names of classes that are more than a number ("6a", "Dolfijnen"); None: there are none."""
    telling = {name.strip() for name in groups}
    telling = {name for name in telling if len(name) > 1 and not name.isdigit()}
    if not telling:
        return None
    names = "|".join(re.escape(name) for name in sorted(telling, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)


def _known(names: Iterable[str]) -> _Known:
    parts: set[str] = set()
    first: set[str] = set()
    short: set[str] = set()
    for name in names:
        words = [folded(word) for word in _WORD.findall(in_latin(name))]
        for place, word in enumerate(words):
            pieces = {word, word.replace("-", ""), *re.split(r"[-.'’]", word)}
            pieces = {one for one in pieces if len(one) >= _SHORTEST}
            # "Los" is a surname where it ends one; "van" in the middle never is.
            if 0 < place < len(words) - 1:
                pieces -= _PARTICLES
            parts |= pieces
            if place == 0:
                first |= pieces
            if len(word) == _SHORTEST - 1 and place in {0, len(words) - 1}:
                short.add(word)
    return _Known(
        frozenset(parts),
        frozenset(first),
        frozenset(bare for part in parts if len(bare := bones(part)) >= _BONES),
        frozenset(short - _PARTICLES),
    )


def _is_name(word: str, known: _Known, *, begins: bool) -> bool:
    """begins: the word stands where every word has a capital."""
    forms = set(_forms(word))
    if forms & known.parts or (not begins and forms & known.short):
        return True
    if any(small in known.first for form in forms for small in _grown(form)):
        return True
    if len(word) >= _SHORT_FORM and any(one.startswith(word) for one in known.first):
        return True
    return len(word) >= _SLIP and _is_slip(word, known.first if begins else known.parts)


def _forms(word: str) -> Iterator[str]:
    """The word, its parts, and without a genitive: "Yusufs", "Anna's", "Anne-Marie"."""
    yield word
    yield word.replace("-", "")
    bare = re.sub(r"(?:['’]?s|['’])$", "", word)
    yield bare
    yield from re.split(r"[-.'’]", bare)


def _grown(word: str) -> Iterator[str]:
    """What a small form may be made of: "Roosje", "Finntje", "Bennie"."""
    for end in _SMALL:
        stem = word.removesuffix("s").removesuffix(end) if word.endswith((end, f"{end}s")) else ""
        if len(stem) >= _SHORTEST:
            yield stem
            if stem[-1] == stem[-2]:
                yield stem[:-1]


def _is_slip(word: str, names: frozenset[str]) -> bool:
    """One letter more, less or other than a name of six letters or more."""
    return any(
        len(one) >= _SLIP and abs(len(one) - len(word)) <= 1 and _one_apart(word, one)
        for one in names
    )


def _one_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    same = next((at for at, sign in enumerate(short) if sign != long[at]), len(short))
    rest = short[same + 1 :] if len(short) == len(long) else short[same:]
    return rest == long[same + 1 :]


def _is_foreign_name(word: str, known: _Known) -> bool:
    """A word in a script without capitals: as it stands in a list, or by its consonants."""
    latin = folded(in_latin(word))
    forms = {folded(word), latin} | {folded(word[1:]), folded(in_latin(word[1:]))}
    if any(len(form) >= _SHORTEST and form in known.parts for form in forms):
        return True
    bare = {bones(form) for form in forms}
    return any(len(one) >= _BONES and one in known.bones for one in bare)
