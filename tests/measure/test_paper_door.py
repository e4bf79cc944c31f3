"""Who comes with paper: a letter passes through the school, so it must never tell who answered."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from django.http import HttpResponse
from django.test import Client

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.cookies import NAME
from drieklank.measure.guesses import guesses
from drieklank.measure.letters import letters_pdf
from drieklank.measure.models import Draft, Envelope, Invitation
from drieklank.people.models import ParentChildRelation
from tests.measure.conftest import Held

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_guesses() -> Iterable[None]:
    guesses.clear()
    yield
    guesses.clear()


def dutch(held: Held) -> list[Invitation]:
    return [invitation for invitation in held.invitations() if invitation.language == "nl"]


def come(held: Held, invitation: Invitation, client: Client | None = None) -> Client:
    """Scan the code of a letter."""
    client = client or Client()
    assert client.get(f"/v/{held.paper(invitation)}").headers["Location"] == "/v/"
    return client


def send(client: Client, url: str, fields: dict[str, str] | None = None) -> HttpResponse:
    """Press a button on the page that is open."""
    token = re.search(r'name="token" value="([0-9a-f]+)"', client.get(url).content.decode())
    assert token is not None
    return client.post(url, {"token": token[1], **(fields or {"next": "1"})})


def plain(response: HttpResponse) -> str:
    """A page without what differs between any two invitations: the form's token."""
    return re.sub(r'value="[0-9a-f]{32}"', "", response.content.decode())


def all_pages(held: Held, client: Client) -> list[str]:
    """Walk from the first page to thanks, one question answered; return every page seen."""
    first = held.asked().parts[0].items[0].key
    seen = [plain(client.get("/v/"))]
    url = send(client, "/v/").headers["Location"]
    while "/deel/" in url:
        seen.append(plain(client.get(url)))
        url = send(client, url, {first: "yes", "next": "1"}).headers["Location"]
    return [*seen, url, plain(client.get(url))]


def test_letter_of_who_answered_and_of_who_did_not_look_the_same_on_every_page(held: Held) -> None:
    """Otherwise a leader who prints letters sees in a minute which parents answered."""
    answered, waiting = dutch(held)[:2]
    held.answer(answered)
    assert all_pages(held, come(held, answered)) == all_pages(held, come(held, waiting))


def test_letter_does_not_show_what_its_parent_saved_by_the_mailed_link(held: Held) -> None:
    parent = dutch(held)[0]
    first = held.asked().parts[0].items[0].key
    send(held.visitor(parent), "/v/deel/1/", {first: "yes", "next": "1"})
    leader = come(held, parent)
    page = leader.get("/v/").content.decode()
    assert ("Welkom terug" in page, " checked" in leader.get("/v/deel/1/").content.decode()) == (
        False,
        False,
    )


def test_answer_by_paper_after_an_answer_by_link_counts_once_and_the_first_stays(
    held: Held,
) -> None:
    parent = dutch(held)[0]
    held.answer(parent, 2)
    with open_every_tenant("test"):
        before = list(Envelope.objects.values_list("pk", "sealed"))
    all_pages(held, come(held, parent))
    with open_every_tenant("test"):
        assert list(Envelope.objects.values_list("pk", "sealed")) == before


def test_mailed_link_still_tells_its_own_reader_that_the_answer_was_sent(held: Held) -> None:
    parent = dutch(held)[0]
    all_pages(held, come(held, parent))
    page = held.visitor(parent).get("/v/").content.decode()
    assert "Deze vragenlijst is al verstuurd" in page


def test_answers_saved_under_a_word_open_with_code_and_word_on_another_device(held: Held) -> None:
    parent = dutch(held)[0]
    first = held.asked().parts[0].items[0].key
    at_home = come(held, parent)
    saved = send(at_home, "/v/deel/1/", {first: "yes", "save_later": "1"})
    assert saved.headers["Location"] == "/v/bewaard/"
    assert send(at_home, "/v/bewaard/", {"word": "kort", "keep": "1"}).status_code == 422
    kept = send(at_home, "/v/bewaard/", {"word": " Blauwe  Fiets", "keep": "1"})
    assert kept.headers["Location"] == "/v/bewaard/?bewaard=1"

    elsewhere = Client()
    elsewhere.post("/meedoen/", {"code": held.code(parent)})
    assert " checked" not in elsewhere.get("/v/deel/1/").content.decode()
    wrong = send(elsewhere, "/v/", {"word": "rode fiets", "resume": "1"})
    assert (wrong.status_code, "Bij dit woord vinden wij niets" in wrong.content.decode()) == (
        422,
        True,
    )
    right = send(elsewhere, "/v/", {"word": "blauwe fiets", "resume": "1"})
    assert right.headers["Location"] == "/v/deel/1/"
    assert f'name="{first}" value="yes" checked' in elsewhere.get("/v/deel/1/").content.decode()


def test_words_cannot_be_tried_without_end(held: Held) -> None:
    client = come(held, dutch(held)[0])
    answers = [
        send(client, "/v/", {"word": f"een woord {number}", "resume": "1"}).status_code
        for number in range(11)
    ]
    assert answers == [422] * 10 + [429]


def test_changed_proof_behind_a_right_code_opens_nothing(held: Held) -> None:
    """Guessing codes by link must be as hopeless as it is slow by hand."""
    paper = held.paper(dutch(held)[0])
    other = "0" if paper[-1] != "0" else "1"
    client = Client()
    client.get(f"/v/{paper[:-1]}{other}")
    assert client.get("/v/").status_code == 404


def test_tablet_hands_over_clean_after_thanks_and_after_stopping(held: Held) -> None:
    first_parent, second_parent = dutch(held)[:2]
    tablet = Client()
    tablet.post("/meedoen/tablet/", {"code": held.code(first_parent)})
    pages = all_pages(held, tablet)
    assert ("Maak klaar voor de volgende" in pages[-1], tablet.cookies[NAME].value) == (True, "")
    assert tablet.get("/v/deel/1/").status_code == 404

    tablet.post("/meedoen/tablet/", {"code": held.code(second_parent)})
    first = held.asked().parts[0].items[0].key
    send(tablet, "/v/deel/1/", {first: "yes", "next": "1"})
    left = send(tablet, "/v/deel/2/", {"stop": "1"})
    assert (left.headers["Location"], left.headers["Clear-Site-Data"]) == (
        "/meedoen/tablet/",
        '"cache"',
    )
    with open_every_tenant("test"):
        assert Draft.objects.count() == 0


def test_next_person_at_a_tablet_that_was_left_halfway_starts_clean(held: Held) -> None:
    tablet = Client()
    tablet.post("/meedoen/tablet/", {"code": held.code(dutch(held)[0])})
    tablet.get("/meedoen/tablet/")
    assert (tablet.cookies[NAME].value, tablet.get("/v/deel/1/").status_code) == ("", 404)


def test_helper_on_the_telephone_never_sees_back_what_was_filled_in(held: Held) -> None:
    parent = dutch(held)[0]
    keys = [item.key for item in held.asked().parts[0].items]
    helper = Client()
    helper.post("/meedoen/telefoon/", {"code": held.code(parent)})
    send(helper, "/v/deel/1/", {keys[0]: "yes", keys[1]: "no", "next": "1"})
    back = send(helper, "/v/deel/2/", {"back": "1"}).headers["Location"]
    page = helper.get(back).content.decode()
    assert (back, " checked" in page, "save_later" in page) == ("/v/deel/1/", False, False)
    send(helper, "/v/deel/1/", {keys[1]: "little", "next": "1"})
    url = "/v/deel/2/"
    while "/deel/" in url:
        url = send(helper, url).headers["Location"]
    with open_every_tenant("test"):
        (sheet,) = held.opened()
    assert list(sheet.closed[:3]) == [4, 2, 0]


def test_own_answers_on_paper_stay_while_the_browser_is_open(held: Held) -> None:
    """Scanning the square twice must not throw away an evening's work."""
    parent = dutch(held)[0]
    first = held.asked().parts[0].items[0].key
    client = come(held, parent)
    send(client, "/v/deel/1/", {first: "yes", "next": "1"})
    come(held, parent, client)
    assert f'name="{first}" value="yes" checked' in client.get("/v/deel/1/").content.decode()


def test_leader_with_a_child_here_prints_no_letter_of_the_own_family(held: Held) -> None:
    """A letter shows an address: also that of the other parent, which a leader must not see."""
    with open_every_tenant("test"):
        parent = dutch(held)[0].parent
        assert parent is not None
        own = list(parent.relations.values_list("pupil_id", flat=True))
        family = {
            relation.parent_id for relation in ParentChildRelation.objects.filter(pupil_id__in=own)
        }
        _, of_colleague = letters_pdf(held.round, everyone=True, two_sided=False)
        _, of_parent = letters_pdf(held.round, everyone=True, two_sided=False, own_pupils=own)
    assert of_colleague - of_parent == len(family)
