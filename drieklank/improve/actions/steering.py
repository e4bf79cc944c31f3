"""Who sits in the steering group: asked by the leader; a parent says yes herself and may always leave."""

from __future__ import annotations

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.improve.models import SteeringMember, Track
from drieklank.people.models import Parent
from drieklank.schools.models import User


@transaction.atomic
def ask_parent(track: Track, parent: Parent, *, by: Actor) -> SteeringMember:
    """Ask a parent to join. Until she says yes she reads nothing of the trajectory."""
    row, is_new = _member(track, parent=parent)
    if is_new:
        note("steering.asked", row, by=by)
    return row


@transaction.atomic
def ask_staff(track: Track, user: User, *, by: Actor) -> SteeringMember:
    """Somebody of the team joins; that was agreed in person."""
    row, is_new = _member(track, user=user)
    if is_new:
        row.accepted_on = today()
        row.save(update_fields=["accepted_on"])
        note("steering.asked", row, by=by)
    return row


def _member(
    track: Track, *, user: User | None = None, parent: Parent | None = None
) -> tuple[SteeringMember, bool]:
    Track.objects.select_for_update().get(pk=track.pk)
    row: SteeringMember | None = SteeringMember.objects.filter(
        track=track, user=user, parent=parent, left_on=None
    ).first()
    if row is not None:
        return row, False
    made: SteeringMember = SteeringMember.objects.create(
        board_id=track.board_id,
        track=track,
        school_id=track.school_id,
        user=user,
        parent=parent,
        invited_on=today(),
    )
    return made, True


@transaction.atomic
def accept(row: SteeringMember, *, by: Actor) -> None:
    """The parent says yes."""
    if row.accepted_on is None:
        row.accepted_on = today()
        row.save(update_fields=["accepted_on"])
        note("steering.accepted", row, by=by)


@transaction.atomic
def leave(row: SteeringMember, *, by: Actor) -> None:
    """Stop, say no, or be taken out: nothing of the trajectory is read from now on."""
    if row.left_on is None:
        row.left_on = today()
        row.save(update_fields=["left_on"])
        note("steering.left", row, by=by)
