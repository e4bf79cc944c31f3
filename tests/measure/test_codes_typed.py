"""Typing the code of a letter: slips are explained, guesses are stopped."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.measure.browse import Page, press
from tests.measure.conftest import Held

pytestmark = pytest.mark.django_db


def test_typed_code_opens_the_questionnaire_but_not_what_the_mailed_link_saved(held: Held) -> None:
    invitation = held.invitations()[1]
    press(held.visitor(invitation), "/v/deel/1/", "next", welcome__greeted="yes")
    client = Client()
    code = held.code(invitation)
    response = client.post("/meedoen/", {"code": f" {code[:5].lower()} - {code[5:]}"})
    assert (response.status_code, response["Location"]) == (302, "/v/")
    assert response.cookies["uitnodiging"]["path"] == "/v/"
    page = Page(client.get("/v/deel/1/").content.decode())
    assert page.values.get("welcome.greeted", []) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "nog geen code getypt"),
        ("ABCDE", "tien letters en cijfers"),
        ("ABCDU-FGHJK", "teken in dat niet"),
        ("ABCDE-FGHJK", "klopt net niet"),
    ],
)
def test_slip_in_a_code_is_explained_beside_the_field_and_kept(
    held: Held, typed: str, said: str
) -> None:
    response = Client().post("/meedoen/", {"code": typed})
    html = response.content.decode()
    assert response.status_code == 422
    assert said in re.search(r'id="code-fout".*?</p>', html, re.DOTALL)[0]
    assert f'value="{typed}"' in html


def test_guessing_codes_is_stopped_and_slips_never_are(held: Held) -> None:
    from drieklank.base import codes  # noqa: PLC0415 -- only this test makes codes of nobody

    client = Client()
    for _ in range(30):
        assert client.post("/meedoen/", {"code": "ABCDE-FGHJK"}).status_code == 422
    answers = [
        client.post("/meedoen/", {"code": codes.encode(number)}).status_code for number in range(12)
    ]
    assert answers == [404] * 10 + [429] * 2
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    code = held.code(held.invitations()[1])
    assert elsewhere.post("/meedoen/", {"code": code}).status_code == 302


def test_code_form_of_another_site_is_not_followed(held: Held) -> None:
    code = held.code(held.invitations()[1])
    response = Client().post(
        "/meedoen/", {"code": code}, headers={"Origin": "https://evil.example"}
    )
    assert (response.status_code, dict(response.cookies)) == (200, {})


def test_address_typed_without_its_last_slash_opens_the_page_at_once(held: Held) -> None:
    client = Client()
    response = client.get("/meedoen")
    assert (response.status_code, "Typ de code" in response.content.decode()) == (200, True)
    code = held.code(held.invitations()[1])
    assert client.post("/meedoen", {"code": code})["Location"] == "/v/"
    assert set(client.cookies) == {"uitnodiging"}
