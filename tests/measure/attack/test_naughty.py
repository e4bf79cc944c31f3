"""Whatever somebody types comes out unchanged, everywhere, and nothing that is typed breaks a page.

The lists are of others (shared fixtures); the traps that must always be tried stand below.
"""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_from_bytes

import pytest
from django.http import HttpResponse
from django.test import Client

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions
from drieklank.measure.cookies import NAME
from drieklank.measure.guesses import guesses
from drieklank.measure.models import Draft, Envelope, Invitation, OpenText, OwnQuestionnaire
from drieklank.measure.own.draft import LONGEST_TITLE, tidy
from tests.cast import Cast
from tests.measure.attack.race import left
from tests.measure.browse import Page, press
from tests.measure.conftest import Held, hold

pytestmark = pytest.mark.django_db
LONGEST = 1000
OWN = [
    "<script>alert(1)</script> & \"dubbel\" 'enkel' {{ naam }} {% load x %} %s %(naam)s",
    "\u202eomgekeerd\u202c \u200fعربي\u200e \u2067حر\u2069 \u061c",
    "ሰላም ንዓኹም ኩላትኩም ፣ መምህራን",
    "Zażółć gęślą jaźń · Їжак ґедзь · İıŞşĞğ",
    "👩‍👩‍👧‍👦 🏳️‍🌈 é (los) é (vast) ﷽ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "\ue000\ue001\uf8ff \ufeff \u200b \u00ad \u2028 einde",
    "regel een\nregel twee\n\n\tingesprongen  met  spaties ",
    "';DROP TABLE measure_envelope;-- /v/klaar/ ../../etc/passwd \\0 \x1b[31m \x7f",
    "</textarea><textarea name=x>",
    "{sheet} {0} {__class__} ${x} `x` =1+1 @SUM(A1) -2+3",
]


def from_fixtures(root: Path) -> list[str]:
    naughty = json.loads((root / "vijandig" / "blns.json").read_text(encoding="utf-8"))
    with (root / "namen" / "common-forenames-by-country.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))[1:]
    names = [" ".join(row) for row in rows[::60]]
    assert len(naughty) > 500
    assert len(names) > 30
    return [text for text in naughty if text.strip()] + names


def plain(text: str) -> str:
    """What a form can send of a text: line ends are one character, and NUL is none."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


@pytest.fixture
def naughty(fixtures_dir: Path) -> list[str]:
    return [plain(text) for text in from_fixtures(fixtures_dir)] + OWN


@pytest.fixture(autouse=True)
def _nobody_is_limited(settings: Any) -> Iterator[None]:
    settings.REQUIRE_SECOND_FACTOR = False
    guesses.clear()
    yield
    guesses.clear()


def dutch(held: Held) -> list[Invitation]:
    return [one for one in held.invitations() if one.language == "nl"]


def last_page(held: Held) -> str:
    return f"/v/deel/{len(held.asked().parts)}/"


def explains(response: HttpResponse) -> bool:
    """Whether it is a page with a heading, or leads to one."""
    if response.status_code == 302:
        return True
    return response.status_code < 500 and bool(Page(response.content.decode()).h1.strip())


def packed(texts: list[str]) -> list[str]:
    """As many texts in one answer as fit."""
    answers = [""]
    for text in texts:
        if len(answers[-1]) + len(text) + 1 > LONGEST:
            answers.append("")
        answers[-1] += text + "|"
    return answers


def test_every_naughty_text_is_shown_back_unchanged_on_the_page_of_a_draft(
    held: Held, naughty: list[str]
) -> None:
    client, last = held.visitor(dutch(held)[0]), last_page(held)
    for text in packed(naughty):
        press(client, last, "back", closing__open=text)
        assert Page(client.get(last).content.decode()).values["closing.open"] == [text]


def test_every_naughty_text_comes_out_of_the_close_as_it_went_in(
    cast: Cast, naughty: list[str]
) -> None:
    answers = packed(naughty)
    held = hold(cast, families=len(answers))
    people = dutch(held)
    assert len(people) >= len(answers) >= 10
    for invitation, text in zip(people, answers, strict=False):
        response = press(held.visitor(invitation), last_page(held), "next", closing__open=text)
        assert response["Location"].startswith("/v/klaar/")
    with open_every_tenant("test"):
        actions.close_round(held.round)
        assert sorted(OpenText.objects.values_list("text", flat=True)) == sorted(answers)


@pytest.mark.parametrize(
    "raw",
    [b"\xed\xa0\x80 half teken", b"\xff\xfe", b"\xc3", b"a\x00b", "é".encode("latin-1")],
    ids=["surrogate", "no UTF-8", "cut off", "NUL", "latin-1"],
)
def test_bytes_that_are_no_text_are_answered_with_a_page_and_kept_as_text(
    held: Held, raw: bytes
) -> None:
    client, last = held.visitor(dutch(held)[0]), last_page(held)
    (token,) = Page(client.get(last).content.decode()).values["token"]
    body = f"token={token}&closing.open={quote_from_bytes(raw)}&back=1"
    response = client.post(last, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    (shown,) = Page(client.get(last).content.decode()).values["closing.open"]
    assert shown == raw.replace(b"\x00", b"").decode(errors="replace")


def test_text_over_the_length_is_refused_with_its_count_and_loses_nothing(held: Held) -> None:
    client, last = held.visitor(dutch(held)[0]), last_page(held)
    for text in ("é" * 1001, "👩‍👧" * 400, "ሰ" * 2000, "a\r\n" * 600):
        response = press(client, last, "next", closing__open=text)
        assert response.status_code == 422
        assert f"({len(plain(text))}/1000)" in response.content.decode()
        assert Page(response.content.decode()).values["closing.open"] == [plain(text)]
    exact = "😀" * LONGEST
    press(client, last, "back", closing__open=exact)
    assert Page(client.get(last).content.decode()).values["closing.open"] == [exact]


def test_naughty_code_link_and_cookie_get_a_page_that_helps(held: Held, naughty: list[str]) -> None:
    for text in [*naughty[::5], *OWN]:
        guesses.clear()
        answer = Client().post("/meedoen/", {"code": text})
        assert answer.status_code in {404, 422}
        assert explains(answer)
        if answer.status_code == 422 and len(text) <= 80:
            assert html.escape(text, quote=True) in answer.content.decode() or any(
                mark in text for mark in "'"
            )
        link = Client().get(f"/v/{quote(text, safe='')}")
        assert link.status_code in {302, 404}
        assert explains(link)
        thief = Client(HTTP_COOKIE=f"{NAME}={text}".encode().decode("latin-1"))
        assert thief.get("/v/").status_code == 404
    assert left() == {"envelopes": 0, "marks": 0, "drafts": 0}


def test_word_in_any_script_opens_what_was_saved_under_it(held: Held, naughty: list[str]) -> None:
    parent = dutch(held)[0]
    first = held.asked().parts[0].items[0].key
    words = [text for text in naughty if 6 <= len(text.strip()) <= 80 and "\n" not in text]
    for word in [*words[::25], *(text for text in OWN if text in words)]:
        guesses.clear()
        at_home, elsewhere = Client(), Client()
        at_home.post("/meedoen/", {"code": held.code(parent)})
        press(at_home, "/v/deel/1/", "save_later", **{first: "yes"})
        press(at_home, "/v/bewaard/", "keep", word=word)
        elsewhere.post("/meedoen/", {"code": held.code(parent)})
        assert press(elsewhere, "/v/", "resume", word=word)["Location"] == "/v/deel/1/"


def test_question_and_title_a_school_writes_itself_are_shown_as_written(
    cast: Cast, naughty: list[str]
) -> None:
    leader = cast.client("leader")
    at = "/school/de-vlieger/meten/eigen/"
    texts = [text for text in naughty if tidy(text) == text and len(text) <= LONGEST_TITLE]
    assert len(texts) > 300
    for text in [*texts[::30], *(text for text in OWN if text in texts)]:
        made = leader.post(f"{at}nieuw/", {"title": text, "audience": "parents"})
        assert made.status_code == 302, text
        base = made["Location"]
        question = {"kind": "open", "text": text, "longest": 300}
        assert leader.post(f"{base}vraag/", question).status_code == 302, text
        with open_every_tenant("test"):
            row = OwnQuestionnaire.objects.latest("pk")
        assert (row.title, row.draft.items[0].text) == (text, {"nl": text})
        page = leader.get(base).content.decode()
        assert html.unescape(page).count(text) >= 2
        assert "<script>alert(" not in page
    over = leader.post(f"{at}nieuw/", {"title": "é" * (LONGEST_TITLE + 1), "audience": "parents"})
    assert over.status_code == 200  # the form again
    assert f"({LONGEST_TITLE + 1}/{LONGEST_TITLE})" in over.content.decode()


# -- forms that come when or how they should not ---------------------------------------------------


def test_form_out_of_order_twice_and_from_two_tabs_gives_one_answer(held: Held) -> None:
    parent, last = dutch(held)[0], last_page(held)
    one = held.visitor(parent)
    form = Page(one.get(last).content.decode()).values | {"closing.heard": ["yes"], "next": "1"}
    seen = [
        one.post("/v/deel/5/", form),
        one.post("/v/deel/2/", form),
        one.post("/v/deel/0/", form),
        one.post("/v/deel/99/", form),
        one.post(last, form),
        one.post(last, form),
        held.visitor(parent).post(last, form),
        held.visitor(parent).post("/v/deel/1/", form),
        one.post("/v/bewaard/", form),
    ]
    assert all(explains(response) for response in seen)
    assert left() == {"envelopes": 1, "marks": 1, "drafts": 0}


def test_form_with_thousands_of_foreign_keys_or_megabytes_is_refused_with_a_page(
    held: Held,
) -> None:
    client, last = held.visitor(dutch(held)[0]), last_page(held)
    form = Page(client.get(last).content.decode()).values
    foreign = {f"vreemd.{number}": "x" for number in range(2000)}
    assert client.post(last, form | foreign | {"back": "1"}).status_code == 302
    for body in (
        {f"vreemd.{number}": "x" for number in range(4000)},
        {"closing.open": "é" * 6_000_000},
    ):
        response = client.post(last, form | body | {"back": "1"})
        assert response.status_code in {400, 413, 422}
        assert explains(response)
    with open_every_tenant("test"):
        assert Envelope.objects.count() == 0


def test_every_form_after_the_close_gets_a_page_and_leaves_nothing(held: Held) -> None:
    parent, last = dutch(held)[0], last_page(held)
    by_link, by_paper = held.visitor(parent), Client()
    by_paper.post("/meedoen/", {"code": held.code(parent)})
    code = held.code(parent)
    forms = [
        (client, Page(client.get(last).content.decode()).values) for client in (by_link, by_paper)
    ]
    with open_every_tenant("test"):
        actions.close_round(held.round)
    for client, form in forms:
        for url, button in ((last, "next"), ("/v/deel/1/", "save_later"), ("/v/bewaard/", "keep")):
            response = client.post(url, form | {"closing.heard": ["yes"], button: "1"})
            assert (response.status_code, explains(response)) == (404, True)
    assert Client().post("/meedoen/", {"code": code}).status_code == 404
    with open_every_tenant("test"):
        assert (Envelope.objects.count(), Draft.objects.count()) == (0, 0)
