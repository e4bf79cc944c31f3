"""What somebody from outside the school may do with an open answer: take words out, and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

# What may stand where words stood. A fixed list, so that nothing can be said by a mark.
MARKS: Final = ("[naam]", "[groep]", "[contactgegeven]", "[weggehaald]", "[..]")
REMOVED: Final = "[weggehaald]"
_TOKEN: Final = re.compile(r"\[[^\[\]\s]*\]|[^\W_]+(?:['’-][^\W_]+)*|\S")


class Verdict(StrEnum):
    """What was decided about one answer."""

    FINE = "fine"
    CHANGED = "changed"
    LEFT_OUT = "left_out"


def is_only_blacked_out(original: str, edited: str) -> bool:
    """Say whether `edited` is `original` with whole words replaced by marks, and nothing else.

    Every mark of MARKS stands for at least one word or sign; white space does not count.
    """
    before, after = _TOKEN.findall(original), _TOKEN.findall(edited)
    pieces = _between_marks(after)
    if len(pieces) == 1:
        return before == after
    first, *middle, last = pieces
    if before[: len(first)] != first or len(first) > len(before):
        return False
    place = len(first)
    for piece in middle:
        found = _find(before, piece, place + 1)
        if found is None:
            return False
        place = found + len(piece)
    end = len(before) - len(last)
    return end >= place + 1 and before[end:] == last


def _between_marks(tokens: Sequence[str]) -> list[list[str]]:
    """Cut at marks; two marks in a row count as one, for they hide one stretch."""
    pieces: list[list[str]] = [[]]
    follows_mark = False
    for token in tokens:
        if token in MARKS:
            if not follows_mark:
                pieces.append([])
            follows_mark = True
        else:
            pieces[-1].append(token)
            follows_mark = False
    return pieces


def _find(tokens: Sequence[str], piece: Sequence[str], start: int) -> int | None:
    """Where a piece stands from a place on. The first place is as good as any: what comes after it
    has the most room there.
    """
    length = len(piece)
    for at in range(start, len(tokens) - length + 1):
        if list(tokens[at : at + length]) == list(piece):
            return at
    return None


def all_handled(verdicts: Sequence[str]) -> bool:
    """Say whether the work is done: a verdict on every answer."""
    return all(verdicts)
