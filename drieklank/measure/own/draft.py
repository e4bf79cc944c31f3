"""The draft of a school's own questionnaire: what an editor changes and an import fills.

A draft may be half done: a text may miss its Dutch, a page its questions. `fixing` says what is
still needed before it can be asked. Texts are `language -> text`; a language without text is absent.
Pure: standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

Words = Mapping[str, str]

DUTCH: Final = "nl"
FOUR: Final = "four"  # the scale of the standard questionnaires
KINDS: Final = ("scale", "single", "choices", "grade", "open")
WITH_OPTIONS: Final = frozenset({"single", "choices"})

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 300
LONGEST_OPTION: Final = 120
LONGEST_SHORT: Final = 40
# Longer than may be asked still comes in from a file, to be shortened in the editor.
LONGEST_KEPT: Final = 1000
MOST_ITEMS: Final = 60
MOST_OPTIONS: Final = 20
MOST_PARTS: Final = 15
OPEN_ANSWER: Final = 500

# Control characters, lone surrogates, and the two signs that mark a place in a laid out page.
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ue000\ue001]")


def tidy(text: str) -> str:
    """Return a text on one line, without characters that no page can show. Nothing else changes."""
    return " ".join(_UNFIT.sub("", text).split())


def only(text: str, language: str = DUTCH) -> dict[str, str]:
    """Return a text in one language; nothing for an empty text."""
    clean = tidy(text)
    return {language: clean} if clean else {}


@dataclass(frozen=True)
class Choice:
    """One answer of a scale, or one option."""

    key: str
    text: Words


@dataclass(frozen=True)
class OwnScale:
    """Answers from lowest to highest; `no_opinion` stands beside the scale and counts in no mean."""

    key: str
    answers: tuple[Choice, ...]
    no_opinion: Choice | None = None


@dataclass(frozen=True)
class OwnItem:
    """One question. scale: FOUR or a key of the draft's own scales. longest: of an open answer."""

    key: str
    kind: str
    text: Words
    short: str = ""
    hint: Words = field(default_factory=dict)
    scale: str = ""
    options: tuple[Choice, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    longest: int | None = None


@dataclass(frozen=True)
class OwnPart:
    """One page of questions; without a title the questionnaire's own stands there."""

    key: str
    title: Words
    items: tuple[OwnItem, ...] = ()


@dataclass(frozen=True)
class Draft:
    title: Words
    parts: tuple[OwnPart, ...]
    scales: tuple[OwnScale, ...] = ()

    @property
    def items(self) -> tuple[OwnItem, ...]:
        """All questions, in order."""
        return tuple(item for part in self.parts for item in part.items)

    def item(self, key: str) -> OwnItem | None:
        return next((item for item in self.items if item.key == key), None)

    def scale(self, key: str) -> OwnScale | None:
        """The draft's own scale with this key; None for the standard scale, and for an unknown one."""
        return next((scale for scale in self.scales if scale.key == key), None)

    # -- changes: each gives another draft ----------------------------------------------------------

    def with_title(self, title: str) -> Self:
        return replace(self, title={**self.title, DUTCH: tidy(title)})

    def with_item(self, item: OwnItem, part: str = "") -> Self:
        """Return the draft with a question put in the place of the one with its key, or at the end."""
        if self.item(item.key) is not None:
            return self._mapped(lambda found: item if found.key == item.key else found)
        target = part if any(each.key == part for each in self.parts) else self.parts[-1].key
        parts = (
            replace(each, items=(*each.items, item)) if each.key == target else each
            for each in self.parts
        )
        return replace(self, parts=tuple(parts))

    def _mapped(self, change: Any) -> Self:
        parts = (
            replace(part, items=tuple(change(item) for item in part.items)) for part in self.parts
        )
        return replace(self, parts=tuple(parts))

    def without_item(self, key: str) -> Self:
        parts = (
            replace(part, items=tuple(item for item in part.items if item.key != key))
            for part in self.parts
        )
        return replace(self, parts=tuple(parts))

    def moved(self, key: str, step: int) -> Self:
        """Return the draft with a question one place up (-1) or down (1), over pages too."""
        lists = [list(part.items) for part in self.parts]
        for number, items in enumerate(lists):
            for place, item in enumerate(items):
                if item.key == key:
                    _move(lists, number, place, step)
                    pairs = zip(self.parts, lists, strict=True)
                    parts = (replace(part, items=tuple(own)) for part, own in pairs)
                    return replace(self, parts=tuple(parts))
        return self

    def with_scale(self, scale: OwnScale) -> Self:
        """Return the draft with other answers for a scale that it has."""
        scales = (scale if each.key == scale.key else each for each in self.scales)
        return replace(self, scales=tuple(scales))

    def with_part(self, title: str) -> Self:
        key = free_key("p", (part.key for part in self.parts))
        return replace(self, parts=(*self.parts, OwnPart(key, only(title))))

    def with_part_title(self, key: str, title: str) -> Self:
        def renamed(part: OwnPart) -> OwnPart:
            rest = {lang: text for lang, text in part.title.items() if lang != DUTCH}
            return replace(part, title=rest | only(title)) if part.key == key else part

        return replace(self, parts=tuple(renamed(part) for part in self.parts))

    def without_part(self, key: str) -> Self:
        """Return the draft without an empty page; a page with questions, and the only one, stay."""
        left = tuple(part for part in self.parts if part.key != key or part.items)
        return replace(self, parts=left or self.parts)

    # -- as JSON --------------------------------------------------------------------------------------

    def as_json(self) -> dict[str, Any]:
        return {
            "title": dict(self.title),
            "scales": [_scale_json(scale) for scale in self.scales],
            "parts": [
                {
                    "key": part.key,
                    "title": dict(part.title),
                    "items": [_item_json(item) for item in part.items],
                }
                for part in self.parts
            ],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read back what `as_json` gave."""
        return cls(
            stored["title"],
            tuple(
                OwnPart(part["key"], part["title"], tuple(map(_item, part["items"])))
                for part in stored["parts"]
            ),
            tuple(map(_scale, stored["scales"])),
        )


def empty(title: str) -> Draft:
    """Return a draft with a title and one page without questions."""
    return Draft(only(title), (OwnPart("p1", {}),))


def free_key(letter: str, taken: Iterable[str]) -> str:
    """Return the letter with the first number above those in use: a key is never used again lower down."""
    numbers = [int(key[1:]) for key in taken if key[:1] == letter and key[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _move(lists: list[list[OwnItem]], number: int, place: int, step: int) -> None:
    items, target = lists[number], place + step
    if 0 <= target < len(items):
        items[place], items[target] = items[target], items[place]
    elif 0 <= number + step < len(lists):
        item = items.pop(place)
        lists[number + step].insert(len(lists[number + step]) if step < 0 else 0, item)


def _choice_json(choice: Choice) -> dict[str, Any]:
    return {"key": choice.key, "text": dict(choice.text)}


def _choice(stored: Mapping[str, Any]) -> Choice:
    return Choice(stored["key"], stored["text"])


def _scale_json(scale: OwnScale) -> dict[str, Any]:
    return {
        "key": scale.key,
        "answers": [_choice_json(answer) for answer in scale.answers],
        "no_opinion": _choice_json(scale.no_opinion) if scale.no_opinion else None,
    }


def _scale(stored: Mapping[str, Any]) -> OwnScale:
    unknown = stored["no_opinion"]
    return OwnScale(
        stored["key"],
        tuple(map(_choice, stored["answers"])),
        _choice(unknown) if unknown else None,
    )


def _item_json(item: OwnItem) -> dict[str, Any]:
    return {
        "key": item.key,
        "kind": item.kind,
        "text": dict(item.text),
        "short": item.short,
        "hint": dict(item.hint),
        "scale": item.scale,
        "options": [_choice_json(option) for option in item.options],
        "lowest": item.lowest,
        "highest": item.highest,
        "longest": item.longest,
    }


def _item(stored: Mapping[str, Any]) -> OwnItem:
    fields = dict(stored)
    return OwnItem(**fields | {"options": tuple(map(_choice, fields["options"]))})
