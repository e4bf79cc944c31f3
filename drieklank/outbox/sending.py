"""Sending one message: claim it, fill in its secrets, hand it over, and forget what it said."""

from __future__ import annotations

import logging
import smtplib
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from drieklank.base.clock import now
from drieklank.base.tenancy import open_tenant
from drieklank.outbox.fillers import fill
from drieklank.outbox.mail import write_mail
from drieklank.outbox.models import Channel, Message, MessageState
from drieklank.outbox.rules import LOST_AFTER, WRONG_NUMBER, is_final, wait_before
from drieklank.outbox.sms import WrongNumber, send_text, write_text

log = logging.getLogger("drieklank.outbox")


def open_connection() -> BaseEmailBackend:
    """A connection to the mail server, or to files that only the owner of this machine reads."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        Path(settings.EMAIL_FILE_PATH).mkdir(mode=0o700, parents=True, exist_ok=True)
    connection: BaseEmailBackend = get_connection()
    return connection


def send_message(message: Message, connection: BaseEmailBackend) -> MessageState | None:
    """Send one message if nobody else is doing so; returns its new state, None where it was not
    ours to send.
    """
    with open_tenant(message.board_id):
        if not _claim(message):
            return None
        try:
            secrets = fill(message.filler, message.filler_ref) if message.filler else {}
            if secrets is None:
                return _finish(message, MessageState.CANCELLED)
            _hand_over(message, secrets, connection)
        except Exception as failure:
            # Whatever it is, the next message leaves.
            return _stopped_by(message, failure)
        return _finish(message, MessageState.SENT)


def _stopped_by(message: Message, failure: Exception) -> MessageState:
    """What becomes of a message that could not be handed over."""
    match failure:
        case smtplib.SMTPRecipientsRefused():
            code = min((code for code, _ in failure.recipients.values()), default=None)
            return _failed(message, f"SMTP {code}", final=is_final(code, about_recipient=True))
        case smtplib.SMTPDataError(smtp_code=code):
            return _failed(message, f"SMTP {code}", final=is_final(code, about_recipient=True))
        case WrongNumber():
            return _failed(message, WRONG_NUMBER, final=True)
        case smtplib.SMTPException() | OSError():
            return _failed(message, type(failure).__name__, final=False)
    if not message.leaves_nothing:
        log.error("message %s cannot be written", message.template, exc_info=failure)
    # A template without this field or of this name, an address that is none: that will not pass.
    is_for_good = isinstance(failure, KeyError | ValueError)
    return _failed(message, type(failure).__name__, final=is_for_good)


def _hand_over(message: Message, secrets: dict[str, str], connection: BaseEmailBackend) -> None:
    if message.channel == Channel.SMS:
        send_text(message.to, write_text(message, secrets))
    else:
        connection.send_messages([write_mail(message, secrets)])


def _claim(message: Message) -> bool:
    """Mark it as being sent, for this worker only. The moment serves to find lost ones."""
    return bool(
        Message.objects.filter(
            pk=message.pk, state=message.state, not_before=message.not_before
        ).update(state=MessageState.SENDING, not_before=now() + LOST_AFTER)
    )


def _finish(message: Message, state: MessageState, error: str = "") -> MessageState:
    """The end of a message: what it said, to which address and in which language is wiped.

    Of one that leaves nothing the row goes too.
    """
    if message.leaves_nothing:
        Message.objects.filter(pk=message.pk).delete()
        return state
    Message.objects.filter(pk=message.pk).update(
        state=state,
        to="",
        language="",
        fields={},
        filler="",
        filler_ref="",
        not_before=None,
        error=error,
    )
    return state


def _failed(message: Message, error: str, *, final: bool) -> MessageState:
    attempts = message.attempts + 1
    wait = None if final else wait_before(attempts)
    if message.leaves_nothing:  # a log is no row, but is kept as well
        log.warning("a message was not sent, attempt %d", attempts)
    else:
        log.warning("message %s not sent (%s), attempt %d", message.template, error, attempts)
    if wait is None:
        Message.objects.filter(pk=message.pk).update(attempts=attempts)
        return _finish(message, MessageState.FAILED, error)
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.WAITING, attempts=attempts, not_before=now() + wait, error=error
    )
    return MessageState.WAITING
