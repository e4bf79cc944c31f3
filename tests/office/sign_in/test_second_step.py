"""The second step: an app with codes, recovery codes, and who cannot go without."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django.fixtures import Settings

from drieklank.base.clock import now
from tests.cast import Cast
from tests.office.sign_in.conftest import is_in
from tests.office.sign_in.test_staff import (
    PASSWORD,
    Mails,
    code_of,
    login,
    secret_on,
    with_app,
)

MUST = ["leader", "care", "board_member", "administrator"]
NEED_NOT = ["teacher", "adviser"]


@pytest.mark.parametrize("who", MUST)
def test_who_sees_much_sets_up_a_second_step_before_anything_else(cast: Cast, who: str) -> None:
    client = cast.client(who)
    for path in ("/", "/school/de-vlieger/", "/bestuur/", "/beheer/"):
        response = client.get(path)
        if response.status_code == 302:
            assert response["Location"] == "/account/2fa/"
        else:
            assert response.status_code == 404  # not theirs anyway
    page = client.get("/account/2fa/").content.decode()
    assert "Kies eerst een tweede stap" in page
    assert "/account/2fa/totp/activate/" in page


@pytest.mark.parametrize("who", NEED_NOT)
def test_others_may_go_without(cast: Cast, who: str) -> None:
    assert cast.client(who).get("/").get("Location") != "/account/2fa/"


def test_in_the_demonstration_nobody_needs_one(cast: Cast, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    assert cast.client("leader").get("/school/de-vlieger/").status_code == 200


def test_an_app_is_coupled_and_asked_for_at_the_next_sign_in(
    cast: Cast,
    client: Client,
    mails: Mails,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]],
) -> None:
    leader = "leader@noordwind.example"
    login(client, leader)
    page = client.get("/account/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml' in page
    secret = secret_on(page)
    wrong = client.post("/account/2fa/totp/activate/", {"code": "000000"}).content.decode()
    assert "Deze code klopt niet." in wrong
    assert secret in wrong  # the same secret: no need to scan again
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert client.get("/school/de-vlieger/").status_code == 200
    told = " ".join(mails())
    assert "Een app voor codes is aan je account gekoppeld." in told

    with time_machine.travel(now() + timedelta(minutes=2)):
        again = Client()
        assert login(again, leader) == "/account/2fa/authenticate/"
        assert not is_in(again)
        refused = again.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
        assert "Deze code klopt niet." in refused
        again.post("/account/2fa/authenticate/", {"code": code_of(secret)})
        assert again.get("/school/de-vlieger/").status_code == 200


def test_a_code_of_the_app_works_once(cast: Cast, client: Client) -> None:
    login(client)
    with time_machine.travel(now(), tick=False):
        secret = with_app(client)
    with time_machine.travel(now() + timedelta(minutes=2), tick=False):
        code = code_of(secret)
        first, second = Client(), Client()
        for one in (first, second):
            login(one)
            one.post("/account/2fa/authenticate/", {"code": code})
        assert (is_in(first), is_in(second)) == (True, False)


def test_codes_of_the_app_cannot_be_tried_for_ever(cast: Cast, client: Client) -> None:
    login(client)
    secret = with_app(client)
    thief = Client()
    login(thief)
    pages = [
        thief.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
        for _ in range(6)
    ]
    assert "te vaak geprobeerd" in pages[-1]
    with time_machine.travel(now() + timedelta(seconds=60)):
        thief.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert not is_in(thief)


def test_the_secret_of_an_app_is_sealed_in_the_database(cast: Cast, client: Client) -> None:
    login(client)
    secret = with_app(client)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert "secret" in stored
    assert secret not in stored


def test_another_secret_key_opens_no_second_step(
    cast: Cast, client: Client, settings: Settings
) -> None:
    """A lost key must not turn into a known (empty) secret."""
    login(client)
    with_app(client)
    settings.SECRET_KEY = "another"
    cast.users["teacher"].refresh_from_db()
    wrapped = Authenticator.objects.get(type="totp").wrap()
    for _ in range(3):
        assert not wrapped.validate_code(code_of(""))


def test_a_recovery_code_replaces_a_lost_telephone_once(cast: Cast, client: Client) -> None:
    login(client)
    with_app(client)
    page = client.get("/account/2fa/recovery-codes/").content.decode()
    codes = re.findall(r'<code dir="ltr">(\d{8})</code>', page)
    assert len(codes) == 10
    text = client.get("/account/2fa/recovery-codes/download/").content.decode()
    assert [code in text for code in codes] == [True] * 10
    first, second = Client(), Client()
    for one in (first, second):
        login(one)
        one.post("/account/2fa/authenticate/", {"code": codes[0]})
    assert (is_in(first), is_in(second)) == (True, False)


def test_decoupling_asks_who_you_are_when_that_is_long_ago(cast: Cast, client: Client) -> None:
    login(client)
    with_app(client)
    with time_machine.travel(now() + timedelta(minutes=10)):
        response = client.get("/account/2fa/totp/deactivate/")
        assert response["Location"].startswith("/account/reauthenticate/")
        page = client.get(response["Location"]).content.decode()
        assert "Ben jij het?" in page
        assert (
            "Dit wachtwoord klopt niet."
            in client.post("/account/reauthenticate/", {"password": "fout"}).content.decode()
        )
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp").exists()
