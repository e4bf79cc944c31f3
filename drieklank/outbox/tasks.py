"""Sending, in the background: what waits each minute, and what cannot wait at once."""

from __future__ import annotations

import time
from typing import Final

from django_tasks import task

from drieklank.base.tenancy import open_every_tenant
from drieklank.outbox.queries import due_messages
from drieklank.outbox.sending import open_connection, send_message

BATCH: Final = 20  # between batches, urgent messages that came meanwhile go first
BUDGET: Final = 50.0  # seconds; the next turn comes within a minute


@task()
def send_waiting() -> None:
    """Send what is due, urgent first, for most of a minute."""
    started = time.monotonic()
    connection = open_connection()
    try:
        while time.monotonic() - started < BUDGET:
            with open_every_tenant("sending messages of all boards"):
                batch = list(due_messages()[:BATCH])
            if not batch:
                return
            for message in batch:
                send_message(message, connection)
                if time.monotonic() - started > BUDGET:
                    return
    finally:
        connection.close()


@task(priority=50)
def send_now(message_id: int) -> None:
    """Send one message that somebody sits waiting for: a code, a link to sign in."""
    with open_every_tenant("sending one message"):
        message = due_messages().filter(pk=message_id).first()
    if message is not None:
        connection = open_connection()
        try:
            send_message(message, connection)
        finally:
            connection.close()
