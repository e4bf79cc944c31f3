"""Puts a message ready, within the transaction of its fact."""

from __future__ import annotations

from typing import Any, Final

from django.utils.module_loading import import_string

from drieklank.base.clock import today
from drieklank.outbox.models import Message

# Tasks stand above actions, so the queue is handed the name.
SEND_NOW: Final = "drieklank.outbox.tasks.send_now"


def queue(
    template: str,
    *,
    board_id: int,
    to: str,
    language: str = "nl",
    fields: dict[str, Any] | None = None,
    school_id: int | None = None,
    parent_id: int | None = None,
    user_id: int | None = None,
    filler: str = "",
    filler_ref: str = "",
    urgent: bool = False,
) -> Message:
    """One message to one address. `template` is a key of content/messages.

    filler, filler_ref: who computes the secret fields while sending (see outbox.fillers); they are
    stored nowhere. urgent: somebody sits waiting for it, so it does not wait for the next minute.
    """
    message: Message = Message.objects.create(
        board_id=board_id,
        school_id=school_id,
        parent_id=parent_id,
        user_id=user_id,
        template=template,
        language=language,
        to=to,
        fields=fields or {},
        filler=filler,
        filler_ref=filler_ref,
        queued_on=today(),
        urgent=urgent,
    )
    if urgent:
        import_string(SEND_NOW).enqueue(message.pk)
    return message
