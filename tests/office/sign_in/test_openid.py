"""Staff come in with their school's own account: only who works here already, by a checked address."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from drieklank.schools.models import User
from tests.cast import Cast
from tests.office.sign_in.conftest import is_in
from tests.office.sign_in.provider import CLIENT_ID, CLIENT_SECRET, Provider, running_provider
from tests.office.sign_in.test_staff import login as password_login
from tests.office.sign_in.test_staff import with_app

TEACHER = "teacher@noordwind.example"
START = "/account/oidc/school/login/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with running_provider(
        sub="abc-123", email=TEACHER.upper(), email_verified=True, name="Teun", picture="x"
    ) as running:
        app = {
            "provider_id": "school",
            "name": "Stichtingsaccount",
            "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "settings": {"server_url": running.url},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
        }
        yield running


def walk(client: Client) -> Any:
    """Press the button, pass by the other server, and come back; the last answer."""
    start: HttpResponse = client.post(START)
    assert start.status_code == 302, start.content.decode()
    away = urlsplit(start["Location"])
    connection = http.client.HTTPConnection(str(away.netloc))
    connection.request("GET", f"{away.path}?{away.query}")
    back = urlsplit(str(connection.getresponse().headers["Location"]))
    connection.close()
    assert back.netloc == "testserver"
    return client.get(f"{back.path}?{back.query}")


def test_the_button_stands_on_both_pages(cast: Cast, client: Client, provider: Provider) -> None:
    assert b"Meld aan met Stichtingsaccount" in client.get("/account/login/").content
    assert START.encode() in client.get("/aanmelden/").content


def test_without_a_server_there_is_no_button_and_no_page(cast: Cast, client: Client) -> None:
    assert START.encode() not in client.get("/aanmelden/").content
    assert client.post(START).status_code == 404


def test_a_checked_address_of_a_colleague_lets_in(
    cast: Cast, client: Client, provider: Provider
) -> None:
    response = walk(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_in(client)
    assert client.get("/school/de-vlieger/").status_code == 200
    account = SocialAccount.objects.get()
    assert (account.user, account.uid) == (cast.users["teacher"], "abc-123")
    assert account.extra_data == {}  # name and picture are not kept
    assert provider.asked.count("/token") == 1


def test_the_second_time_the_same_person_comes_in(
    cast: Cast, client: Client, provider: Provider
) -> None:
    walk(client)
    provider.claims["email"] = "married@noordwind.example"
    again = Client()
    walk(again)
    assert is_in(again)
    assert SocialAccount.objects.get().extra_data == {}
    assert User.objects.filter(email="married@noordwind.example").count() == 0


def test_a_get_only_asks(cast: Cast, client: Client, provider: Provider) -> None:
    page = client.get(START)
    assert (page.status_code, b"Ga verder" in page.content) == (200, True)
    assert provider.asked == []


@pytest.mark.parametrize(
    "lie",
    [
        {"email": "nobody@noordwind.example"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": None},
        {"email": ""},
    ],
)
def test_who_is_unknown_or_unchecked_stays_out_and_no_account_is_made(
    cast: Cast, client: Client, provider: Provider, lie: dict[str, Any]
) -> None:
    users = User.objects.count()
    provider.claims |= lie
    response = walk(client)
    assert response.status_code == 403
    assert "kun je hier niet aanmelden" in response.content.decode()
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (users, 0)


def test_two_answers_about_two_people_are_refused(
    cast: Cast, client: Client, provider: Provider
) -> None:
    provider.id_sub = "somebody-else"
    assert walk(client).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize("part", ["issuer", "audience"])
def test_an_answer_meant_for_another_is_refused(
    cast: Cast, client: Client, provider: Provider, part: str
) -> None:
    setattr(provider, part, "https://elsewhere.example")
    assert "Aanmelden lukte niet" in walk(client).content.decode()
    assert not is_in(client)


def test_a_colleague_who_left_stays_out(cast: Cast, client: Client, provider: Provider) -> None:
    walk(client)
    User.objects.filter(email=TEACHER).update(is_active=False)
    again = Client()
    walk(again)
    assert not is_in(again)


def test_who_stops_over_there_gets_a_page_that_helps(
    cast: Cast, client: Client, provider: Provider
) -> None:
    provider.cancels = True
    response = walk(client)
    page = client.get(response["Location"]) if response.status_code == 302 else response
    assert "Je bent gestopt met aanmelden" in page.content.decode()
    assert not is_in(client)


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(
    cast: Cast, client: Client, provider: Provider
) -> None:
    start = client.post(START)
    away = urlsplit(start["Location"])
    connection = http.client.HTTPConnection(str(away.netloc))
    connection.request("GET", f"{away.path}?{away.query}")
    back = urlsplit(str(connection.getresponse().headers["Location"]))
    connection.close()
    victim = Client()
    assert "Aanmelden lukte niet" in victim.get(f"{back.path}?{back.query}").content.decode()
    assert not is_in(victim)


def test_a_second_step_is_asked_here_too(cast: Cast, client: Client, provider: Provider) -> None:
    password_login(client)
    with_app(client)
    again = Client()
    assert walk(again)["Location"] == "/account/2fa/authenticate/"
    assert not is_in(again)
