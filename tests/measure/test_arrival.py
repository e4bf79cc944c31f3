"""The leader sees which invitations did not arrive, and never anything about answering."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from pytest_django.fixtures import Settings

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.actions import send_reminders
from drieklank.measure.models import Invitation
from drieklank.measure.queries.arrival import count_missed, not_reached
from drieklank.outbox.models import Message, MessageState
from drieklank.outbox.tasks import send_waiting
from drieklank.people.models import Parent
from tests.measure.conftest import Held
from tests.outbox.conftest import Inbox, inbox

__all__ = ["inbox"]


@pytest.fixture
def missed(held: Held, inbox: Inbox, settings: Settings) -> Held:
    """The mother's address is refused for good; all others got their invitation."""
    settings.REQUIRE_SECOND_FACTOR = False
    inbox.answers["mother@thuis.example"] = "550 no such user"
    send_all()
    assert len(inbox.mails) > 10
    return held


def send_all() -> None:
    send_waiting.func()


def page(held: Held, who: str = "leader") -> Any:
    return held.cast.client(who).get(
        f"/school/{held.cast.school.code}/meten/{held.round.code}/niet-aangekomen/"
    )


def again(held: Held, parent: Parent, who: str = "leader") -> Any:
    url = (
        f"/school/{held.cast.school.code}/meten/{held.round.code}/niet-aangekomen/"
        f"{parent.public_id}/"
    )
    return held.cast.client(who).post(url)


def names(held: Held) -> list[str]:
    with open_every_tenant("test"):
        return [str(one.parent) for one in not_reached(held.round, Parent.objects.all())]


def test_refused_invitation_is_shown_with_its_reason_and_the_way_to_mend_it(missed: Held) -> None:
    html = page(missed).content.decode()
    assert "Mona Haddad" in html
    assert "Karim Haddad" not in html
    assert "De mailserver nam het bericht niet aan." in html
    change = f"/school/{missed.cast.school.code}/ouders/{missed.cast.parents['mother'].public_id}/"
    assert change in html
    round_page = missed.cast.client("leader").get(
        f"/school/{missed.cast.school.code}/meten/{missed.round.code}/"
    )
    assert "Bij één ouder kwam de uitnodiging niet aan." in round_page.content.decode()


def test_page_is_the_same_whether_or_not_the_parent_answered(missed: Held) -> None:
    before = page(missed)
    with open_every_tenant("test"):
        invitation = Invitation.objects.get(parent=missed.cast.parents["mother"])
    assert missed.answer(invitation)
    after = page(missed).content.decode()
    assert _without_token(after) == _without_token(before.content.decode())
    assert again(missed, missed.cast.parents["mother"]).status_code == 302
    with open_every_tenant("test"):
        waiting = Message.objects.filter(state=MessageState.WAITING)
        assert [row.to for row in waiting] == ["mother@thuis.example"]


def _without_token(html: str) -> str:
    return re.sub(r"(CSRFToken.: .|middlewaretoken. value=.)\w+", "", html)


def test_refused_reminder_shows_nobody_and_leaves_no_row(held: Held, inbox: Inbox) -> None:
    """Who was reminded had not answered; a failed reminder on this page would name them."""
    send_all()
    inbox.answers["mother@thuis.example"] = "550 no such user"
    with time_machine.travel(now() + timedelta(days=10)):
        with open_every_tenant("test"):
            assert send_reminders(held.round) > 10
            before = Message.objects.filter(state=MessageState.WAITING).count()
        send_all()
        with open_every_tenant("test"):
            assert before > 10
            rows = Message.objects.exclude(template__startswith="invitation")
            assert rows.count() == 0
    assert names(held) == []


def test_mended_address_gets_the_invitation_and_leaves_the_list(missed: Held, inbox: Inbox) -> None:
    mother = missed.cast.parents["mother"]
    with open_every_tenant("test"):
        Parent.objects.filter(pk=mother.pk).update(email="mona@thuis.example")
    inbox.mails.clear()
    again(missed, mother)
    assert names(missed) == []  # under way: pressing twice sends once
    again(missed, mother)
    send_all()
    assert [mail["To"] for mail in inbox.mails] == ["mona@thuis.example"]
    assert names(missed) == []
    with open_every_tenant("test"):
        assert AuditEvent.objects.filter(verb="round.invite_again").count() == 1


def test_address_that_is_refused_again_comes_back(missed: Held, inbox: Inbox) -> None:
    again(missed, missed.cast.parents["mother"])
    send_all()
    assert names(missed) == ["Mona Haddad"]


def test_parent_whose_invitation_arrived_cannot_be_mailed_again_and_again(missed: Held) -> None:
    again(missed, missed.cast.parents["father"])
    with open_every_tenant("test"):
        assert Message.objects.filter(state=MessageState.WAITING).count() == 0


def test_parent_who_wants_peace_or_has_no_way_left_gets_no_button(missed: Held) -> None:
    mother = missed.cast.parents["mother"]
    button = "Stuur opnieuw"
    assert button in page(missed).content.decode()
    with open_every_tenant("test"):
        Parent.objects.filter(pk=mother.pk).update(no_measure_mail=True)
    assert (
        button not in page(missed).content.decode().partition("<main")[2].partition("<p class")[2]
    )
    again(missed, mother)
    with open_every_tenant("test"):
        assert Message.objects.filter(state=MessageState.WAITING).count() == 0


def test_list_belongs_to_one_round_and_ends_with_it(missed: Held) -> None:
    from drieklank.measure import actions  # noqa: PLC0415 -- beside its use

    with open_every_tenant("test"):
        assert count_missed(missed.round) == 1
        actions.close_round(missed.round)
    assert names(missed) == []


@pytest.mark.parametrize("who", ["teacher", "care", "adviser", "leader_elsewhere", "mother"])
def test_nobody_but_the_leader_sees_the_list(missed: Held, who: str) -> None:
    assert page(missed, who).status_code == 404
    assert again(missed, missed.cast.parents["mother"], who).status_code == 404


def test_strange_fault_at_one_message_holds_up_no_other(
    held: Held, inbox: Inbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault that nobody thought of, in the middle of a mailing."""
    from drieklank.outbox import sending  # noqa: PLC0415 -- beside its use

    write = sending.write_mail

    def stumble(message: Message, secrets: dict[str, str]) -> Any:
        if message.to == "mother@thuis.example":
            raise RuntimeError("unforeseen")
        return write(message, secrets)

    monkeypatch.setattr(sending, "write_mail", stumble)
    send_all()
    assert len(inbox.mails) > 10
    with open_every_tenant("test"):
        (row,) = Message.objects.filter(state=MessageState.WAITING)
        assert (row.to, row.error) == ("mother@thuis.example", "RuntimeError")
