"""A phone at a brainstorm: in with a code, write, take back, three dots, and nothing kept."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from drieklank.base import codes
from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.models import BrainstormDot, BrainstormNote
from drieklank.improve.rules.brainstorm import NOTES_PER_PHONE
from drieklank.improve.views.brainstorm_phone import guesses, newcomers
from tests.cast import Cast
from tests.improve.boards import Phone, chosen, table


@pytest.fixture(autouse=True)
def _no_guesses() -> None:
    guesses.clear()
    newcomers.clear()


def test_code_leaves_the_address_and_stays_on_the_pages_of_the_board(cast: Cast) -> None:
    at = table(cast)
    client = Client()
    answer = client.get(f"/b/{codes.show(codes.encode(at.row.code))}")
    cookie = answer.cookies["bord"]

    assert (answer.status_code, answer["Location"]) == (302, "/b/")
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/b/", True, "Lax")
    assert list(answer.cookies) == ["bord"]
    page = client.get("/b/")
    assert "Hoe komen alle ouders?" in page.content.decode()
    assert list(page.cookies) == []


def test_program_that_comes_in_anew_each_time_is_stopped_and_who_sits_already_stays(
    cast: Cast,
) -> None:
    """Each new phone has three dots; one person with a script would otherwise choose for the team."""
    at = table(cast)
    code = codes.show(codes.encode(at.row.code))
    sits = at.phone()
    for _ in range(newcomers.per_address):
        newcomers.count("127.0.0.1")
    answer = Client().get(f"/b/{code}")
    assert (answer.status_code, dict(answer.cookies).get("bord")) == (429, None)
    assert "te veel telefoons" in answer.content.decode()
    assert Client(REMOTE_ADDR="192.0.2.7").get(f"/b/{code}").status_code == 302
    assert sits.client.get(f"/b/{code}").status_code == 302
    assert sits.write("Soep vooraf").status_code == 302


def test_typed_code_may_be_small_and_without_dash(cast: Cast) -> None:
    at = table(cast)
    answer = Client().post("/b/code/", {"code": f" {codes.encode(at.row.code).lower()} "})
    assert (answer.status_code, answer["Location"]) == (302, "/b/")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Typ de code die op het grote scherm staat."),
        ("K3M9P", "Een code heeft tien tekens."),
        ("K3M9P-7TQ2!", "Er staat een teken in"),
        ("K3M9P-7TQ2X", "Deze code klopt net niet."),
    ],
)
def test_slip_of_the_finger_is_told_and_is_no_guess(cast: Cast, typed: str, says: str) -> None:
    for _ in range(12):
        answer = Client().post("/b/code/", {"code": typed})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not guesses.is_blocked("127.0.0.1")


def test_guessing_codes_is_stopped_after_ten(cast: Cast) -> None:
    at = table(cast)
    client = Client()
    statuses = [client.get(f"/b/{codes.encode(number)}").status_code for number in range(10)]
    blocked = client.get(f"/b/{codes.encode(at.row.code)}")
    assert statuses == [422] * 10
    assert blocked.status_code == 429
    assert "Wacht een kwartier" in blocked.content.decode()


def test_own_notes_come_first_and_only_they_can_be_withdrawn(cast: Cast) -> None:
    at = table(cast)
    one, two = at.phone(), at.phone()
    one.write("Bel iedereen op")
    two.write("Soep vooraf")
    page = one.page()

    assert re.findall(r"<h3[^>]*>([^<]*)</h3>", page) == [
        "Jouw briefjes (1)",
        "Van de anderen (1)",
    ]
    assert page.index("Bel iedereen op") < page.index("Soep vooraf")
    key = str(at.note("Soep vooraf").public_id)
    one.send("weg", briefje=key)
    assert at.notes() == ["Bel iedereen op", "Soep vooraf"]
    two.send("weg", briefje=key)
    assert at.notes() == ["Bel iedereen op"]


def test_phone_that_comes_back_with_the_same_code_keeps_its_notes(cast: Cast) -> None:
    at = table(cast)
    phone = at.phone()
    phone.write("Soep vooraf")
    phone.come_in(at.row)
    assert "Jouw briefjes (1)" in phone.page()


def test_form_of_another_phone_is_refused(cast: Cast) -> None:
    at = table(cast)
    one, two = at.phone(), at.phone()
    answer = one.client.post("/b/schrijf/", {"token": two.token, "text": "Ongevraagd"})
    assert (answer.status_code, at.notes()) == (409, [])


def test_cookie_that_was_tampered_with_opens_nothing(cast: Cast) -> None:
    at = table(cast)
    phone = at.phone()
    phone.client.cookies["bord"] = phone.client.cookies["bord"].value[:-1] + "-"
    assert "Doe mee met de brainstorm" in phone.page()


def test_note_of_140_characters_fits_and_of_141_is_refused_with_its_text(cast: Cast) -> None:
    at = table(cast)
    phone = at.phone()
    assert phone.write("a" * 140).status_code == 302
    answer = phone.write("b" * 141)
    assert answer.status_code == 422
    assert "b" * 141 in answer.content.decode()
    assert at.notes() == ["a" * 140]


def test_line_end_of_a_browser_counts_as_one_character(cast: Cast) -> None:
    at = table(cast)
    at.phone().write("a" * 69 + "\r\n" + "b" * 70)
    assert at.notes() == ["a" * 69 + "\n" + "b" * 70]


def test_phone_writes_at_most_forty_notes_and_keeps_the_next_text(cast: Cast) -> None:
    at = table(cast)
    phone = at.phone()
    token = phone.token
    answers = [
        phone.client.post("/b/schrijf/", {"token": token, "text": f"idee {n}"}).status_code
        for n in range(NOTES_PER_PHONE)
    ]
    last = phone.write("nog een idee")
    assert set(answers) == {302}
    assert (last.status_code, len(at.notes())) == (422, NOTES_PER_PHONE)
    assert "nog een idee" in last.content.decode()
    assert at.phone().write("van een ander").status_code == 302


def test_naughty_notes_stay_as_they_are_and_are_escaped(cast: Cast, fixtures_dir: Path) -> None:
    at = table(cast)
    naughty = json.loads((fixtures_dir / "vijandig" / "blns.json").read_text())
    texts = [text.strip() for text in naughty if 0 < len(text.strip()) <= 140 and "\0" not in text]
    texts = [text.replace("\r\n", "\n") for text in dict.fromkeys(texts)][:300]
    phones = [at.phone() for _ in range(0, len(texts), NOTES_PER_PHONE)]
    tokens = [phone.token for phone in phones]
    for place, text in enumerate(texts):
        which = place // NOTES_PER_PHONE
        phones[which].client.post("/b/schrijf/", {"token": tokens[which], "text": text})

    assert at.notes() == texts
    page, screen = phones[0].page(), at.screen()
    for text in texts:
        assert f'<p class="pre">{escape(text)}</p>' in page
        assert f'<p class="pre">{escape(text)}</p>' in screen


def test_three_dots_and_never_a_fourth(cast: Cast) -> None:
    at = chosen(cast)
    phone = at.phone()
    key = str(at.group("Bellen").public_id)
    answers = [phone.send("stip", groep=key).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 422]
    with open_every_tenant("test"):
        assert BrainstormDot.objects.count() == 3
    assert "Je stippen zijn op." in phone.page()
    phone.send("stip-terug", groep=key)
    assert "Je hebt nog <b>1 stip</b>" in phone.page()


def test_result_is_hidden_until_the_holder_shows_it(cast: Cast) -> None:
    at = chosen(cast)
    one, two = at.phone(), at.phone()
    for _ in range(2):
        one.send("stip", groep=str(at.group("Eten").public_id))
    assert "2 stippen" not in two.page()
    assert "2 stippen van 1 telefoon." in at.screen()
    assert '<p class="pile__dots">' not in at.screen()
    at.do("fase", fase="act")
    page = two.page()
    assert "2 stippen" in page
    assert page.index("Eten") < page.index("Bellen")


def test_note_after_the_writing_is_refused_and_its_text_kept(cast: Cast) -> None:
    at = chosen(cast)
    answer = at.phone().write("Te laat bedacht")
    assert answer.status_code == 422
    assert "Schrijven kan nu niet meer." in answer.content.decode()
    assert "Te laat bedacht" in answer.content.decode()


def test_closed_board_explains_itself_and_shows_no_notes(cast: Cast) -> None:
    at = table(cast)
    phone = at.phone()
    phone.write("Soep vooraf")
    token = phone.token
    at.do("sluit")
    page = phone.page()
    assert "Dit bord is gesloten" in page
    assert "Soep vooraf" not in page
    assert "hx-get" not in page
    late = phone.client.post("/b/schrijf/", {"token": token, "text": "Nog iets"})
    assert (late.status_code, at.notes()) == (422, ["Soep vooraf"])
    assert "Dit bord is gesloten" in Phone().come_in(at.row).content.decode()


def test_board_lets_no_phone_in_after_a_day(cast: Cast) -> None:
    at = table(cast)
    phone = at.phone()
    with time_machine.travel(now() + timedelta(hours=24, seconds=1)):
        assert "Dit bord is gesloten" in phone.page()


def test_no_mark_of_a_phone_is_left_after_closing(cast: Cast) -> None:
    at = chosen(cast)
    phone = at.phone()
    phone.send("stip", groep=str(at.group("Eten").public_id))
    at.do("sluit")
    with open_every_tenant("test"):
        assert BrainstormDot.objects.count() == 0
        assert set(BrainstormNote.objects.values_list("phone", flat=True)) == {""}
    assert at.group("Eten").dots == 1


def test_question_for_news_costs_one_statement_and_news_two(cast: Cast) -> None:
    at = table(cast)
    phones = [at.phone() for _ in range(3)]
    costs = []
    for many in (1, 20):
        for n in range(many):
            phones[n % 3].write(f"idee {many} {n}")
        stamp = re.search(r"stand=([\w-]+)", phones[0].page())
        assert stamp is not None
        with CaptureQueriesContext(
            connection,
        ) as quiet:
            answer = phones[0].client.get(f"/b/deel/?stand={stamp[1]}")
        with CaptureQueriesContext(connection) as news:
            phones[0].client.get("/b/deel/?stand=0-write")
        costs.append((answer.status_code, len(quiet), len(news)))
    assert costs == [(204, 1, 2), (204, 1, 2)]


def test_choosing_costs_two_statements_however_many_groups_there_are(cast: Cast) -> None:
    at = chosen(cast)
    phone = at.phone()
    phone.send("stip", groep=str(at.group("Eten").public_id))
    with CaptureQueriesContext(connection) as news:
        part = phone.client.get("/b/deel/?stand=0-write").content.decode()
    assert len(news) == 2
    assert 'aria-label="Van jou: 1"' in part


def test_new_phase_is_said_once_and_a_new_note_is_not(cast: Cast) -> None:
    at = table(cast)
    phone = at.phone()
    phone.write("Soep vooraf")
    quiet = phone.client.get("/b/deel/?stand=1-write").content.decode()
    at.do("fase", fase="cluster")
    said = phone.client.get("/b/deel/?stand=2-write").content.decode()
    assert 'role="status"' not in quiet
    assert (
        '<p class="vh" id="fase" role="status" hx-swap-oob="true">Wat hoort bij elkaar?</p>' in said
    )


def test_part_that_the_browser_has_is_not_sent_again(cast: Cast) -> None:
    at = table(cast)
    phone = at.phone()
    tag = phone.client.get("/b/deel/?stand=x")["ETag"]
    again = phone.client.get("/b/deel/?stand=x", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
