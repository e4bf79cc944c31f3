"""Choosing, as a school does it: from a published report to a draft plan, a binder, and five steps.

Nothing is mocked. Only what takes a school weeks was done before: the roster, the answers, the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from drieklank.base.clock import today
from drieklank.content.queries import trajectory
from drieklank.content.schema.trajectory import TrackStepShape
from tests.browser.house import PASSWORD, House, press, start
from tests.browser.test_after_the_round import BOARD_MEMBER, FILL, TEACHER, signed_in

pytestmark = pytest.mark.browser

ADVISER = "adviseur@advies.example"
SOUP = "Soep bij de deur op de eerste schooldag"
HOURS = (
    40  # that the team has; the three activities that are chosen fit in it, a fourth of 90 does not
)

# The round of FILL is counted and its report shared; an adviser may look in for a year.
SHARE = """
from drieklank.measure.actions import close_round
from drieklank.measure.models import Round
from drieklank.results.actions import publish
from drieklank.schools.models import AdviserAssignment
with open_every_tenant("what a school did before"):
    publish(close_round(Round.objects.get()), by=SYSTEM)
    AdviserAssignment.objects.create(
        board=school.board, school=school, starts_on=day, ends_on=day + timedelta(days=365),
        user=User.objects.create_user("adviseur@advies.example", "Ada Adviseur", password),
    )
"""


@dataclass
class Hand:
    """What one person does on a page, counted: pages that came, clicks, and fields filled in."""

    page: Page
    pages: int = 0
    clicks: int = 0
    fields: int = 0

    def press(self, name: str) -> None:
        """A button or a link that looks like one; the next page has come."""
        main = self.page.locator("main")
        found = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
        with self.page.expect_navigation():
            found.first.click()
        self.pages, self.clicks = self.pages + 1, self.clicks + 1

    def tick(self, label: str | re.Pattern[str], *, on: bool = True) -> None:
        self.page.get_by_label(label).first.set_checked(on, force=True)
        self.clicks += 1

    def fill(self, label: str, value: object, place: int = 0) -> None:
        self.page.get_by_label(label).nth(place).fill(str(value))
        self.fields += 1

    def choose(self, label: str, option: str, place: int = 0) -> None:
        self.page.get_by_label(label).nth(place).select_option(label=option)
        self.fields += 1


def said(page: Page) -> str:
    return page.inner_text("main")


def ticked(page: Page) -> list[str]:
    """The labels of the boxes that are ticked."""
    found: list[str] = page.eval_on_selector_all(
        "main input[type=checkbox]:checked", "all => all.map(box => box.labels[0].innerText.trim())"
    )
    return found


def boxes(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "main input[type=checkbox]", "all => all.map(box => box.labels[0].innerText.trim())"
    )
    return found


# -- from report to draft ----------------------------------------------------------------------------


def from_report_to_draft(page: Page, report: str) -> Hand:
    """Two priorities, three activities, owner, term and hours; one more thing is too much and goes."""
    page.goto(report)
    hand = Hand(page)
    hand.press("Naar het plan")
    hand.fill("Hoeveel uren heeft het team", HOURS)
    hand.press("Kies wat voorgaat")
    _two_priorities(hand)
    chosen = _three_activities(hand)
    _who_and_when(hand, chosen)
    return hand


def _two_priorities(hand: Hand) -> None:
    page = hand.page
    advised = [one for one in boxes(page) if "het rapport raadt dit aan" in one]
    assert advised, "the report proposes where to begin"
    wanted = [*advised, *(one for one in boxes(page) if one not in advised)][:2]
    for label in boxes(page):
        if (label in wanted) != (label in ticked(page)):
            hand.tick(label, on=label in wanted)
    hand.press("Kies activiteiten")
    assert len(page.locator("main section").all()) == 2


def _three_activities(hand: Hand) -> list[str]:
    """Three that fit in the hours, and a plan of one's own. Returns the titles of the three."""
    page = hand.page
    offers = {
        found[1]: int(found[2])
        for one in boxes(page)
        if (found := re.fullmatch(r"(.+) \((\d+) uur voor de hele school\)", one))
    }
    read = page.locator("main details[open] li")
    assert read.count() >= 2
    # What it is, and why it is recommended here.
    assert all(one.locator("p.meta").last.inner_text().strip() for one in read.all())
    chosen = sorted(offers, key=lambda title: offers[title])[:3]
    assert sum(offers[title] for title in chosen) <= HOURS, offers
    for title in chosen:
        hand.tick(re.compile(f"^{re.escape(title)} "))
    hand.fill("Iets van jullie zelf", SOUP)
    hand.press("Verdeel de acties")
    return chosen


def _who_and_when(hand: Hand, chosen: list[str]) -> None:
    page, day = hand.page, today() + timedelta(days=45)
    groups = page.locator("main form fieldset:has(input[type=date])")
    titles = groups.locator("legend").all_inner_texts()
    assert sorted(titles) == sorted([*chosen, SOUP])
    for place in range(len(titles)):
        hand.choose("Wie zorgt ervoor?", "Juf Joke", place)
        hand.fill("Klaar op", (day + timedelta(days=place)).isoformat(), place)
    hand.fill("Uren samen", 90, titles.index(SOUP))
    hand.press("Bewaar")

    # Refused: it says how much is too much and what to let go, and everything typed stands there.
    refused = said(page)
    assert "meer dan het team dit jaar heeft" in refused
    assert f"Er komt ruimte als je dit laat vallen: ‘{SOUP}’" in refused
    days = [one.input_value() for one in page.get_by_label("Klaar op").all()]
    assert days == [(day + timedelta(days=n)).isoformat() for n in range(len(titles))]
    assert page.get_by_label("Uren samen").nth(titles.index(SOUP)).input_value() == "90"
    hand.tick(re.compile(re.escape(SOUP)))
    hand.press("Bewaar")
    expect(page.locator("h1")).to_have_text("Een concept met drie acties")
    assert all(title in said(page) for title in chosen)


# -- a binder to print -------------------------------------------------------------------------------


def downloaded(page: Page, name: str) -> pikepdf.Pdf:
    """The PDF behind a link or button, as the browser takes it home."""
    link = page.locator("main").get_by_role("link", name=name).first
    with page.expect_download() as waiting:
        link.evaluate("link => { link.download = ''; link.click(); }")
    return pikepdf.open(BytesIO(Path(waiting.value.path()).read_bytes()))


def print_a_binder(page: Page, school: str) -> None:
    page.goto(f"/school/{school}/kiezen/")
    with downloaded(page, "Druk deze map af") as paper, paper.open_outline() as outline:
        # An activity, a bookmark; below it its parts. Contents, then some pages each.
        marks = [str(one.title) for one in outline.root]
        assert len(set(marks)) == len(marks) >= 18
        assert len(paper.pages) > len(marks)
        assert all(len(one.children) >= 5 for one in outline.root)
        assert paper.Root.MarkInfo.Marked


# -- five steps --------------------------------------------------------------------------------------


def fact(step: str, field: str) -> str:
    """What was written in a step at a question; nobody writes it twice."""
    return f"Bij {step} over {field} gezegd"


def agreed(step: TrackStepShape) -> str:
    return f"Afspraak uit {step.name}"


def begin_a_trajectory(page: Page, school: str) -> list[str]:
    """Addresses of the five steps."""
    page.goto(f"/school/{school}/traject/begin/")
    page.fill("[name=ends_on]", (today() + timedelta(days=180)).isoformat())
    page.select_option("[name=adviser]", label="Ada Adviseur")
    page.locator("[name=round]").select_option(index=1)
    press(page, "Begin het traject")
    links = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.pathname)")
    steps = list(dict.fromkeys(one for one in links if re.search(r"/traject/[0-9a-f-]{36}/$", one)))
    assert len(steps) == 5
    return steps


def hold_step(
    page: Page, at: str, step: TrackStepShape, day: date, instead: Mapping[str, str]
) -> None:
    """Its day, its agenda, what was said, what is agreed; then it is closed."""
    page.goto(f"{at}wanneer/")
    page.fill("[name=held_on]", day.isoformat())
    page.fill("[name=held_at]", "15:30")
    press(page)
    page.goto(f"{at}agenda/")
    page.fill("[name=title_new]", f"Extra bij {step.name}")
    page.fill("[name=minutes_new]", "5")
    press(page, "Bewaar de agenda")
    assert f"Extra bij {step.name}" in said(page)
    page.goto(f"{at}vragen/")
    for one in step.fields:
        text = instead.get(one.key, fact(step.key, one.key))
        page.fill(f"[name=t_{one.key}]", text)
    press(page, "Bewaar")
    page.goto(f"{at}afspreken/")
    page.fill("[name=title]", agreed(step))
    page.fill("[name=owner_words]", "team onderbouw")
    page.fill("[name=due_on]", (day + timedelta(days=20)).isoformat())
    press(page, "Leg de afspraak vast")
    assert "De afspraak staat in het plan." in page.inner_text("body")


def taken_over(
    step: TrackStepShape, steps: Mapping[str, TrackStepShape], instead: Mapping[str, str]
) -> list[str]:
    """What the papers of a step know from steps before, as it was written there."""
    expected = []
    for one in step.shows:
        place, _, field = one.fact.partition(".")
        if place in steps and field in {row.key for row in steps[place].fields}:
            expected.append(instead.get(field, fact(place, field)))
        elif place in steps and field == "agreements":
            expected.append(agreed(steps[place]))
    return expected


def walk_the_trajectory(page: Page, other: Page, school: str) -> int:
    """All five steps; on the first, leader and adviser write at once. Returns how much was taken over."""
    addresses, shapes = begin_a_trajectory(page, school), trajectory().steps
    steps = {one.key: one for one in shapes}
    both = {"goals": write_at_once(page, other, addresses[0])}
    many = 0
    for place, (at, step) in enumerate(zip(addresses, shapes, strict=True)):
        expected = taken_over(step, steps, both)
        for papers in (at, f"{at}papier/"):
            page.goto(papers)
            known = page.text_content("body") or ""  # on the page some of it is in a fold
            assert [one for one in expected if one not in known] == []
        many += len(expected)
        hold_step(page, at, step, today() + timedelta(days=7 * place), both)
        if step.points:
            page.goto(f"{at}punten/")
            page.fill("[name=table]", "1")
            page.fill("[name=point1]", "Bel ook als het goed gaat")
            press(page)
        page.goto(at)
        press(page, "Sluit deze stap af")
    page.goto(addresses[-1])
    assert "Bel ook als het goed gaat" in said(page)
    with downloaded(page, "Maak een PDF") as paper:
        assert len(paper.pages) >= 2
        assert str(paper.Root.Lang).startswith("nl")
    page.goto(f"/school/{school}/plan/")
    assert [one.name for one in shapes if agreed(one) not in said(page)] == []
    return many


def write_at_once(page: Page, other: Page, at: str) -> str:
    """Leader and adviser answer the same question; both texts are shown, and become one."""
    mine, theirs = (
        "De leider wil dat elk gezin goed nieuws hoort.",
        "De adviseur hoorde: begin klein.",
    )
    for one in (page, other):
        one.goto(f"{at}vragen/")
    page.fill("[name=t_goals]", mine)
    page.fill("[name=t_actions_now]", "Een hand bij de deur.")
    press(page, "Bewaar")
    other.fill("[name=t_goals]", theirs)
    other.fill("[name=t_adviser_eye]", "Veel verhalen over wat goed gaat.")
    press(other, "Bewaar")
    assert "Er is niets kwijt." in said(other)
    assert mine in said(other)
    assert other.input_value("[name=t_goals]") == theirs
    other.fill("[name=t_goals]", f"{mine} {theirs}")
    press(other, "Bewaar")
    page.goto(at)
    for text in (mine, theirs, "Een hand bij de deur.", "Veel verhalen over wat goed gaat."):
        assert text in said(page)
    return f"{mine} {theirs}"


# -- all of it ---------------------------------------------------------------------------------------


@pytest.fixture
def leader(chromium: Browser, house: House) -> Iterator[Page]:
    context = chromium.new_context(base_url=house.address, locale="nl-NL")
    page = context.new_page()
    start(page, house)
    yield page
    context.close()


def without_script(chromium: Browser, house: House, leader: Page, school: str) -> None:
    """The same person on a browser that runs no script."""
    context = chromium.new_context(
        base_url=house.address,
        java_script_enabled=False,
        storage_state=leader.context.storage_state(),
    )
    page = context.new_page()
    page.goto(f"/school/{school}/plan/")
    page.get_by_role("link", name="Schrijf een eigen actie").click()
    page.get_by_label("Wat gaan jullie doen?").fill("Een bankje bij de poort")
    page.locator("main").get_by_role("button", name="Zet in ons plan").click()
    assert "Het staat in het plan." in page.inner_text("body")
    page.goto(f"/school/{school}/plan/")
    assert "Een bankje bij de poort" in said(page)
    context.close()


def test_a_school_goes_from_report_to_plan_and_through_its_trajectory(
    chromium: Browser, house: House, leader: Page
) -> None:
    school = urlsplit(leader.url).path.split("/")[2]
    measured, _ = house.run(FILL + SHARE, BOARD_MEMBER, TEACHER, PASSWORD).split()

    hand = from_report_to_draft(leader, f"/school/{school}/begrijpen/{measured}/")
    # Five pages that ask something and one that refuses; a quarter of an hour is enough for that.
    assert hand.pages == 6
    assert hand.clicks <= 14
    assert hand.fields <= 12

    print_a_binder(leader, school)
    adviser = signed_in(chromium, house, ADVISER)
    many = walk_the_trajectory(leader, adviser.new_page(), school)
    assert many >= 15
    adviser.close()
    without_script(chromium, house, leader, school)
