"""The page that compares: who takes part sees the own school beside a group, and no other school."""

from __future__ import annotations

import re

import pytest

from drieklank.audit.actions import SYSTEM
from drieklank.audit.models import AuditEvent
from drieklank.base.tenancy import open_every_tenant
from drieklank.results.actions.benchmark import freeze
from drieklank.results.models import BenchmarkConsent
from tests.cast import Cast
from tests.results.schools_beside import YEAR, published, schools_of, takes_part, taking_part

PAGE = "/school/de-vlieger/begrijpen/vergelijken/"
SCORES = [50.0 + 3 * number for number in range(12)]


def page(cast: Cast, who: str, path: str = PAGE) -> str:
    answer = cast.client(who).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def frozen(cast: Cast, own: float | None = 64.0, n: int = 40) -> None:
    """De Vlieger takes part beside twelve other schools."""
    taking_part(SCORES, 4, 4, 4)
    takes_part(cast.school)
    if own is not None:
        published(cast.school, {"welcome": own}, n=n)
    freeze(YEAR, by=SYSTEM)


def test_school_that_takes_no_part_sees_no_group_and_its_leader_may_choose(cast: Cast) -> None:
    taking_part(SCORES, 4, 4, 4)
    published(cast.school, {"welcome": 64.0})
    freeze(YEAR, by=SYSTEM)
    html = page(cast, "leader")
    assert "De school doet niet mee met vergelijken" in html
    assert "Lees wat je deelt" in html
    assert "Middelste helft" not in html
    assert "Lees wat je deelt" not in page(cast, "teacher")


def test_nine_schools_are_not_enough_and_the_page_says_so(cast: Cast) -> None:
    schools = schools_of(3, 3, 2)
    for school, score in zip(schools, SCORES, strict=False):
        takes_part(school)
        published(school, {"welcome": score})
    takes_part(cast.school)
    published(cast.school, {"welcome": 64.0})
    freeze(YEAR, by=SYSTEM)
    html = page(cast, "leader")
    assert "Nog niet genoeg scholen" in html
    assert "Middelste helft" not in html
    assert "Er is één meting met deze vragen" in html


def test_tenth_school_makes_the_group(cast: Cast) -> None:
    schools = schools_of(3, 3, 3)
    for school, score in zip(schools, SCORES, strict=False):
        takes_part(school)
        published(school, {"welcome": score})
    takes_part(cast.school)
    published(cast.school, {"welcome": 64.0})
    freeze(YEAR, by=SYSTEM)
    assert "10 scholen uit schooljaar 2025-2026" in text(page(cast, "leader"))


@pytest.mark.parametrize("who", ["leader", "teacher", "care", "board_member", "adviser"])
def test_reader_sees_own_score_with_interval_and_the_middle_half(cast: Cast, who: str) -> None:
    frozen(cast)
    said = text(page(cast, who))
    assert "Je vergelijkt met alle basisscholen die meedoen." in said
    assert "De school hoort bij de middelste helft." in said or (
        "Waarschijnlijk bij de middelste helft, maar dat kan toeval zijn." in said
    )
    row = re.search(r"Iedereen welkom [DW].*?64 (64 \((\d+) tot (\d+)\)) (\d+) tot (\d+)", said)
    assert row is not None
    low, high, first, last = (int(row[number]) for number in (2, 3, 4, 5))
    assert low < 64 < high
    assert first < 66 < last


def test_no_other_school_is_named_drawn_or_counted_out(cast: Cast) -> None:
    frozen(cast)
    html = page(cast, "leader")
    assert "School-" not in html
    assert "Bestuur" not in html
    assert html.count("g-school") == 1
    assert html.count('<td role="cell" class="n"') == 3


def test_goals_stand_in_the_order_of_the_questions_whatever_the_scores(cast: Cast) -> None:
    schools = schools_of(4, 4, 4)
    for school, score in zip(schools, SCORES, strict=True):
        takes_part(school)
        published(school, {"conversation": score + 10, "welcome": score})
    takes_part(cast.school)
    published(cast.school, {"conversation": 95.0, "welcome": 40.0})
    freeze(YEAR, by=SYSTEM)
    said = page(cast, "leader")
    assert said.index("Iedereen welkom") < said.index("Goed in gesprek")


def test_school_of_nine_answers_sees_nothing_here(cast: Cast) -> None:
    frozen(cast, n=9)
    html = page(cast, "leader")
    assert "Er zijn nog geen cijfers van tien mensen of meer." in html
    assert "64" not in text(html)


def test_other_board_never_sees_this_school(cast: Cast) -> None:
    frozen(cast)
    assert cast.client("leader_elsewhere").get(PAGE).status_code == 404
    assert cast.client("leader_elsewhere").post(f"{PAGE}meedoen/").status_code == 404
    assert cast.client("leader_elsewhere").post(f"{PAGE}stoppen/").status_code == 404
    assert "De Vlieger" not in page(
        cast, "leader_elsewhere", "/school/elders/begrijpen/vergelijken/"
    )


def test_leader_takes_part_and_stops_with_a_line_in_the_log_each(cast: Cast) -> None:
    client = cast.client("leader")
    assert "Nooit wat één mens antwoordde" in page(cast, "leader", f"{PAGE}meedoen/")
    answer = client.post(f"{PAGE}meedoen/", {"languages": "some"}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    client.post(f"{PAGE}meedoen/", {"languages": "some"})
    with open_every_tenant("test"):
        row = BenchmarkConsent.objects.get()
    assert (row.school, row.languages, row.given_by) == (cast.school, "some", cast.users["leader"])
    client.post(f"{PAGE}stoppen/")
    client.post(f"{PAGE}stoppen/")
    with open_every_tenant("test"):
        row.refresh_from_db()
        lines = AuditEvent.objects.filter(verb__startswith="benchmark.").order_by("pk")
        assert [(line.verb, line.school_id) for line in lines] == [
            ("benchmark.joined", cast.school.pk),
            ("benchmark.left", cast.school.pk),
        ]
    assert row.withdrawn_on is not None
    assert row.withdrawn_by == cast.users["leader"]


def test_another_choice_about_languages_ends_the_one_before(cast: Cast) -> None:
    client = cast.client("leader")
    client.post(f"{PAGE}meedoen/", {"languages": "some"})
    client.post(f"{PAGE}meedoen/", {"languages": ""})
    with open_every_tenant("test"):
        rows = BenchmarkConsent.objects.order_by("pk").values_list("languages", "withdrawn_on")
        assert [(languages, ended is None) for languages, ended in rows] == [
            ("some", False),
            ("", True),
        ]


def test_activities_are_shared_only_where_the_leader_ticks_that_apart(cast: Cast) -> None:
    client = cast.client("leader")
    client.post(f"{PAGE}meedoen/", {"languages": ""})
    client.post(f"{PAGE}meedoen/", {"languages": "", "shares_activities": "on"})
    shown = page(cast, "leader", f"{PAGE}meedoen/")
    assert re.search(r'name="shares_activities"[^>]*checked', shown)
    client.post(f"{PAGE}meedoen/", {"languages": ""})
    with open_every_tenant("test"):
        rows = BenchmarkConsent.objects.order_by("pk")
        assert [(row.shares_activities, row.withdrawn_on is None) for row in rows] == [
            (False, False),
            (True, False),
            (False, True),
        ]


@pytest.mark.parametrize("who", ["teacher", "care", "board_member", "adviser"])
def test_only_the_leader_decides(cast: Cast, who: str) -> None:
    assert cast.client(who).post(f"{PAGE}meedoen/", {"languages": ""}).status_code == 404
    with open_every_tenant("test"):
        assert not BenchmarkConsent.objects.exists()


def test_own_earlier_rounds_stand_side_by_side(cast: Cast) -> None:
    published(cast.school, {"welcome": 51.0}, year="2024-2025")
    published(cast.school, {"welcome": 64.0}, year="2025-2026")
    said = text(page(cast, "leader"))
    assert "Streefdoel 1 mrt 2025 1 mrt 2026" in said
    assert "Iedereen welkom 51 64" in said


def test_group_of_last_year_stays_until_a_new_one_is_stored(cast: Cast) -> None:
    frozen(cast)
    published(cast.school, {"welcome": 90.0}, year="2026-2027")
    said = text(page(cast, "leader"))
    assert "13 scholen uit schooljaar 2025-2026" in said
    assert "90 " in said


def test_page_asks_the_database_as_often_for_two_rounds_as_for_one(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    frozen(cast)
    client = cast.client("leader")
    client.get(PAGE)
    published(cast.school, {"welcome": 51.0}, year="2024-2025")
    with django_assert_max_num_queries(30) as few:  # type: ignore[operator]
        client.get(PAGE)
    published(cast.school, {"welcome": 51.0}, year="2023-2024")
    with django_assert_max_num_queries(len(few.captured_queries)):  # type: ignore[operator]
        client.get(PAGE)
