"""When a vision is agreed, when expectations are due, and what changed between two texts; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType
from typing import Final

MOST_VALUES: Final = 5
# A promise of both sides is looked at again after a year, as indicator "deciding.6" asks.
REVIEW_AFTER: Final = timedelta(days=365)


class VisionState(StrEnum):
    CONCEPT = "concept"
    OFFERED = "offered"
    AGREED = "agreed"


class Party(StrEnum):
    TEAM = "team"
    PARENTS = "parents"
    COUNCIL = "council"


class Side(StrEnum):
    SCHOOL = "school"
    PARENTS = "parents"


# Where a vision can show: name, and what it takes there.
PLACES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "guide": ("De schoolgids", "Zet de zin en de kernwaarden voorin, met de datum erbij."),
        "site": ("De website", "Zet de zin op de eerste bladzijde voor nieuwe ouders."),
        "door": ("De deur en de hal", "Hang de poster op waar ouders wachten."),
        "talk": ("Het eerste gesprek", "Vertel aan nieuwe ouders wat zij van jullie merken."),
        "folder": ("De map voor nieuwe collega’s", "Doe de visie en de verwachtingen in de map."),
    }
)

# Who can have taken part in writing.
TAKERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "team": "Team",
        "parents": "Ouders",
        "council": "Medezeggenschapsraad",
        "pupils": "Leerlingen",
        "others": "Anderen",
    }
)


def is_agreed(answers: Mapping[str, bool]) -> bool:
    """Whether team, parents and council all said yes. `answers`: party -> agrees."""
    return all(answers.get(party, False) for party in Party)


def missing_parties(answers: Mapping[str, bool]) -> tuple[Party, ...]:
    """Who did not say yes yet, in the order of the page."""
    return tuple(party for party in Party if not answers.get(party, False))


def may_sign(party: str, state: str) -> bool:
    """Parents and council sign what was put before them; the team may sign a concept too."""
    return state == VisionState.OFFERED or (party == Party.TEAM and state == VisionState.CONCEPT)


def is_review_due(agreed: Iterable[date], reviews: Iterable[date], today: date) -> bool:
    """Whether expectations wait for their yearly look. Nothing agreed: nothing is due."""
    dates = list(agreed)
    if not dates:
        return False
    last = max(reviews, default=min(dates))
    return today - max(last, min(dates)) > REVIEW_AFTER


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, came or went: `kind` is same, added or removed."""

    kind: str
    text: str


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """What changed between two texts, word by word. Joined without the removed pieces it is
    `after`, without the added ones `before`.
    """
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a1:a2])))
            continue
        if a1 < a2:
            pieces.append(Piece("removed", "".join(old[a1:a2])))
        if b1 < b2:
            pieces.append(Piece("added", "".join(new[b1:b2])))
    return tuple(pieces)


def _words(text: str) -> Sequence[str]:
    """Words, each with the white space behind it, so that joining gives the text back."""
    words: list[str] = []
    start = 0
    for place in range(1, len(text)):
        if text[place - 1].isspace() and not text[place].isspace():
            words.append(text[start:place])
            start = place
    return [*words, text[start:]] if text else []


# Of the help with writing: what holds for a text too, not only for a question.
TEXT_RULES: Final = frozenset({"sentence", "hard", "short", "long", "passive"})


class NextStep(StrEnum):
    CHOOSE = "choose"
    CLOSE = "close"
    WRITE = "write"
    OFFER = "offer"
    SIGN = "sign"
    EXPECT = "expect"
    REVIEW = "review"
    SHOW = "show"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a school is with its vision."""

    is_choosing: bool
    has_chosen: bool
    state: str  # of the newest version; empty: nothing is written
    has_expectations: bool
    is_review_due: bool
    shows_somewhere: bool


def next_step(stand: Stand) -> NextStep:
    """The one next step on the page."""
    if not stand.state:
        if stand.is_choosing:
            return NextStep.CLOSE
        return NextStep.WRITE if stand.has_chosen else NextStep.CHOOSE
    before = {VisionState.CONCEPT: NextStep.OFFER, VisionState.OFFERED: NextStep.SIGN}
    if stand.state in before:
        return before[VisionState(stand.state)]
    if stand.is_review_due:
        return NextStep.REVIEW
    if not stand.has_expectations:
        return NextStep.EXPECT
    return NextStep.NONE if stand.shows_somewhere else NextStep.SHOW
