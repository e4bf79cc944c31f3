"""A live brainstorm in real browsers: four phones write at once, the board is grouped, chosen and planned.

And thirty phones without a browser on a real file: at the same moment nothing is lost.
"""

from __future__ import annotations

import contextlib
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.cookiejar import CookieJar

import pytest
from playwright.sync_api import Browser, Page, expect

from drieklank.base.clock import today
from tests.browser.house import House, press, running, start

pytestmark = pytest.mark.browser
expect.set_options(timeout=15_000)
QUESTION = "Hoe krijgen we alle ouders op de ouderavond?"


def open_board(page: Page, code: str) -> str:
    """Start a board with the first question; the code on the screen."""
    page.goto(f"/school/{code}/brainstorm/beginnen/")
    page.get_by_role("button", name="Open het bord").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    return page.locator(".brain-code").inner_text()


@dataclass
class Room:
    """A school whose leader stands at the big screen, in an installation with a real file."""

    house: House
    screen: Page
    school: str


@pytest.fixture(scope="module")
def room(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with running(tmp_path_factory.mktemp("brainstorm")) as house:
        context = chromium.new_context(
            base_url=house.address, locale="nl-NL", viewport={"width": 1280, "height": 800}
        )
        page = context.new_page()
        start(page, house)
        yield Room(house, page, re.findall(r"/school/([\w-]+)/", page.content())[0])
        context.close()


@contextlib.contextmanager
def phones_at(chromium: Browser, room: Room, code: str) -> Iterator[list[Page]]:
    """Four phones that came in: one with the QR code, three that typed; on the last no script runs."""
    contexts = [
        chromium.new_context(
            base_url=room.house.address,
            locale="nl-NL",
            viewport={"width": 390, "height": 844},
            java_script_enabled=place < 3,
        )
        for place in range(4)
    ]
    phones = [context.new_page() for context in contexts]
    phones[0].goto(f"/b/{code}")
    for phone in phones[1:]:
        phone.goto("/b/")
        phone.get_by_label("Code").fill(code.lower())
        phone.get_by_role("button", name="Doe mee").click()
    assert {phone.url for phone in phones} == {f"{room.house.address}/b/"}
    yield phones
    for context in contexts:
        context.close()


def test_four_phones_write_group_choose_and_what_they_chose_stands_in_the_plan(
    chromium: Browser, room: Room
) -> None:
    code = open_board(room.screen, room.school)
    with phones_at(chromium, room, code) as phones:
        _write(room.screen, phones)
        _group(room.screen, phones)
        _choose(room.screen, phones)
        assert _shown(room.screen) == ["Bel elk gezin", "Soep vooraf"]
        _plan(room.screen, phones)
    # It stands in the plan itself, with the hours that were given to it.
    room.screen.goto(f"{room.house.address}/school/{room.school}/plan/")
    planned = [row.inner_text() for row in room.screen.locator("main .rows li").all()]
    own = [text for text in planned if "Bel elk gezin" in text]
    assert len(own) == 1
    assert "6 uur" in own[0]


def _write(screen: Page, phones: list[Page]) -> None:
    ideas = ["Bel elk gezin", "Soep vooraf", "Bel ook opa en oma", "Oppas in de hal"]
    for phone, idea in zip(phones, ideas, strict=True):
        phone.get_by_label("Jouw idee").fill(idea)
    # Half a sentence is on the first phone while the others' notes come in.
    for phone in phones[1:]:
        phone.get_by_role("button", name="Zet op het bord").click()
    expect(phones[0].locator(".note")).to_have_count(3)
    expect(phones[0].get_by_label("Jouw idee")).to_have_value("Bel elk gezin")
    phones[0].get_by_role("button", name="Zet op het bord").click()
    expect(screen.locator(".note")).to_have_count(4)


def _group(screen: Page, phones: list[Page]) -> None:
    screen.get_by_role("button", name="Ga bij elkaar leggen").click()
    _lay(screen, "Bel elk gezin", "Een nieuwe groep")
    expect(screen.locator(".pile")).to_have_count(1)
    _lay(screen, "Bel ook opa en oma", "Bel elk gezin")
    _lay(screen, "Soep vooraf", "Een nieuwe groep")
    _lay(screen, "Oppas in de hal", "Soep vooraf")
    expect(screen.get_by_role("heading", name="Alles ligt in een groep")).to_be_visible()
    for phone in phones[:3]:
        expect(phone.locator(".pile")).to_have_count(2)


def _choose(screen: Page, phones: list[Page]) -> None:
    screen.get_by_role("button", name="Ga kiezen").click()
    for phone in phones[:3]:
        expect(phone.get_by_role("heading", name="Geef je drie stippen")).to_be_visible()
        expect(phone.get_by_label("Jouw idee")).to_be_hidden()
        for left in (2, 1, 0):
            phone.get_by_role("button", name="Geef een stip aan Bel elk gezin").click()
            expect(phone.locator(".brain-dots .on")).to_have_count(3 - left)
        # The button says that it is off; who presses it all the same is told why.
        phone.get_by_role("button", name="Geef een stip aan Soep vooraf").click(force=True)
        expect(phone.get_by_role("alert")).to_have_text("Je hebt je drie stippen al gegeven.")
    phones[3].get_by_role("button", name="Ververs").click()
    phones[3].get_by_role("button", name="Geef een stip aan Soep vooraf").click()

    expect(screen.locator(".brain-says")).to_contain_text("10 stippen van 4 telefoons")


def _shown(screen: Page) -> list[str]:
    """The groups as the result names them, most dots first."""
    screen.get_by_role("button", name="Laat de uitslag zien").click()
    return [found.inner_text() for found in screen.locator(".brain-results h2").all()]


def _plan(screen: Page, phones: list[Page]) -> None:
    expect(phones[0].locator(".pile__dots").first).to_have_text("9 stippen")

    screen.get_by_role("link", name="Maak er een actie van").first.click()
    screen.get_by_label("Wie zorgt ervoor?").select_option(index=1)
    screen.get_by_label("Wanneer is het klaar?").fill((today() + timedelta(days=40)).isoformat())
    screen.get_by_label("Hoeveel uur").fill("6")
    screen.get_by_role("button", name="Zet in het plan").click()
    expect(screen.locator(".brain-results")).to_contain_text("In het plan")
    screen.get_by_role("button", name="Sluit het bord").click()
    expect(phones[1].get_by_role("heading", name="Dit bord is gesloten")).to_be_visible()


def _lay(screen: Page, note: str, group: str) -> None:
    held = screen.locator("#bord .note", has=screen.locator("p", has_text=note))
    held.get_by_label("Leg bij").select_option(label=group)
    held.get_by_role("button").click()
    expect(held).to_have_count(0)


class Caller:
    """A phone without a browser, for many at the same moment."""

    def __init__(self, house: House, code: str) -> None:
        self.address = house.address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = self.opener.open(f"{self.address}/b/{code}").read().decode()
        self.token = re.findall(r'name="token" value="(\w+)"', page)[0]

    def send(self, where: str, **values: str) -> int:
        body = urllib.parse.urlencode({"token": self.token, **values}).encode()
        try:
            return int(self.opener.open(f"{self.address}/b/{where}/", body).status)
        except urllib.error.HTTPError as refused:
            return refused.code

    def news(self) -> int:
        return int(self.opener.open(f"{self.address}/b/deel/?stand=0-write").status)


def at_once(work: list[Callable[[], int]]) -> list[int]:
    """What each gave, all begun at the same moment."""
    gate, said = threading.Barrier(len(work)), []

    def run(one: Callable[[], int]) -> None:
        gate.wait()
        said.append(one())

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_thirty_phones_at_the_same_moment_lose_nothing_and_give_no_fourth_dot(room: Room) -> None:
    page, house = room.screen, room.house
    code = open_board(page, room.school)
    callers = [Caller(house, code) for _ in range(30)]

    written = at_once(
        [
            lambda one=one, n=n: one.send("schrijf", text=f"idee {n}")
            for n, one in enumerate(callers)
        ]
        + [one.news for one in callers]
    )
    assert set(written) == {200}
    page.reload()
    notes = {found.inner_text() for found in page.locator(".note p").all()}
    assert notes == {f"idee {n}" for n in range(30)}

    press(page, "Ga bij elkaar leggen")
    page.locator("[data-lay] button").first.click()
    expect(page.locator(".pile")).to_have_count(1)
    press(page, "Ga kiezen")
    part = callers[0].opener.open(f"{house.address}/b/").read().decode()
    group = re.findall(r'name="groep" value="([\w-]+)"', part)[0]
    given = at_once([lambda: callers[0].send("stip", groep=group)] * 12)
    assert sorted(given) == [200] * 3 + [422] * 9
    page.reload()
    expect(page.locator(".brain-says")).to_contain_text("3 stippen van 1 telefoon.")
