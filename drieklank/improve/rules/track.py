"""Decisions about a trajectory: which step is now, minutes, blocks that stay, and two people writing at once. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

DUE_SOON: Final = timedelta(days=7)
MOST_POINTS: Final = 3


class TrackState(StrEnum):
    RUNNING = "running"
    CLOSED = "closed"


class Stand(StrEnum):
    """How a step stands on the page."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


def stands(closed: Sequence[bool]) -> tuple[Stand, ...]:
    """For each step in order whether it is done, the one to work on, or later.

    A step that was opened again is the one to work on, also where later ones are closed.
    """
    now = next((place for place, is_closed in enumerate(closed) if not is_closed), None)
    return tuple(
        Stand.DONE if is_closed else Stand.NOW if place == now else Stand.NEXT
        for place, is_closed in enumerate(closed)
    )


def usual_day(starts_on: date, week: int) -> date:
    """When a step usually falls: so many weeks after the start, and never in a weekend."""
    day = starts_on + timedelta(weeks=week)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


# -- the agenda --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Length:
    """How the blocks of an agenda (minutes) stand to the time that was planned."""

    blocks: int
    planned: int

    @property
    def over(self) -> int:
        """Minutes too many; below zero: minutes left."""
        return self.blocks - self.planned

    @property
    def words(self) -> str:
        """The finding, in one Dutch sentence."""
        if self.over > 0:
            return f"De onderdelen duren samen {self.blocks} minuten. Dat is {self.over} minuten te lang."
        if self.over < 0:
            return f"De onderdelen duren samen {self.blocks} minuten. Er is nog {-self.over} minuten over."
        return f"De onderdelen duren samen {self.blocks} minuten, precies de tijd die er is."


def moved(order: Sequence[int], key: int, by: int) -> list[int]:
    """The keys in their new order; by -1 up, +1 down. At the edge nothing changes."""
    places = list(order)
    at = places.index(key)
    to = at + by
    if 0 <= to < len(places):
        places[at], places[to] = places[to], places[at]
    return places


# -- two people, one text ----------------------------------------------------------------------------


class Edit(StrEnum):
    """What becomes of a text that somebody sends."""

    SAME = "same"  # nothing to write
    SAVE = "save"
    CLASH = "clash"  # somebody else saved meanwhile: show both


def edit(*, stored: str, version: int, sent: str, seen: int) -> Edit:
    """What to do with `sent`, written on top of version `seen`, where `stored` stands as `version`.

    Who sends what already stands there clashes with nobody.
    """
    if stored.strip() == sent.strip():
        return Edit.SAME
    return Edit.SAVE if seen == version else Edit.CLASH


# -- agreements --------------------------------------------------------------------------------------


def is_late(due_on: date | None, *, is_done: bool, day: date) -> bool:
    """Say whether something should have been done by now."""
    return due_on is not None and not is_done and due_on < day


def due_words(due_on: date | None, *, is_done: bool, day: date) -> str:
    """How something stands to its day; empty where there is nothing to say."""
    if due_on is None or is_done:
        return ""
    days = (due_on - day).days
    if days < 0:
        return "één dag te laat" if days == -1 else f"{-days} dagen te laat"
    if days == 0:
        return "vandaag"
    return f"nog {days} dagen" if 1 < days <= DUE_SOON.days else "morgen" if days == 1 else ""


# -- who may join ------------------------------------------------------------------------------------


def missing_in_group(parents: int, staff: int) -> str:
    """What the steering group still lacks; empty: nothing."""
    if not parents:
        return (
            "Er zit nog geen ouder in de stuurgroep. Dit traject gaat over ouders: vraag er ten "
            "minste één, liever twee."
        )
    return "" if staff else "Er zit nog niemand van het team in de stuurgroep."


def faults(
    *, starts_on: date, ends_on: date, adviser_until: date | None, has_adviser: bool
) -> dict[str, str]:
    """What is wrong with the term of a trajectory: field -> Dutch sentence.

    adviser_until: the last day on which the adviser may look at this school.
    """
    found = {}
    if ends_on <= starts_on:
        found["ends_on"] = "De laatste dag komt na de eerste. Kies een latere dag."
    if has_adviser and adviser_until is None:
        found["adviser"] = "Deze adviseur heeft geen toegang tot jullie school. Kies een andere."
    elif adviser_until is not None and ends_on > adviser_until:
        found["ends_on"] = (
            f"De toegang van deze adviseur loopt tot {adviser_until.day}-{adviser_until.month}-"
            f"{adviser_until.year}. Kies een eerdere dag, of verleng eerst die toegang bij Team."
        )
    return found


# -- what a step knows from before -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that a step's papers take over. lines: empty where nothing was written."""

    fact: str
    title: str
    lines: tuple[str, ...]


def taken_over(shows: Sequence[tuple[str, str]], known: Mapping[str, Sequence[str]]) -> list[Shown]:
    """What a step takes over, in the order of the template: (fact, title) pairs and known lines."""
    return [Shown(fact, title, tuple(known.get(fact, ()))) for fact, title in shows]


# -- what to do next ---------------------------------------------------------------------------------


class Need(StrEnum):
    """What a step asks now."""

    DAY = "day"
    PREPARE = "prepare"
    HOLD = "hold"
    WRITE = "write"
    CLOSE = "close"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What the next thing of a step depends on. to_prepare: how many things are still open."""

    name: str
    held_on: date | None
    to_prepare: int
    has_minutes: bool
    is_closed: bool


def need(facts: StepFacts, day: date) -> Need:
    """What a step asks on this day."""
    if facts.is_closed:
        return Need.NONE
    if facts.has_minutes:
        return Need.CLOSE
    if facts.held_on is None:
        return Need.DAY
    if facts.held_on < day:
        return Need.WRITE
    return Need.PREPARE if facts.to_prepare else Need.HOLD


def finding(facts: StepFacts, day: date) -> str:
    """How a step stands, as a heading."""
    said = {
        Need.NONE: "gedaan",
        Need.DAY: "kies een dag",
        Need.WRITE: "schrijf op wat er is gezegd",
        Need.CLOSE: "alles staat erin",
        Need.HOLD: "alles is voorbereid",
    }.get(need(facts, day))
    if said is None:
        many = facts.to_prepare
        said = (
            "nog één ding voor te bereiden" if many == 1 else f"nog {many} dingen voor te bereiden"
        )
    return f"{facts.name}: {said}"


def track_finding(names: Sequence[str], closed: Sequence[bool]) -> str:
    """How a trajectory stands, as a heading. names: of the steps, in order."""
    if all(closed):
        return "Alle vijf stappen zijn gedaan"
    now = list(closed).index(False)
    if not now:
        return f"Stap 1 van {len(names)}: {names[0].lower()}"
    return f"{names[now - 1]} gedaan, nu {names[now].lower()}"
