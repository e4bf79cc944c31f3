"""The library as a teacher, a board member and somebody from elsewhere meet it."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.test import Client

from drieklank.documents.pdf import render
from drieklank.toolkit import queries
from drieklank.toolkit.paper import activity_as_paper
from drieklank.toolkit.rules import Filters
from tests.cast import Cast

KIEZEN = "/school/de-vlieger/kiezen/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_teacher_finds_an_activity_reads_it_and_opens_the_running_sheet(cast: Cast) -> None:
    client = cast.client("teacher")
    assert "onder vier pijlers" in page(client, KIEZEN)
    found = page(client, f"{KIEZEN}?zoek=goed+nieuws+bellen")
    assert f'href="{KIEZEN}positive-phone-round/"' in found
    read = page(client, f"{KIEZEN}positive-phone-round/")
    assert "Zo doe je het" in read
    assert "Gelezen in samenvattingen" in read
    assert "minuut 1 tot 3" in page(client, f"{KIEZEN}positive-phone-round/loopblad/")


def test_search_without_a_hit_shows_what_comes_nearest(cast: Cast) -> None:
    said = page(cast.client("leader"), f"{KIEZEN}?zoek=xqzvw")
    assert "Niets past precies." in said


def test_htmx_gets_the_found_part_alone(cast: Cast) -> None:
    answer = cast.client("leader").get(f"{KIEZEN}?zoek=belronde", headers={"HX-Request": "true"})
    said = answer.content.decode()
    assert "<html" not in said
    assert f"{len(queries.find('belronde', Filters()).activities)} van de" in said


def test_activity_prints_from_its_page(cast: Cast) -> None:
    answer = cast.client("leader").get(f"{KIEZEN}positive-phone-round/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("found", queries.activities(), ids=lambda found: found.key)
def test_every_activity_prints_as_a_tagged_document(found: queries.Activity) -> None:
    with pikepdf.open(io.BytesIO(render("activity", activity_as_paper(found)))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "nl"


def test_binder_of_a_pillar_has_contents_and_all_its_activities(cast: Cast) -> None:
    answer = cast.client("leader").get(f"{KIEZEN}map/vision/pdf/")
    with pikepdf.open(io.BytesIO(answer.content)) as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]
    expected = [one.head.title for one in queries.activities() if one.head.pillar == "vision"]
    assert [title for title in titles if title in expected] == expected


def test_unknown_activity_and_pillar_are_not_there(cast: Cast) -> None:
    client = cast.client("leader")
    assert client.get(f"{KIEZEN}bestaat-niet/").status_code == 404
    assert client.get(f"{KIEZEN}map/liefde/pdf/").status_code == 404


def test_outside_help_says_that_nobody_looked_yet(cast: Cast) -> None:
    said = page(cast.client("adviser"), f"{KIEZEN}hulp-van-buiten/")
    assert "Laatst gekeken: onbekend" in said
    assert "Passend onderwijs" in said
