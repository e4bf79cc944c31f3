"""A text message goes to the gateway of the setting, and what that answers decides what happens."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from pytest_django.fixtures import Settings

from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import library
from drieklank.content.schema.wording import Channel
from drieklank.outbox import fillers
from drieklank.outbox.actions import queue
from drieklank.outbox.models import Message, MessageState
from drieklank.outbox.segments import made_plain, segments, shortened
from drieklank.outbox.sms import write_text
from drieklank.outbox.tasks import send_waiting
from tests.cast import Cast
from tests.outbox.conftest import Inbox

LINK = "https://drieklank.samenwijs-midden.example/v/ABCDEFGHIJKLMNOPQRSTUV"[:60]
NUMBER = "+31612345678"


@dataclass
class Gateway:
    """A real server in this process; `answers`: number -> status, or a word for worse things."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: dict[str, int | str] = field(default_factory=dict)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    box = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            box.asked.append(body)
            box.headers.append(dict(self.headers))
            answer = box.answers.get(body["to"], 202)
            if answer == "slow":
                time.sleep(1.5)
                return
            if answer == "garbage":
                self.wfile.write(b"\x00\x01 no http at all\r\n\r\n")
                return
            self.send_response(int(answer))
            if answer == 302:
                self.send_header("Location", f"{settings.SMS_GATEWAY_URL}elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_GATEWAY_TOKEN = "a token"
    settings.SMS_SENDER = "Drieklank"
    settings.SMS_TIMEOUT = 1
    fillers.register("test.text", lambda _: {"link": LINK, "stop": "https://x.example/stop"})
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()


def waiting(cast: Cast, **extra: Any) -> Message:
    given: dict[str, Any] = {
        "board_id": cast.board.pk,
        "school_id": cast.school.pk,
        "to": NUMBER,
        "channel": "sms",
        "fields": {"school": "De Vlieger"},
        "filler": "test.text",
        "filler_ref": "7",
    }
    return queue("invitation-parents-sms", **given | extra)


def rows() -> list[Message]:
    with open_every_tenant("test"):
        return list(Message.objects.order_by("pk"))


def run() -> None:
    send_waiting.func()


def test_a_text_reaches_the_gateway_with_its_link_and_our_token(
    cast: Cast, gateway: Gateway
) -> None:
    waiting(cast)
    run()
    text = (
        f"De Vlieger: wat vindt u? Vertel het ons, anoniem: {LINK} "
        "Deze link is alleen voor u. Geen sms meer? Dat kiest u op dezelfde pagina."
    )
    assert gateway.asked == [{"to": NUMBER, "from": "Drieklank", "text": text}]
    assert gateway.headers[0]["Authorization"] == "Bearer a token"
    (row,) = rows()
    assert (row.state, row.to, row.fields) == (MessageState.SENT, "", {})


def test_a_wrong_number_is_not_tried_again_and_holds_up_nobody(
    cast: Cast, gateway: Gateway
) -> None:
    gateway.answers["+31600000000"] = 400
    waiting(cast, to="+31600000000")
    waiting(cast)
    run()
    run()
    assert [asked["to"] for asked in gateway.asked] == ["+31600000000", NUMBER]
    assert [(row.state, row.error) for row in rows()] == [
        (MessageState.FAILED, "wrong number"),
        (MessageState.SENT, ""),
    ]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (500, "NotTaken"),
        (401, "NotTaken"),  # our token: the number is not to blame
        (404, "NotTaken"),  # the address of the gateway
        (429, "NotTaken"),
        (302, "NotTaken"),
        ("slow", "TimeoutError"),
        ("garbage", "NotTaken"),
    ],
)
def test_a_gateway_in_trouble_is_tried_again_later(
    cast: Cast, gateway: Gateway, answer: int | str, error: str
) -> None:
    gateway.answers[NUMBER] = answer
    waiting(cast)
    run()
    (row,) = rows()
    assert (row.state, row.error, row.to) == (MessageState.WAITING, error, NUMBER)
    assert len(gateway.asked) == 1  # no redirect was followed, with our token
    del gateway.answers[NUMBER]
    with time_machine.travel(now() + timedelta(minutes=2)):
        run()
    assert rows()[0].state == MessageState.SENT


def test_a_channel_that_was_switched_off_keeps_its_texts(
    cast: Cast, gateway: Gateway, settings: Settings
) -> None:
    waiting(cast)
    settings.SMS_SENDER = ""
    run()
    assert (gateway.asked, rows()[0].state) == ([], MessageState.WAITING)


def test_what_leaves_nothing_leaves_nothing(
    cast: Cast, gateway: Gateway, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Who was reminded had not answered; a number that was refused may name one family."""
    gateway.answers["+31600000000"] = 400
    waiting(cast, leaves_nothing=True)
    waiting(cast, leaves_nothing=True, to="+31600000000")
    run()
    assert len(gateway.asked) == 2
    assert rows() == []
    assert [record.getMessage() for record in caplog.records] == [
        "a message was not sent, attempt 1"
    ]


TEXTS = sorted(key for key, text in library().messages.items() if text.channel is Channel.SMS)


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_fits_two_pieces_in_each_of_its_languages(cast: Cast, key: str) -> None:
    text = library().messages[key]
    for lang in text.languages:
        row = Message(template=key, language=lang, fields={"school": "Basisschool Sint-Joriëspark"})
        said = write_text(row, {"link": LINK})
        assert LINK in said.split()
        assert (lang, segments(said)) == (lang, 2)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),  # takes two places each
        ("€" * 81, 2),
        ("ش" * 70, 1),
        ("ش" * 134, 2),
        ("ش" * 135, 3),
        ("😀" * 36, 2),  # two places each in UTF-16
    ],
)
def test_pieces_are_counted_as_networks_do(text: str, pieces: int) -> None:
    assert segments(text) == pieces


def test_accents_outside_the_alphabet_go_where_that_is_all_there_is() -> None:
    assert made_plain("Joriël’s cafévergadering – één") == "Joriel's cafévergadering - één"
    assert made_plain("Zoë: ما رأيكم") == "Zoë: ما رأيكم"


def test_a_long_name_is_cut_after_a_word() -> None:
    assert shortened("De Vlieger") == "De Vlieger"
    assert shortened("Openbare Basisschool De Vlieger") == "Openbare Basisschoo."
    assert shortened("Samenwerkingsschool Het Kompas") == "Samenwerkingsschool."
    assert max(len(shortened("a" * n)) for n in range(60)) == 20
