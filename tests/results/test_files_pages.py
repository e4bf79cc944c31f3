"""The page of files: each reader asks for what may be told to them, and fetches only their own."""

import io
import re
import zipfile

import pytest
from django.test import Client

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Role, Round
from drieklank.results import actions
from drieklank.results.models import FileKind, ReportFile
from drieklank.results.queries import files as file_queries
from drieklank.results.tasks import make_report_file
from tests.cast import Cast
from tests.results.conftest import closed_round
from tests.results.held import hold_closed, share

SCHOOL = "/school/de-vlieger/begrijpen/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def published(cast: Cast) -> Round:
    measured = closed_round(cast, team=9)
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))
    return measured


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def ask(client: Client, measured: Round, **given: str) -> str:
    answer = client.post(f"{SCHOOL}{measured.code}/pdf/", given)
    assert answer.status_code == 302
    return str(answer["Location"])


def make() -> ReportFile:
    with open_every_tenant("test"):
        row = ReportFile.objects.order_by("-pk").first()
    assert row is not None
    make_report_file.func(row.board_id, row.pk)
    return row


@pytest.mark.parametrize(
    ("kind", "language", "name", "media", "starts"),
    [
        ("report", "", "rapport-{}.pdf", "application/pdf", b"%PDF-1.7"),
        ("slides", "", "dias-{}.pdf", "application/pdf", b"%PDF-1.7"),
        ("poster", "", "poster-{}.pdf", "application/pdf", b"%PDF-1.7"),
        ("summary", "ar", "samenvatting-{}-ar.pdf", "application/pdf", b"%PDF-1.7"),
        ("xlsx", "", "cijfers-{}.xlsx", XLSX, b"PK"),
        ("csv", "", "cijfers-{}.zip", "application/zip", b"PK"),
        ("sav", "", "cijfers-{}.sav", "application/x-spss-sav", b"$FL2"),
    ],
)
def test_every_file_is_asked_for_made_and_fetched_under_its_own_name(
    cast: Cast, published: Round, kind: str, language: str, name: str, media: str, starts: bytes
) -> None:
    client = cast.client("leader")
    location = ask(client, published, kind=kind, language=language)
    assert "Stap 1 van 3" in page(client, location)
    row = make()
    assert (row.kind, row.language) == (kind, language)
    assert "Haal " in page(client, location)
    fetched = client.get(f"{location}bestand/")
    assert fetched["Content-Type"] == media
    filename = name.format(published.code)
    assert fetched["Content-Disposition"] == f'attachment; filename="{filename}"'
    assert fetched.content.startswith(starts)


def test_page_offers_every_kind_with_seven_languages_for_parents(
    cast: Cast, published: Round
) -> None:
    html = page(cast.client("teacher"), f"{SCHOOL}{published.code}/bestanden/")
    assert re.findall(r'name="kind" value="(\w+)"', html) == [kind.value for kind in FileKind]
    assert re.findall(r'<option value="(\w\w)"', html) == ["nl", "en", "ar", "tr", "pl", "uk", "ti"]
    assert f"{SCHOOL}{published.code}/bestanden/" in page(
        cast.client("teacher"), f"{SCHOOL}{published.code}/"
    )


def test_what_was_asked_for_stands_on_the_page_of_who_asked_alone(
    cast: Cast, published: Round
) -> None:
    location = ask(cast.client("leader"), published, kind="summary", language="tr")
    path = f"{SCHOOL}{published.code}/bestanden/"
    assert "Een samenvatting voor ouders (Türkçe)" in page(cast.client("leader"), path)
    assert "Wat je eerder vroeg" not in page(cast.client("teacher"), path)
    make()
    assert cast.client("teacher").get(f"{location}bestand/").status_code == 404


@pytest.mark.parametrize("who", ["leader_elsewhere", "mother", "pupil", "administrator"])
def test_who_may_not_read_the_report_gets_no_files(cast: Cast, published: Round, who: str) -> None:
    client, path = cast.client(who), f"{SCHOOL}{published.code}/"
    assert client.get(f"{path}bestanden/").status_code == 404
    assert client.post(f"{path}pdf/", {"kind": "csv"}).status_code == 404


def test_board_member_fetches_figures_without_a_team_of_nine(cast: Cast, published: Round) -> None:
    told = {}
    for who in ("teacher", "board_member"):
        client = cast.client(who)
        location = ask(client, published, kind="csv")
        assert make().minimum == (5 if who == "teacher" else 10)
        content = client.get(f"{location}bestand/").content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told[who] = archive.read("antwoorden.csv").decode()
    assert "Teamleden" in told["teacher"]
    assert "Teamleden" not in told["board_member"]
    assert "Ouders" in told["board_member"]


@pytest.mark.parametrize(
    "given", [{"kind": "exe"}, {"kind": "summary", "language": "fr"}, {"kind": "x" * 50}]
)
def test_a_kind_or_language_that_is_not_there_is_not_found(
    cast: Cast, published: Round, given: dict[str, str]
) -> None:
    answer = cast.client("leader").post(f"{SCHOOL}{published.code}/pdf/", given)
    assert answer.status_code == 404
    with open_every_tenant("test"):
        assert ReportFile.objects.count() == 0


def test_figures_are_made_once_and_a_poster_anew_since_promises_change(
    cast: Cast, published: Round
) -> None:
    client = cast.client("leader")
    first = ask(client, published, kind="xlsx")
    poster = ask(client, published, kind="poster")
    assert ask(client, published, kind="poster") == poster
    make()
    assert ask(client, published, kind="poster") != poster
    assert ask(client, published, kind="xlsx") == first
    assert ask(client, published, kind="csv") != first


def test_where_the_extra_for_spss_is_absent_the_page_says_so(
    cast: Cast, published: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_queries, "has_spss", lambda: False)
    client, path = cast.client("leader"), f"{SCHOOL}{published.code}/"
    html = page(client, f"{path}bestanden/")
    assert "Vraag de beheerder om de uitbreiding voor SPSS." in html
    assert 'value="sav"' not in html
    assert client.post(f"{path}pdf/", {"kind": "sav"}).status_code == 404


def test_round_that_is_not_shared_offers_no_files(cast: Cast) -> None:
    measured = closed_round(cast)
    html = page(cast.client("leader"), f"{SCHOOL}{measured.code}/bestanden/")
    assert "Er is nog geen rapport" in html
    assert 'name="kind"' not in html


def test_where_parents_were_not_asked_nothing_is_made_for_them(cast: Cast) -> None:
    measured = share(cast, hold_closed(cast, "fijne-school", {Role.TEAM: 12}))
    html = page(cast.client("leader"), f"{SCHOOL}{measured.code}/bestanden/")
    assert re.findall(r'name="kind" value="(\w+)"', html) == [
        "report", "slides", "xlsx", "csv", "sav",
    ]  # fmt: skip
