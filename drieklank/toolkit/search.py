"""Finding in the library: an index in memory, the same on every database.

Pure. A text is found by the stems of its words, by parts of compounds, and by words that differ a
letter or two from what was typed. The order is that of BM25 (Robertson and Zaragoza 2009, Foundations
and Trends in Information Retrieval 3:333-389) over fields of different weight; equal scores go by key, so
that two installations never show another top five.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Final

from drieklank.toolkit.words import distance, parts_of, stem, words_of

_K1: Final = 1.2
_B: Final = 0.6
# What a part of a compound and a mistyped word count for, beside the word itself.
_PART, _NEAR, _BEGIN = 0.5, 0.5, 0.6
_MOST_NEAR: Final = 3


@dataclass(frozen=True)
class Field:
    """A piece of text and how much its words count."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True)
class Document:
    """One thing that can be found."""

    key: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Hit:
    """A document and its score. `is_near`: only found by words that look like what was typed."""

    key: str
    score: float
    is_near: bool


class Index:
    """All documents by the stems of their words; made once, never changed."""

    def __init__(self, documents: Iterable[Document]) -> None:
        rows = [(document.key, document.fields) for document in documents]
        words = {word for _, fields in rows for field in fields for word in words_of(field.text)}
        known = words | {stem(word) for word in words}
        self._postings: dict[str, dict[str, float]] = defaultdict(dict)
        self._length: dict[str, float] = {}
        for key, fields in rows:
            counts = _counts(fields, known)
            self._length[key] = sum(counts.values())
            for term, count in counts.items():
                self._postings[term][key] = count
        total = sum(self._length.values())
        self._mean = total / len(self._length) if self._length else 1.0
        self._known = known
        self._letters = {term: _letters(term) for term in self._postings}

    def find(self, typed: str) -> list[Hit]:
        """Documents for what somebody typed, best first; [] where nothing comes near."""
        scores: dict[str, float] = defaultdict(float)
        exact: set[str] = set()
        for word in dict.fromkeys(words_of(typed)):
            for term, share, is_same in self._terms(word):
                for key, score in self._scores(term).items():
                    scores[key] += share * score
                    if is_same:
                        exact.add(key)
        hits = [Hit(key, score, key not in exact) for key, score in scores.items()]
        return sorted(hits, key=lambda hit: (-round(hit.score, 9), hit.key))

    def _terms(self, word: str) -> list[tuple[str, float, bool]]:
        """(stem in the library, what it counts for, whether it is what was typed)."""
        own = stem(word)
        if own in self._postings:
            return [(own, 1.0, True)]
        if parts := parts_of(word, self._known):
            return [(stem(part), 1.0, True) for part in parts]
        begun = [term for term in self._postings if len(own) >= 3 and term.startswith(own)]
        if begun:
            return [(term, _BEGIN, True) for term in sorted(begun)[:_MOST_NEAR]]
        return [(term, _NEAR, False) for term in self._near(own)]

    def _near(self, typed: str) -> list[str]:
        most = 0 if len(typed) < 4 else 1 if len(typed) < 8 else 2
        if not most:
            return []
        # An edit changes at most two letters of the set, so most words need no counting at all.
        mine = _letters(typed)
        close = (
            term
            for term, letters in self._letters.items()
            if (mine ^ letters).bit_count() <= 2 * most
        )
        found = [(distance(typed, term, most), term) for term in close]
        near = sorted((away, term) for away, term in found if away <= most)
        return [term for away, term in near if away == near[0][0]][:_MOST_NEAR]

    def _scores(self, term: str) -> dict[str, float]:
        postings = self._postings.get(term, {})
        rare = log(1.0 + (len(self._length) - len(postings) + 0.5) / (len(postings) + 0.5))
        return {
            key: rare * count * (_K1 + 1.0) / (count + _K1 * self._norm(key))
            for key, count in postings.items()
        }

    def _norm(self, key: str) -> float:
        return 1.0 - _B + _B * self._length[key] / self._mean


def _letters(word: str) -> int:
    """Which letters and digits a word has, one bit each."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) % 64)
    return found


def _counts(fields: tuple[Field, ...], known: set[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for field in fields:
        for word in words_of(field.text):
            counts[stem(word)] += field.weight  # type: ignore[assignment] # a count with a weight
            for part in parts_of(word, known):
                counts[stem(part)] += field.weight * _PART  # type: ignore[assignment] # as above
    return counts
