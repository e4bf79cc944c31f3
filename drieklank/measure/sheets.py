"""A sheet: one person's answers to one version of a questionnaire, as bytes.

Closed answers are one byte each in the order of the version: 0 nothing filled in, 1..steps the
answer, 255 "weet ik niet" (see `base.statistics`). Every option of a question with choices has a
byte of its own. Open answers follow as text. What is sealed is one list of byte strings, each with
its length, and always padded to the capacity of the version: length says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Protocol

from drieklank.base.statistics import DONT_KNOW, SKIPPED, ItemSpec, ScaleSpec, SheetSpec
from drieklank.content.schema import ON_A_SCALE, Item, Kind, Part, Questionnaire

_LENGTH: Final = 4
_HEAD: Final = 600  # groups, weight and language of whoever answers, as JSON
_BLOCK: Final = 256
_BYTES_PER_CHARACTER: Final = 4  # UTF-8 never needs more
_NUL: Final = "\x00"  # PostgreSQL stores no such character
# The scale of all questions together, and the instrument whose mark is made of it.
WHOLE: Final = "whole"
_MARKED: Final = "satisfaction"
NO_GRADE: Final = "none"  # what the form sends for "ik geef geen cijfer"


class Posted(Protocol):
    """What a form sent: a Django QueryDict, or anything that gives all values of a name."""

    def getlist(self, key: str) -> Sequence[str]: ...


@dataclass(frozen=True)
class Sheet:
    """Answers so far. `closed` has one byte per place; `texts` maps an item's key to its text."""

    closed: bytes
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was filled in."""
        return not any(self.closed) and not any(self.texts.values())


@dataclass(frozen=True)
class Answerer:
    """What an envelope says about whoever answered: enough to count with, nothing to find by."""

    groups: tuple[int, ...]
    family_size: int
    language: str


@dataclass(frozen=True)
class TooLong:
    """An open answer over its length: nothing is cut off, the page says by how much."""

    item: str
    length: int
    longest: int


@dataclass(frozen=True)
class Places:
    """Where the answers of each item stand among the closed bytes: item key -> first place.

    codes: item key -> value sent -> byte, of items with one byte.
    """

    first: Mapping[str, int]
    codes: Mapping[str, Mapping[str, int]]
    spec: SheetSpec
    open_items: tuple[Item, ...]
    capacity: int


@lru_cache(maxsize=64)
def _places(key: str, version: int, questionnaire: _Hashed) -> Places:
    body = questionnaire.body
    first: dict[str, int] = {}
    codes: dict[str, Mapping[str, int]] = {}
    items: list[ItemSpec] = []
    open_items: list[Item] = []
    for item in body.items:
        first[item.key] = len(items)
        items.extend(_item_specs(body, item))
        if item.kind is Kind.OPEN:
            open_items.append(item)
        elif item.kind is not Kind.CHOICES:
            codes[item.key] = _answer_codes(body, item)
    need = _HEAD + len(items) + _LENGTH * (2 + len(open_items))
    need += sum(_BYTES_PER_CHARACTER * (item.longest or 0) for item in open_items)
    capacity = -(-need // _BLOCK) * _BLOCK
    spec = SheetSpec(tuple(items), _scales(body))
    return Places(first, codes, spec, tuple(open_items), capacity)


@dataclass(frozen=True)
class _Hashed:
    """A questionnaire as a cache key: two with the same key and version are the same."""

    body: Questionnaire = field(compare=False)


def places(questionnaire: Questionnaire) -> Places:
    """Return the layout of a version's bytes; worked out once per process."""
    return _places(questionnaire.key, questionnaire.version, _Hashed(questionnaire))


def sheet_spec(questionnaire: Questionnaire) -> SheetSpec:
    """Return the places and scales of a version for `add_up`, in the order of the bytes.

    A box that may be ticked stands as `item.option`. Scales are the goals, under their own keys,
    and each further part with questions on a scale, under the part's key. Satisfaction has one more,
    of all its questions, under `WHOLE`.
    """
    return places(questionnaire).spec


def _item_specs(questionnaire: Questionnaire, item: Item) -> list[ItemSpec]:
    if item.kind is Kind.CHOICES:
        return [ItemSpec(f"{item.key}.{option.key}", 1) for option in item.options]
    if item.kind is Kind.GRADE:
        return [ItemSpec(item.key, (item.highest or 0) - (item.lowest or 0) + 1)]
    if item.kind is Kind.OPEN:
        return []
    if item.kind is Kind.SINGLE:
        return [ItemSpec(item.key, len(item.options))]
    return [ItemSpec(item.key, len(questionnaire.scale(item).opinions))]


def _scales(questionnaire: Questionnaire) -> tuple[ScaleSpec, ...]:
    scales = []
    for part in questionnaire.parts:
        keys = tuple(item.key for item in part.items if item.kind is Kind.SCALE)
        if keys:
            scales.append(ScaleSpec(part.goal or part.key, keys))
    if questionnaire.instrument == _MARKED:
        scales.append(ScaleSpec(WHOLE, tuple(key for scale in scales for key in scale.items)))
    return tuple(scales)


def empty(questionnaire: Questionnaire) -> Sheet:
    """Return a sheet on which nothing is filled in."""
    return Sheet(bytes(len(places(questionnaire).spec.items)))


# -- from a form, and back into one -------------------------------------------------------------------


def with_part(
    questionnaire: Questionnaire, part: Part, sheet: Sheet, posted: Posted
) -> tuple[Sheet, list[TooLong]]:
    """Return the sheet with the answers of one page replaced by what was sent.

    Names and values that the page did not have are passed over. A text that is too long stays on
    the sheet, so that nothing typed is lost, and is told in the second result.
    """
    where = places(questionnaire)
    closed, texts, faults = bytearray(sheet.closed), dict(sheet.texts), []
    for item in part.items:
        if item.kind is Kind.OPEN:
            text = _text(posted.getlist(item.key))
            texts[item.key] = text
            if len(text) > (item.longest or 0):
                faults.append(TooLong(item.key, len(text), item.longest or 0))
        else:
            codes = _codes(questionnaire, item, posted.getlist(item.key))
            start = where.first[item.key]
            closed[start : start + len(codes)] = codes
    return replace(sheet, closed=bytes(closed), texts=texts), faults


def merged(before: Sheet, after: Sheet) -> Sheet:
    """Return a sheet with what is filled in on `after`, and where nothing is, what was on `before`."""
    closed = bytes(new or old for old, new in zip(before.closed, after.closed, strict=True))
    return Sheet(
        closed, {**before.texts, **{key: text for key, text in after.texts.items() if text}}
    )


def _text(values: Sequence[str]) -> str:
    text = values[-1] if values else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_NUL, "")
    return text if text.strip() else ""


def _codes(questionnaire: Questionnaire, item: Item, values: Sequence[str]) -> bytes:
    if item.kind is Kind.CHOICES:
        return bytes(int(option.key in values) for option in item.options)
    known = answer_codes(questionnaire, item)
    return bytes([known.get(values[-1], SKIPPED) if values else SKIPPED])


def answer_codes(questionnaire: Questionnaire, item: Item) -> Mapping[str, int]:
    """Return the byte of each answer of a question with one answer: value sent -> byte."""
    return places(questionnaire).codes[item.key]


def _answer_codes(questionnaire: Questionnaire, item: Item) -> dict[str, int]:
    if item.kind is Kind.GRADE:
        lowest, highest = item.lowest or 0, item.highest or 0
        grades = {str(grade): grade - lowest + 1 for grade in range(lowest, highest + 1)}
        return grades | {NO_GRADE: DONT_KNOW}
    if item.kind is Kind.SINGLE:
        return {option.key: number for number, option in enumerate(item.options, start=1)}
    scale = questionnaire.scale(item)
    codes = {answer.key: step for step, answer in enumerate(scale.opinions, start=1)}
    if scale.no_opinion is not None:
        codes[scale.no_opinion.key] = DONT_KNOW
    return codes


def chosen(questionnaire: Questionnaire, item: Item, sheet: Sheet) -> frozenset[str]:
    """Return the values that are ticked for an item on this sheet, as the form sends them."""
    start = places(questionnaire).first[item.key]
    if item.kind is Kind.CHOICES:
        return frozenset(
            option.key
            for place, option in enumerate(item.options, start=start)
            if sheet.closed[place]
        )
    code = sheet.closed[start]
    return frozenset(
        value for value, known in answer_codes(questionnaire, item).items() if code == known
    )


def skipped(questionnaire: Questionnaire, part: Part, sheet: Sheet) -> int:
    """Return how many questions with one answer were left open in a part."""
    where = places(questionnaire).first
    one_answer = ON_A_SCALE | {Kind.GRADE, Kind.SINGLE}
    asked = (item for item in part.items if item.kind in one_answer)
    return sum(sheet.closed[where[item.key]] == SKIPPED for item in asked)


# -- to and from sealed bytes ---------------------------------------------------------------------------


def pack_answer(questionnaire: Questionnaire, sheet: Sheet, who: Answerer) -> bytes:
    """Return what goes into an envelope; never longer than the capacity of the version."""
    head = {"groups": who.groups[:20], "family": who.family_size, "lang": who.language}
    return _pack(questionnaire, sheet, head)


def unpack_answer(questionnaire: Questionnaire, packed: bytes) -> tuple[Sheet, Answerer]:
    """Return what an envelope held."""
    sheet, head = _unpack(questionnaire, packed)
    return sheet, Answerer(tuple(head["groups"]), head["family"], head["lang"])


def pack_draft(questionnaire: Questionnaire, sheet: Sheet, part: int, language: str) -> bytes:
    """Return what goes into a draft: answers so far, the page somebody was at, the language."""
    return _pack(questionnaire, sheet, {"part": part, "lang": language})


def unpack_draft(questionnaire: Questionnaire, packed: bytes) -> tuple[Sheet, int, str]:
    """Return the answers, page and language of a draft."""
    sheet, head = _unpack(questionnaire, packed)
    return sheet, head["part"], head["lang"]


def _pack(questionnaire: Questionnaire, sheet: Sheet, head: Mapping[str, object]) -> bytes:
    pieces = [json.dumps(head, separators=(",", ":")).encode(), sheet.closed]
    pieces += [sheet.texts.get(item.key, "").encode() for item in places(questionnaire).open_items]
    return b"".join(len(piece).to_bytes(_LENGTH, "big") + piece for piece in pieces)


def _unpack(questionnaire: Questionnaire, packed: bytes) -> tuple[Sheet, Mapping[str, Any]]:
    pieces, at = [], 0
    while at < len(packed):
        start = at + _LENGTH
        at = start + int.from_bytes(packed[at:start], "big")
        pieces.append(packed[start:at])
    head, closed, *texts = pieces
    keys = [item.key for item in places(questionnaire).open_items]
    named = {key: text.decode() for key, text in zip(keys, texts, strict=True)}
    return Sheet(closed, named), _head(head)


@lru_cache(4096)
def _head(packed: bytes) -> Mapping[str, Any]:
    """What stands before the answers; many share theirs."""
    found: dict[str, Any] = json.loads(packed)
    return MappingProxyType(found)
