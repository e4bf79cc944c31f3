"""The editor of a school's own questionnaires, from an empty page to a fixed questionnaire."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from drieklank.audit.models import AuditEvent
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.models import QuestionnaireVersion
from drieklank.measure.models import OwnQuestionnaire
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LIST = "/school/de-vlieger/meten/eigen/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


@pytest.fixture
def base(leader: Client) -> str:
    """The address of a draft without questions."""
    response = leader.post(f"{LIST}nieuw/", {"title": "Het schoolplein", "audience": "parents"})
    return str(response["Location"])


def row() -> OwnQuestionnaire:
    with open_every_tenant("test"):
        found: OwnQuestionnaire = OwnQuestionnaire.objects.select_related("version").latest("pk")
        return found


def write(client: Client, base: str, text: str, kind: str = "scale", **more: object) -> Any:
    return client.post(f"{base}vraag/", {"kind": kind, "text": text, **more})


def test_leader_writes_a_question_of_every_kind(leader: Client, base: str) -> None:
    write(leader, base, "Is het plein veilig?", hint="Denk aan de pauze.")
    write(leader, base, "Hoe komt uw kind?", "single", options="Lopend\r\n\r\nMet de fiets ")
    write(leader, base, "Wat doet u graag?", "choices", options="Lezen\nKoken")
    write(leader, base, "Welk cijfer geeft u?", "grade", lowest=1, highest=10)
    write(leader, base, "Wat kan beter?", "open", longest=300)

    items = row().draft.items
    assert [(item.key, item.kind, item.text) for item in items] == [
        ("v1", "scale", {"nl": "Is het plein veilig?"}),
        ("v2", "single", {"nl": "Hoe komt uw kind?"}),
        ("v3", "choices", {"nl": "Wat doet u graag?"}),
        ("v4", "grade", {"nl": "Welk cijfer geeft u?"}),
        ("v5", "open", {"nl": "Wat kan beter?"}),
    ]
    assert [each.text for each in items[1].options] == [{"nl": "Lopend"}, {"nl": "Met de fiets"}]
    assert (items[0].hint, items[3].lowest, items[3].highest, items[4].longest) == (
        {"nl": "Denk aan de pauze."},
        1,
        10,
        300,
    )
    page = leader.get(base).content.decode()
    assert all(item.text["nl"] in page for item in items)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"kind": "scale", "text": "  "}, "Vul nog in: De vraag"),
        ({"kind": "scale", "text": "a" * 301}, "te lang"),
        ({"kind": "single", "text": "Kies", "options": "Alleen dit"}, "minstens twee antwoorden"),
        ({"kind": "choices", "text": "Kies", "options": ""}, "minstens één antwoord"),
        ({"kind": "single", "text": "Kies", "options": "Ja\nja"}, "staat er twee keer"),
        ({"kind": "choices", "text": "Kies", "options": "a" * 121}, "telt 121 tekens"),
        ({"kind": "grade", "text": "Cijfer", "lowest": 8, "highest": 3}, "hoger zijn"),
        ({"kind": "open", "text": "Vertel", "longest": 20}, "50"),
        ({"kind": "matrix", "text": "Vertel"}, "keuze is er niet meer"),
    ],
)
def test_faulty_question_is_explained_beside_its_field_and_nothing_typed_is_lost(
    leader: Client, base: str, given: dict[str, object], fault: str
) -> None:
    response = leader.post(f"{base}vraag/", given)

    html = response.content.decode()
    assert response.status_code == 200
    assert fault in html
    assert 'class="error"' in html
    assert all(str(value).strip() in html for value in given.values() if value != "matrix")
    assert row().draft.items == ()


def test_other_kind_keeps_what_was_typed(leader: Client, base: str) -> None:
    given = {"kind": "open", "text": "Hoe gaat het?", "options": "Goed\nSlecht", "switch": "1"}
    html = leader.post(f"{base}vraag/", given).content.decode()

    assert "Hoe gaat het?" in html
    assert "Goed\nSlecht" in html
    assert 'class="error"' not in html
    assert row().draft.items == ()


def test_questions_move_up_and_down_over_pages_without_javascript(
    leader: Client, base: str
) -> None:
    for text in ("Een?", "Twee?"):
        write(leader, base, text)
    leader.post(f"{base}bladzijde/", {"title": "Buiten"})
    write(leader, base, "Drie?", part="p2")

    def order() -> list[list[str]]:
        return [[item.text["nl"] for item in part.items] for part in row().draft.parts]

    assert order() == [["Een?", "Twee?"], ["Drie?"]]
    leader.post(f"{base}vraag/v2/schuif/", {"down": "1"})
    assert order() == [["Een?"], ["Twee?", "Drie?"]]
    leader.post(f"{base}vraag/v3/schuif/", {"up": "1"})
    leader.post(f"{base}vraag/v3/schuif/", {"up": "1"})
    assert order() == [["Een?", "Drie?"], ["Twee?"]]
    for _ in range(5):
        leader.post(f"{base}vraag/v1/schuif/", {"up": "1"})
    assert order() == [["Een?", "Drie?"], ["Twee?"]]


def test_removed_question_is_gone_after_it_was_asked(leader: Client, base: str) -> None:
    write(leader, base, "Een?")
    write(leader, base, "Twee?")
    assert "Een?" in leader.get(f"{base}vraag/v1/weg/").content.decode()
    leader.post(f"{base}vraag/v1/weg/")

    assert [item.key for item in row().draft.items] == ["v2"]
    write(leader, base, "Drie?")
    assert [item.key for item in row().draft.items] == ["v2", "v3"]


def test_page_with_questions_stays_and_an_empty_one_goes(leader: Client, base: str) -> None:
    write(leader, base, "Een?")
    leader.post(f"{base}bladzijde/", {"title": "Leeg"})
    leader.post(f"{base}bladzijde/p1/", {"remove": "1"})
    leader.post(f"{base}bladzijde/p2/", {"remove": "1"})
    leader.post(f"{base}bladzijde/p1/", {"title": "Op het plein"})

    assert [(part.key, part.title) for part in row().draft.parts] == [
        ("p1", {"nl": "Op het plein"})
    ]


def test_advice_stands_beside_the_question_and_never_blocks(leader: Client, base: str) -> None:
    text = "Bent u tevreden over de communicatie en de evaluatie?"
    live = leader.post(f"{base}leeshulp/", {"text": text}).content.decode()
    assert "contact, berichten of gesprekken" in live
    assert "<html" not in live

    assert write(leader, base, text).status_code == 302
    assert "contact, berichten of gesprekken" in leader.get(base).content.decode()
    form = leader.get(f"{base}vraag/v1/").content.decode()
    assert "terugkijken" in form
    assert 'hx-trigger="input changed delay:600ms"' in form


def test_fixed_questionnaire_is_stored_under_its_own_key_and_never_changes(
    leader: Client, base: str
) -> None:
    write(leader, base, "Is het plein veilig?")
    write(leader, base, "Hoe komt uw kind?", "single", options="Lopend\nMet de fiets")
    assert leader.post(f"{base}vaststellen/").status_code == 302

    fixed = row()
    assert fixed.version is not None
    asked = fixed.version.questionnaire
    assert (asked.key, asked.instrument, asked.framework, list(asked.languages)) == (
        "own-de-vlieger-1",
        "own",
        None,
        ["nl"],
    )
    assert [str(item.text) for item in asked.items] == ["Is het plein veilig?", "Hoe komt uw kind?"]
    before = (fixed.body, fixed.version.document)

    write(leader, base, "Nog een?")
    leader.post(f"{base}vraag/v1/", {"kind": "open", "text": "Anders?"})
    leader.post(f"{base}vraag/v1/schuif/", {"down": "1"})
    leader.post(f"{base}vraag/v1/weg/")
    leader.post(f"{base}titel/", {"title": "Anders", "audience": "team"})
    leader.post(f"{base}bladzijde/", {"title": "Nieuw"})
    leader.post(f"{base}weg/")
    leader.post(f"{base}vaststellen/")

    after = row()
    assert after.version is not None
    assert (after.pk, after.title, after.audience) == (fixed.pk, "Het schoolplein", "parents")
    assert (after.body, after.version.document) == before
    assert QuestionnaireVersion.objects.filter(key__startswith="own-").count() == 1
    assert "veranderen niet meer" in leader.get(base).content.decode()


def test_copy_of_a_fixed_one_can_be_changed_and_gets_a_key_of_its_own(
    leader: Client, base: str
) -> None:
    write(leader, base, "Is het plein veilig?")
    leader.post(f"{base}vaststellen/")
    copy = leader.post(f"{base}kopie/")["Location"]
    leader.post(f"{copy}vraag/v1/", {"kind": "scale", "text": "Is het plein schoon?"})
    leader.post(f"{copy}vaststellen/")

    stored = QuestionnaireVersion.objects.filter(key__startswith="own-").order_by("key")
    assert [(each.key, str(each.questionnaire.items[0].text)) for each in stored] == [
        ("own-de-vlieger-1", "Is het plein veilig?"),
        ("own-de-vlieger-2", "Is het plein schoon?"),
    ]


def test_questionnaire_without_questions_is_not_fixed_and_says_why(
    leader: Client, base: str
) -> None:
    html = leader.post(f"{base}vaststellen/").content.decode()

    assert "Er staat nog geen vraag in." in html
    assert row().state == "draft"
    assert not QuestionnaireVersion.objects.filter(key__startswith="own-").exists()


def test_preview_is_the_real_answering_page_and_keeps_nothing(leader: Client, base: str) -> None:
    write(leader, base, "Is het plein veilig?")
    leader.post(f"{base}bladzijde/", {"title": "Buiten"})
    write(leader, base, "Hoe komt uw kind?", "single", options="Lopend\nFiets", part="p2")

    frame = leader.get(f"{base}voorbeeld/")
    assert 'width="390"' in frame.content.decode()
    assert "frame-src 'self'" in frame["Content-Security-Policy"]
    screen = leader.get(f"{base}voorbeeld/1/")
    html = screen.content.decode()
    assert "Is het plein veilig?" in html
    assert "ui/survey" in html
    assert 'name="v1"' in html
    assert "\ue000" not in html
    assert "frame-ancestors 'self'" in screen["Content-Security-Policy"]
    assert screen["X-Frame-Options"] == "SAMEORIGIN"

    before = row().changed_at
    leader.handler.enforce_csrf_checks = True
    turned = leader.post(f"{base}voorbeeld/1/", {"next": "1", "v1": "yes"})
    assert turned["Location"] == f"{base}voorbeeld/2/?taal=nl"
    assert "Hoe komt uw kind?" in leader.get(turned["Location"]).content.decode()
    assert leader.get(f"{base}voorbeeld/3/").status_code == 404
    assert row().changed_at == before


def test_no_other_page_may_be_framed(leader: Client, base: str) -> None:
    for address in (LIST, base, f"{base}voorbeeld/"):
        response = leader.get(address)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"


def test_naughty_title_and_question_come_out_unchanged(leader: Client) -> None:
    text = "<script>alert(1)</script> \u202e{x} “é” 🙂 &amp;"
    base = leader.post(f"{LIST}nieuw/", {"title": text, "audience": "team"})["Location"]
    write(leader, base, text, "single", options=f"{text}\nGewoon")
    leader.post(f"{base}vaststellen/")

    version = row().version
    assert version is not None
    asked = version.questionnaire
    assert (str(asked.title), str(asked.items[0].text)) == (text, text)
    assert str(asked.items[0].options[0].text) == text
    for page in (base, f"{base}voorbeeld/1/", LIST):
        assert "<script>alert" not in leader.get(page).content.decode()


@pytest.mark.parametrize(
    "who", ["teacher", "care", "board_member", "adviser", "leader_elsewhere", "mother", "nobody"]
)
def test_nobody_but_the_leader_reads_or_changes_a_draft(cast: Cast, base: str, who: str) -> None:
    client = cast.client(who)
    asked = [client.get(f"{base}{page}") for page in ("", "voorbeeld/", "voorbeeld/1/", "verslag/")]
    sent = [
        client.post(f"{base}vraag/", {"kind": "open", "text": "Ik was hier"}),
        client.post(f"{base}vaststellen/"),
        client.post(f"{base}weg/"),
        client.post(f"{base}leeshulp/", {"text": "x"}),
        client.post(f"{LIST}nieuw/", {"title": "x", "audience": "team"}),
    ]
    assert {response.status_code for response in (*asked, *sent)} <= {404, 302}
    assert (row().title, row().draft.items) == ("Het schoolplein", ())
    with open_every_tenant("test"):
        assert OwnQuestionnaire.objects.count() == 1


def test_every_write_leaves_one_line(leader: Client, base: str) -> None:
    write(leader, base, "Is het plein veilig?")
    leader.post(f"{base}kopie/")
    leader.post(f"{base}vaststellen/")
    with open_every_tenant("test"):
        verbs = AuditEvent.objects.filter(verb__startswith="own_").order_by("pk")
        assert list(verbs.values_list("verb", flat=True)) == [
            "own_questions.made",
            "own_questions.changed",
            "own_questions.copied",
            "own_questions.fixed",
        ]
