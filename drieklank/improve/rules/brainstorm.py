"""Decisions about a brainstorm: its phases, its limits, and the words that go with them; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

LONGEST_QUESTION: Final = 160
LONGEST_NOTE: Final = 140
LONGEST_NAME: Final = 60
DOTS: Final = 3  # votes per phone
NOTES_PER_PHONE: Final = 40
NOTES_TOGETHER: Final = 600
GROUPS: Final = 24
OPEN_FOR: Final = timedelta(hours=24)

READY_QUESTIONS: Final = (
    "Hoe krijgen we alle ouders op de ouderavond?",
    "Hoe horen ouders van ons als het goed gaat met hun kind?",
    "Hoe voelen nieuwe ouders zich snel thuis op onze school?",
)


class Phase(StrEnum):
    WRITE = "write"
    CLUSTER = "cluster"
    CHOOSE = "choose"
    ACT = "act"


PHASES: Final = tuple(Phase)


def takes_notes(phase: str) -> bool:
    """Say whether a note may come in. While notes are grouped a late idea is still welcome."""
    return phase in {Phase.WRITE, Phase.CLUSTER}


def takes_dots(phase: str) -> bool:
    """Say whether phones may give dots."""
    return phase == Phase.CHOOSE


def shows_result(phase: str, *, is_closed: bool) -> bool:
    """Say whether the dots of everybody together are shown; before that they would steer."""
    return is_closed or phase == Phase.ACT


def is_open(closed_at: datetime | None, opened_at: datetime, now: datetime) -> bool:
    """Say whether phones may come in: until it is closed, and never more than a day."""
    return closed_at is None and now < opened_at + OPEN_FOR


def phase_fault(to: str, *, notes: int, filled_groups: int) -> str:
    """Why the board cannot go to a phase, in Dutch; empty: it can."""
    if to == Phase.CLUSTER and not notes:
        return "Er zijn nog geen briefjes. Schrijf er eerst een paar."
    if to in {Phase.CHOOSE, Phase.ACT} and not filled_groups:
        return "Leg eerst briefjes bij elkaar in een groep. Dan valt er iets te kiezen."
    return ""


def name_of(text: str) -> str:
    """A name for a group that is made of one note: its words, cut at a word."""
    plain = " ".join(text.split())
    if len(plain) <= LONGEST_NAME:
        return plain
    cut = plain[: LONGEST_NAME - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space else cut).rstrip(" ,.;:") + "…"


def dots_words(number: int) -> str:
    """`2 stippen`, `1 stip`, `geen stip`."""
    if not number:
        return "geen stip"
    return "1 stip" if number == 1 else f"{number} stippen"


def notes_words(number: int) -> str:
    """`2 briefjes`, `1 briefje`, `nog geen briefjes`."""
    if not number:
        return "nog geen briefjes"
    return "1 briefje" if number == 1 else f"{number} briefjes"


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase in words. holder: what the holder sees above the board; phone: what a phone does."""

    name: str
    holder: str
    phone: str


STAGES: Final = {
    Phase.WRITE: Stage("Schrijven", "Schrijf op wat in je opkomt", "Schrijf op wat in je opkomt"),
    Phase.CLUSTER: Stage(
        "Bij elkaar leggen", "Leg bij elkaar wat bij elkaar hoort", "Wat hoort bij elkaar?"
    ),
    Phase.CHOOSE: Stage("Kiezen", "Iedereen kiest met drie stippen", "Geef je drie stippen"),
    Phase.ACT: Stage("Acties", "Dit kozen we samen", "Dit kozen we samen"),
}
