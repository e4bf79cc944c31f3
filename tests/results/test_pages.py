"""The pages under Begrijpen: each reader gets the report, or a page that says what is going on."""

import re

import pytest
from django.test import Client

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Round
from drieklank.results import actions
from drieklank.results.actions import files_made
from drieklank.results.models import ReportFile
from drieklank.results.tasks import make_report_file
from tests.cast import Cast
from tests.results.conftest import closed_round
from tests.results.held import read_over

SCHOOL = "/school/de-vlieger/begrijpen/"


@pytest.fixture
def published(cast: Cast) -> Round:
    measured = closed_round(cast, texts=["Fijne <b>school</b>."] * 10)
    read_over(cast, measured)
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))
    return measured


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_report_page_states_the_finding_as_its_heading(cast: Cast, published: Round) -> None:
    html = page(cast.client("leader"), f"{SCHOOL}{published.code}/")
    (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", html)
    assert heading == "Ouders voelen zich welkom, maar beslissen weinig mee"
    assert "40 van de 60 ouders deden mee." in html
    assert "Fijne &lt;b&gt;school&lt;/b&gt;." in html
    assert "<b>school" not in html
    assert 'style="' not in html
    for goal in ("Iedereen welkom", "Goed in gesprek", "Samen met de omgeving"):
        assert goal in html


@pytest.mark.parametrize("who", ["leader", "teacher", "care", "board_member", "adviser"])
def test_published_report_is_open_to_everyone_who_may_read_it(
    cast: Cast, published: Round, who: str
) -> None:
    page(cast.client(who), f"{SCHOOL}{published.code}/")
    assert published.code in page(cast.client(who), SCHOOL)


@pytest.mark.parametrize("who", ["leader_elsewhere", "mother", "pupil", "administrator"])
def test_report_answers_404_to_who_has_no_right(cast: Cast, published: Round, who: str) -> None:
    assert cast.client(who).get(f"{SCHOOL}{published.code}/").status_code == 404


def test_board_member_gets_no_team_of_nine(cast: Cast) -> None:
    measured = closed_round(cast, team=9)
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))
    path = f"{SCHOOL}{measured.code}/"
    assert "team (9)" in page(cast.client("teacher"), path)
    html = page(cast.client("board_member"), path)
    assert "team (9)" not in html
    assert "Cijfers van minder dan tien mensen laten we niet zien." in html


def test_leader_shares_a_closed_round_with_one_button(cast: Cast) -> None:
    measured = closed_round(cast)
    client, path = cast.client("leader"), f"{SCHOOL}{measured.code}/"
    assert "Deel het rapport" in page(client, path)
    answer = client.post(f"{path}delen/", follow=True)
    assert answer.redirect_chain == [(path, 302)]
    assert "Ouders voelen zich welkom" in answer.content.decode()
    again = client.post(f"{path}delen/", follow=True).content.decode()
    assert "was al gedeeld" in again


@pytest.mark.parametrize("who", ["teacher", "care", "board_member"])
def test_closed_round_is_hidden_from_the_team_until_it_is_shared(cast: Cast, who: str) -> None:
    measured = closed_round(cast)
    assert cast.client(who).get(f"{SCHOOL}{measured.code}/").status_code == 404
    assert cast.client(who).post(f"{SCHOOL}{measured.code}/delen/").status_code == 404


def test_adviser_reads_that_the_report_is_not_shared_yet(cast: Cast) -> None:
    measured = closed_round(cast)
    html = page(cast.client("adviser"), f"{SCHOOL}{measured.code}/")
    assert "Het rapport is nog niet gedeeld" in html
    assert "Deel het rapport" not in html


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("open", "Deze meting is nog niet klaar"),
        ("planned", "Deze meting is nog niet klaar"),
        ("lost", "Van deze meting komt geen rapport"),
    ],
)
def test_round_without_report_gets_a_page_that_says_why(cast: Cast, state: str, words: str) -> None:
    measured = closed_round(cast)
    with open_every_tenant("test"):
        Round.objects.filter(pk=measured.pk).update(state=state)
    assert words in page(cast.client("leader"), f"{SCHOOL}{measured.code}/")


def test_too_few_answers_get_the_empty_state_without_a_figure(cast: Cast) -> None:
    measured = closed_round(cast, parents=4)
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))
    html = page(cast.client("leader"), f"{SCHOOL}{measured.code}/")
    assert "Nog te weinig antwoorden" in html
    assert "Vanaf vijf ouders laten we cijfers zien" in html
    assert "gtable" not in html


def test_list_without_rounds_says_what_will_come(cast: Cast) -> None:
    assert "Er is nog geen rapport" in page(cast.client("leader"), SCHOOL)


def test_pdf_is_asked_for_made_in_the_background_and_fetched(cast: Cast, published: Round) -> None:
    client, path = cast.client("leader"), f"{SCHOOL}{published.code}/"
    asked = client.post(f"{path}pdf/")
    with open_every_tenant("test"):
        row = ReportFile.objects.get()
        assert (row.state, row.asked_by) == ("waiting", cast.users["leader"])
    assert asked["Location"] == f"{path}pdf/{row.public_id}/"
    waiting = page(client, asked["Location"])
    assert "Stap 1 van 3" in waiting
    assert client.get(f"{asked['Location']}bestand/")["Location"] == asked["Location"]
    same = client.get(f"{asked['Location']}?staat=waiting", headers={"HX-Request": "true"})
    assert same.status_code == 204

    make_report_file.func(row.board_id, row.pk)
    part = client.get(asked["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "Haal de PDF op" in part
    assert "<html" not in part
    fetched = client.get(f"{asked['Location']}bestand/")
    assert fetched["Content-Type"] == "application/pdf"
    assert fetched["Content-Disposition"] == f'attachment; filename="rapport-{published.code}.pdf"'
    assert fetched.content.startswith(b"%PDF-1.7")


def test_asking_twice_makes_one_file_and_the_file_is_ones_own(cast: Cast, published: Round) -> None:
    client, path = cast.client("leader"), f"{SCHOOL}{published.code}/"
    first, second = client.post(f"{path}pdf/"), client.post(f"{path}pdf/")
    assert first["Location"] == second["Location"]
    assert cast.client("teacher").get(first["Location"]).status_code == 404


def test_pdf_that_fails_says_so_and_can_be_asked_for_again(
    cast: Cast, published: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, path = cast.client("leader"), f"{SCHOOL}{published.code}/"
    location = client.post(f"{path}pdf/")["Location"]
    with open_every_tenant("test"):
        row = ReportFile.objects.get()
    monkeypatch.setattr(files_made, "pdf_of", lambda found, *, without_texts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_report_file.func(row.board_id, row.pk)
    assert "Het maken van dit bestand is niet gelukt" in page(client, location)
    assert client.post(f"{path}pdf/")["Location"] != location


def test_pdf_of_an_unpublished_round_is_not_there(cast: Cast) -> None:
    measured = closed_round(cast)
    answer = cast.client("leader").post(f"{SCHOOL}{measured.code}/pdf/")
    assert answer.status_code == 404
