"""Queueing invitations and reminders. The link is no part of them: it is computed while sending."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from drieklank.audit.actions import Who, note
from drieklank.base.clock import today
from drieklank.content.queries import library, message
from drieklank.measure.models import Invitation, Role, Round, RoundState
from drieklank.measure.queries.arrival import topic_of
from drieklank.measure.queries.people import contact_of, leader_name, teacher_names
from drieklank.measure.queries.results import minutes_of
from drieklank.outbox.actions import queue
from drieklank.outbox.queries import has_texts, not_arrived
from drieklank.people.models import Channel, Parent
from drieklank.people.queries import channels_of
from drieklank.people.reaching import Way, mobile_number, way_to
from drieklank.people.roster.values import email_address
from drieklank.schools.models import User

FILLER: Final = "measure.invitation"
# The same, also to a parent who is left in peace: it is an answer to their own question.
ASKED_FILLER: Final = "measure.asked"
# No secret link, but the one to be left in peace; who stopped by then gets nothing.
STOP_FILLER: Final = "measure.stop"

# Their invitation promises that no reminder follows.
WITHOUT_REMINDER: Final = frozenset({"pulse"})


@dataclass(frozen=True)
class Errand:
    """One kind of message about a round.

    mail, sms: template for each way, with `{role}`. is_logged: the outbox may remember whom it was
    for, to show what did not arrive. Of a reminder it may not: who was reminded had not answered,
    and that must not outlive the round. is_asked: the parent asked for it and waits.
    """

    mail: str
    sms: str
    is_logged: bool = False
    is_asked: bool = False


INVITATION: Final = Errand("invitation-{role}", "invitation-{role}-sms", is_logged=True)
LOST_LINK: Final = Errand("invitation-{role}", "invitation-{role}-sms", is_asked=True)


def invite(row: Round, only: Collection[UUID] | None = None) -> int:
    """Queue an invitation for everyone who can be reached; return how many. Call in a transaction.

    only: these invitations, instead of all of the round.
    """
    rows = Invitation.objects.filter(round=row).exclude(role=Role.PUPILS)
    return _queue(row, INVITATION, rows if only is None else rows.filter(pk__in=only))


def announce(row: Round, invitations: Sequence[Invitation]) -> int:
    """Queue the announcement to parents by mail, in their language; return how many.

    invitations: of the parents who will be asked; not stored, and without any secret.
    """
    asked = {one.parent_id: one for one in invitations if one.parent_id is not None}
    general = _general_fields(row).get(Role.PARENTS, {}) | {
        "opens_on": row.opens_on.isoformat(),
        "mail_from": parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1],
    }
    parents = Parent.objects.filter(pk__in=asked, no_measure_mail=False).exclude(email="")
    for parent in parents:
        _queue_announcement(row, parent, asked[parent.pk].language, general)
    return len(parents)


def _queue_announcement(
    row: Round, parent: Parent, language: str, general: dict[str, str | int]
) -> None:
    name = "announcement-parents"
    known = message(name).fields.keys()
    fields = general | {"parent": str(parent), "name": parent.first_name}
    queue(
        name,
        board_id=row.board_id,
        school_id=row.school_id,
        to=parent.email,
        language=language,
        parent_id=parent.pk,
        fields={key: value for key, value in fields.items() if key in known},
        filler=STOP_FILLER,
        filler_ref=str(parent.pk),
    )


def invite_self(row: Round, role: str, reader: User) -> None:
    """Queue an invitation as others get it to a member of staff; its link shows the questions."""
    name = f"invitation-{role}"
    at = reverse("measure:questions", args=[row.school.code, row.instrument, role])
    fields = _general_fields(row)[role] | {
        "parent": reader.name or reader.email,
        "name": _first_name(reader),
        "link": f"{settings.BASE_URL}{at}",
        "stop": f"{settings.BASE_URL}{at}",
    }
    known = message(name).fields.keys()
    queue(
        name,
        board_id=row.board_id,
        school_id=row.school_id,
        to=reader.email,
        fields={key: value for key, value in fields.items() if key in known},
        urgent=True,
        leaves_nothing=True,
    )


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
    if row.instrument in WITHOUT_REMINDER:
        return 0
    number = 1 if row.remind_on else 2
    reminder = Errand(f"reminder-{{role}}-{number}", "reminder-{role}-sms")
    return _queue(row, reminder, Invitation.objects.filter(round=row, answered=False))


@transaction.atomic
def send_invitation_again(running: Round, parent: Parent, *, by: Who) -> bool:
    """Queue the invitation of a parent whom it did not reach; False: there is no such failure, or
    still no way to reach this parent. Never looks at whether anybody answered.
    """
    row: Round = (
        Round.objects.select_for_update(of=("self",), no_key=True)
        .select_related("school")
        .get(pk=running.pk)
    )
    if row.state != RoundState.OPEN or parent.pk not in not_arrived(topic_of(row)):
        return False
    if not _queue(row, INVITATION, Invitation.objects.filter(round=row, parent=parent)):
        return False
    note("round.invite_again", row, by=by)
    return True


def address_of(typed: str) -> str:
    """Return what somebody typed as it is looked up: a mail address or a mobile number; empty: neither."""
    if "@" in typed:
        return email_address(typed) or ""
    return mobile_number(typed)


@transaction.atomic
def send_lost_links(address: str) -> int:
    """Queue the invitations of open rounds for the parent behind an address (see `address_of`);
    return how many. Open every tenant first.

    To the address on file, whether answered or not: what the link opens tells the parent.
    """
    rows = Invitation.objects.filter(role=Role.PARENTS, round__state=RoundState.OPEN)
    if "@" in address:
        rows, wish = rows.filter(parent__email__iexact=address), Channel.EMAIL
    else:
        rows, wish = rows.filter(parent__phone=address), Channel.SMS
    found = list(rows.select_related("round__school").order_by("pk"))
    return sum(
        _queue(one.round, LOST_LINK, Invitation.objects.filter(pk=one.pk), wish=wish)
        for one in found
    )


def _queue(row: Round, errand: Errand, invitations: QuerySet[Invitation], *, wish: str = "") -> int:
    """Queue one message per invitation that can be reached; return how many.

    wish: by which channel, instead of what the parent prefers.
    """
    general, teachers = _general_fields(row), teacher_names(row.school)
    found = list(invitations.select_related("parent", "user").order_by("pk"))
    prefers = {} if wish else channels_of(one.parent_id for one in found if one.parent_id)
    queued = 0
    for invitation in found:
        way = _way(invitation, errand, wish or prefers.get(invitation.parent_id or 0, ""))
        if way is not None:
            sender = _sender(invitation, teachers)
            _queue_one(row, errand, invitation, way, general[invitation.role] | sender)
            queued += 1
    return queued


def _sender(invitation: Invitation, teachers: Mapping[int, str]) -> dict[str, str | int]:
    """Return who invites a parent: the teacher of a child's group, else whom the general says."""
    if invitation.role != Role.PARENTS:
        return {}
    known = [teachers[group] for group in invitation.groups if group in teachers]
    return {"sender": known[0]} if known else {}


def _way(invitation: Invitation, errand: Errand, prefers: str) -> Way | None:
    """Return how this person is reached by this errand; None: not at all."""
    if invitation.user is not None:
        return Way.MAIL if invitation.user.email else None
    parent = invitation.parent
    if parent is None or (parent.no_measure_mail and not errand.is_asked):
        return None
    return way_to(email=parent.email, phone=parent.phone, prefers=prefers, has_sms=has_texts())


def _queue_one(
    row: Round, errand: Errand, invitation: Invitation, way: Way, general: dict[str, str | int]
) -> None:
    person = invitation.parent or invitation.user
    assert person is not None  # noqa: S101 -- narrows the type; _way answers None without one
    name = _template(row, errand, invitation.role, way)
    known = message(name).fields.keys()
    fields = general | {"parent": str(person), "name": _first_name(person)}
    queue(
        name,
        board_id=row.board_id,
        school_id=row.school_id,
        to=person.email if way is Way.MAIL else mobile_number(person.phone),
        channel=way,
        language=invitation.language,
        parent_id=invitation.parent_id if errand.is_logged else None,
        user_id=invitation.user_id if errand.is_logged else None,
        topic=topic_of(row) if errand.is_logged else "",
        fields={key: value for key, value in fields.items() if key in known},
        filler=ASKED_FILLER if errand.is_asked else FILLER,
        filler_ref=str(invitation.pk),
        urgent=errand.is_asked,
        leaves_nothing=not errand.is_logged,
    )


def _template(row: Round, errand: Errand, role: str, way: Way) -> str:
    """Return the message to send: an instrument may have an invitation of its own for parents."""
    own = f"invitation-{row.instrument}"
    is_invitation = errand.mail == INVITATION.mail and role == Role.PARENTS and way is Way.MAIL
    if is_invitation and own in library().messages:
        return own
    return (errand.mail if way is Way.MAIL else errand.sms).format(role=role)


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
        return next(iter((person.name or person.email).split()), person.email)
    return person.first_name
