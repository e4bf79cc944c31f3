"""A parent who wants no messages about measurements gets none, and says so without signing in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from drieklank.audit import ledger
from drieklank.audit.models import AuditEvent
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import queries
from drieklank.measure.actions import send_reminders
from drieklank.measure.letters import letters_pdf
from drieklank.measure.models import Invitation, Role
from drieklank.outbox.models import Message, MessageState
from drieklank.outbox.tasks import send_waiting
from drieklank.people.models import Parent
from tests.measure.conftest import Held, hold


def mother(held: Held) -> Parent:
    with open_every_tenant("test"):
        return Parent.objects.get(pk=held.cast.parents["mother"].pk)


def stop_path(held: Held) -> str:
    return queries.stop_link(mother(held)).removeprefix("http://testserver")


def test_opening_the_link_changes_nothing_and_the_button_stops_the_messages(held: Held) -> None:
    client, path = Client(), stop_path(held)
    page = client.get(path)
    assert (page.status_code, mother(held).no_measure_mail) == (200, False)
    assert "Wilt u geen berichten meer over vragenlijsten?" in page.content.decode()
    done = client.post(path)
    assert "U krijgt geen berichten meer over vragenlijsten" in done.content.decode()
    assert mother(held).no_measure_mail is True
    assert (dict(page.cookies), dict(done.cookies)) == ({}, {})
    again = client.post(path, {"again": "1"})
    assert "Wilt u geen berichten meer" in again.content.decode()
    assert mother(held).no_measure_mail is False


def test_mail_program_stops_them_with_one_press(held: Held) -> None:
    """RFC 8058: a post without cookie, token or page before it."""
    response = Client(enforce_csrf_checks=True).post(
        stop_path(held),
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert (response.status_code, mother(held).no_measure_mail) == (200, True)


def test_own_choice_stands_in_the_log_once_however_often_is_pressed(held: Held) -> None:
    for _ in range(3):
        Client().post(stop_path(held))
    with open_every_tenant("test"):
        lines = AuditEvent.objects.filter(verb="parent.left_in_peace")
        assert list(lines.values_list("actor_kind", "actor_id", "parent_id")) == [
            ("parent", mother(held).pk, mother(held).pk)
        ]


def test_older_backup_does_not_start_the_messages_again(
    held: Held, settings: Settings, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.LEDGER_FILE = tmp_path / "ledger.jsonl"
    before = now()
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(stop_path(held))
    with open_every_tenant("test"):
        Parent.objects.update(no_measure_mail=False)  # as it stood in the backup
    assert ledger.reapply(before) == {"erase": 0, "revoke": 1}
    assert mother(held).no_measure_mail is True


@pytest.mark.parametrize("what", ["altered", "of somebody else", "nonsense"])
def test_link_that_we_did_not_make_stops_nobody(held: Held, what: str) -> None:
    name, _, signature = stop_path(held).rpartition("/")[2].partition(".")
    father = queries.peace.stop_token(held.cast.parents["father"]).partition(".")[0]
    token = {
        "altered": f"{name}.{signature[:-1]}",
        "of somebody else": f"{father}.{signature}",
        "nonsense": "x.y.z",
    }[what]
    response = Client().post(f"/meedoen/stop/{token}")
    assert response.status_code == 404
    with open_every_tenant("test"):
        assert Parent.objects.filter(no_measure_mail=True).count() == 0


def test_link_of_a_parent_who_is_gone_answers_as_any_other(held: Held) -> None:
    path = stop_path(held)
    expected = Client().post(stop_path(held)).content
    with open_every_tenant("test"):
        held.cast.parents["mother"].delete()
    assert Client().post(path).content == expected


def test_left_in_peace_is_no_invitation_no_reminder_no_letter(cast: Any) -> None:
    with open_every_tenant("test"):
        Parent.objects.filter(pk=cast.parents["mother"].pk).update(no_measure_mail=True, email="")
        Parent.objects.filter(pk=cast.parents["father"].pk).update(no_measure_mail=True)
    held = hold(cast)
    with open_every_tenant("test"):
        in_peace = [cast.parents["mother"].pk, cast.parents["father"].pk]
        assert Invitation.objects.filter(parent_id__in=in_peace).count() == 2  # may still answer
        mailed = set(Message.objects.values_list("to", flat=True))
        assert mailed & {"mother@thuis.example", "father@thuis.example"} == set()
        assert len(mailed) > 5
        invited = len(held.invitations(Role.PARENTS))
        assert letters_pdf(held.round, everyone=True, two_sided=False)[1] == invited - 2
        with pytest.raises(ValueError, match="there is no letter to print"):
            letters_pdf(held.round, everyone=False, two_sided=False)
        Message.objects.all().delete()
    with time_machine.travel(now() + timedelta(days=10)), open_every_tenant("test"):
        assert send_reminders(held.round) > 5
        assert not set(Message.objects.values_list("to", flat=True)) & {"father@thuis.example"}
        reach = queries.reach(cast.school, today())
        assert (reach.in_peace, reach.on_paper, reach.by_text) == (2, 0, 0)


def test_who_stops_while_a_reminder_waits_does_not_get_it(held: Held) -> None:
    Client().post(stop_path(held))
    send_waiting.func()
    with open_every_tenant("test"):
        (row,) = Message.objects.filter(parent_id=mother(held).pk)
    assert row.state == MessageState.CANCELLED


def test_every_mail_to_a_parent_about_a_round_offers_to_stop(
    held: Held, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    from django.core import mail  # noqa: PLC0415 -- its outbox is made per test

    send_waiting.func()
    with time_machine.travel(now() + timedelta(days=10)):
        with open_every_tenant("test"):
            send_reminders(held.round)
        send_waiting.func()
    link = queries.stop_link(mother(held))
    own = [sent for sent in mail.outbox if sent.to == ["mother@thuis.example"]]
    assert [
        (sent.extra_headers["List-Unsubscribe"], sent.extra_headers["List-Unsubscribe-Post"])
        for sent in own
    ] == [(f"<{link}>", "List-Unsubscribe=One-Click")] * 2
    assert [link in sent.body.splitlines() for sent in own] == [True, True]
    team = [sent for sent in mail.outbox if sent.to == ["teacher@noordwind.example"]]
    assert [("List-Unsubscribe" in sent.extra_headers) for sent in team] == [False, False]


def test_answering_page_leads_to_the_same_button_for_parents_only(held: Held) -> None:
    invitation = next(one for one in held.invitations() if one.parent_id == mother(held).pk)
    visitor = held.visitor(invitation)
    assert 'href="/v/stop/"' in visitor.get("/v/").content.decode()
    assert visitor.get("/v/stop/")["Location"] == stop_path(held)
    assert held.answer(invitation)
    assert (
        'href="/v/stop/"' in visitor.get("/v/").content.decode()
    )  # who is done may want peace too
    colleague = held.visitor(held.invitations(Role.TEAM)[0])
    assert 'href="/v/stop/"' not in colleague.get("/v/").content.decode()
    assert colleague.get("/v/stop/").status_code == 404
    assert Client().get("/v/stop/").status_code == 404


def test_leader_sees_the_choice_of_a_parent(held: Held, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    Client().post(stop_path(held))
    client, code = held.cast.client("leader"), held.cast.school.code
    page = client.get(f"/school/{code}/ouders/{mother(held).public_id}/")
    assert "wil geen berichten over metingen" in page.content.decode()


def test_reading_the_way_to_many_parents_is_one_statement(held: Held) -> None:
    from django.db import connection  # noqa: PLC0415 -- beside its use

    with open_every_tenant("test"):
        counts = []
        for number in (1, 10):
            parents = list(Parent.objects.order_by("pk")[:number])
            with CaptureQueriesContext(connection) as asked:
                assert len(queries.people.ways_to(parents)) == number
            counts.append(len(asked))
    assert counts == [1, 1]
