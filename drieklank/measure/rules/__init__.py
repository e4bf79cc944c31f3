"""Decisions about rounds: who is invited, what a family weighs, which counts may be seen.

Pure: standard library only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from drieklank.measure.rules.counts import DUTCH as DUTCH
from drieklank.measure.rules.counts import KNOWN as KNOWN
from drieklank.measure.rules.counts import MINIMUM_SHOWN as MINIMUM_SHOWN
from drieklank.measure.rules.counts import NEW as NEW
from drieklank.measure.rules.counts import OTHER as OTHER
from drieklank.measure.rules.counts import Asked as Asked
from drieklank.measure.rules.counts import Marks as Marks
from drieklank.measure.rules.counts import Shown as Shown
from drieklank.measure.rules.counts import count_families as count_families
from drieklank.measure.rules.counts import count_languages as count_languages
from drieklank.measure.rules.counts import count_marks as count_marks
from drieklank.measure.rules.counts import is_shown as is_shown
from drieklank.measure.rules.counts import shown_counts as shown_counts
from drieklank.measure.rules.counts import shown_families as shown_families
from drieklank.measure.rules.counts import shown_languages as shown_languages

ADULT_AT: Final = 18
# domain.md 3.7: figures from five answers within the school, open answers from ten.
MINIMUM_ANSWERS: Final[Mapping[str, int]] = {"parents": 5, "team": 5, "pupils": 10}
MINIMUM_TEXTS: Final = 10
# A role as a whole is also read by board and public, so a family weight is borne by ten.
MINIMUM_WEIGHT: Final = 10
REMINDERS: Final = 2
LONGEST_ROUND: Final = timedelta(days=120)
SHORTEST_ROUND: Final = timedelta(days=6)
ROUND_LENGTH: Final = timedelta(days=18)
ANNOUNCED_BEFORE: Final = timedelta(days=7)
# From which year group pupils are asked at a primary or special school: about nine years old.
YOUNGEST_YEAR_GROUP: Final = 6


class State(StrEnum):
    """Where a round is. LOST: its key is gone, so nothing of it can ever be read."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    LOST = "lost"


class Door(StrEnum):
    """What an answering page says to somebody who comes with an invitation today."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    USED = "used"
    LOST = "lost"


def door(state: str, opens_on: date, closes_on: date, has_answered: bool, day: date) -> Door:
    """Say which page an invitation opens on this day. The last day counts whole."""
    if state == State.LOST:
        return Door.LOST
    if state in {State.CLOSED, State.PUBLISHED} or day > closes_on:
        return Door.CLOSED
    if has_answered:
        return Door.USED
    if state == State.PLANNED or day < opens_on:
        return Door.NOT_YET
    return Door.OPEN


def plan_faults(opens_on: date, closes_on: date, today: date) -> dict[str, str]:
    """Return what is wrong with the dates of a plan: field -> Dutch sentence. Empty: nothing."""
    if opens_on < today:
        return {"opens_on": "Deze dag is al geweest. Kies vandaag of een dag daarna."}
    if closes_on < opens_on:
        return {"closes_on": "De laatste dag ligt voor de eerste dag. Kies een latere dag."}
    if closes_on - opens_on < SHORTEST_ROUND:
        return {"closes_on": "Geef mensen minstens een week de tijd om te antwoorden."}
    if closes_on - opens_on > LONGEST_ROUND:
        return {"closes_on": "Een meting duurt hooguit vier maanden. Kies een eerdere dag."}
    return {}


def reminder_days(opens_on: date, closes_on: date) -> tuple[date, ...]:
    """Return the days of the two reminders: at one half and at five sixths of the round."""
    length = (closes_on - opens_on).days
    days = (opens_on + timedelta(days=length // 2), opens_on + timedelta(days=length * 5 // 6))
    return tuple(sorted({day for day in days if opens_on < day < closes_on}))


def announcement_day(opens_on: date, today: date) -> date | None:
    """Return when a round is announced: a week before, or tomorrow; None: too late for that."""
    day = max(opens_on - ANNOUNCED_BEFORE, today + timedelta(days=1))
    return day if opens_on - day >= timedelta(days=2) else None


# -- a window in the year -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both included."""

    first: date
    last: date


def next_window(opens: str, closes: str, today: date) -> Days:
    """Return the window (days as `11-01`) that holds a day, or else the next one."""
    for year in (today.year - 1, today.year, today.year + 1):
        first = date.fromisoformat(f"{year}-{opens}")
        last = date.fromisoformat(f"{year + (closes < opens)}-{closes}")
        if today <= last:
            return Days(first, last)
    raise AssertionError("unreachable")


def window_to_plan(opens: str, closes: str, today: date) -> Days:
    """Return the window that a round planned today can still lie in: one with a week left."""
    return next_window(opens, closes, today + SHORTEST_ROUND)


def is_within(window: Days, opens_on: date, closes_on: date) -> bool:
    """Say whether a round lies in a window with all its days."""
    return window.first <= opens_on and closes_on <= window.last


@dataclass(frozen=True, slots=True)
class Backwards:
    """The last days on which each step can still be in time, reckoned back from a window's end."""

    announce: date
    open: date
    close: date


def backwards(window: Days) -> Backwards:
    """Reckon back: close in the window, give people 18 days, announce a week before."""
    opens = window.last - ROUND_LENGTH
    return Backwards(opens - ANNOUNCED_BEFORE, opens, window.last)


# -- who is invited ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Relation:
    """What decides about an invitation, of one relation of a parent and a pupil at this school."""

    parent_id: int
    pupil_id: int
    group_id: int
    authority: str
    information_right: str
    birth_date: date | None
    shares_with_parents: bool
    language: str


@dataclass(frozen=True, slots=True)
class Invitee:
    """One parent, invited once, with the groups it counts in and its share of the family."""

    parent_id: int
    groups: tuple[int, ...]
    family_size: int
    language: str


def is_adult(birth_date: date | None, day: date) -> bool:
    """Say whether somebody is eighteen on this day; unknown counts as no."""
    if birth_date is None:
        return False
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday) >= ADULT_AT


def pupil_is_asked(sector: str, year_group: str) -> bool:
    """Say whether pupils of a year group are asked: from group 6, and everybody in secondary."""
    if sector == "vo":
        return True
    return year_group.isdigit() and int(year_group) >= YOUNGEST_YEAR_GROUP


def may_be_invited(relation: Relation, day: date) -> bool:
    """Full authority or full information right, and nobody whom the school tells nothing.

    From eighteen the pupil decides whether parents are told anything.
    """
    if relation.information_right == "blocked":
        return False
    if is_adult(relation.birth_date, day) and not relation.shares_with_parents:
        return False
    return relation.authority == "full" or relation.information_right == "full"


def invitees(relations: Iterable[Relation], day: date) -> list[Invitee]:
    """Return one invitee per parent, in order of parent id.

    A family is the parents of exactly the same children, at one address or at two; each weighs
    1 / their number, so that a home with two parents does not count double. A parent answers once;
    in which of its groups it counts is chosen later, see `cells.group_of`.
    """
    by_parent: dict[int, list[Relation]] = {}
    for relation in relations:
        if may_be_invited(relation, day):
            by_parent.setdefault(relation.parent_id, []).append(relation)
    children = {
        parent: frozenset(relation.pupil_id for relation in own)
        for parent, own in by_parent.items()
    }
    sizes = Counter(children.values())
    return [
        Invitee(
            parent,
            tuple(sorted({relation.group_id for relation in own})),
            sizes[children[parent]],
            own[0].language,
        )
        for parent, own in sorted(by_parent.items())
    ]


# -- what closing keeps -----------------------------------------------------------------------------


def may_be_opened(role: str, envelopes: int) -> bool:
    """Say whether the envelopes of a role may be opened; below the minimum they are destroyed."""
    return envelopes >= MINIMUM_ANSWERS[role]


# Along which a round counts its answers besides the whole: groups of children, and in Dutch or not.
STRATA: Final[Mapping[str, tuple[str, ...]]] = {
    "parents": ("group", "language"),
    "team": (),
    "pupils": ("group",),
}


def cells_of(dimension: str, groups: Iterable[int], language: str) -> list[str]:
    """Return the cells that an answer counts in along a dimension: `group:12`, `language:nl`."""
    if dimension == "group":
        return [f"group:{group}" for group in sorted(set(groups))]
    if dimension == "language":
        return [f"language:{DUTCH if language == DUTCH else OTHER}"]
    raise ValueError(dimension)


def cells_written(counts: Mapping[str, int], total: int, minimum: int) -> set[str]:
    """Return which cells along one dimension may be written at all, of their numbers of answers.

    A cell and what is left of the whole without it both reach the minimum. Where exactly one cell
    stays out, the whole less the others would give it away (or come close, since a parent may
    count in two groups): then the smallest of the others stays out too, and in any case so many
    that what stays out reaches the minimum together. What is not written cannot be released, nor
    found in a backup (architecture, section 4; domain.md 3.7).
    """
    written = {
        cell for cell, count in counts.items() if count >= minimum and total - count >= minimum
    }
    smallest_first = sorted(written, key=lambda cell: (counts[cell], cell))
    hidden = [count for cell, count in counts.items() if cell not in written]
    while hidden and smallest_first and (len(hidden) == 1 or sum(hidden) < minimum):
        cell = smallest_first.pop(0)
        written.discard(cell)
        hidden.append(counts[cell])
    return written


def texts_kept(texts: Iterable[tuple[str, str]], languages: Mapping[str, int]) -> list[str]:
    """Return the open answers to one question that may be kept, of (answerer's language, text).

    languages: answers of the role per language. A language in which fewer than ten answered would
    point at who wrote the text, so there it goes with the envelope. Fewer than ten texts in all go
    too: that is what the first page promises.
    """
    kept = [
        text for language, text in texts if text and languages.get(language, 0) >= MINIMUM_TEXTS
    ]
    return kept if len(kept) >= MINIMUM_TEXTS else []


def weight(family_size: int) -> Fraction:
    """Return what one parent of a family with so many invited parents weighs."""
    return Fraction(1, max(1, family_size))


def round_code(school_code: str, school_year: str, taken: Iterable[str], addition: str = "") -> str:
    """Return a code for a new round: `de-klimop-2026`, then `de-klimop-2026-2`.

    addition: what sort of round it is, where it is no baseline: `de-klimop-2026-spiegel`.
    """
    first = "-".join(part for part in (school_code, school_year[:4], addition) if part)[:55]
    used = set(taken)
    number, code = 1, first
    while code in used:
        number += 1
        code = f"{first}-{number}"
    return code


# -- dates that are proposed ------------------------------------------------------------------------


def default_dates(today: date, window: Days | None = None) -> tuple[date, date]:
    """Return the dates a plan form proposes: from Monday over a week, for two weeks and a half.

    window: in which the round should lie; where that has to begin yet, from its first Monday, and
    where it ends soon, until its last day, from today if Monday leaves no week.
    """
    opens = _monday_from(today + timedelta(days=1))
    if window is None:
        return opens, opens + ROUND_LENGTH
    opens = max(opens, _monday_from(window.first))
    if window.last - opens < SHORTEST_ROUND <= window.last - today:
        opens = max(today, window.first)
    return opens, min(opens + ROUND_LENGTH, max(window.last, opens + SHORTEST_ROUND))


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)
