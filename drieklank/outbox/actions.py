"""Puts a message ready, within the transaction of its fact."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.module_loading import import_string

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.outbox.models import Channel, Message, MessageState

# Tasks stand above actions, so the queue is handed the name.
SEND_NOW: Final = "drieklank.outbox.tasks.send_now"


def queue(
    template: str,
    *,
    board_id: int,
    to: str,
    channel: str = Channel.MAIL,
    language: str = "nl",
    fields: dict[str, Any] | None = None,
    school_id: int | None = None,
    parent_id: int | None = None,
    user_id: int | None = None,
    filler: str = "",
    filler_ref: str = "",
    topic: str = "",
    urgent: bool = False,
    leaves_nothing: bool = False,
) -> Message:
    """One message to one address. `template` is a key of content/messages for this channel.

    filler, filler_ref: who computes the secret fields while sending (see outbox.fillers); they are
    stored nowhere. topic: what it is about, to find it back. urgent: somebody sits waiting for it,
    so it waits neither for the next minute nor for the morning. leaves_nothing: no row stays once
    it was sent, or could not be.
    """
    message: Message = Message.objects.create(
        board_id=board_id,
        school_id=school_id,
        parent_id=parent_id,
        user_id=user_id,
        template=template,
        language=language,
        to=to,
        channel=channel,
        topic=topic,
        fields=fields or {},
        filler=filler,
        filler_ref=filler_ref,
        queued_on=today(),
        urgent=urgent,
        leaves_nothing=leaves_nothing,
    )
    if urgent:
        import_string(SEND_NOW).enqueue(message.pk)
    return message


@transaction.atomic
def mark_returned(public_id: UUID, status: str) -> bool:
    """A mail that was taken came back: its invitation did not arrive. False: there is no such row,
    or it is about nobody in particular.

    Of a reminder no row is kept, so its return changes nothing: it would tell who was reminded.
    status: RFC 3463, `5.1.1`.
    """
    with open_every_tenant("marking an invitation that came back"):
        rows = Message.objects.filter(public_id=public_id, state=MessageState.SENT)
        error = f"SMTP 550 ({status[:12]})"
        return bool(rows.exclude(topic="").update(state=MessageState.FAILED, error=error))
