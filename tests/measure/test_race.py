"""At the same moment: one invitation from many devices, and answers while the round closes.

On PostgreSQL, where statements really run side by side; on SQLite the same is played on a real file
by `stage.race`.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions, queries
from drieklank.measure.models import Envelope, Invitation, Role
from tests.cast import Cast
from tests.measure.conftest import Held, hold, sheet_of

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(work: list[Callable[[], None]]) -> None:
    gate = threading.Barrier(len(work))

    def run(one: Callable[[], None]) -> None:
        gate.wait()
        try:
            with open_every_tenant("test"):
                one()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_one_invitation_from_twenty_devices_gives_one_answer(held: Held) -> None:
    invitation, asked = held.invitations()[0], held.asked()
    results: list[bool] = []

    def hand_in() -> None:
        results.append(actions.submit(invitation, asked, sheet_of(asked), "nl"))

    at_once([hand_in] * 20)
    with open_every_tenant("test"):
        assert (results.count(True), Envelope.objects.count()) == (1, 1)


def test_drafts_from_two_devices_at_once_leave_one_draft(held: Held) -> None:
    from drieklank.measure.models import Draft  # noqa: PLC0415 -- only this test looks at drafts

    invitation, asked = held.invitations()[0], held.asked()
    at_once(
        [
            lambda: actions.save_draft(
                invitation, held.ticket(invitation), asked, sheet_of(asked), 2, "nl"
            )
        ]
        * 8
    )
    with open_every_tenant("test"):
        assert Draft.objects.count() == 1


def test_every_answer_that_was_acknowledged_while_closing_is_counted(cast: Cast) -> None:
    held = hold(cast, families=24)
    asked = held.asked()
    invitations = held.invitations()
    for invitation in invitations[:6]:
        held.answer(invitation)
    results: list[bool] = [True] * 6

    def hand_in(invitation: Invitation) -> Callable[[], None]:
        def run() -> None:
            time.sleep(random.random() * 0.3)
            try:
                results.append(actions.submit(invitation, asked, sheet_of(asked), "nl"))
            except LookupError:  # the key was destroyed a moment ago
                results.append(False)

        return run

    def close() -> None:
        time.sleep(0.15)
        actions.close_round(held.round)

    at_once([close, *(hand_in(invitation) for invitation in invitations[6:])])
    with open_every_tenant("test"):
        tally = queries.tally(held.fresh(), Role.PARENTS)
        assert tally is not None
        assert tally.respondents == results.count(True)
        assert (Envelope.objects.count(), Invitation.objects.count()) == (0, 0)
