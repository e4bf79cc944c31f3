"""Queueing invitations and reminders. The link is no part of them: it is computed while sending."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from drieklank.base.clock import today
from drieklank.content.queries import message
from drieklank.measure.models import Invitation, Round, RoundState
from drieklank.measure.queries.people import contact_of, leader_name
from drieklank.measure.queries.results import minutes_of
from drieklank.outbox.actions import queue
from drieklank.people.models import Parent
from drieklank.schools.models import User

FILLER = "measure.invitation"


def invite(row: Round) -> int:
    """Queue an invitation for everyone with an address; return how many. Call in a transaction."""
    return _queue(row, "invitation-{role}", Invitation.objects.filter(round=row), is_logged=True)


@transaction.atomic
def send_reminders(running: Round) -> int:
    """Queue a reminder for whoever has not answered by now, if one is due; return how many.

    The day is struck off in the same transaction, so a second run finds nothing due. Two that
    were missed become one. Nothing queued earlier is cancelled when somebody answers.
    """
    row: Round = (
        Round.objects.select_for_update(of=("self",), no_key=True)
        .select_related("school")
        .get(pk=running.pk)
    )
    day = today().isoformat()
    if row.state != RoundState.OPEN or not any(due <= day for due in row.remind_on):
        return 0
    row.remind_on = [due for due in row.remind_on if due > day]
    row.save(update_fields=["remind_on"])
    number = 1 if row.remind_on else 2
    waiting = Invitation.objects.filter(round=row, answered=False)
    return _queue(row, f"reminder-{{role}}-{number}", waiting, is_logged=False)


def _queue(row: Round, template: str, invitations: QuerySet[Invitation], *, is_logged: bool) -> int:
    """Queue one message per invitation with an address; return how many.

    is_logged: the outbox may remember whom it was for, to show what did not arrive. Of a reminder
    it may not: who was reminded had not answered, and that must not outlive the round.
    """
    general = _general_fields(row)
    queued = 0
    for invitation in invitations.select_related("parent", "user").order_by("pk"):
        person = invitation.parent or invitation.user
        if person is None or not person.email:
            continue
        name = template.format(role=invitation.role)
        known = message(name).fields.keys()
        fields = general[invitation.role] | {"parent": str(person), "name": _first_name(person)}
        queue(
            name,
            board_id=row.board_id,
            school_id=row.school_id,
            to=person.email,
            language=invitation.language,
            parent_id=invitation.parent_id if is_logged else None,
            user_id=invitation.user_id if is_logged else None,
            fields={key: value for key, value in fields.items() if key in known},
            filler=FILLER,
            filler_ref=str(invitation.pk),
        )
        queued += 1
    return queued


def _general_fields(row: Round) -> dict[str, dict[str, str | int]]:
    """Return what messages may say about a round, per role; dates as ISO, written out by the outbox."""
    school = row.school
    fields: dict[str, str | int] = {
        "school": school.name,
        "closes_on": row.closes_on.isoformat(),
        "contact": contact_of(school),
        "sender": leader_name(school),
    }
    return {role: fields | {"minutes": minutes_of(row, role)} for role in row.roles}


def _first_name(person: Parent | User) -> str:
    if isinstance(person, User):
        return (person.name or person.email).split()[0]
    return person.first_name
