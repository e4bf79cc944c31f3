"""Every page of choosing that anybody may open, with the rows that tests/access makes for it.

Axe on a dark phone; and no page is wider than the narrowest phone, a phone or a laptop.
The demonstration shows most of them in one state more: tests/browser/test_every_page.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from drieklank.base import codes
from tests.access.pages import ROLES, address, expected
from tests.access.test_pages import samples
from tests.browser.house import press
from tests.browser.test_every_page import findings
from tests.cast import Cast
from tests.improve.boards import chosen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
# Part -> the names of its pages, and how many there are at least: an empty list would find nothing.
PARTS = {
    "plan": (r"improve:(plan|recommend)", 20),
    "trajectory": (r"improve:(track|steering)", 12),
    "together": (r"improve:(?!plan|recommend|track|steering)", 15),
    "toolkit": (r"toolkit:", 15),
}
WIDTHS = (1280, 320, 390)
# What parents read without signing in; in Arabic it runs from right to left.
IN_ARABIC = ("improve:plan_shown", "improve:vision_shared", "improve:values_choose")


@pytest.fixture(autouse=True)
def _an_open_house(settings: Any, tmp_path: Path) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    settings.KEYS_DIR, settings.KEYS_COPY_DIR = tmp_path / "keys", None


def reader_of(answers: dict[str, str]) -> str:
    """Who opens a page: the first of the cast that may; empty: nobody gets a page there."""
    return next((who for who in ROLES if answers[who] == "200"), "")


def to_open(cast: Cast, names: str) -> Iterator[tuple[str, str, str]]:
    """(page, who, address) of every page of these names that answers with a whole page."""
    known = samples(cast)
    for name, answers in expected().items():
        who = reader_of(answers)
        if not re.match(names, name) or not who:
            continue
        path = address(name, cast, known)
        found = cast.client(who).get(path)
        if found.status_code == 200 and b"<html" in found.content[:2000]:
            yield name, who, path
            if name in IN_ARABIC:
                yield name, who, f"{path}?taal=ar"


def looked_at(page: Page, path: str) -> list[str]:
    """What axe finds, and at which widths the page is too wide."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    answer = page.goto(path)
    if answer is None or answer.status != 200:
        return [f"{path}: {answer and answer.status}"]
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{path}: {over} px wider than {width}")
    if "taal=ar" in path and page.locator("html").get_attribute("dir") != "rtl":
        found.append(f"{path}: does not run from right to left")
    return found + findings(page)


@pytest.mark.parametrize("part", PARTS)
def test_no_page_of_choosing_has_a_finding_or_is_too_wide(
    live_cast: Cast, context_as: Callable[..., BrowserContext], part: str
) -> None:
    names, least = PARTS[part]
    pages: dict[str, Page] = {}
    found: list[str] = []
    seen: set[str] = set()
    for name, who, path in list(to_open(live_cast, names)):
        if who not in pages:
            pages[who] = context_as(who, reduced_motion="reduce", color_scheme="dark").new_page()
        found += [f"{name} {one}" for one in looked_at(pages[who], path)]
        seen.add(name)
    assert found == []
    assert len(seen) >= least
    assert {one for one in IN_ARABIC if re.match(names, one)} <= seen


def test_letter_that_is_read_before_it_goes_has_no_finding(
    live_cast: Cast, context_as: Callable[..., BrowserContext]
) -> None:
    narrow: Any = {"width": 390, "height": 844}
    page = context_as("leader", color_scheme="dark", viewport=narrow).new_page()
    page.goto(f"/school/{live_cast.school.code}/zelf-of-samen/begeleiding/")
    page.locator("input[name=chosen][value=other]").check(force=True)
    page.fill("[name=provider]", "Bureau Samen")
    page.fill("[name=provider_mail]", "vraag@bureau.example")
    page.locator("input[name=parts]").first.check(force=True)
    page.fill("[name=period]", "Na de kerst")
    press(page)
    assert "Bureau Samen" in page.inner_text("main")
    assert page.locator("[name=provider]:visible").count() == 0
    assert findings(page) == []


def test_phone_at_a_board_that_chooses_has_no_finding(
    live_cast: Cast, context_as: Callable[..., BrowserContext]
) -> None:
    code = codes.show(codes.encode(chosen(live_cast).row.code))
    narrow: Any = {"width": 320, "height": 640}
    page = context_as("nobody", color_scheme="dark", viewport=narrow).new_page()
    found = []
    for path in ("/b/", f"/b/{code}"):
        page.goto(path)
        found += findings(page)
    assert "Bel iedereen op" in page.inner_text("main")
    assert found == []
