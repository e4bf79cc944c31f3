"""Nothing says whether an address is known: not a word, not a header, not the time it takes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from drieklank.base import evenly
from tests.cast import Cast

KNOWN_PARENT, KNOWN_STAFF = "mother@thuis.example", "leader@noordwind.example"
# As long as the known ones, since a page repeats what was typed.
UNKNOWN, UNKNOWN_STAFF = "nobody@thuis.example", "nobody@noordwind.example"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def face(response: HttpResponse, email: str) -> tuple[int, str, dict[str, str], list[str]]:
    """What a visitor can see of an answer, without what is random in every answer."""
    body = TOKEN.sub("", response.content.decode()).replace(email, "EMAIL")
    # "Expires" is the moment of answering, in seconds.
    headers = {k: v for k, v in response.headers.items() if k != "Expires"}
    return response.status_code, body, headers, sorted(response.cookies)


def walk(email: str, steps: Callable[[Client, str], list[HttpResponse]]) -> list[object]:
    return [face(response, email) for response in steps(Client(), email)]


def by_mail(client: Client, email: str) -> list[HttpResponse]:
    asked = client.post("/aanmelden/ouder/", {"email": email})
    page = client.get("/aanmelden/ouder/code/")
    wrong = [client.post("/aanmelden/ouder/code/", {"code": "00000-00000"}) for _ in range(6)]
    return [asked, page, *wrong]


def too_often(client: Client, email: str) -> list[HttpResponse]:
    return [client.post("/aanmelden/ouder/", {"email": email}) for _ in range(7)]


@pytest.mark.parametrize("steps", [by_mail, too_often])
def test_known_and_unknown_parents_get_the_same_answers(
    cast: Cast, steps: Callable[[Client, str], list[HttpResponse]]
) -> None:
    known, unknown = walk(KNOWN_PARENT, steps), walk(UNKNOWN, steps)
    assert len(known) >= 7
    assert known == unknown


def test_known_and_unknown_addresses_take_the_same_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evenly, "FLOOR", 0.25)

    def seconds(email: str) -> float:
        started = time.perf_counter()
        Client().post("/aanmelden/ouder/", {"email": email})
        return time.perf_counter() - started

    seconds(UNKNOWN)  # the first one loads texts and templates
    known, unknown = seconds(KNOWN_PARENT), seconds(UNKNOWN)
    assert min(known, unknown) >= 0.25
    assert abs(known - unknown) < 0.1
