"""Queueing invitations and reminders. The link is no part of them: it is computed while sending."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from drieklank.base.clock import today
from drieklank.measure.models import Invitation, Round, RoundState
from drieklank.outbox.actions import queue

FILLER = "measure.invitation"


def invite(row: Round) -> int:
    """Queue an invitation for everyone with an address; return how many. Call in a transaction."""
    return _queue(row, "invitation", Invitation.objects.filter(round=row))


@transaction.atomic
def send_reminders(running: Round) -> int:
    """Queue a reminder for whoever has not answered by now, if one is due; return how many.

    The day is struck off in the same transaction, so a second run finds nothing due. Two that
    were missed become one. Nothing queued earlier is cancelled when somebody answers.
    """
    row: Round = (
        Round.objects.select_for_update(of=("self",)).select_related("school").get(pk=running.pk)
    )
    day = today().isoformat()
    due = [set_on for set_on in row.remind_on if set_on <= day]
    if row.state != RoundState.OPEN or not due:
        return 0
    row.remind_on = [set_on for set_on in row.remind_on if set_on > day]
    row.save(update_fields=["remind_on"])
    return _queue(row, "reminder", Invitation.objects.filter(round=row, answered=False))


def _queue(row: Round, kind: str, invitations: QuerySet[Invitation]) -> int:
    queued = 0
    for invitation in invitations.select_related("parent", "user").order_by("pk"):
        person = invitation.parent or invitation.user
        if person is None or not person.email:
            continue
        queue(
            f"{kind}-{invitation.role}",
            board_id=row.board_id,
            school_id=row.school_id,
            to=person.email,
            language=invitation.language,
            parent_id=invitation.parent_id,
            user_id=invitation.user_id,
            fields=_fields(row, kind),
            filler=FILLER,
            filler_ref=str(invitation.pk),
        )
        queued += 1
    return queued


def _fields(row: Round, kind: str) -> dict[str, str]:
    """Return what the message may say; dates as ISO, written out in the language while sending."""
    return {"school": row.school.name, "closes_on": row.closes_on.isoformat()}
