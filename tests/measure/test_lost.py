"""Who lost the link gets it at the address on file, and nobody learns anything from asking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from drieklank.base import evenly
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.guesses import asked_for, askers
from drieklank.measure.models import Invitation
from drieklank.outbox.models import Message
from drieklank.outbox.tasks import send_waiting
from drieklank.people.models import Parent
from tests.measure.conftest import Held

URL = "/meedoen/kwijt/"


@pytest.fixture(autouse=True)
def _nobody_asked_yet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(evenly, "FLOOR", 0.0)
    askers.clear()
    asked_for.clear()
    yield
    askers.clear()
    asked_for.clear()


@pytest.fixture
def texting(settings: Settings) -> None:
    settings.SMS_GATEWAY_URL, settings.SMS_SENDER = "http://127.0.0.1:9/", "Drieklank"


def queued() -> list[Message]:
    with open_every_tenant("test"):
        return list(Message.objects.filter(urgent=True).order_by("pk"))


def ask(address: str, **extra: Any) -> Any:
    return Client().post(URL, {"address": address}, **extra)


def test_known_and_unknown_addresses_get_the_same_page_and_only_the_known_one_a_message(
    held: Held,
) -> None:
    unknown = ask("niemand@thuis.example")
    assert (unknown.status_code, queued()) == (200, [])
    known = ask("mother@thuis.example")
    assert (known.status_code, known.content) == (200, unknown.content)
    assert dict(known.items()) == dict(unknown.items())
    assert (dict(known.cookies), dict(unknown.cookies)) == ({}, {})
    (message,) = queued()
    assert (message.template, message.to, message.channel) == (
        "invitation-parents",
        "mother@thuis.example",
        "mail",
    )


def test_row_is_the_same_whether_or_not_the_parent_answered(held: Held) -> None:
    with open_every_tenant("test"):
        invitation = Invitation.objects.get(parent=held.cast.parents["father"])
    ask("father@thuis.example")
    assert held.answer(invitation)
    ask("father@thuis.example")
    before, after = (
        {
            name: value
            for name, value in vars(message).items()
            if name not in {"_state", "id", "public_id"}
        }
        for message in queued()
    )
    assert before == after
    assert (after["parent_id"], after["topic"], after["leaves_nothing"]) == (None, "", True)


def test_link_in_the_message_opens_the_questionnaire_and_nothing_stays_behind(
    held: Held, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    from django.core import mail  # noqa: PLC0415 -- its outbox is made per test

    with open_every_tenant("test"):
        Message.objects.all().delete()
        invitation = Invitation.objects.get(parent=held.cast.parents["father"])
    ask(" Father@Thuis.example ")
    send_waiting.func()
    (sent,) = mail.outbox
    assert f"http://testserver/v/{held.link(invitation)}" in sent.body.splitlines()
    with open_every_tenant("test"):
        assert Message.objects.count() == 0


def test_mobile_number_is_found_however_it_is_typed_and_gets_a_text(
    held: Held, texting: None
) -> None:
    with open_every_tenant("test"):
        Parent.objects.filter(pk=held.cast.parents["mother"].pk).update(phone="+31612345678")
    ask("06 - 12 34 56 78")
    (message,) = queued()
    assert (message.to, message.channel, message.language) == ("+31612345678", "sms", "ar")


def test_mobile_number_without_a_gateway_gets_a_mail_at_the_address_on_file(held: Held) -> None:
    with open_every_tenant("test"):
        Parent.objects.filter(pk=held.cast.parents["mother"].pk).update(phone="+31612345678")
    ask("0612345678")
    assert [message.to for message in queued()] == ["mother@thuis.example"]


def test_parent_who_is_left_in_peace_still_gets_what_they_ask_for(
    held: Held, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    from django.core import mail  # noqa: PLC0415 -- its outbox is made per test

    with open_every_tenant("test"):
        Message.objects.all().delete()
        Parent.objects.filter(pk=held.cast.parents["mother"].pk).update(no_measure_mail=True)
    ask("mother@thuis.example")
    send_waiting.func()
    assert [sent.to for sent in mail.outbox] == [["mother@thuis.example"]]


def test_nothing_is_sent_for_a_round_that_closed(held: Held) -> None:
    from drieklank.measure import actions  # noqa: PLC0415 -- beside its use

    with open_every_tenant("test"):
        actions.close_round(held.round)
    assert ask("mother@thuis.example").status_code == 200
    assert queued() == []


def test_address_that_is_asked_for_again_and_again_gets_three_messages_and_the_same_page(
    held: Held,
) -> None:
    pages = {ask("mother@thuis.example").content for _ in range(5)}
    assert (len(pages), len(queued())) == (1, 3)


def test_visitor_who_asks_for_a_whole_list_is_stopped(held: Held) -> None:
    codes = [ask(f"ouder{number}@list.example").status_code for number in range(62)]
    assert (codes[:60], codes[60:]) == ([200] * 60, [429] * 2)


@pytest.mark.parametrize("typed", ["", "Jan de Vries", "010 123 45 67", "a@b", "x" * 400])
def test_what_is_neither_address_nor_mobile_number_is_said_kindly(held: Held, typed: str) -> None:
    response = ask(typed)
    assert response.status_code == 422
    assert "Kijk het nog eens na." in response.content.decode()


def test_form_of_another_site_sends_nothing(held: Held) -> None:
    ask("mother@thuis.example", HTTP_ORIGIN="https://elders.example")
    assert queued() == []


@pytest.mark.parametrize("lang", ["nl", "en", "ar"])
def test_page_is_reached_from_the_code_page_in_each_language(held: Held, lang: str) -> None:
    html = Client().get(f"/meedoen/?taal={lang}").content.decode()
    assert f'href="{URL}?taal={lang}"' in html
    page = Client().get(f"{URL}?taal={lang}")
    assert f'<html lang="{lang}"' in page.content.decode()
    assert dict(page.cookies) == {}
