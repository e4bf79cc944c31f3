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
from drieklank.outbox.models import Message, MessageState
from drieklank.outbox.rules import LOST_AFTER, is_final, wait_before

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
            connection.send_messages([write_mail(message, secrets)])
        except smtplib.SMTPRecipientsRefused as refusal:
            code = min((code for code, _ in refusal.recipients.values()), default=None)
            return _failed(message, f"SMTP {code}", final=is_final(code, about_recipient=True))
        except smtplib.SMTPDataError as refusal:
            code = refusal.smtp_code
            return _failed(message, f"SMTP {code}", final=is_final(code, about_recipient=True))
        except (smtplib.SMTPException, OSError) as failure:
            return _failed(message, type(failure).__name__, final=False)
        except (KeyError, ValueError) as failure:
            # A template without this field or of this name: a fault of ours, never of the address.
            log.exception("message %s cannot be written", message.template)
            return _failed(message, type(failure).__name__, final=True)
        return _finish(message, MessageState.SENT)


def _claim(message: Message) -> bool:
    """Mark it as being sent, for this worker only. The moment serves to find lost ones."""
    return bool(
        Message.objects.filter(
            pk=message.pk, state=message.state, not_before=message.not_before
        ).update(state=MessageState.SENDING, not_before=now() + LOST_AFTER)
    )


def _finish(message: Message, state: MessageState, error: str = "") -> MessageState:
    """The end of a message: what it said, to which address and in which language is wiped.

    A reminder names nobody and only goes to who had not answered; where one family reads a
    language, the language would name them after the round has closed.
    """
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
    log.warning("message %s not sent (%s), attempt %d", message.template, error, attempts)
    if wait is None:
        Message.objects.filter(pk=message.pk).update(attempts=attempts)
        return _finish(message, MessageState.FAILED, error)
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.WAITING, attempts=attempts, not_before=now() + wait, error=error
    )
    return MessageState.WAITING
