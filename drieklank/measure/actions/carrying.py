"""Carrying a round that is planned or runs: announcing, who comes midway, what went wrong."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from drieklank.audit.actions import SYSTEM, Who, note
from drieklank.base.clock import today
from drieklank.measure.actions.mailing import announce, invite, invite_self
from drieklank.measure.actions.rounds import (
    WrongStateError,
    add_secrets,
    card_piles,
    locked,
    parents_to_invite,
)
from drieklank.measure.keys import store
from drieklank.measure.models import Draft, Envelope, Invitation, Role, Round, RoundState
from drieklank.measure.queries.instruments import is_in_waves
from drieklank.measure.queries.people import came_since
from drieklank.schools.models import User


@transaction.atomic
def send_announcements(planned: Round) -> int:
    """Tell everybody that questions will come, if that is due; return how many messages.

    The day is struck off in the same transaction, so a second run finds nothing due.

    Raises:
        WrongStateError: the round was opened meanwhile.
    """
    row = locked(planned, RoundState.PLANNED)
    if row.announce_on is None or row.announce_on > today():
        return 0
    row.announce_on = None
    row.save(update_fields=["announce_on"])
    told = announce(row, parents_to_invite(row, today()))
    note("round.announce", row, by=SYSTEM, mailed=told)
    return told


@transaction.atomic
def invite_newcomers(running: Round) -> int:
    """Invite parents whose child came after the round began, and add cards for new pupils.

    Nobody is taken away: who left may still have the link, and an answer stays anybody's. Returns
    how many invitations were added. Safe to run twice.
    """
    row = locked(running, RoundState.OPEN)
    if is_in_waves(row) or row.closes_on < today():
        return 0  # each wave is of who was there; and in days for paper the door online is shut
    known = set(
        Invitation.objects.filter(round=row, role=Role.PARENTS).values_list("parent_id", flat=True)
    )
    # Only who came since: an invitation that was taken back must not come again by itself.
    wanted = came_since(row.school, row.opens_on) - known - set(row.taken_back)
    fresh = [one for one in parents_to_invite(row, today()) if one.parent_id in wanted]
    needed = card_piles(row, today())
    piles = dict.fromkeys(needed, 0)
    for groups in Invitation.objects.filter(round=row, role=Role.PUPILS).values_list(
        "groups", flat=True
    ):
        piles[groups[0]] = piles.get(groups[0], 0) + 1
    fresh += [
        Invitation(board_id=row.board_id, round=row, role=Role.PUPILS, groups=[group])
        for group, pupils in needed.items()
        for _ in range(max(0, pupils - piles[group]))
    ]
    if not fresh:
        return 0
    add_secrets(row, fresh)
    Invitation.objects.bulk_create(fresh, batch_size=500)
    invite(row, only=[one.pk for one in fresh if one.role == Role.PARENTS])
    note("round.newcomers", row, by=SYSTEM, invited=len(fresh))
    return len(fresh)


@transaction.atomic
def withdraw(running: Round, invitation: Invitation, *, by: Who) -> None:
    """Take back an invitation that should not have been sent, with an answer if there was one.

    Whether there was one is neither said nor written down: the same statements run either way.

    Raises:
        WrongStateError: the round does not run (any more).
        KeyMissing: the round's key is gone.
    """
    row = locked(running, RoundState.OPEN)
    key = store().load(row.public_id)
    Envelope.objects.filter(pk=key.envelope_id(invitation.pk)).delete()
    Draft.objects.filter(pk=key.draft_id(invitation.pk, key.link(invitation.pk))).delete()
    Invitation.objects.filter(pk=invitation.pk, round=row).delete()
    if invitation.parent_id is not None:
        row.taken_back = sorted({*row.taken_back, invitation.parent_id})
        row.save(update_fields=["taken_back"])
    note("round.withdraw", row, by=by)


@transaction.atomic
def send_test(measured: Round, role: str, reader: User, *, by: Who) -> None:
    """Send the invitation as others get it to the member of staff who asks; its link shows the
    questions and answers nothing.
    """
    invite_self(measured, role, reader)
    note("round.test_mail", measured, by=by, role=role)


@transaction.atomic
def read_paper_until(measured: Round, last_day: date | None, *, by: Who) -> Round:
    """Set until when forms on paper are read in; None: not longer than the round itself.

    Raises:
        WrongStateError: the round is closed.
    """
    row = locked(measured, RoundState.PLANNED, RoundState.OPEN)
    row.paper_until = last_day
    row.save(update_fields=["paper_until"])
    note("round.paper_until", row, by=by, paper_until=last_day.isoformat() if last_day else "")
    return row


__all__ = [
    "WrongStateError",
    "invite_newcomers",
    "read_paper_until",
    "send_announcements",
    "send_test",
    "withdraw",
]
