"""Puts a message ready, within the transaction of its fact."""

from __future__ import annotations

from typing import Any, Final

from django.utils.module_loading import import_string

from drieklank.base.clock import today
from drieklank.outbox.models import Channel, Message

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
