"""A mail that comes back after it was taken is known again by its number, and only invitations are."""

from __future__ import annotations

import mailbox
from argparse import Namespace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from drieklank.base.tenancy import open_every_tenant
from drieklank.outbox import fillers
from drieklank.outbox.actions import mark_returned, queue
from drieklank.outbox.bounces import returned_mail
from drieklank.outbox.commands import read_bounces
from drieklank.outbox.models import Message, MessageState
from drieklank.outbox.queries import not_arrived
from drieklank.outbox.tasks import send_waiting
from tests.cast import Cast
from tests.outbox.conftest import Inbox

REPORT = """\
From: MAILER-DAEMON@mx.example
To: drieklank@localhost.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system. I could not deliver.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; mona@thuis.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: {kind}

Message-ID: {number}
Subject: Uw code

{rest}
--b--
"""


def report(number: str, **changed: str) -> bytes:
    given = {"action": "failed", "status": "5.1.1", "kind": "message/rfc822", "rest": "Beste ouder"}
    return REPORT.format(number=number, **(given | changed)).encode()


@pytest.fixture
def sent(cast: Cast, inbox: Inbox) -> tuple[Message, str]:
    """An invitation that the mail server took, and the number it travelled under."""
    fillers.register("test.bounce", lambda _: {"link": "https://x.example/", "code": "ABCDE-FGHJK"})
    row = queue(
        "parent-sign-in-code",
        board_id=cast.board.pk,
        school_id=cast.school.pk,
        to="mona@thuis.example",
        fields={"minutes": 15},
        filler="test.bounce",
        filler_ref="1",
        parent_id=cast.parents["mother"].pk,
        topic="round:1",
    )
    send_waiting.func()
    (mail,) = inbox.mails
    return row, str(mail["Message-ID"])


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_invitation_that_came_back_did_not_arrive(
    sent: tuple[Message, str], tmp_path: Path, capsys: Any, kind: str
) -> None:
    row, number = sent
    box = mailbox.Maildir(tmp_path / "box")
    box.add(report(number, kind=kind))
    box.add(b"Subject: Vraag van een ouder\n\nHoe laat begint de avond?\n")
    assert read_bounces.run(Namespace(maildir=tmp_path / "box")) == 0
    assert capsys.readouterr().out == "1 teruggekomen, waarvan 1 bij een uitnodiging.\n"
    with open_every_tenant("test"):
        assert not_arrived("round:1") == {row.parent_id: "SMTP 550 (5.1.1)"}
    assert len(mailbox.Maildir(tmp_path / "box")) == 1  # the parent's question is still there


@pytest.mark.parametrize(
    "changed",
    [
        {"action": "delayed", "status": "4.4.7"},
        {"action": "delivered", "status": "2.0.0"},
        {"action": "failed", "status": "4.4.1"},
    ],
)
def test_delay_is_no_return(sent: tuple[Message, str], changed: dict[str, str]) -> None:
    assert returned_mail(report(sent[1], **changed)) is None


def test_return_of_a_mail_without_row_changes_nothing(sent: tuple[Message, str]) -> None:
    """A reminder leaves no row: that it came back would tell who was reminded."""
    number = uuid4()
    assert returned_mail(report(f"<{number}@localhost.example>")) == (number, "5.1.1")
    assert mark_returned(number, "5.1.1") is False


def test_return_of_a_mail_that_is_about_no_round_changes_nothing(
    cast: Cast, sent: tuple[Message, str]
) -> None:
    row, _ = sent
    with open_every_tenant("test"):
        Message.objects.filter(pk=row.pk).update(topic="")
    assert mark_returned(row.public_id, "5.1.1") is False
    with open_every_tenant("test"):
        assert Message.objects.get(pk=row.pk).state == MessageState.SENT


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00", b"Content-Type: multipart/report\n\n--x\n", report("<x@y>")]
)
def test_strange_mail_is_left_alone(raw: bytes) -> None:
    assert returned_mail(raw) is None


def test_folder_that_is_no_maildir_is_refused(tmp_path: Path, capsys: Any) -> None:
    assert read_bounces.run(Namespace(maildir=tmp_path)) == 1
    assert capsys.readouterr().err == f"{tmp_path} is geen Maildir: er is geen map new in.\n"
