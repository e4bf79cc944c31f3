"""The plan on paper, in the year and for parents: what stands in it, and what never does."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import docx
import pikepdf
import pytest
import time_machine
from docx.text.paragraph import Paragraph

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import interface_texts
from drieklank.documents.blocks import texts_of
from drieklank.improve.actions.plan import ActionWish, add_action, ensure_plan
from drieklank.improve.models import ActionDone, Plan, PlanAction, Priority
from drieklank.improve.queries.plan_document import plan_document
from drieklank.improve.queries.plan_year import year_page
from drieklank.improve.rules.plan_year import (
    Happening,
    Sort,
    by_month,
    finding,
    months_between,
    place_in,
)
from tests.cast import Cast

FIRST, LAST = date(2026, 8, 1), date(2027, 7, 31)
BASE = "/school/de-vlieger/plan/"


@pytest.fixture(autouse=True)
def _on_a_day_in_november() -> Iterator[None]:
    """The days below are days of one school year."""
    with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def plan(cast: Cast) -> Plan:
    leader = cast.actor("leader")
    with open_every_tenant("test"):
        found = ensure_plan(cast.school, by=leader)
        first = Priority.objects.create(
            board=cast.board, plan=found, title="Meer in gesprek", why="Ouders geven 57.", place=1
        )
        wish = ActionWish(
            "Bel alle ouders",
            priority=first,
            owner=cast.users["teacher"],
            due_on=today() + timedelta(days=10),
            hours=12,
            for_parents="U krijgt een telefoontje.",
        )
        row = add_action(found, wish, by=leader)
        ActionDone.objects.create(
            board=cast.board,
            action=row,
            on=today(),
            what="Twee groepen gebeld",
            groups=["groep 7"],
            fidelity="partly",
            hours=3,
        )
        add_action(found, ActionWish("Lees de gids"), by=leader)
        gone = ActionWish("Taart", state="dropped", outcome="Geen tijd.", hours=1)
        add_action(found, gone, by=leader)
        return found


def test_document_holds_priorities_actions_what_was_done_and_what_was_dropped(plan: Plan) -> None:
    with open_every_tenant("test"):
        texts = texts_of(plan_document(plan, with_names=True))
    assert "1. Meer in gesprek" in texts
    assert "Ouders geven 57." in texts
    assert "Taart. Geen tijd." in texts
    (done,) = [text for text in texts if "Twee groepen gebeld" in text]
    assert done.endswith("Twee groepen gebeld (voor groep 7; voor een deel; 3 uur)")
    assert "Bij dit plan hoort nog geen meting. Wat beter kan, koos de school zelf." in texts
    assert "2 acties, waarvan 0 gedaan. Samen 12 uur. Er is 3 uur opgeschreven." in texts


def test_document_without_names_says_what_somebody_does_at_school(cast: Cast, plan: Plan) -> None:
    teacher = str(cast.users["teacher"])
    with open_every_tenant("test"):
        named = texts_of(plan_document(plan, with_names=True))
        nameless = texts_of(plan_document(plan, with_names=False))
    assert teacher in named
    assert "leerkracht of mentor" in nameless
    assert not [text for text in nameless if teacher in text]


def _style(part: Paragraph) -> str:
    return str(part.style.name) if part.style is not None else ""


def test_word_and_pdf_hold_the_same_headings(cast: Cast, plan: Plan) -> None:
    client = cast.client("board_member")
    word = client.get(f"{BASE}plan.docx?namen=zonder")
    made = docx.Document(io.BytesIO(word.content))
    heads = [part.text for part in made.paragraphs if _style(part).startswith("Heading")]
    pdf = client.get(f"{BASE}plan.pdf?namen=zonder")
    with pikepdf.open(io.BytesIO(pdf.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "nl"
        with document.open_metadata() as meta:
            assert (meta["pdfuaid:part"], meta["dc:title"]) == ("1", plan.title)
        with document.open_outline() as outline:
            (whole,) = outline.root
            found = [one.title for one in whole.children]
    assert found == ["In het kort", "1. Meer in gesprek", "Voor het hele plan", *heads[-2:]]
    assert heads == [
        "In het kort",
        "1. Meer in gesprek",
        "Bel alle ouders",
        "Voor het hele plan",
        "Wat niet doorgaat",
        "Waar dit plan op rust",
    ]
    assert 'filename="plan-de-vlieger-' in word.headers["Content-Disposition"]


def test_school_without_a_plan_has_no_paper_and_no_year(cast: Cast) -> None:
    for page in ("op-papier/", "plan.docx", "plan.pdf", "jaar/", "voor-ouders/"):
        assert cast.client("leader").get(f"{BASE}{page}").status_code == 404, page


# -- the year -------------------------------------------------------------------------------------------


def test_year_runs_from_august_to_july_and_each_month_is_as_wide() -> None:
    months = months_between(FIRST, LAST)
    assert (months[0], months[-1], len(months)) == ((2026, 8), (2027, 7), 12)
    assert place_in(FIRST, FIRST, LAST) == 0
    assert place_in(date(2027, 2, 1), FIRST, LAST) == pytest.approx(50)
    assert place_in(date(2029, 1, 1), FIRST, LAST) < 100


def happening(month: int, sort: Sort = Sort.ACTION, *, late: bool = False) -> Happening:
    year = 2026 if month >= 8 else 2027
    day = date(year, month, 10)
    return Happening("x", sort, day - timedelta(days=40), day, is_late=late)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "In dit jaar staat nog geen actie met een dag"),
        ([happening(3)], "Dit staat er dit schooljaar"),
        ([happening(3)] * 3, "In maart is het druk: 3 acties moeten dan klaar zijn"),
        ([happening(3)] * 3 + [happening(4)] * 3, "Dit staat er dit schooljaar"),
        ([happening(3, late=True)], "Eén actie had al klaar moeten zijn"),
    ],
)
def test_heading_says_what_the_year_comes_to(found: list[Happening], said: str) -> None:
    assert finding(by_month(found, FIRST, LAST)) == said


def test_action_stands_in_the_month_of_its_day_and_a_measurement_where_it_begins() -> None:
    months = by_month([happening(3), happening(3, Sort.MEASURE)], FIRST, LAST)
    held = {month.name: len(month.happenings) for month in months if month.happenings}
    assert held == {"januari": 1, "maart": 1}


def test_year_of_a_plan_holds_its_actions_and_the_window_of_vensters(plan: Plan) -> None:
    with open_every_tenant("test"):
        page = year_page(plan)
    sorts = {one.sort for month in page.months for one in month.happenings}
    assert sorts == {Sort.ACTION, Sort.WINDOW}
    assert page.without_day == ("Lees de gids",)
    (window,) = [
        one for month in page.months for one in month.happenings if one.sort is Sort.WINDOW
    ]
    assert (window.starts_on.month, window.ends_on.month) == (11, 4)
    assert "Taart" not in str(page.drawing)


# -- what parents see -----------------------------------------------------------------------------------

SHOWN = "/school/de-vlieger/wat-school-doet/"


def show(cast: Cast, plan: Plan, *titles: str) -> Any:
    with open_every_tenant("test"):
        rows = PlanAction.objects.filter(plan=plan, title__in=titles)
        ids = [str(row.public_id) for row in rows]
    return cast.client("leader").post(f"{BASE}voor-ouders/", {"acties": ids}, follow=True)


def run(plan: Plan, state: str = "running") -> None:
    with open_every_tenant("test"):
        Plan.objects.filter(pk=plan.pk).update(state=state)


def test_parents_see_nothing_until_the_leader_shows_it(cast: Cast, plan: Plan) -> None:
    run(plan)
    nobody = cast.client("nobody")
    assert "Hier staat nu niets." in nobody.get(SHOWN).content.decode()
    assert "Ouders zien nu één actie." in show(cast, plan, "Bel alle ouders").content.decode()
    shown = nobody.get(SHOWN).content.decode()
    assert "U krijgt een telefoontje." in shown
    assert "Bel alle ouders" not in shown
    assert str(cast.users["teacher"]) not in shown
    assert "Ouders zien nu niets" in show(cast, plan).content.decode()
    assert "U krijgt een telefoontje." not in nobody.get(SHOWN).content.decode()


def test_concept_is_never_shown_even_where_the_leader_chose_already(cast: Cast, plan: Plan) -> None:
    show(cast, plan, "Bel alle ouders")
    assert "U krijgt een telefoontje." not in cast.client("nobody").get(SHOWN).content.decode()


def test_action_that_says_nothing_for_parents_cannot_be_shown(cast: Cast, plan: Plan) -> None:
    run(plan)
    said = show(cast, plan, "Lees de gids").content.decode()
    assert "Ouders zien nu niets van het plan." in said


@pytest.mark.parametrize("language", ["en", "ar", "tr", "pl", "uk", "ti"])
def test_parent_reads_the_fixed_words_in_the_own_language_and_hears_that_the_rest_is_dutch(
    cast: Cast, plan: Plan, language: str
) -> None:
    run(plan)
    show(cast, plan, "Bel alle ouders")
    shown = cast.client("nobody").get(f"{SHOWN}?taal={language}").content.decode()
    assert f'<html lang="{language}"' in shown
    assert '<h3 lang="nl" dir="auto">U krijgt een telefoontje.</h3>' in shown
    assert "Wat de school doet" not in shown
    assert "Dit kunt u merken" not in shown
    assert interface_texts("plan-interface", language)["unreviewed"] in unescape(shown)


def test_parents_find_it_on_their_own_page_only_when_there_is_something(
    cast: Cast, plan: Plan
) -> None:
    run(plan)
    mother = cast.client("mother")
    assert SHOWN not in mother.get("/thuis/").content.decode()
    show(cast, plan, "Bel alle ouders")
    assert SHOWN in mother.get("/thuis/").content.decode()
    assert SHOWN not in cast.client("pupil").get("/thuis/").content.decode()


def test_action_that_is_late_says_so_to_parents(cast: Cast, plan: Plan) -> None:
    run(plan)
    show(cast, plan, "Bel alle ouders")
    with time_machine.travel(today() + timedelta(days=20), tick=False):
        shown = cast.client("nobody").get(SHOWN).content.decode()
    assert "De school werkt er nog aan." in shown


def test_school_that_is_not_there_has_no_page(cast: Cast) -> None:
    assert cast.client("nobody").get("/school/nergens/wat-school-doet/").status_code == 404
