"""A message leaves once, with its secret, and afterwards says nothing more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import library
from drieklank.content.schema.wording import Channel
from drieklank.outbox import fillers
from drieklank.outbox.actions import queue
from drieklank.outbox.mail import write_mail
from drieklank.outbox.models import Message, MessageState
from drieklank.outbox.queries import failed_messages, message_counts
from drieklank.outbox.rules import LOST_AFTER, WAITS
from drieklank.outbox.sending import open_connection, send_message
from drieklank.outbox.tasks import send_now, send_waiting
from tests.cast import Cast
from tests.outbox.conftest import Inbox

STOP = "https://school.example/meedoen/stop/abc.def"
SECRET = "https://school.example/aanmelden/?code=GEHEIM"


@pytest.fixture
def filler() -> list[str]:
    asked: list[str] = []

    def fill(ref: str) -> dict[str, str] | None:
        asked.append(ref)
        return None if ref == "gone" else {"link": SECRET, "code": "ABCDE-FGHJK"}

    fillers.register("test.secret", fill)
    return asked


def waiting(cast: Cast, **extra: Any) -> Message:
    given: dict[str, Any] = {
        "board_id": cast.board.pk,
        "school_id": cast.school.pk,
        "to": "mona@thuis.example",
        "fields": {"minutes": 15},
        "filler": "test.secret",
        "filler_ref": "7",
    }
    return queue("parent-sign-in-code", **given | extra)


def state_of(message: Message) -> Message:
    with open_every_tenant("test"):
        return Message.objects.get(pk=message.pk)


def run() -> None:
    send_waiting.func()


def test_a_message_arrives_as_text_and_html_with_its_secret(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    waiting(cast)
    run()
    (mail,) = inbox.mails
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert (mail["To"], mail["Subject"]) == ("mona@thuis.example", "Uw code voor Drieklank")
    assert mail["From"] == '"De Vlieger (Drieklank)" <drieklank@localhost.example>'
    assert mail["Auto-Submitted"] == "auto-generated"
    lines = text.get_content().splitlines()
    assert (lines.count("ABCDE-FGHJK"), lines.count(SECRET)) == (1, 1)
    assert f'href="{SECRET}"' in html.get_content()
    assert '<html lang="nl" dir="ltr">' in html.get_content()


def test_an_arabic_message_runs_from_right_to_left(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    waiting(cast, language="ar")
    run()
    (mail,) = inbox.mails
    html = mail.get_body(("html",))
    assert html is not None
    assert '<html lang="ar" dir="rtl">' in html.get_content()
    assert mail["Content-Language"] == "ar"


def test_after_sending_neither_address_nor_fields_nor_moment_remain(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    message = waiting(cast)
    run()
    row = state_of(message)
    assert row.state == MessageState.SENT
    kept = (row.to, row.fields, row.filler, row.filler_ref, row.not_before, row.error)
    assert kept == ("", {}, "", "", None, "")


def test_a_secret_is_never_in_the_database(cast: Cast, inbox: Inbox, filler: list[str]) -> None:
    def rows() -> str:
        with open_every_tenant("test"):
            return str(list(Message.objects.values()))

    waiting(cast)
    before = rows()
    run()
    assert "mona@thuis.example" in before  # there was something to find
    assert ("GEHEIM" in before, "GEHEIM" in rows()) == (False, False)


def test_a_filler_without_reason_cancels_the_message(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    message = waiting(cast, filler_ref="gone")
    run()
    assert (state_of(message).state, inbox.mails) == (MessageState.CANCELLED, [])


def test_sending_twice_sends_once(cast: Cast, inbox: Inbox, filler: list[str]) -> None:
    message = waiting(cast)
    connection = open_connection()
    first = send_message(message, connection)
    second = send_message(message, connection)  # another worker, with the row as it was
    connection.close()
    assert (first, second, len(inbox.mails)) == (MessageState.SENT, None, 1)


def test_a_busy_server_is_tried_again_later_with_growing_waits(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    inbox.answers["mona@thuis.example"] = "451 later"
    message = waiting(cast)
    with time_machine.travel(now(), tick=False) as clock:
        for attempt, wait in enumerate(WAITS, start=1):
            run()
            row = state_of(message)
            assert (row.state, row.attempts, row.error) == ("waiting", attempt, "SMTP 451")
            assert row.not_before == now() + wait
            run()  # too early: nothing happens
            assert state_of(message).attempts == attempt
            clock.shift(wait)
        del inbox.answers["mona@thuis.example"]
        run()
    assert state_of(message).state == MessageState.SENT
    assert len(inbox.mails) == 1


def test_a_server_that_stays_busy_ends_as_failed_without_address(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    inbox.answers["mona@thuis.example"] = "451 later"
    message = waiting(cast)
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(len(WAITS) + 1):
            run()
            clock.shift(timedelta(days=2))
    row = state_of(message)
    assert (row.state, row.to, row.fields) == (MessageState.FAILED, "", {})


def test_an_unknown_mailbox_fails_at_once_and_the_next_still_leaves(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    inbox.answers["weg@thuis.example"] = "550 no such user"
    wrong = waiting(cast, to="weg@thuis.example", parent_id=cast.parents["mother"].pk)
    waiting(cast)
    run()
    assert [mail["To"] for mail in inbox.mails] == ["mona@thuis.example"]
    row = state_of(wrong)
    assert (row.state, row.error, row.to) == (MessageState.FAILED, "SMTP 550", "")
    with open_every_tenant("test"):
        assert [m.parent_id for m in failed_messages(cast.school.pk)] == [row.parent_id]
        assert message_counts(cast.school.pk) == {"failed": 1, "sent": 1}


def test_a_refused_text_fails_for_good(cast: Cast, inbox: Inbox, filler: list[str]) -> None:
    inbox.data_answer = "554 looks like spam"
    message = waiting(cast)
    run()
    assert (state_of(message).state, state_of(message).error) == (MessageState.FAILED, "SMTP 554")


def test_without_a_server_everything_waits(
    cast: Cast, settings: Settings, filler: list[str]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    message = waiting(cast)
    run()
    row = state_of(message)
    assert (row.state, row.to) == (MessageState.WAITING, "mona@thuis.example")
    assert row.error == "ConnectionRefusedError"


def test_a_message_of_a_lost_worker_is_sent_later(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    message = waiting(cast)
    with open_every_tenant("test"):
        Message.objects.filter(pk=message.pk).update(
            state=MessageState.SENDING, not_before=now() + LOST_AFTER
        )
    run()
    assert inbox.mails == []
    with time_machine.travel(now() + LOST_AFTER + timedelta(seconds=1)):
        run()
    assert len(inbox.mails) == 1


def test_a_template_that_does_not_exist_fails_and_stops_nobody_else(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    with open_every_tenant("test"):
        wrong = queue("no-such-template", board_id=cast.board.pk, to="a@b.example")
    waiting(cast)
    run()
    assert (state_of(wrong).state, len(inbox.mails)) == (MessageState.FAILED, 1)


def test_an_urgent_message_gets_a_task_of_its_own_and_goes_first(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    waiting(cast, to="later@thuis.example")
    message = waiting(cast, urgent=True)
    task = DBTaskResult.objects.get()
    assert task.args_kwargs == {"args": [message.pk], "kwargs": {}}
    run()
    assert [mail["To"] for mail in inbox.mails] == ["mona@thuis.example", "later@thuis.example"]
    send_now.func(message.pk)  # the task that comes too late sends nothing
    assert len(inbox.mails) == 2


def test_a_school_name_cannot_add_a_header(cast: Cast, inbox: Inbox, filler: list[str]) -> None:
    with open_every_tenant("test"):
        cast.school.name = 'De "Vlieger" <x@evil.example>, \\'
        cast.school.save()
    waiting(cast)
    run()
    (mail,) = inbox.mails
    assert [a.addr_spec for a in mail["From"].addresses] == ["drieklank@localhost.example"]
    assert inbox.senders == ["drieklank@localhost.example"]


def test_files_of_mail_are_for_the_owner_only(
    cast: Cast, settings: Settings, filler: list[str], tmp_path: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    waiting(cast)
    run()
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700
    assert len(list((tmp_path / "mail").iterdir())) == 1


MAILS = sorted(key for key, text in library().messages.items() if text.channel is Channel.MAIL)


@pytest.mark.parametrize("key", MAILS)
def test_every_mail_of_the_house_can_be_written_in_each_of_its_languages(
    cast: Cast, key: str
) -> None:
    text = library().messages[key]
    sample = {name: f"<{name}>" for name in text.fields} | {"closes_on": "2026-12-10"}
    fields = {name: sample[name] for name in text.fields if name not in {"link", "code", "stop"}}
    secrets = {"link": SECRET, "code": "ABCDE-FGHJK", "stop": STOP}
    with open_every_tenant("test"):
        for lang in text.languages:
            row = Message(
                board=cast.board,
                school_id=cast.school.pk,
                template=key,
                language=lang,
                to="a@b.example",
                fields=fields,
            )
            mail = write_mail(row, secrets)
            html = str(mail.alternatives[0][0])
            assert f'<html lang="{lang}"' in html
            assert "{" not in mail.subject + str(mail.body)
            assert "2026-12-10" not in str(mail.body)
            assert "<parent>" not in html  # names are escaped
            if "link" in text.fields:  # alone on a line, so that it becomes a button
                assert f'<a href="{SECRET}" style="display:inline-block' in html
            assert html.count(f'href="{STOP}"') == ("stop" in text.fields)
            # A program that reads mail may offer to stop with one press (RFC 8058).
            assert mail.extra_headers["List-Unsubscribe"] == f"<{STOP}>"


def test_after_sending_the_language_is_gone_so_that_a_reminder_names_no_family(
    cast: Cast, inbox: Inbox, filler: list[str]
) -> None:
    message = waiting(cast, language="ar")
    run()
    assert (state_of(message).state, state_of(message).language) == (MessageState.SENT, "")
