"""Who holds a letter of somebody else learns nothing from it, on no page, in no header and no count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions
from drieklank.measure.cookies import NAME
from drieklank.measure.guesses import guesses
from drieklank.measure.models import Envelope, Invitation, PaperDoubt, PaperSheet, ResponseCount
from drieklank.outbox.models import Message
from drieklank.outbox.tasks import send_waiting
from tests.measure.browse import Page
from tests.measure.conftest import Held

pytestmark = pytest.mark.django_db


@dataclass
class Walk:
    """What a browser got: per request its status, headers, cookies' attributes, text, statements."""

    seen: list[Any] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)

    def note(self, call: Any, url: str, *rest: Any) -> Any:
        with CaptureQueriesContext(
            connection,
        ) as ran:
            response = call(url, *rest)
        cookies = [
            {key: value for key, value in cookie.items() if value} | {"length": len(cookie.value)}
            for cookie in response.cookies.values()
        ]
        text = re.sub(r'value="[0-9a-f]{32}"', "", response.content.decode())
        headers = {
            key: re.sub(r"nonce-[^']+|\d+", "", value) for key, value in response.headers.items()
        }
        self.seen.append((url, response.status_code, headers, cookies, text))
        self.statements.append(len(ran))
        return response


def walk(held: Held, invitation: Invitation, door: str) -> Walk:
    """Save, come back, save under a word, try a word, hand in, and come again with the same code."""
    guesses.clear()
    first = held.asked().parts[0].items[0].key
    client, done = Client(), Walk()

    def fields(url: str) -> dict[str, Any]:
        return Page(client.get(url).content.decode()).values

    def code(url: str) -> None:
        # A typed code differs per invitation; what comes of it may not.
        with_code = client.post(url, {"code": held.code(invitation)})
        assert (with_code.status_code, with_code["Location"]) == (302, "/v/")

    code(door)
    for url in ("/v/", "/v/deel/1/"):
        done.note(client.get, url)
    if door == "/meedoen/":
        done.note(
            client.post, "/v/deel/1/", fields("/v/deel/1/") | {first: "yes", "save_later": "1"}
        )
        kept = fields("/v/bewaard/") | {"word": "blauwe fiets", "keep": "1"}
        done.note(client.post, "/v/bewaard/", kept)
        code(door)
        for word in ("rode fiets", "blauwe fiets"):
            done.note(client.post, "/v/", fields("/v/") | {"word": word, "resume": "1"})
    last = f"/v/deel/{len(held.asked().parts)}/"
    done.note(client.post, last, fields(last) | {"closing.heard": ["yes"], "next": "1"})
    assert client.cookies[NAME].value == ""
    code(door)
    for url in ("/v/", last):
        done.note(client.get, url)
    done.note(client.post, last, fields(last) | {"closing.heard": ["no"], "next": "1"})
    return done


@pytest.mark.parametrize("door", ["/meedoen/", "/meedoen/tablet/", "/meedoen/telefoon/"])
def test_answered_and_waiting_give_the_same_bytes_headers_and_cookies_by_paper(
    held: Held, door: str
) -> None:
    answered, waiting = [one for one in held.invitations() if one.language == "nl"][:2]
    held.answer(answered, 2)
    with open_every_tenant("test"):
        before = list(Envelope.objects.values_list("pk", "sealed"))
    of_answered, of_waiting = walk(held, answered, door), walk(held, waiting, door)
    assert of_answered.seen == of_waiting.seen
    # Only where the answer is kept one statement more runs: the envelope itself. PostgreSQL is
    # asked for all in one.
    more = [b - a for a, b in zip(of_answered.statements, of_waiting.statements, strict=True)]
    envelope = int(connection.vendor == "sqlite")
    assert sorted(more) == [0] * (len(more) - 1) + [envelope]
    with open_every_tenant("test"):
        assert set(before) < set(Envelope.objects.values_list("pk", "sealed"))
        assert Envelope.objects.count() == 2


def test_taking_an_invitation_back_does_the_same_whether_it_was_answered_or_not(held: Held) -> None:
    answered, waiting = held.invitations()[:2]
    held.answer(answered)
    ran = []
    with open_every_tenant("test"):
        for invitation in (answered, waiting):
            with CaptureQueriesContext(connection) as seen:
                actions.withdraw(held.round, invitation, by=held.cast.actor("leader"))
            ran.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in seen])
        assert ran[0] == ran[1]
        assert Envelope.objects.count() == 0


def test_who_was_reminded_stands_nowhere_once_the_reminder_left(held: Held) -> None:
    """A reminder is for who had not answered: neither a row nor a number may outlive the sending."""
    from drieklank.base.clock import today  # noqa: PLC0415 -- only this test sets a day

    send_waiting.func()
    for invitation in held.invitations()[:6]:
        held.answer(invitation)
    with open_every_tenant("test"):
        before = sorted(Message.objects.values_list("template", "parent_id", "state"))
        held.round.remind_on = [today().isoformat()]
        held.round.save()
        assert actions.send_reminders(held.round) > 0
        waiting = Message.objects.filter(template__startswith="reminder")
        assert set(waiting.values_list("parent_id", "user_id", "topic")) == {(None, None, "")}
        send_waiting.func()
        assert sorted(Message.objects.values_list("template", "parent_id", "state")) == before


def test_every_table_of_sealed_things_keeps_no_order_and_no_moment() -> None:
    from django.apps import apps  # noqa: PLC0415 -- looks at all tables once

    sealed = [
        model
        for model in apps.get_app_config("measure").get_models()
        if any(column.name == "sealed" for column in model._meta.fields)
    ]
    assert {PaperDoubt, PaperSheet, Envelope} < set(sealed)
    kinds = {column.get_internal_type() for model in sealed for column in model._meta.fields}
    assert kinds == {"UUIDField", "ForeignKey", "CharField", "BinaryField"}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            made = dict(cursor.fetchall())
        assert all(made[model._meta.db_table].endswith("WITHOUT ROWID") for model in sealed)


def test_live_counts_of_a_round_with_few_answers_hold_no_number(held: Held) -> None:
    with open_every_tenant("test"):
        for invitation in held.invitations()[:4]:
            held.answer(invitation)
        held.round.counted_on = None
        held.round.save()
        assert actions.refresh_counts(held.round)
        assert set(ResponseCount.objects.values_list("answered", flat=True)) == {None}
