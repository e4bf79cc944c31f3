"""From a file of another system to a draft, over the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import OwnQuestionnaire
from tests.cast import Cast
from tests.measure.importing.files import surveyjs

pytestmark = pytest.mark.django_db
LIST = "/school/de-vlieger/meten/eigen/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


def send(client: Client, data: bytes, name: str = "vragen.json") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(f"{LIST}inlezen/", {"file": file, "audience": "parents"})


def rows() -> list[OwnQuestionnaire]:
    with open_every_tenant("test"):
        return list(OwnQuestionnaire.objects.order_by("pk"))


def test_file_becomes_a_draft_with_a_report_and_can_be_fixed(leader: Client) -> None:
    data = surveyjs(
        {"type": "comment", "name": "a", "title": "Wat kan beter?"},
        {"type": "file", "name": "b", "title": "Stuur een foto"},
        title="Het plein",
    )
    response = send(leader, data)
    html = leader.get(response["Location"]).content.decode()

    [row] = rows()
    assert (row.title, row.source, len(row.draft.items)) == ("Het plein", "SurveyJS", 1)
    assert "Eén vraag is overgenomen" in html
    assert "Stuur een foto" in html
    assert "niet meer anoniem" in html
    base = f"{LIST}{row.public_id}/"
    assert leader.post(f"{base}vaststellen/").status_code == 302
    assert rows()[0].is_fixed


def test_translation_of_a_file_stays_beside_the_dutch_and_counts_when_it_is_complete(
    leader: Client,
) -> None:
    element = {
        "type": "radiogroup",
        "name": "a",
        "title": {"en": "How do you come?"},
        "choices": [
            {"value": 1, "text": {"en": "On foot"}},
            {"value": 2, "text": {"en": "By bike"}},
        ],
    }
    send(leader, surveyjs(element, title={"nl": "Onderweg", "en": "On the way"}))
    base = f"{LIST}{rows()[0].public_id}/"
    page = leader.get(base).content.decode()
    assert "How do you come?" in page
    assert "nog geen Nederlandse tekst" in page
    assert "On foot" in leader.get(f"{base}vraag/v1/").content.decode()
    assert "nog geen Nederlandse tekst" in leader.post(f"{base}vaststellen/").content.decode()

    given = {"kind": "single", "text": "Hoe komt u?", "options": "Lopend\nMet de fiets"}
    leader.post(f"{base}vraag/v1/", given)
    assert leader.post(f"{base}vaststellen/").status_code == 302
    with open_every_tenant("test"):
        version = OwnQuestionnaire.objects.select_related("version").get().version
    assert version is not None
    asked = version.questionnaire
    assert set(asked.languages) == {"nl", "en"}
    assert asked.languages["en"].reviewed_by is None
    assert [dict(option.text.items()) for option in asked.items[0].options] == [
        {"nl": "Lopend", "en": "On foot"},
        {"nl": "Met de fiets", "en": "By bike"},
    ]


def matrix(columns: list[Any]) -> bytes:
    rows = [{"value": 1, "text": {"nl": "Ik groet", "en": "I greet"}}]
    title = {"nl": "Hoe vaak?", "en": "How often?"}
    element = {"type": "matrix", "name": "a", "title": title, "columns": columns, "rows": rows}
    return surveyjs(element, title={"nl": "Groeten", "en": "Greeting"})


def test_scale_of_a_file_that_falls_is_turned_round_with_its_translations(leader: Client) -> None:
    pairs = [("Vaak", "Often"), ("Soms", "Sometimes"), ("Nooit", "Never")]
    send(leader, matrix([{"value": nl, "text": {"nl": nl, "en": en}} for nl, en in pairs]))
    base = f"{LIST}{rows()[0].public_id}/"
    assert "Vaak · Soms · Nooit" in leader.get(base).content.decode()
    given = {"answers": "Nooit\nSoms\nVaak", "no_opinion": ""}
    leader.post(f"{base}schaal/s1/", given)

    [scale] = rows()[0].draft.scales
    assert [dict(answer.text) for answer in scale.answers] == [
        {"nl": "Nooit", "en": "Never"},
        {"nl": "Soms", "en": "Sometimes"},
        {"nl": "Vaak", "en": "Often"},
    ]
    leader.post(f"{base}vaststellen/")
    before = rows()[0]
    assert before.is_fixed
    leader.post(f"{base}schaal/s1/", {"answers": "A\nB"})
    assert rows()[0].body == before.body


def test_scale_without_dutch_is_named_and_gets_it_in_the_editor(leader: Client) -> None:
    send(leader, matrix([{"value": en, "text": {"en": en}} for en in ("Never", "Often")]))
    base = f"{LIST}{rows()[0].public_id}/"
    assert "nog geen Nederlandse tekst" in leader.get(base).content.decode()
    page = leader.get(f"{base}schaal/s1/").content.decode()
    assert "Never" in page
    leader.post(f"{base}schaal/s1/", {"answers": "Nooit\nVaak"})
    leader.post(f"{base}vaststellen/")

    with open_every_tenant("test"):
        version = OwnQuestionnaire.objects.select_related("version").get().version
    assert version is not None
    asked = version.questionnaire
    assert set(asked.languages) == {"nl", "en"}
    assert [dict(answer.text.items()) for answer in asked.scales[0].answers] == [
        {"nl": "Nooit", "en": "Never"},
        {"nl": "Vaak", "en": "Often"},
    ]


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ("Nooit", "twee tot 10 antwoorden"),
        ("Nooit\nnooit", "staat er twee keer"),
        ("\n".join(map(str, range(11))), "Er staan er nu 11"),
        ("a" * 121 + "\nb", "te lang"),
    ],
)
def test_faulty_scale_is_explained_and_nothing_typed_is_lost(
    leader: Client, answers: str, fault: str
) -> None:
    send(leader, matrix(["Nooit", "Vaak"]))
    base = f"{LIST}{rows()[0].public_id}/"
    before = rows()[0].body
    html = leader.post(f"{base}schaal/s1/", {"answers": answers}).content.decode()

    assert fault in html
    assert answers in html
    assert rows()[0].body == before


def test_changed_dutch_drops_a_translation_that_says_something_else(leader: Client) -> None:
    title = {"nl": "Is het plein veilig?", "en": "Is the playground safe?"}
    send(leader, surveyjs({"type": "comment", "name": "a", "title": title}))
    base = f"{LIST}{rows()[0].public_id}/"

    leader.post(f"{base}vraag/v1/", {"kind": "open", "text": "Is het plein veilig?"})
    assert rows()[0].draft.items[0].text == title
    leader.post(f"{base}vraag/v1/", {"kind": "open", "text": "Is het plein schoon?"})
    assert rows()[0].draft.items[0].text == {"nl": "Is het plein schoon?"}


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"%PDF-1.7", "vragen.pdf", "kennen wij niet"),
        (b"{", "vragen.json", "niet heel"),
        (b"", "leeg.lss", "leeg"),
        (b"x" * (5 * 1024**2 + 1), "groot.csv", "groter dan 5 MB"),
    ],
)
def test_file_that_cannot_be_read_is_explained_and_leaves_nothing(
    leader: Client, data: bytes, name: str, reason: str
) -> None:
    response = send(leader, data, name)

    assert response.status_code == 200
    assert reason in response.content.decode()
    assert rows() == []


@pytest.mark.parametrize("name", ["xmlbomb.xml", "external.xml", "dtd.xml"])
def test_hostile_file_is_refused_on_the_page(leader: Client, fixtures_dir: Path, name: str) -> None:
    response = send(leader, (fixtures_dir / "vijandig" / name).read_bytes(), name)

    assert "DOCTYPE" in response.content.decode()
    assert rows() == []


def test_every_sample_that_is_read_opens_in_editor_and_preview(
    leader: Client, fixtures_dir: Path
) -> None:
    files = [
        path
        for path in sorted((fixtures_dir / "vragenlijsten").glob("*/*"))
        if not path.name.startswith("LICENSE")
    ]
    for path in files:
        send(leader, path.read_bytes(), path.name)
    assert len(rows()) == len(files) == 9
    for row in rows():
        base = f"{LIST}{row.public_id}/"
        pages = [base, f"{base}verslag/", f"{base}voorbeeld/"]
        pages += [f"{base}voorbeeld/1/"] if row.draft.items else []
        assert {leader.get(page).status_code for page in pages} == {200}
