"""Answering without script: from link to thanks, and every page on the way that must help."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Draft, Envelope, Invitation, Role
from drieklank.measure.sheets import unpack_answer
from tests.measure.browse import Page, answer_all, press
from tests.measure.conftest import Held

pytestmark = pytest.mark.django_db


def test_link_moves_its_secret_from_the_address_into_a_cookie_for_these_pages_only(
    held: Held,
) -> None:
    link = held.link(held.invitations()[0])
    response = Client().get(f"/v/{link}")
    assert (response.status_code, response["Location"]) == (302, "/v/")
    assert list(response.cookies) == ["uitnodiging"]
    cookie = response.cookies["uitnodiging"]
    assert (cookie.value, cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        link,
        "/v/",
        True,
        "Lax",
    )
    assert cookie["max-age"] == ""


def test_parent_answers_from_link_to_thanks_in_dutch(held: Held) -> None:
    invitation = held.invitations()[1]
    client = held.visitor(invitation)
    start = client.get("/v/")
    assert Page(start.content.decode()).lang == "nl"
    assert "De Vlieger" in start.content.decode()
    done = answer_all(client, held, "yes")
    assert done["Location"].startswith("/v/klaar/?taal=nl")
    assert done.cookies["uitnodiging"].value == ""
    thanks = client.get(done["Location"])
    assert (thanks.status_code, Page(thanks.content.decode()).h1) == (200, "Dank u wel")
    with open_every_tenant("test"):
        assert Invitation.objects.get(pk=invitation.pk).answered is True
        assert (Envelope.objects.count(), Draft.objects.count()) == (1, 0)


def test_answers_that_were_given_are_the_answers_in_the_envelope(held: Held) -> None:
    from drieklank.measure.keys import store  # noqa: PLC0415 -- only this test opens an envelope

    answer_all(held.visitor(held.invitations()[1]), held, "mostly")
    with open_every_tenant("test"):
        envelope = Envelope.objects.get()
    packed = store().load(held.round.public_id).open_envelope(envelope.pk, bytes(envelope.sealed))
    sheet, who = unpack_answer(held.asked(), packed)
    assert sheet.closed[:27] == bytes([3] * 27)
    assert set(sheet.closed[27:]) == {0}
    assert (who.family_size, who.language) == (2, "nl")


def test_parent_answers_in_arabic_from_right_to_left(held: Held) -> None:
    client = held.visitor(held.invitations()[0])  # the cast's mother reads Arabic
    page = Page(client.get("/v/").content.decode())
    assert (page.lang, page.dir) == ("ar", "rtl")
    done = answer_all(client, held, "yes")
    thanks = Page(client.get(done["Location"]).content.decode())
    assert (thanks.lang, thanks.dir) == ("ar", "rtl")
    with open_every_tenant("test"):
        assert Envelope.objects.count() == 1


def test_member_of_the_team_answers_and_is_spoken_to_as_a_colleague(held: Held) -> None:
    client = held.visitor(held.invitations(Role.TEAM)[0])
    assert "jullie en de ouders" in Page(client.get("/v/").content.decode()).h1
    done = answer_all(client, held, "little", Role.TEAM)
    assert Page(client.get(done["Location"]).content.decode()).h1 == "Dank je wel"


def test_language_button_keeps_what_was_filled_in_on_the_page(held: Held) -> None:
    client = held.visitor(held.invitations()[1])
    response = press(client, "/v/deel/1/", "language", "ar", welcome__greeted="little")
    page = Page(client.get(response["Location"]).content.decode())
    assert response["Location"] == "/v/deel/1/"
    assert (page.lang, page.values["welcome.greeted"]) == ("ar", ["little"])


def test_going_back_and_forth_keeps_answers_of_both_pages(held: Held) -> None:
    client = held.visitor(held.invitations()[1])
    first = press(client, "/v/deel/1/", "next", welcome__greeted="yes")
    back = press(client, first["Location"], "back", conversation__goodnews="no")
    assert (first["Location"], back["Location"]) == ("/v/deel/2/", "/v/deel/1/")
    one = Page(client.get("/v/deel/1/").content.decode())
    two = Page(client.get("/v/deel/2/").content.decode())
    assert one.values["welcome.greeted"] == ["yes"]
    assert two.values["conversation.goodnews"] == ["no"]
    assert press(client, "/v/deel/1/", "back")["Location"] == "/v/"


def test_saved_answers_come_back_on_another_device_by_the_same_link(held: Held) -> None:
    invitation = held.invitations()[1]
    phone = held.visitor(invitation)
    press(phone, "/v/deel/1/", "next", welcome__greeted="yes")
    saved = press(phone, "/v/deel/2/", "save_later", conversation__goodnews="mostly")
    assert saved["Location"] == "/v/bewaard/"
    assert "bewaard" in Page(phone.get("/v/bewaard/").content.decode()).h1
    laptop = held.visitor(invitation)
    assert press(laptop, "/v/", "next")["Location"] == "/v/deel/2/"
    page = Page(laptop.get("/v/deel/2/").content.decode())
    assert page.values["conversation.goodnews"] == ["mostly"]


def test_text_comes_out_unchanged_and_too_long_text_is_refused_with_a_count(held: Held) -> None:
    client = held.visitor(held.invitations()[1])
    last = f"/v/deel/{len(held.asked().parts)}/"
    naughty = "<script>x</script> & \"q\" 'a' {b} \ue000 % شكراً \u202e ‏ 👩‍👧 Żółć"
    press(client, last, "back", closing__open=naughty)
    assert Page(client.get(last).content.decode()).values["closing.open"] == [naughty]
    long = press(client, last, "next", closing__open="é" * 1001)
    assert long.status_code == 422
    html = long.content.decode()
    assert "(1001/1000)" in html
    assert Page(html).values["closing.open"] == ["é" * 1001]
    with open_every_tenant("test"):
        assert Envelope.objects.count() == 0


def test_sheet_without_any_answer_is_not_handed_in(held: Held) -> None:
    client = held.visitor(held.invitations()[1])
    last = f"/v/deel/{len(held.asked().parts)}/"
    response = press(client, last, "next")
    assert response.status_code == 422
    assert "nog niets ingevuld" in response.content.decode()
    with open_every_tenant("test"):
        assert Envelope.objects.count() == 0


def test_skipping_is_allowed_and_said_before_sending(held: Held) -> None:
    client = held.visitor(held.invitations()[1])
    press(client, "/v/deel/1/", "next", welcome__greeted="yes")
    last = f"/v/deel/{len(held.asked().parts)}/"
    assert "U hebt 23 vragen overgeslagen." in client.get(last).content.decode()
    assert press(client, last, "next")["Location"].startswith("/v/klaar/")


def test_second_submission_of_the_same_link_changes_nothing_and_is_explained(held: Held) -> None:
    invitation = held.invitations()[1]
    one, two = held.visitor(invitation), held.visitor(invitation)
    last = f"/v/deel/{len(held.asked().parts)}/"
    form = Page(two.get(last).content.decode()).values
    answer_all(one, held, "yes")
    late = two.post(last, form | {"closing.heard": ["no"], "next": "1"})
    assert (late.status_code, Page(late.content.decode()).h1) == (
        200,
        "Deze vragenlijst is al verstuurd",
    )
    again = held.visitor(invitation).get("/v/")
    assert Page(again.content.decode()).h1 == "Deze vragenlijst is al verstuurd"
    with open_every_tenant("test"):
        assert Envelope.objects.count() == 1


def test_form_with_keys_and_values_it_was_not_given_is_read_without_them(held: Held) -> None:
    client = held.visitor(held.invitations()[1])
    response = press(
        client, "/v/deel/1/", "next", welcome__greeted="17", team__own="yes", closing__heard="yes"
    )
    assert response.status_code == 302
    assert "welcome.greeted" not in Page(client.get("/v/deel/1/").content.decode()).values
    last = f"/v/deel/{len(held.asked().parts)}/"
    assert "closing.heard" not in Page(client.get(last).content.decode()).values


def test_form_of_another_invitation_in_the_same_browser_saves_nothing(held: Held) -> None:
    """Two parents on one phone: what the first still had open never lands on the second's sheet."""
    mother, father = held.invitations()[1:3]
    client = held.visitor(mother)
    form = Page(client.get("/v/deel/1/").content.decode()).values
    client.get(f"/v/{held.link(father)}")
    response = client.post("/v/deel/1/", form | {"welcome.greeted": "yes", "next": "1"})
    assert response.status_code == 409
    foreign = client.post("/v/deel/1/", {"welcome.greeted": "yes", "next": "1"})
    assert foreign.status_code == 409
    with open_every_tenant("test"):
        assert Draft.objects.count() == 0


@pytest.mark.parametrize("url", ["/v/", "/v/deel/1/", "/v/bewaard/"])
def test_page_without_cookie_tells_to_open_the_link_again(held: Held, url: str) -> None:
    response = Client().get(url)
    assert (response.status_code, Page(response.content.decode()).h1) == (
        404,
        "Open de link nog een keer",
    )


def test_mistyped_link_leaves_the_address_bar_and_gets_a_page_that_helps(held: Held) -> None:
    client = Client()
    response = client.get("/v/dit-is-geen-link")
    assert (response.status_code, response["Location"]) == (302, "/v/onbekend/")
    page = client.get("/v/onbekend/")
    assert (page.status_code, Page(page.content.decode()).h1) == (
        404,
        "Wij kunnen deze link niet openen",
    )


def test_well_formed_link_of_nobody_says_nothing_about_others(held: Held) -> None:
    client = Client()
    client.get("/v/" + "A" * 22)
    response = client.get("/v/")
    assert (response.status_code, Page(response.content.decode()).h1) == (
        404,
        "Deze link werkt niet meer",
    )


def test_link_before_the_first_day_says_from_when(held: Held) -> None:
    with open_every_tenant("test"):
        held.round.opens_on += timedelta(days=3)
        held.round.save()
    page = held.visitor(held.invitations()[1]).get("/v/")
    assert Page(page.content.decode()).h1 == "Deze vragenlijst is nog niet open"
    assert str(held.round.opens_on.year) in page.content.decode()


def test_link_after_the_last_day_is_closed_even_before_the_round_was_closed(held: Held) -> None:
    invitation = held.invitations()[1]
    client = held.visitor(invitation)
    form = Page(client.get("/v/deel/1/").content.decode()).values
    with time_machine.travel(now() + timedelta(days=19)):
        for response in (
            client.get("/v/"),
            client.post("/v/deel/1/", form | {"welcome.greeted": "yes", "next": "1"}),
        ):
            assert Page(response.content.decode()).h1 == "Deze vragenlijst is gesloten"
    with open_every_tenant("test"):
        assert Draft.objects.count() == 0


def test_lost_key_gives_a_page_and_no_answer(held: Held, settings: Any) -> None:
    client = held.visitor(held.invitations()[1])
    (settings.KEYS_DIR / f"{held.round.public_id.hex}.key").unlink()
    response = client.get("/v/")
    assert (response.status_code, Page(response.content.decode()).h1) == (
        503,
        "Er ging iets mis bij ons",
    )


def test_answer_pages_set_no_other_cookie_and_touch_no_session(held: Held) -> None:
    from django.contrib.sessions.models import Session  # noqa: PLC0415 -- looked at once

    from drieklank.audit.models import AuditEvent  # noqa: PLC0415 -- looked at once

    with open_every_tenant("test"):
        before = AuditEvent.objects.count()
    client = held.visitor(held.invitations()[1])
    answer_all(client, held, "yes")
    with open_every_tenant("test"):
        assert AuditEvent.objects.count() == before
    assert Session.objects.count() == 0
    assert set(client.cookies) == {"uitnodiging"}


def test_no_get_answers_or_uses_up_a_link(held: Held) -> None:
    """Mail scanners open every link in a mail."""
    invitation = held.invitations()[1]
    scanner = held.visitor(invitation)
    for url in ("/v/", "/v/deel/1/", "/v/deel/7/?next=1", "/v/bewaard/", "/v/klaar/"):
        scanner.get(url)
        scanner.head(url)
    with open_every_tenant("test"):
        assert (Envelope.objects.count(), Draft.objects.count()) == (0, 0)
        assert Invitation.objects.filter(answered=True).count() == 0
    assert answer_all(held.visitor(invitation), held, "yes").status_code == 302


@pytest.mark.parametrize("url", ["/v/", "/v/deel/1/", "/v/bewaard/"])
def test_answering_page_needs_one_statement_after_the_first(
    held: Held, django_assert_max_num_queries: Any, url: str
) -> None:
    client = held.visitor(held.invitations()[1])
    with django_assert_max_num_queries(2):
        assert client.get(url).status_code == 200
    with django_assert_max_num_queries(1):
        assert client.get(url).status_code == 200


def test_draft_saved_on_another_device_shows_on_the_next_page_here(held: Held) -> None:
    invitation = held.invitations()[1]
    here, there = held.visitor(invitation), held.visitor(invitation)
    here.get("/v/deel/1/")
    assert "checked" not in here.get("/v/deel/1/").content.decode()
    press(there, "/v/deel/1/", "next", **{held.asked().items[0].key: ["yes"]})
    assert here.get("/v/deel/1/").content.decode().count(" checked") == 1


def test_draft_of_somebody_else_is_never_shown_whatever_this_process_remembers(held: Held) -> None:
    from drieklank.measure import envelopes  # noqa: PLC0415 -- only this test looks behind the pages
    from drieklank.measure.keys import store  # noqa: PLC0415 -- as above
    from drieklank.measure.queries import invitations  # noqa: PLC0415 -- as above

    one, other = held.invitations()[1:3]
    press(held.visitor(one), "/v/deel/1/", "next", **{held.asked().items[0].key: ["yes"]})
    hashed = [
        envelopes.link_hash(store().lookup_key(), held.link(invitation))
        for invitation in (one, other)
    ]
    remembered = invitations._draft_of_link
    remembered[hashed[1]] = remembered[hashed[0]]
    assert "checked" not in held.visitor(other).get("/v/deel/1/").content.decode()
