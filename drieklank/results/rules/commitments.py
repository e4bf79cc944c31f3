"""Decisions about commitments: which steps a state may take, what needs attention, and the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

DUE_SOON: Final = timedelta(days=14)
CHANGES_AT_MOST_EVERY: Final = timedelta(days=7)


class CommitmentState(StrEnum):
    PLANNED = "planned"
    BUSY = "busy"
    DONE = "done"
    DROPPED = "dropped"


_STEPS: Final = {
    CommitmentState.PLANNED: (CommitmentState.BUSY, CommitmentState.DONE, CommitmentState.DROPPED),
    CommitmentState.BUSY: (CommitmentState.PLANNED, CommitmentState.DONE, CommitmentState.DROPPED),
    # Who was told that it is done, is not told tomorrow that it was never begun.
    CommitmentState.DONE: (CommitmentState.BUSY,),
    CommitmentState.DROPPED: (CommitmentState.PLANNED, CommitmentState.BUSY),
}
ENDED: Final = frozenset({CommitmentState.DONE, CommitmentState.DROPPED})


def next_states(state: str) -> tuple[CommitmentState, ...]:
    """The states a commitment may go to from here; its own always, and first."""
    now = CommitmentState(state)
    return (now, *_STEPS[now])


def may_become(state: str, to: str) -> bool:
    """Say whether a commitment may go from one state to another."""
    return CommitmentState(to) in next_states(state)


def faults(
    *, state: str, to: str, outcome: str, due_on: date, was_due_on: date | None, today: date
) -> dict[str, str]:
    """What is wrong with a change: field -> Dutch sentence. Empty: nothing."""
    found = {}
    if not may_become(state, to):
        found["state"] = "Deze stap kan niet. Zet de toezegging eerst weer op ‘mee bezig’."
    if to in ENDED and not outcome.strip():
        found["outcome"] = (
            "Vertel wat er is gedaan. Ouders lezen dit."
            if to == CommitmentState.DONE
            else "Vertel waarom het niet doorgaat. Ouders lezen dit."
        )
    if due_on != was_due_on and due_on < today and to not in ENDED:
        found["due_on"] = "Deze dag is al geweest. Kies vandaag of een dag daarna."
    return found


def is_late(state: str, due_on: date, today: date) -> bool:
    """Say whether a commitment should have been done by now."""
    return state not in ENDED and due_on < today


def is_due_soon(state: str, due_on: date, today: date) -> bool:
    """Say whether a commitment is to be done within two weeks."""
    return state not in ENDED and today <= due_on <= today + DUE_SOON


def due_words(state: str, due_on: date, today: date) -> str:
    """How a commitment stands to its day, for staff; empty where there is nothing to say."""
    if is_late(state, due_on, today):
        days = (today - due_on).days
        return "Eén dag te laat" if days == 1 else f"{days} dagen te laat"
    if is_due_soon(state, due_on, today):
        days = (due_on - today).days
        if days == 0:
            return "Vandaag klaar"
        return "Morgen klaar" if days == 1 else f"Nog {days} dagen"
    return ""


@dataclass(frozen=True, slots=True)
class Stand:
    """What a change is compared by."""

    text: str
    owner: str
    due_on: date
    state: str
    outcome: str


def change_words(before: Stand | None, after: Stand, state_label: str, day: str) -> str:
    """What changed, in one Dutch line. state_label, day: the new state and day in words."""
    if before is None:
        return f"Toegezegd, klaar op {day}."
    said = []
    if before.state != after.state:
        said.append(f"Nu: {state_label}.")
    if before.due_on != after.due_on:
        said.append(f"Andere dag: {day}.")
    if before.owner != after.owner:
        said.append(f"Nu doet {after.owner or 'nog niemand'} dit.")
    if before.text != after.text:
        said.append("Anders opgeschreven.")
    if before.outcome != after.outcome and after.outcome:
        said.append(after.outcome)
    return " ".join(said)


def is_worth_telling(before: Stand | None, after: Stand) -> bool:
    """Say whether those who were asked hear of a change. Who at school does it is not their news."""
    if before is None:
        return True
    return (before.text, before.due_on, before.state, before.outcome) != (
        after.text,
        after.due_on,
        after.state,
        after.outcome,
    )


def may_tell_changes(last_told: date | None, today: date) -> bool:
    """Say whether a message about changes may go: at most one a week."""
    return last_told is None or today - last_told >= CHANGES_AT_MOST_EVERY
