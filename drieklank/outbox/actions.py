"""Puts a message ready, within the transaction of its fact."""

from __future__ import annotations

from typing import Any

from drieklank.base.clock import today
from drieklank.outbox.models import Message


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
) -> Message:
    """One message to one address. `template` is a key of content/messages.

    filler, filler_ref: who computes the secret fields while sending (see outbox.fillers); they are
    stored nowhere.
    """
    return Message.objects.create(
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
    )
