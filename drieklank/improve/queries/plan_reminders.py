"""Reads of reminders: who is to hear of which actions, who wants none, and the link that stops them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from drieklank.improve.models import NoPlanMail, PlanAction, PlanReminder, PlanState
from drieklank.improve.rules.plan import ENDED
from drieklank.improve.rules.plan_reminders import Kind, Reminder, Term
from drieklank.measure.queries import members_to_invite
from drieklank.schools.models import Membership, User

_SALT: Final = "drieklank.improve.no_plan_mail"
_NAME: Final = re.compile(r"(\d{1,18})-(\d{1,18})")


def running_actions() -> Iterable[PlanAction]:
    """Actions of running plans of the open boards that are to be done, with a day and an owner."""
    return (
        PlanAction.objects.filter(
            plan__state=PlanState.RUNNING, due_on__isnull=False, owner__is_active=True
        )
        .exclude(owner__email="")
        .exclude(state__in=ENDED)
        .select_related("plan__school", "owner")
    )


def terms_of(rows: Iterable[PlanAction], day: date) -> list[Term]:
    """Those whose owner still works at the school and wants to be reminded."""
    rows = list(rows)
    schools = {row.plan.school_id: row.plan.school for row in rows}
    present = {
        (pk, owner)
        for pk, school in schools.items()
        for owner in members_to_invite(school, day).values_list("pk", flat=True)
    }
    off = set(NoPlanMail.objects.values_list("user_id", flat=True))
    return [
        Term(row.pk, row.owner_id, row.state, row.due_on)
        for row in rows
        if row.owner_id is not None
        and row.due_on is not None
        and row.owner_id not in off
        and (row.plan.school_id, row.owner_id) in present
    ]


def sent_before(actions: Iterable[int]) -> tuple[set[Reminder], dict[int, date]]:
    """What was said about these actions, and per person of the board when the last mail went."""
    rows = PlanReminder.objects.filter(action_id__in=list(actions))
    said = {
        Reminder(action, user, Kind(kind), due_on)
        for action, user, kind, due_on in rows.values_list("action_id", "user_id", "kind", "due_on")
    }
    last: dict[int, date] = {}
    for user, day in PlanReminder.objects.values_list("user_id", "sent_on"):
        last[user] = max(last.get(user, day), day)
    return said, last


def wants_no_mail(user: User, board_id: int) -> bool:
    """Whether this person switched the reminders of a board off."""
    return NoPlanMail.objects.filter(user=user, board_id=board_id).exists()


def reminder_fields(ref: str) -> dict[str, str] | None:
    """What a reminder needs while it is sent; ref: "user:board:day".

    None: by now the plan is closed, all of it is done, or this person wants no reminders.
    """
    user_id, board_id, day = ref.split(":")
    open_rows = PlanReminder.objects.filter(
        user_id=user_id,
        sent_on=date.fromisoformat(day),
        action__plan__state=PlanState.RUNNING,
        user__is_active=True,
    ).exclude(action__state__in=ENDED)
    if not open_rows.exists() or NoPlanMail.objects.filter(user_id=user_id).exists():
        return None
    return {"stop": stop_link(int(user_id), int(board_id))}


def stop_link(user_id: int, board_id: int) -> str:
    """The full address that stops reminders of one board to one person. Signed, not secret."""
    token = Signer(salt=_SALT, sep=".").sign(f"{user_id}-{board_id}")
    return f"{settings.BASE_URL}{reverse('improve:plan_mail', args=[token])}"


def member_by_stop(token: str) -> Membership | None:
    """A role of the person in the link at the board in the link; None: altered, or gone since."""
    try:
        name = Signer(salt=_SALT, sep=".").unsign(token)
    except BadSignature:
        return None
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    found = Membership.objects.filter(user_id=match[1], board_id=match[2])
    return found.select_related("user", "board").first()
