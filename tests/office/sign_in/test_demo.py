"""Kies wie je bent: one person per role, and only where everyone is made up."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings  # type: ignore[import-untyped]

from drieklank.access.person_session import PERSON_COOKIE
from drieklank.base.tenancy import open_every_tenant
from drieklank.office.queries.sign_in import demo_people
from drieklank.people.models import PersonSession
from drieklank.schools.models import Board
from tests.cast import Cast
from tests.office.sign_in.conftest import is_in

PEOPLE = [
    ("school_leader", "Lies Leider"),
    ("teacher", "Teun Leraar"),
    ("care_coordinator", "Iris Begeleider"),
    ("board_member", "Bas Bestuur"),
    ("adviser", "Ad Viseur"),
    ("administrator", "Bea Beheer"),
    ("parent", "Karim Haddad"),
    ("parent_ar", "Mona Haddad"),
    ("pupil", "Sam Zestien"),
]


@pytest.fixture
def demo(cast: Cast, settings: Settings) -> Cast:
    settings.DEMO = True
    settings.REQUIRE_SECOND_FACTOR = False  # as the environment makes it of DEMO
    with open_every_tenant("test"):
        Board.objects.update(is_demo=True)
    return cast


def test_demo_people_one_per_role_with_name(demo: Cast) -> None:
    assert [(one.key, str(one.person)) for one in demo_people()] == PEOPLE


@pytest.mark.parametrize("key", [key for key, _ in PEOPLE])
def test_choosing_a_person_gives_that_start_page(demo: Cast, client: Client, key: str) -> None:
    response = client.post("/aanmelden/oefenen/", {"who": key})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_in(client)


def test_choosing_an_unknown_person_answers_404(demo: Cast, client: Client) -> None:
    assert client.post("/aanmelden/oefenen/", {"who": "director"}).status_code == 404


def test_choosing_by_get_signs_nobody_in(demo: Cast, client: Client) -> None:
    assert client.get("/aanmelden/oefenen/?who=teacher").status_code == 405
    assert not client.cookies


def test_choosing_without_csrf_token_is_refused(demo: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/aanmelden/oefenen/", {"who": "teacher"}).status_code == 403


def test_one_real_board_closes_the_page_for_all(demo: Cast, client: Client) -> None:
    with open_every_tenant("test"):
        Board.objects.filter(code="zuid").update(is_demo=False)
    assert client.post("/aanmelden/oefenen/", {"who": "teacher"}).status_code == 404
    assert b"Kies wie je bent" not in client.get("/aanmelden/").content


def test_without_demonstration_mode_the_page_is_closed(
    demo: Cast, client: Client, settings: Settings
) -> None:
    settings.DEMO = False
    assert client.post("/aanmelden/oefenen/", {"who": "teacher"}).status_code == 404
    assert b"Kies wie je bent" not in client.get("/aanmelden/").content


def test_choosing_somebody_else_ends_the_session_before(demo: Cast, client: Client) -> None:
    client.post("/aanmelden/oefenen/", {"who": "parent"})
    first = client.cookies[PERSON_COOKIE].value
    client.post("/aanmelden/oefenen/", {"who": "pupil"})
    second = client.cookies[PERSON_COOKIE].value
    assert second not in {"", first}
    client.post("/aanmelden/oefenen/", {"who": "teacher"})
    with open_every_tenant("test"):
        assert PersonSession.objects.count() == 0
    assert client.cookies[PERSON_COOKIE].value == ""


def test_next_to_another_site_is_ignored(demo: Cast, client: Client) -> None:
    sent = {"who": "teacher", "next": "https://elders.example/"}
    assert client.post("/aanmelden/oefenen/", sent)["Location"] == "/"
    sent["next"] = "/privacy/"
    assert client.post("/aanmelden/oefenen/", sent)["Location"] == "/privacy/"
