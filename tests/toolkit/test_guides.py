"""The pages beside the library, as a teacher, a leader and a board member meet them."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.test import Client

from drieklank.base.tenancy import open_every_tenant
from drieklank.content.schema.situation import Situation
from drieklank.documents.pdf import render
from drieklank.toolkit.drawing import on_page, on_paper
from drieklank.toolkit.guide_paper import situation_as_paper
from drieklank.toolkit.models import LessonDone
from drieklank.toolkit.queries import guides
from drieklank.toolkit.queries.guide_search import find_beside
from drieklank.toolkit.queries.lessons import done_at
from tests.cast import Cast

KIEZEN = "/school/de-vlieger/kiezen/"


def page(client: Client, address: str) -> str:
    answer = client.get(f"{KIEZEN}{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_front_page_leads_to_everything_beside_the_activities(cast: Cast) -> None:
    said = page(cast.client("teacher"), "")
    for part in ("voorbeelden", "situaties", "lessen", "onderwerp", "thuis", "hulp-van-buiten"):
        assert f'href="{KIEZEN}{part}/"' in said, part


def test_search_for_an_interpreter_finds_the_drawing_and_the_example_too(cast: Cast) -> None:
    said = page(cast.client("teacher"), "?zoek=tolk")
    assert "Ook hierover" in said
    assert f'href="{KIEZEN}voorbeelden/interpreter-leiden/"' in said
    assert f'href="{KIEZEN}situaties/another-language/"' in said


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gescheiden ouders twee huizen", "situation/two-homes"),
        ("medezeggenschapsraad", "topic/participation"),
        ("vertrouwen", "lesson/trust"),
        ("vaders", "example/fathers-holendrecht"),
    ],
)
def test_words_lead_to_what_they_are_about(typed: str, first: str) -> None:
    found = find_beside(typed)
    assert f"{found[0].page.removeprefix('toolkit:')}/{found[0].key}" == first
    assert len(found) <= 4


@pytest.mark.parametrize("typed", ["", "  ", "xqzvw"])
def test_without_a_true_hit_nothing_is_put_beside_the_activities(typed: str) -> None:
    assert find_beside(typed) == ()


def test_example_tells_its_source_and_that_only_a_copy_was_read(cast: Cast) -> None:
    said = page(cast.client("teacher"), "voorbeelden/coffee-marke/")
    assert "GO! ouders" in said
    assert "staat er niet bij" in said  # the year
    assert "Een bewaarde kopie, op 22 november 2026." in said
    assert f'href="{KIEZEN}gate-coffee/"' in said


def test_example_that_nobody_read_says_so_and_gives_no_day(cast: Cast) -> None:
    said = page(cast.client("teacher"), "voorbeelden/home-task-rotterdam/")
    assert "Alleen wat ons bronnenoverzicht ervan zegt." in said
    assert "Een bewaarde kopie" not in said


def test_situation_shows_its_drawing_with_words_for_who_cannot_see_it(cast: Cast) -> None:
    said = page(cast.client("leader"), "situaties/two-homes/")
    assert 'role="img" aria-labelledby="tekening-two-homes-naam tekening-two-homes-ziet"' in said
    assert said.count('class="block ') >= 5
    assert "Voor iedereen: kijken" in said


@pytest.mark.parametrize("found", guides.situations(), ids=lambda found: found.key)
def test_drawing_follows_the_theme_on_a_page_and_the_house_on_paper(
    found: Situation,
) -> None:
    svg = guides.drawing_of(found)
    assert "var(--ouder," in on_page(found, svg)
    assert "var(" not in on_paper(svg)


@pytest.mark.parametrize("found", guides.situations(), ids=lambda found: found.key)
def test_cards_print_tagged_with_the_drawing_described(found: Situation) -> None:
    made = render("situation", situation_as_paper(found, guides.drawing_of(found)))
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.Root.MarkInfo.Marked
        assert len(document.pages) == 3


def test_lesson_marked_as_done_is_seen_by_oneself_only(cast: Cast) -> None:
    teacher, care = cast.client("teacher"), cast.client("care")
    answer = teacher.post(f"{KIEZEN}lessen/trust/klaar/", follow=True)
    assert "Deze les is klaar. Alleen jij ziet dat." in answer.content.decode()
    assert page(teacher, "lessen/").count('class="status status--ok"') == 1
    assert page(care, "lessen/").count('class="status status--ok"') == 0
    teacher.post(f"{KIEZEN}lessen/trust/klaar/", {"terug": "ja"})
    assert page(teacher, "lessen/").count('class="status status--ok"') == 0


def test_leader_sees_how_many_did_a_lesson_from_three_and_a_teacher_never(cast: Cast) -> None:
    for role in ("teacher", "care", "leader"):
        cast.client(role).post(f"{KIEZEN}lessen/trust/klaar/")
    # With her own mark there are three; the two others would be told apart by asking around.
    assert "collega’s deden deze les" not in page(cast.client("leader"), "lessen/")
    cast.client("teacher_parent").post(f"{KIEZEN}lessen/trust/klaar/")
    assert "3 collega’s deden deze les" in page(cast.client("leader"), "lessen/")
    assert "collega’s deden deze les" not in page(cast.client("teacher"), "lessen/")


def test_lesson_marked_twice_counts_once(cast: Cast) -> None:
    for _ in range(2):
        cast.client("teacher").post(f"{KIEZEN}lessen/trust/klaar/")
    with open_every_tenant("test"):
        assert LessonDone.objects.count() == 1
        assert done_at(cast.school, None) == {}


def test_board_member_reads_a_lesson_and_has_nothing_to_mark(cast: Cast) -> None:
    said = page(cast.client("board_member"), "lessen/trust/")
    assert "Deze les is klaar" not in said


def test_topic_is_dated_and_says_what_was_not_verified(cast: Cast) -> None:
    said = page(cast.client("adviser"), "onderwerp/support/")
    assert "Nagekeken op 22 november 2026." in said
    assert "hebben wij niet in de wet zelf nagekeken" in said
    assert "Via ons eigen bronnenoverzicht." in said


@pytest.mark.parametrize("part", ["voorbeelden", "situaties", "lessen", "onderwerp"])
def test_unknown_key_is_not_there(cast: Cast, part: str) -> None:
    assert cast.client("leader").get(f"{KIEZEN}{part}/bestaat-niet/").status_code == 404
