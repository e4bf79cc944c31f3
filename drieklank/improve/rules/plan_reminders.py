"""Whom to remind of which actions today: once a week before the day, once after it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from drieklank.improve.rules.plan import ENDED

SOON_WITHIN: Final = timedelta(days=7)
AT_MOST_EVERY: Final = timedelta(days=7)


class Kind(StrEnum):
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Term:
    """An action with a day and an owner; `action`, `owner`: their ids."""

    action: int
    owner: int
    state: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person is reminded of."""

    action: int
    owner: int
    kind: Kind
    due_on: date


def kind_of(term: Term, today: date) -> Kind | None:
    """What there is to say about a term today; None: nothing."""
    if term.state in ENDED:
        return None
    if term.due_on < today:
        return Kind.LATE
    return Kind.SOON if term.due_on <= today + SOON_WITHIN else None


def due(
    terms: Iterable[Term], sent: Set[Reminder], last: dict[int, date], today: date
) -> dict[int, list[Reminder]]:
    """Owner -> the reminders of one mail, the first day on top.

    sent: what was said before. last: owner -> when the last mail went. Who had one less than a week
    ago waits, and then hears everything at once.
    """
    found: dict[int, list[Reminder]] = {}
    for term in sorted(terms, key=lambda one: (one.due_on, one.action)):
        kind = kind_of(term, today)
        before = last.get(term.owner)
        if kind is None or (before is not None and today - before < AT_MOST_EVERY):
            continue
        reminder = Reminder(term.action, term.owner, kind, term.due_on)
        if reminder not in sent:
            found.setdefault(term.owner, []).append(reminder)
    return found


def words(kind: Kind, title: str, day: str) -> str:
    """One line of the mail. day: the term in Dutch words."""
    if kind is Kind.LATE:
        return f"- {title} (zou klaar zijn op {day})"
    return f"- {title} (klaar op {day})"
