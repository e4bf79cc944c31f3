"""Decisions about a plan: its year, its hours, which steps an action may take, and the words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

MOST_PRIORITIES: Final = 3
_FIRST_MONTH: Final = 8


class PlanState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"


class ActionState(StrEnum):
    PLANNED = "planned"
    BUSY = "busy"
    DONE = "done"
    DROPPED = "dropped"


ENDED: Final = frozenset({ActionState.DONE, ActionState.DROPPED})


class Source(StrEnum):
    """Where an action came from."""

    OWN = "own"
    ACTIVITY = "activity"
    TRACK = "track"
    BRAINSTORM = "brainstorm"
    TEMPLATE = "template"


class Fidelity(StrEnum):
    """How closely what was done followed what was planned."""

    AS_PLANNED = "planned"
    ADAPTED = "adapted"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Year:
    """A school year: `2026-2027`, from 1 August to 31 July."""

    name: str
    starts_on: date
    ends_on: date


def year_of(day: date) -> Year:
    """The school year that a day falls in."""
    first = day.year if day.month >= _FIRST_MONTH else day.year - 1
    return Year(f"{first}-{first + 1}", date(first, _FIRST_MONTH, 1), date(first + 1, 7, 31))


def year_named(name: str) -> Year:
    """The year of a name such as `2026-2027`. Raises ValueError: no such name."""
    first, _, second = name.partition("-")
    if not (len(name) == 9 and first.isdecimal() and second.isdecimal()):
        raise ValueError(f"No school year: {name!r}")
    if int(second) != int(first) + 1:
        raise ValueError(f"No school year: {name!r}")
    return year_of(date(int(first), _FIRST_MONTH, 1))


@dataclass(frozen=True, slots=True)
class Load:
    """What an action asks of the team (whole hours) and may bring (any scale above zero).

    `is_movable` False: it is busy or done; its hours are spent and it is never what to drop.
    """

    key: int | str
    hours: int
    gain: float = 1.0
    is_movable: bool = True


def hours_of(loads: Sequence[Load]) -> int:
    """All hours together."""
    return sum(one.hours for one in loads)


def hours_over(limit: int | None, loads: Sequence[Load]) -> int:
    """By how many hours the limit is passed; 0 where it is not, or where none is set."""
    return max(hours_of(loads) - limit, 0) if limit is not None else 0


def what_to_drop(limit: int | None, loads: Sequence[Load]) -> tuple[int | str, ...]:
    """Which actions to drop to stay within the limit: the least gain per hour first.

    None of those named can be kept after all. Where even all that may go is not enough, all of it.
    """
    over = hours_over(limit, loads)
    dropped: list[Load] = []
    movable = [one for one in loads if one.is_movable and one.hours > 0]
    for one in sorted(movable, key=lambda load: (load.gain / load.hours, -load.hours)):
        if over <= sum(load.hours for load in dropped):
            break
        dropped.append(one)
    # A large one taken later may have made a small one needless: keep what brings most per hour.
    for one in sorted(dropped, key=lambda load: -load.gain / load.hours):
        if sum(load.hours for load in dropped) - one.hours >= over:
            dropped.remove(one)
    return tuple(one.key for one in dropped)


_STEPS: Final = {
    ActionState.PLANNED: (ActionState.BUSY, ActionState.DONE, ActionState.DROPPED),
    ActionState.BUSY: (ActionState.PLANNED, ActionState.DONE, ActionState.DROPPED),
    ActionState.DONE: (ActionState.BUSY,),
    ActionState.DROPPED: (ActionState.PLANNED, ActionState.BUSY),
}


def next_states(state: str) -> tuple[ActionState, ...]:
    """The states an action may go to from here; its own always, and first."""
    now = ActionState(state)
    return (now, *_STEPS[now])


def state_faults(state: str, to: str, outcome: str) -> dict[str, str]:
    """What is wrong with a step of an action: field -> Dutch sentence. Empty: nothing."""
    if ActionState(to) not in next_states(state):
        return {"state": "Deze stap kan niet. Zet de actie eerst weer op ‘mee bezig’."}
    if to == ActionState.DROPPED and not outcome.strip():
        return {"outcome": "Schrijf op waarom het niet doorgaat. Dan leert een volgend plan ervan."}
    return {}


def is_late(state: str, due_on: date | None, today: date) -> bool:
    """Say whether an action should have been done by now."""
    return due_on is not None and state not in ENDED and due_on < today


def hours_words(hours: int) -> str:
    """12 uur."""
    return f"{hours} uur"


def over_words(over: int, titles: Sequence[str], *, new_is_least: bool = False) -> str:
    """Why a plan refuses, and what would make room."""
    said = f"Dat is {hours_words(over)} meer dan het team dit jaar heeft."
    if new_is_least:
        said += " Deze actie levert per uur waarschijnlijk het minst op. Maak de actie kleiner, of kies iets anders."
    if titles:
        names = "’ en ‘".join(["’, ‘".join(titles[:-1]), titles[-1]] if titles[1:] else titles)
        said += (
            f" Er komt ruimte als je dit laat vallen: ‘{names}’. Je kunt ook minder uren invullen."
        )
    elif not new_is_least:
        said += " Alles wat al bezig of klaar is, telt mee. Vul minder uren in."
    return said
