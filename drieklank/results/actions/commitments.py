"""Promising, changing and taking back. One function is one transaction; every change is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.measure.queries import Round
from drieklank.results.models import Commitment, CommitmentChange, CommitmentState, Telling
from drieklank.results.queries.commitments import stand_of
from drieklank.results.rules.commitments import faults, is_worth_telling
from drieklank.schools.models import User


class CommitmentFaultsError(ValueError):
    """A change that may not be; `faults` holds field -> Dutch sentence."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__("; ".join(found.values()))
        self.faults = found


class ToldAlreadyError(ValueError):
    """Parents know of this promise: it can be dropped, with a reason, but not made undone."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a commitment is to stand."""

    text: str
    owner: User
    due_on: date
    goal: str = ""
    state: str = CommitmentState.PLANNED
    outcome: str = ""


@transaction.atomic
def make_commitment(measured: Round, wish: Wish, *, by: Actor) -> Commitment:
    """Promise something because of what people said in a round.

    Raises:
        CommitmentFaultsError: the day is over.
    """
    _check(CommitmentState.PLANNED, wish, None)
    row: Commitment = Commitment.objects.create(
        board_id=measured.board_id,
        school_id=measured.school_id,
        round=measured,
        goal=wish.goal,
        text=wish.text,
        owner=wish.owner,
        due_on=wish.due_on,
        state=wish.state,
        outcome=wish.outcome,
        made_on=today(),
    )
    _keep(row, is_news=True, by=by)
    note("commitment.made", row, by=by)
    return row


@transaction.atomic
def change_commitment(known: Commitment, wish: Wish, *, by: Actor) -> Commitment:
    """Change a commitment, or say how far it is. Nothing changed: nothing is written.

    Raises:
        CommitmentFaultsError: a step that cannot be, an end without what came of it, a day that is over.
    """
    row: Commitment = Commitment.objects.select_for_update().get(pk=known.pk)
    before = stand_of(row)
    _check(row.state, wish, row.due_on)
    row.text, row.owner, row.due_on = wish.text, wish.owner, wish.due_on
    row.state, row.outcome = wish.state, wish.outcome.strip()
    goal_changed, row.goal = row.goal != wish.goal, wish.goal
    after = stand_of(row)
    if before == after and not goal_changed:
        return row
    row.save(update_fields=["text", "owner", "due_on", "state", "outcome", "goal"])
    if before != after:
        _keep(row, is_news=is_worth_telling(before, after), by=by)
    note("commitment.changed", row, by=by, state=row.state)
    return row


@transaction.atomic
def take_back(known: Commitment, *, by: Actor) -> None:
    """Remove a commitment that was never told to anybody.

    Raises:
        ToldAlreadyError: the results and commitments of its round were told.
    """
    if Telling.objects.filter(round_id=known.round_id).exists():
        raise ToldAlreadyError
    note("commitment.taken_back", known, by=by)
    known.delete()


def _check(state: str, wish: Wish, was_due_on: date | None) -> None:
    found = faults(
        state=state,
        to=wish.state,
        outcome=wish.outcome,
        due_on=wish.due_on,
        was_due_on=was_due_on,
        today=today(),
    )
    if found:
        raise CommitmentFaultsError(found)


def _keep(row: Commitment, *, is_news: bool, by: Actor) -> None:
    """The change as a row. What is no news to those who were asked counts as told."""
    CommitmentChange.objects.create(
        board_id=row.board_id,
        commitment=row,
        text=row.text,
        owner=row.owner,
        due_on=row.due_on,
        state=row.state,
        outcome=row.outcome,
        changed_on=today(),
        changed_by=by.user,
        told_on=None if is_news else today(),
    )
