"""An administrator sees a board for an hour, with a reason, and the board can read that."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from drieklank.access.models import StaffSession
from drieklank.audit.models import AuditEvent
from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from tests.cast import Cast

REASON = "Lies vroeg hulp bij het inlezen"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


def opened(cast: Cast, reason: str = REASON) -> Client:
    client = cast.client("administrator")
    client.post("/beheer/", {"board": "noordwind", "reason": reason})
    return client


def verbs(cast: Cast) -> list[tuple[str, str]]:
    with open_every_tenant("test"):
        rows = AuditEvent.objects.filter(board=cast.board, verb__startswith="staff_session")
        return [(row.verb, row.facts.get("path", "")) for row in rows.order_by("id")]


def test_before_opening_an_administrator_sees_no_school(cast: Cast) -> None:
    assert cast.client("administrator").get("/school/de-vlieger/").status_code == 404


def test_opening_gives_this_board_and_no_other(cast: Cast) -> None:
    client = opened(cast)
    assert client.get("/school/de-vlieger/").status_code == 200
    assert client.get("/school/elders/").status_code == 404


def test_the_board_reads_who_why_and_every_page(cast: Cast) -> None:
    client = opened(cast)
    client.get("/school/de-vlieger/")
    client.post("/beheer/stop/")
    assert verbs(cast) == [
        ("staff_session.started", ""),
        ("staff_session.request", "/school/de-vlieger/"),
        ("staff_session.request", "/beheer/stop/"),
        ("staff_session.ended", ""),
    ]
    with open_every_tenant("test"):
        first = AuditEvent.objects.get(verb="staff_session.started")
    assert (first.reason, first.actor_id) == (REASON, cast.users["administrator"].pk)


def test_every_page_says_that_somebody_of_outside_is_in(cast: Cast) -> None:
    page = opened(cast).get("/school/de-vlieger/").content.decode()
    assert REASON in page
    assert 'action="/beheer/stop/"' in page


def test_stopping_closes_at_once_and_only_by_post(cast: Cast) -> None:
    client = opened(cast)
    assert client.get("/beheer/stop/").status_code == 405
    assert client.get("/school/de-vlieger/").status_code == 200
    client.post("/beheer/stop/")
    assert client.get("/school/de-vlieger/").status_code == 404


def test_after_an_hour_it_is_closed(cast: Cast) -> None:
    client = opened(cast)
    with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
        assert client.get("/school/de-vlieger/").status_code == 404


def test_signing_out_closes_it(cast: Cast) -> None:
    client = opened(cast)
    client.post("/afmelden/")
    with open_every_tenant("test"):
        assert StaffSession.objects.get().expires_at <= now()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"board": "noordwind", "reason": "hulp"}, "Schrijf een hele zin"),
        ({"board": "noordwind", "reason": "   .        .   "}, "Schrijf een hele zin"),
        ({"board": "noordwind", "reason": ""}, "Schrijf op waarom"),
        ({"board": "geen", "reason": REASON}, "Kies een bestuur"),
        ({"board": "", "reason": REASON}, "Kies een bestuur"),
    ],
)
def test_without_board_or_reason_nothing_opens(cast: Cast, sent: dict[str, str], said: str) -> None:
    page = cast.client("administrator").post("/beheer/", sent).content.decode()
    assert said in page
    assert sent["reason"].strip() in page
    with open_every_tenant("test"):
        assert StaffSession.objects.count() == 0


@pytest.mark.parametrize("who", ["leader", "board_member", "mother", "pupil"])
def test_nobody_else_finds_the_page(cast: Cast, who: str) -> None:
    assert cast.client(who).get("/beheer/").status_code == 404
    assert cast.client(who).post("/beheer/", {"board": "zuid", "reason": REASON}).status_code == 404


def test_a_session_of_another_administrator_cannot_be_taken_over(cast: Cast) -> None:
    client = cast.client("leader")
    session = client.session
    session["staff_session"] = cast.staff_session().pk
    session.save()
    assert client.get("/school/elders/").status_code == 404
    assert client.get("/beheer/").status_code == 404
