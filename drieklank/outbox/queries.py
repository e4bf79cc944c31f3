"""Which messages are due, and how sending went."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from drieklank.base.clock import now
from drieklank.outbox.models import Message, MessageState
from drieklank.outbox.rules import Quiet


def due_messages() -> QuerySet[Message]:
    """Waiting and not too early, or being sent by a worker that was lost. Urgent ones first,
    then the oldest. In quiet hours only what somebody waits for.
    """
    passed = Q(not_before__lte=now())
    due = Message.objects.filter(
        Q(Q(not_before__isnull=True) | passed, state=MessageState.WAITING)
        | Q(passed, state=MessageState.SENDING)
    ).order_by("-urgent", "id")
    return due.filter(urgent=True) if is_quiet() else due


def is_quiet() -> bool:
    """Say whether it is evening, night or Sunday now, so that only what somebody waits for leaves."""
    quiet: Quiet = settings.QUIET
    return quiet.holds_at(timezone.localtime(now()))


def failed_messages(school_id: int) -> QuerySet[Message]:
    """Messages of a school that did not arrive; address and fields are gone, `parent_id` and
    `user_id` say for whom they were.
    """
    return Message.objects.filter(school_id=school_id, state=MessageState.FAILED).order_by("-id")


def not_arrived(topic: str) -> dict[int, str]:
    """Parent id -> what the other side said, of parents whose last message on a topic failed.

    Who was sent a newer one, or has one waiting, is not in it. One statement.
    """
    rows = Message.objects.filter(topic=topic, parent_id__isnull=False).order_by("id")
    last = {row.parent_id: row for row in rows.only("parent_id", "state", "error")}
    return {
        parent: row.error
        for parent, row in last.items()
        if parent is not None and row.state == MessageState.FAILED
    }


def has_texts() -> bool:
    """Say whether text messages can be sent from this installation."""
    return bool(settings.SMS_GATEWAY_URL and settings.SMS_SENDER)


def message_counts(school_id: int) -> Mapping[str, int]:
    """How many messages of a school are in each state that occurs."""
    rows = Message.objects.filter(school_id=school_id).values("state").annotate(n=Count("id"))
    return {row["state"]: row["n"] for row in rows}
