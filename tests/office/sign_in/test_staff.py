"""Staff come in with a password, a code by mail or a second step, and nobody else does."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.office.actions.accounts import invite_staff, reset_second_factor
from drieklank.outbox.models import Message
from drieklank.schools.models import Membership, User
from tests.cast import Cast
from tests.office.sign_in.conftest import is_in, link_in
from tests.office.sign_in.test_enumeration import KNOWN_STAFF, UNKNOWN_STAFF, walk

Mails = Callable[[], list[str]]
TEACHER = "teacher@noordwind.example"
PASSWORD = "een lang wachtwoord"
NEW = "vier woorden op een rij"


def login(client: Client, email: str = TEACHER, password: str = PASSWORD) -> str:
    response = client.post("/account/login/", {"login": email, "password": password})
    return response.get("Location") or response.content.decode()


def code_of(secret: str) -> str:
    """What the app on a telephone shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def secret_on(page: str) -> str:
    found = re.search(r'<code class="input--code" dir="ltr">([A-Z2-7]+)</code>', page)
    assert found, page
    return found[1]


def with_app(client: Client) -> str:
    """Couple an app with codes for whoever is signed in on this client; returns its secret."""
    secret = secret_on(client.get("/account/2fa/totp/activate/").content.decode())
    response = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert response.status_code == 302, response.content.decode()
    return secret


# -- password ----------------------------------------------------------------------------------


def test_address_and_password_let_a_teacher_in_and_the_school_knows(
    cast: Cast, client: Client
) -> None:
    assert login(client, TEACHER.upper()) == "/"
    assert is_in(client)
    with open_every_tenant("test"):
        event = AuditEvent.objects.get(verb="user.signed_in")
    assert (event.board, event.actor_id) == (cast.board, cast.users["teacher"].pk)


def test_a_wrong_password_says_how_to_mend_it_and_keeps_the_address(
    cast: Cast, client: Client
) -> None:
    page = login(client, password="verkeerd")
    assert "horen niet bij elkaar" in page
    assert f'value="{TEACHER}"' in page
    assert "verkeerd" not in page


def test_empty_fields_are_named(cast: Cast, client: Client) -> None:
    page = login(client, "", "")
    assert "Vul je e-mailadres van school in." in page
    assert "Vul je wachtwoord in." in page


def test_signing_in_changes_the_session_so_that_none_can_be_planted(
    cast: Cast, client: Client
) -> None:
    client.get("/account/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["drieklank"] = before or ""
    login(client)
    assert client.cookies["drieklank"].value != before
    thief = Client()
    thief.cookies["drieklank"] = before or ""
    assert not is_in(thief)


def test_the_cookie_is_closed_to_scripts_and_other_sites(cast: Cast, client: Client) -> None:
    login(client)
    cookie = client.cookies["drieklank"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_five_wrong_passwords_close_the_address_for_five_minutes(
    cast: Cast, client: Client
) -> None:
    start = now()
    with time_machine.travel(start):
        for _ in range(5):
            assert "horen niet bij elkaar" in login(client, password="fout")
        assert "te vaak geprobeerd" in login(client)
    with time_machine.travel(start + timedelta(minutes=6)):
        cache.clear()  # time in the cache does not travel
        assert login(client) == "/"


def test_asking_links_for_ever_gets_a_page_that_helps(cast: Cast, client: Client) -> None:
    for _ in range(5):
        client.post("/account/password/reset/", {"email": TEACHER})
    response = client.post("/account/password/reset/", {"email": TEACHER})
    assert response.status_code == 429
    assert "Wacht vijf minuten" in response.content.decode()


@pytest.mark.sqlite  # there the cache is memory, and can be looked into
def test_no_address_of_the_internet_stands_in_the_count_of_attempts(
    cast: Cast, client: Client
) -> None:
    client.post(
        "/account/login/", {"login": TEACHER, "password": "fout"}, REMOTE_ADDR="198.51.100.7"
    )
    client.post("/aanmelden/ouder/", {"email": "a@b.example"}, REMOTE_ADDR="198.51.100.7")
    keys = " ".join(cache._cache)  # type: ignore[attr-defined] # the cache in memory, of tests
    assert keys.count("limit:") == 2
    assert "198.51" not in keys


def test_somebody_who_left_gets_a_page_that_says_so(cast: Cast, client: Client) -> None:
    User.objects.filter(email=TEACHER).update(is_active=False)
    assert login(client) == "/account/inactive/"
    assert "Dit account is dicht" in client.get("/account/inactive/").content.decode()


def test_deactivating_ends_access_at_the_next_request(cast: Cast, client: Client) -> None:
    login(client)
    assert client.get("/school/de-vlieger/").status_code == 200
    User.objects.filter(email=TEACHER).update(is_active=False)
    response = client.get("/school/de-vlieger/")
    assert (response.status_code, response["Location"][:11]) == (302, "/aanmelden/")


def test_an_ended_role_ends_access_at_the_next_request(cast: Cast, client: Client) -> None:
    login(client)
    with open_every_tenant("test"):
        Membership.objects.filter(user=cast.users["teacher"]).update(
            ended_on=today() - timedelta(days=1)
        )
    assert client.get("/school/de-vlieger/").status_code == 404


# -- forgotten ---------------------------------------------------------------------------------


def test_a_link_by_mail_gives_a_new_password_once(cast: Cast, client: Client, mails: Mails) -> None:
    client.post("/account/password/reset/", {"email": TEACHER})
    link = link_in(mails()[0])
    for _ in range(3):  # mail scanners open links
        page = Client().get(link, follow=True).content.decode()
        assert "Kies je wachtwoord" in page
    form = client.get(link, follow=True).redirect_chain[-1][0]
    for bad, said in (
        ("kort", "te kort"),
        ("password1234", "veel mensen"),
        (TEACHER, "lijkt op je"),
    ):
        page = client.post(form, {"password1": bad, "password2": bad}).content.decode()
        assert said in page
    assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
    assert "horen niet bij elkaar" in login(Client())
    assert login(Client(), password=NEW) == "/"
    assert "Deze link werkt niet meer" in Client().get(link).content.decode()
    assert ["Er is een nieuw wachtwoord gekozen" in text for text in mails()] == [True]


def test_a_link_for_a_password_ends_after_three_days(
    cast: Cast, client: Client, mails: Mails
) -> None:
    client.post("/account/password/reset/", {"email": TEACHER})
    link = link_in(mails()[0])
    with time_machine.travel(now() + timedelta(days=3, hours=2)):
        assert "Deze link werkt niet meer" in client.get(link).content.decode()


def test_a_new_password_ends_sessions_elsewhere(cast: Cast, client: Client, mails: Mails) -> None:
    login(client)
    other = Client()
    other.post("/account/password/reset/", {"email": TEACHER})
    form = other.get(link_in(mails()[0]), follow=True).redirect_chain[-1][0]
    other.post(form, {"password1": NEW, "password2": NEW})
    assert not is_in(client)


# -- code by mail ------------------------------------------------------------------------------


def mailed_code(text: str) -> str:
    found = re.search(r"^[B-DF-HJ-NP-TV-Z2-7]{8}$", text, re.MULTILINE)
    assert found, text
    return found[0]


def test_a_code_by_mail_lets_in_and_is_in_no_table(
    cast: Cast, client: Client, mails: Mails
) -> None:
    client.post("/account/login/code/", {"email": TEACHER})
    with open_every_tenant("test"):
        waiting = str(list(Message.objects.values()))
    code = mailed_code(mails()[0])
    assert TEACHER in waiting
    assert code not in waiting
    response = client.post("/account/login/code/confirm/", {"code": code.lower()})
    assert (response.status_code, is_in(client)) == (302, True)


def test_a_wrong_code_is_explained_and_five_end_it(
    cast: Cast, client: Client, mails: Mails
) -> None:
    client.post("/account/login/code/", {"email": TEACHER})
    code = mailed_code(mails()[0])
    first = client.post("/account/login/code/confirm/", {"code": "BCDFGHJK"}).content.decode()
    assert "Deze code klopt niet." in first
    for _ in range(4):
        client.post("/account/login/code/confirm/", {"code": "BCDFGHJK"})
    client.post("/account/login/code/confirm/", {"code": code})
    assert not is_in(client)


def test_a_code_by_mail_ends_after_fifteen_minutes(
    cast: Cast, client: Client, mails: Mails
) -> None:
    client.post("/account/login/code/", {"email": TEACHER})
    code = mailed_code(mails()[0])
    with time_machine.travel(now() + timedelta(minutes=15, seconds=1)):
        client.post("/account/login/code/confirm/", {"code": code})
        assert not is_in(client)


def test_a_code_works_only_in_the_browser_that_asked(
    cast: Cast, client: Client, mails: Mails
) -> None:
    client.post("/account/login/code/", {"email": TEACHER})
    code = mailed_code(mails()[0])
    thief = Client()
    thief.post("/account/login/code/confirm/", {"code": code})
    assert not is_in(thief)


# -- nothing tells whether an address is known -------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/account/password/reset/", "/account/login/code/"], ids=["reset", "code"]
)
def test_known_and_unknown_staff_get_the_same_answers(cast: Cast, path: str) -> None:
    def steps(client: Client, email: str) -> list[object]:
        answers: list[object] = [client.post(path, {"email": email})]
        for follow in ("/account/password/reset/done/", "/account/login/code/confirm/"):
            answers.append(client.get(follow))
        answers.append(client.post("/account/login/code/confirm/", {"code": "BCDFGHJK"}))
        return answers

    known = walk(KNOWN_STAFF, steps)  # type: ignore[arg-type]
    cache.clear()
    unknown = walk(UNKNOWN_STAFF, steps)  # type: ignore[arg-type]
    assert known == unknown


def test_a_wrong_password_and_an_unknown_address_look_the_same(cast: Cast) -> None:
    def steps(client: Client, email: str) -> list[object]:
        return [client.post("/account/login/", {"login": email, "password": "fout"})]

    known, unknown = (walk(email, steps) for email in (KNOWN_STAFF, UNKNOWN_STAFF))  # type: ignore[arg-type]
    assert known == unknown


def test_an_unknown_address_gets_no_mail(cast: Cast, client: Client, mails: Mails) -> None:
    client.post("/account/password/reset/", {"email": UNKNOWN_STAFF})
    client.post("/account/login/code/", {"email": UNKNOWN_STAFF})
    assert mails() == []


# -- invited, and helped out -------------------------------------------------------------------


def test_an_invitation_leads_to_a_password(cast: Cast, mails: Mails) -> None:
    user = cast.users["teacher"]
    user.set_unusable_password()
    user.save()
    invite_staff(user, by=cast.actor("leader"))
    (text,) = mails()
    assert "Lies Leider heeft voor jou een plek gemaakt" in text
    assert "De Vlieger" in text
    client = Client()
    form = client.get(link_in(text), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert login(client, password=NEW) == "/"
    with open_every_tenant("test"):
        assert AuditEvent.objects.filter(verb="membership.invited").count() == 1


def test_an_invitation_of_somebody_who_left_meanwhile_is_not_sent(cast: Cast, mails: Mails) -> None:
    invite_staff(cast.users["teacher"], by=cast.actor("leader"))
    User.objects.filter(email=TEACHER).update(is_active=False)
    assert mails() == []


def test_a_leader_takes_a_lost_second_step_away(cast: Cast, client: Client, mails: Mails) -> None:
    login(client)
    with_app(client)
    mails()
    membership = cast.rows["membership_teacher"]
    with open_every_tenant("test"):
        assert reset_second_factor(membership, by=cast.actor("leader")) == 2  # app, recovery codes
        assert AuditEvent.objects.filter(verb="user.second_factor_reset").count() == 1
    assert "Lies Leider heeft je tweede stap" in mails()[0]
    assert login(Client()) == "/"


@pytest.mark.parametrize("who", ["teacher", "care", "leader_elsewhere", "board_member"])
def test_nobody_else_takes_a_second_step_away(cast: Cast, who: str) -> None:
    membership = cast.rows["membership_teacher" if who != "teacher" else "membership_care"]
    with open_every_tenant("test"), pytest.raises(PermissionError):
        reset_second_factor(membership, by=cast.actor(who))


def test_a_leader_cannot_take_the_own_second_step_away(cast: Cast) -> None:
    with open_every_tenant("test"), pytest.raises(PermissionError):
        reset_second_factor(cast.rows["membership_leader"], by=cast.actor("leader"))


def test_signing_oneself_up_does_not_exist(cast: Cast, client: Client) -> None:
    for path in ("/account/signup/", "/account/2fa/webauthn/signup/", "/account/2fa/trust/"):
        assert client.get(path).status_code == 404
