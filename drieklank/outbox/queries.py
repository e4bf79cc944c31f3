"""Which messages are due, and how sending went."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from drieklank.base.clock import now
from drieklank.outbox.models import Message, MessageState


def due_messages() -> QuerySet[Message]:
    """Waiting and not too early, or being sent by a worker that was lost. Urgent ones first,
    then the oldest.
    """
    passed = Q(not_before__lte=now())
    return Message.objects.filter(
        Q(Q(not_before__isnull=True) | passed, state=MessageState.WAITING)
        | Q(passed, state=MessageState.SENDING)
    ).order_by("-urgent", "id")


def failed_messages(school_id: int) -> QuerySet[Message]:
    """Messages of a school that did not arrive; address and fields are gone, `parent_id` and
    `user_id` say for whom they were.
    """
    return Message.objects.filter(school_id=school_id, state=MessageState.FAILED).order_by("-id")


def message_counts(school_id: int) -> Mapping[str, int]:
    """How many messages of a school are in each state that occurs."""
    rows = Message.objects.filter(school_id=school_id).values("state").annotate(n=Count("id"))
    return {row["state"]: row["n"] for row in rows}
