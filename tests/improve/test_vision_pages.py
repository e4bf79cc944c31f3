"""The leader writes a vision with the adviser, three parties agree, and parents read it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.texts import written_day
from drieklank.improve.actions.track import TrackWish, start_track
from drieklank.improve.models import Expectation, SignOff, TrackStep, VisionVersion
from drieklank.improve.queries.vision_page import policy_paper
from drieklank.schools.models import School
from tests.cast import Cast

SIGNED = {"agrees": "yes", "signer": "Zoë", "signer_role": "voorzitter van de MR", "remarks": ""}


def at(cast: Cast, rest: str = "") -> str:
    return f"/school/{cast.school.code}/visie/{rest}"


def text(sentence: str, base: int, **more: Any) -> dict[str, Any]:
    return {"sentence": sentence, "text": "", "base": base, "step": "save", **more}


def versions() -> list[VisionVersion]:
    with open_every_tenant("test"):
        return list(VisionVersion.objects.order_by("number"))


def write(cast: Cast, sentence: str = "Samen op tijd.", base: int = 0, **more: Any) -> None:
    answer = cast.client("leader").post(at(cast, "schrijven/"), text(sentence, base, **more))
    assert answer.status_code == 302, answer.text


def agree(cast: Cast, *parties: str) -> None:
    client = cast.client("leader")
    client.post(at(cast, "voorleggen/"))
    for party in parties:
        client.post(at(cast, f"akkoord/{party}/"), SIGNED | {"signed_on": str(today())})


def test_page_without_a_vision_says_where_to_begin(cast: Cast) -> None:
    assert "Laat team en ouders kiezen" in cast.client("leader").get(at(cast)).text
    seen = cast.client("teacher").get(at(cast)).text
    assert "Er is nog geen visie" in seen
    assert "Volgende stap" not in seen


def test_card_that_is_named_brings_its_sentence_along(cast: Cast) -> None:
    write(cast, value_1_name="op tijd", value_1_goal="conversation", value_2_name="Soep")
    (row,) = versions()
    assert [one["name"] for one in row.values] == ["Op tijd", "Soep"]
    assert (
        row.values[0]["sign"] == "Je merkt het als wij bellen bij twijfel, en niet pas bij zorgen."
    )
    assert row.values[1]["sign"] == ""


def test_two_who_write_at_once_lose_nothing(cast: Cast) -> None:
    write(cast, "Eerste.")
    write(cast, "Van Marieke.", base=1)
    clash = cast.client("adviser").post(at(cast, "schrijven/"), text("Van Ad.", 1))
    assert clash.status_code == 409
    assert "Van Marieke." in clash.text
    assert "Van Ad." in clash.text
    assert [row.sentence for row in versions()] == ["Eerste.", "Van Marieke."]
    cast.client("adviser").post(at(cast, "schrijven/"), text("Van Ad.", 2))
    assert [row.sentence for row in versions()] == ["Eerste.", "Van Marieke.", "Van Ad."]


def test_saving_without_a_change_makes_no_version(cast: Cast) -> None:
    write(cast, "Eerste.")
    write(cast, "Eerste.", base=1)
    assert len(versions()) == 1


def test_reading_help_keeps_what_was_typed_and_saves_nothing(cast: Cast) -> None:
    long = "Wij implementeren een adequate communicatiestrategie met betrekking tot ouders."
    page = cast.client("leader").post(at(cast, "schrijven/"), text(long, 0) | {"step": "read"})
    assert "Dit kan makkelijker" in page.text
    assert long in page.text
    assert versions() == []


def test_third_yes_makes_the_vision_agreed_and_parents_can_read_it(cast: Cast) -> None:
    shared = f"/school/{cast.school.code}/onze-visie/"
    write(cast, value_1_name="Op tijd")
    assert cast.client("nobody").get(shared).status_code == 404
    agree(cast, "team", "parents")
    assert "nog een concept" in cast.client("nobody").get(shared).text
    agree(cast, "council")
    assert "nog een concept" not in cast.client("nobody").get(shared).text
    assert versions()[0].state == "agreed"
    page = cast.client("nobody").get(shared)
    assert "Samen op tijd." in page.text
    assert "U merkt het als wij bellen bij twijfel" in page.text
    assert "Zoë" not in page.text


def test_new_version_asks_everybody_again_and_parents_keep_the_agreed_one(cast: Cast) -> None:
    write(cast)
    agree(cast, "team", "parents", "council")
    write(cast, "Heel anders.", base=1)
    page = cast.client("leader").get(at(cast)).text
    assert page.count("Nog niet<") >= 3
    assert "Ouders lezen nu nog versie 1" in page
    shared = cast.client("nobody").get(f"/school/{cast.school.code}/onze-visie/").text
    assert "Samen op tijd." in shared
    assert "Heel anders." not in shared


def test_what_is_put_before_parents_is_read_as_a_concept_beside_what_is_agreed(cast: Cast) -> None:
    shared = f"/school/{cast.school.code}/onze-visie/"
    write(cast)
    agree(cast, "team", "parents", "council")
    write(cast, "Heel anders.", base=1)
    agree(cast)
    day = today() + timedelta(days=20)
    with open_every_tenant("test"):
        School.objects.filter(pk=cast.school.pk).update(
            phone="0201234567", email="a@vlieger.example"
        )
        wish = TrackWish(today(), today() + timedelta(days=200))
        track = start_track(cast.school, wish, by=cast.actor("leader"))
        TrackStep.objects.filter(track=track, key="parent_evening").update(held_on=day)
    page = cast.client("nobody").get(shared).text
    agreed, _, concept = page.partition('id="concept"')
    assert "Samen op tijd." in agreed
    assert "Heel anders." not in agreed
    assert "Heel anders." in concept
    assert "nog een concept" in concept
    assert f"Kom naar de ouderavond op {written_day(day, 'nl')}." in concept
    assert 'href="tel:0201234567"' in concept
    assert 'href="mailto:a@vlieger.example"' in concept
    in_turkish = cast.client("nobody").get(f"{shared}?taal=tr").text
    assert "Volgende stap" not in in_turkish  # a heading for staff, and in Dutch
    for language, said in (("en", "still a draft"), ("ar", "مسودة"), ("ti", "ንድፊ")):
        assert said in cast.client("nobody").get(f"{shared}?taal={language}").text
    # A later concept that nobody offered yet takes the offered one away, and is not read itself.
    write(cast, "Nog anders.", base=2)
    page = cast.client("nobody").get(shared).text
    assert ("Heel anders." in page, "Nog anders." in page, "Samen op tijd." in page) == (
        False,
        False,
        True,
    )


def test_only_the_leader_records_who_agreed_and_staff_read_who_recorded_it(cast: Cast) -> None:
    write(cast)
    agree(cast)
    url, sent = at(cast, "akkoord/council/"), SIGNED | {"signed_on": str(today())}
    adviser = cast.client("adviser")
    assert adviser.post(url, sent).status_code == 404
    seen = adviser.get(at(cast)).text
    assert "De schoolleider vult in wat zij zeiden." in seen
    assert url not in seen
    cast.client("leader").post(url, sent)
    assert f"ingevuld door {cast.users['leader']}" in cast.client("teacher").get(at(cast)).text


def test_parents_cannot_agree_with_what_was_not_put_before_them(cast: Cast) -> None:
    write(cast)
    cast.client("leader").post(at(cast, "akkoord/parents/"), SIGNED | {"signed_on": str(today())})
    with open_every_tenant("test"):
        assert SignOff.objects.count() == 0


def test_no_is_kept_with_its_remark_and_holds_the_vision_back(cast: Cast) -> None:
    write(cast)
    agree(cast, "team", "council")
    refusal = SIGNED | {"agrees": "no", "remarks": "Te vaag", "signed_on": str(today())}
    cast.client("leader").post(at(cast, "akkoord/parents/"), refusal)
    assert versions()[0].state == "offered"
    assert "Te vaag" in cast.client("teacher").get(at(cast)).text


def test_agreement_on_a_day_to_come_is_refused(cast: Cast) -> None:
    write(cast)
    agree(cast)
    day = str(today() + timedelta(days=1))
    page = cast.client("leader").post(at(cast, "akkoord/parents/"), SIGNED | {"signed_on": day})
    assert "Deze dag moet nog komen" in page.text


def test_versions_show_what_changed(cast: Cast) -> None:
    write(cast, "Wij bellen op tijd.")
    write(cast, "Wij bellen altijd op tijd.", base=1)
    page = cast.client("board_member").get(at(cast, "versies/?van=1&naar=2"))
    assert "<ins>altijd </ins>" in page.text


def test_teacher_reads_and_never_writes(cast: Cast) -> None:
    client = cast.client("teacher")
    write(cast)
    assert client.post(at(cast, "schrijven/"), text("Stiekem.", 1)).status_code == 404
    assert (
        client.post(at(cast, "verwachtingen/"), {"side": "school", "text": "x"}).status_code == 404
    )
    assert len(versions()) == 1


def test_expectation_changed_by_two_shows_both_texts(cast: Cast) -> None:
    client, day = cast.client("leader"), str(today())
    client.post(
        at(cast, "verwachtingen/"), {"side": "school", "text": "Wij bellen.", "agreed_on": day}
    )
    with open_every_tenant("test"):
        row = Expectation.objects.get()
    own = at(cast, f"verwachtingen/{row.public_id}/")
    client.post(own, {"text": "Wij bellen snel.", "agreed_on": day, "base": 1})
    clash = cast.client("adviser").post(own, {"text": "Wij mailen.", "agreed_on": day, "base": 1})
    assert clash.status_code == 409
    assert "Wij bellen snel." in clash.text
    assert "Wij mailen." in clash.text
    client.post(own + "stoppen/")
    assert "Wat eerder gold" in client.get(at(cast, "verwachtingen/")).text


def test_expectations_of_last_year_ask_for_a_look_back_and_a_review_ends_that(cast: Cast) -> None:
    client, old = cast.client("leader"), str(today() - timedelta(days=400))
    client.post(
        at(cast, "verwachtingen/"), {"side": "school", "text": "Wij bellen.", "agreed_on": old}
    )
    asking = "Het is meer dan een jaar geleden"
    assert asking in client.get(at(cast, "verwachtingen/")).text
    review = {"held_on": str(today()), "with_whom": "acht ouders", "went": "Goed", "next_year": ""}
    client.post(at(cast, "verwachtingen/evaluatie/"), review)
    page = client.get(at(cast, "verwachtingen/")).text
    assert asking not in page
    assert "acht ouders" in page


def test_place_that_is_ticked_asks_since_when_and_then_stands_on_the_page(cast: Cast) -> None:
    write(cast)
    client = cast.client("leader")
    assert "Vul in sinds wanneer" in client.post(at(cast, "plekken/"), {"door_on": "on"}).text
    places = {"door_on": "on", "door_since": str(today()), "door_where": "in de hal"}
    client.post(at(cast, "plekken/"), places)
    assert "in de hal" in client.get(at(cast)).text


def test_policy_is_a_tagged_document_that_says_what_is_missing(cast: Cast) -> None:
    write(cast)
    for name in ("beleid.pdf", "poster.pdf"):
        answer = cast.client("board_member").get(at(cast, name))
        with pikepdf.open(BytesIO(answer.content)) as document:
            assert document.Root.MarkInfo.Marked
            assert document.Root.Lang == "nl"
    with open_every_tenant("test"):
        paper = policy_paper(cast.school)
    assert "Onze visie" not in paper["missing"]
    assert {"Onze kernwaarden", "Wie akkoord is", "Waar wij aan werken"} <= set(paper["missing"])


def test_parent_finds_the_agreed_vision_from_home_in_the_own_language(cast: Cast) -> None:
    shared = f"/school/{cast.school.code}/onze-visie/?taal=ar"
    assert shared not in cast.client("mother").get("/thuis/").text
    write(cast)
    agree(cast, "team", "parents", "council")
    assert shared in cast.client("mother").get("/thuis/").text
    page = cast.client("mother").get(shared)
    assert 'dir="rtl"' in page.text
    assert "رؤيتنا" in page.text
    assert shared.replace("=ar", "=nl") not in cast.client("parent_elsewhere").get("/thuis/").text


@pytest.mark.parametrize(("who", "is_offered"), [("leader", True), ("teacher", False)])
def test_only_who_keeps_the_vision_is_led_to_where_it_shows(
    cast: Cast, who: str, is_offered: bool
) -> None:
    write(cast)
    page = cast.client(who).get(f"/school/{cast.school.code}/visie/").text
    places = f"/school/{cast.school.code}/visie/plekken/"
    assert (f'href="{places}"' in page) is is_offered
    assert cast.client(who).get(places).status_code == (200 if is_offered else 404)
