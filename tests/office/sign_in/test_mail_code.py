"""Parents come in with a code by mail: once, briefly, and never by a GET."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from drieklank.access.person_session import PERSON_COOKIE
from drieklank.audit.models import AuditEvent
from drieklank.base import codes
from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from drieklank.people.models import AccessCode, Parent, ParentChildRelation, PersonSession
from tests.cast import Cast
from tests.office.sign_in.conftest import code_in, is_in, link_in

Mails = Callable[[], list[str]]
MOTHER = "mother@thuis.example"


def ask(client: Client, email: str = MOTHER) -> None:
    response = client.post("/aanmelden/ouder/", {"email": email})
    assert (response.status_code, response["Location"]) == (302, "/aanmelden/ouder/code/")


def type_code(client: Client, code: str) -> int:
    return client.post("/aanmelden/ouder/code/", {"code": code}).status_code


def another_code() -> str:
    return codes.encode(12345)


def test_the_code_from_the_mail_signs_in(cast: Cast, client: Client, mails: Mails) -> None:
    ask(client)
    (text,) = mails()
    assert not is_in(client)
    assert type_code(client, code_in(text)) == 302
    assert is_in(client)
    with open_every_tenant("test"):
        session = PersonSession.objects.get()
        assert session.parent == cast.parents["mother"]
        event = AuditEvent.objects.get(verb="parent.signed_in")
        assert (event.parent_id, event.facts) == (session.parent_id, {"way": "mail"})


def test_a_code_may_be_typed_small_with_spaces_and_lookalikes(
    cast: Cast, client: Client, mails: Mails
) -> None:
    ask(client)
    typed = code_in(mails()[0]).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert type_code(client, f" {typed} ") == 302


def test_the_address_may_be_typed_in_capitals(cast: Cast, client: Client, mails: Mails) -> None:
    ask(client, MOTHER.upper())
    assert len(mails()) == 1


def test_the_cookie_is_closed_to_scripts_and_other_sites(
    cast: Cast, client: Client, mails: Mails
) -> None:
    ask(client)
    type_code(client, code_in(mails()[0]))
    cookie = client.cookies[PERSON_COOKIE]
    flags = (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"])
    assert flags == (True, "Lax", "/", 30 * 86400)
    assert cookie["secure"] == ""  # these tests speak http
    with open_every_tenant("test"):
        assert cookie.value not in str(list(PersonSession.objects.values()))


def test_over_https_the_cookie_is_secure(
    cast: Cast, client: Client, mails: Mails, settings: object
) -> None:
    settings.HTTPS = True  # type: ignore[attr-defined]
    ask(client)
    type_code(client, code_in(mails()[0]))
    assert client.cookies[PERSON_COOKIE]["secure"] is True


def test_a_code_works_once(cast: Cast, client: Client, mails: Mails) -> None:
    ask(client)
    code = code_in(mails()[0])
    type_code(client, code)
    other = Client()
    assert type_code(other, code) == 200
    assert not is_in(other)


def test_a_code_works_fifteen_minutes(cast: Cast, client: Client, mails: Mails) -> None:
    ask(client)
    code = code_in(mails()[0])
    with time_machine.travel(now() + timedelta(minutes=15, seconds=1)):
        assert type_code(client, code) == 200
        assert not is_in(client)


def test_a_newer_code_kills_the_older(cast: Cast, client: Client, mails: Mails) -> None:
    ask(client)
    first = code_in(mails()[0])
    ask(client)
    second = code_in(mails()[0])
    assert type_code(client, first) == 200
    assert type_code(client, second) == 302


def test_a_code_asked_again_before_the_first_mail_left_gives_one_mail(
    cast: Cast, client: Client, mails: Mails
) -> None:
    ask(client)
    ask(client)
    assert len(mails()) == 1


def test_five_wrong_codes_kill_the_right_one(cast: Cast, client: Client, mails: Mails) -> None:
    ask(client)
    code = code_in(mails()[0])
    for _ in range(5):
        assert type_code(client, another_code()) == 200
    assert type_code(client, code) == 200
    assert not is_in(client)


def test_a_typing_error_is_explained_and_counts_nowhere(
    cast: Cast, client: Client, mails: Mails
) -> None:
    ask(client)
    code = code_in(mails()[0])
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    for _ in range(30):
        page = client.post("/aanmelden/ouder/code/", {"code": wrong}).content.decode()
        assert "Er zit een tikfout in de code." in page
        assert f'value="{wrong}"' in page  # what was typed is still there
    assert type_code(client, code) == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Vul de code in."),
        ("ABC", "Een code heeft tien letters en cijfers."),
        ("ABCDE-FGHJ!", "Hier staat een teken dat niet in een code hoort."),
    ],
)
def test_what_is_wrong_with_a_code_stands_beside_the_field(
    cast: Cast, client: Client, typed: str, said: str
) -> None:
    assert said in client.post("/aanmelden/ouder/code/", {"code": typed}).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Vul uw e-mailadres in"), ("mona", "Dit is geen")]
)
def test_what_is_wrong_with_an_address_stands_beside_the_field(
    cast: Cast, client: Client, typed: str, said: str
) -> None:
    page = client.post("/aanmelden/ouder/", {"email": typed}).content.decode()
    assert said in page
    assert f'value="{typed}"' in page or not typed


def test_opening_the_link_signs_nobody_in_and_uses_nothing_up(
    cast: Cast, client: Client, mails: Mails
) -> None:
    ask(client)
    link = link_in(mails()[0])
    scanner = Client()
    for _ in range(3):
        page = scanner.get(link)
        assert (page.status_code, b"Meld mij aan" in page.content) == (200, True)
    scanner.head(link)
    assert PERSON_COOKIE not in scanner.cookies
    assert not is_in(scanner)
    phone = Client()  # another browser than the one that asked
    assert type_code(phone, link.partition("code=")[2]) == 302
    assert is_in(phone)


def test_after_signing_in_the_page_before_is_opened_only_if_it_is_ours(
    cast: Cast, client: Client, mails: Mails
) -> None:
    for wanted, reached in (("/thuis/gegevens/", "/thuis/gegevens/"), ("//evil.example/", "/")):
        browser = Client()
        browser.post("/aanmelden/ouder/", {"email": MOTHER, "next": wanted})
        sent = {"code": code_in(mails()[0])}
        assert browser.post("/aanmelden/ouder/code/", sent)["Location"] == reached


def test_a_session_set_beforehand_is_not_taken_over(
    cast: Cast, client: Client, mails: Mails
) -> None:
    client.cookies[PERSON_COOKIE] = "chosen-by-somebody-else"
    client.get("/aanmelden/")
    ask(client)
    anonymous = client.cookies["drieklank"].value
    type_code(client, code_in(mails()[0]))
    assert client.cookies[PERSON_COOKIE].value != "chosen-by-somebody-else"
    thief = Client()
    thief.cookies["drieklank"] = anonymous
    thief.cookies[PERSON_COOKIE] = "chosen-by-somebody-else"
    assert not is_in(thief)


def test_signing_in_again_ends_the_session_before(cast: Cast, client: Client, mails: Mails) -> None:
    ask(client)
    type_code(client, code_in(mails()[0]))
    before = client.cookies[PERSON_COOKIE].value
    ask(client)
    type_code(client, code_in(mails()[0]))
    thief = Client()
    thief.cookies[PERSON_COOKIE] = before
    assert not is_in(thief)
    assert is_in(client)


def test_one_address_of_two_parents_gives_a_choice(
    cast: Cast, client: Client, mails: Mails
) -> None:
    with open_every_tenant("test"):
        Parent.objects.filter(pk=cast.parents["father"].pk).update(email=MOTHER)
        Parent.objects.filter(pk=cast.parents["parent_elsewhere"].pk).update(email=MOTHER)
    ask(client)
    (text,) = mails()
    assert type_code(client, code_in(text)) == 302
    assert not is_in(client)
    page = client.get("/aanmelden/ouder/wie/").content.decode()
    assert [name in page for name in ("Mona Haddad", "Karim Haddad", "Vera Ver")] == [True] * 3
    assert "Stichting Zuid" in page
    chosen = cast.parents["parent_elsewhere"]
    client.post("/aanmelden/ouder/wie/", {"who": str(chosen.public_id)})
    with open_every_tenant("test"):
        assert PersonSession.objects.get().parent == chosen


def test_nobody_else_can_be_chosen_nor_too_late(cast: Cast, client: Client, mails: Mails) -> None:
    with open_every_tenant("test"):
        Parent.objects.filter(pk=cast.parents["father"].pk).update(email=MOTHER)
    ask(client)
    type_code(client, code_in(mails()[0]))
    stranger = {"who": str(cast.parents["parent_elsewhere"].public_id)}
    assert client.post("/aanmelden/ouder/wie/", stranger).status_code == 200
    mine = {"who": str(cast.parents["father"].public_id)}
    with time_machine.travel(now() + timedelta(minutes=11)):
        page = client.post("/aanmelden/ouder/wie/", mine)
        assert "U koos niet op tijd." in page.content.decode()
    assert Client().post("/aanmelden/ouder/wie/", mine).status_code == 200
    assert not is_in(client)


def test_a_parent_whose_relations_ended_gets_no_code(
    cast: Cast, client: Client, mails: Mails
) -> None:
    with open_every_tenant("test"):
        ParentChildRelation.objects.filter(parent=cast.parents["mother"]).update(
            ended_on=now().date() - timedelta(days=1)
        )
    ask(client)
    assert mails() == []


def test_a_session_slides_by_day_and_ends_after_thirty(
    cast: Cast, client: Client, mails: Mails
) -> None:
    ask(client)
    type_code(client, code_in(mails()[0]))
    start = now()
    with time_machine.travel(start + timedelta(days=20)):
        page = client.get("/")
        assert page.cookies[PERSON_COOKIE]["max-age"] == 30 * 86400
        assert PERSON_COOKIE not in client.get("/").cookies  # once a day is enough
    with time_machine.travel(start + timedelta(days=49)):
        assert is_in(client)
    with time_machine.travel(start + timedelta(days=80)):
        assert not is_in(client)


def test_signing_out_ends_the_session_on_the_server_and_only_by_post(
    cast: Cast, client: Client, mails: Mails
) -> None:
    ask(client)
    type_code(client, code_in(mails()[0]))
    secret = client.cookies[PERSON_COOKIE].value
    assert client.get("/afmelden/").status_code == 200
    assert is_in(client)
    client.post("/afmelden/")
    client.cookies[PERSON_COOKIE] = secret
    assert not is_in(client)


def test_wrong_codes_from_one_network_are_stopped(cast: Cast, client: Client) -> None:
    answers = [type_code(client, another_code()) for _ in range(21)]
    assert answers == [200] * 20 + [429]


def test_many_mails_for_one_address_are_stopped(cast: Cast, client: Client, mails: Mails) -> None:
    for _ in range(5):
        ask(client)
    assert client.post("/aanmelden/ouder/", {"email": MOTHER}).status_code == 429
    ask(client, "father@thuis.example")


def test_codes_are_not_readable_in_the_database(cast: Cast, client: Client, mails: Mails) -> None:
    ask(client)
    code = code_in(mails()[0])
    with open_every_tenant("test"):
        rows = str(list(AccessCode.objects.values()))
    assert code not in rows
    assert code.replace("-", "") not in rows


def test_pages_speak_arabic_from_right_to_left_and_remember_it(cast: Cast, client: Client) -> None:
    page = client.get("/aanmelden/?taal=ar").content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert "تسجيل الدخول" in client.get("/aanmelden/").content.decode()
    assert '<html lang="nl" dir="ltr"' in client.get("/aanmelden/?taal=xx").content.decode()


def test_the_mail_is_in_the_language_of_the_page(cast: Cast, client: Client, mails: Mails) -> None:
    client.get("/aanmelden/?taal=en")
    ask(client)
    assert "This is your code" in mails()[0]
