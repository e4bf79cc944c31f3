"""Axe finds nothing on any page of any role, wide and light, narrow and dark; nothing is wider than its screen."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = Axe()
Look = tuple[int, int, Literal["dark", "light"]]
# Each a test of its own, so that two processes can share the longest walk of all.
LOOKS: tuple[Look, ...] = ((1280, 800, "light"), (390, 844, "dark"))
# WCAG 2.2 AA and the rest of the good practice that axe knows.
OPTIONS = {"resultTypes": ["violations"]}


def shots() -> ModuleType:
    """The walker of `make shots`: the same demonstration, the same pages."""
    spec = importlib.util.spec_from_file_location("shots", ROOT / "scripts" / "shots.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["shots"] = module
    spec.loader.exec_module(module)
    module.PER_NAME = 1
    return module


@pytest.fixture(scope="module")
def demonstration() -> Iterator[tuple[str, dict[str, list[str]]]]:
    with shots().demonstration() as found:
        yield found


def findings(page: Page) -> list[str]:
    """What axe says of a page, and how much wider than the screen it is."""
    found = [
        f"{urlsplit(page.url).path} {rule['id']}: {node['target']}"
        for rule in AXE.run(page, options=OPTIONS).response["violations"]
        for node in rule["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, *([f"{page.url}: {wide} px wider than the screen"] if wide > 0 else [])]


@pytest.mark.parametrize("look", LOOKS, ids=["wide-light", "narrow-dark"])
def test_no_page_of_any_role_has_a_finding(
    chromium: Browser, demonstration: tuple[str, dict[str, list[str]]], look: Look
) -> None:
    walker = shots()
    address, links = demonstration
    keys = walker.roles(chromium, address)
    assert len(keys) >= 8

    found: list[str] = []
    seen: set[tuple[str, str]] = set()
    for role in ["", *keys]:
        context = chromium.new_context(base_url=address, locale="nl-NL", reduced_motion="reduce")
        page = context.new_page()
        if role:
            page.goto("/aanmelden/")
            page.click(f"button[name=who][value={role}]")
        walk = walker.Walk(role or "visitor", address)
        public = ["/aanmelden/", *links["public"]]
        walk.explore(page, *([urlsplit(page.url).path] if role else public))
        found += walk.faults
        # A page that looks the same to two roles is asked once; start pages are each their own.
        own = [(name, path) for name, path in walk.pages if (name, _kind(role)) not in seen]
        seen |= {(name, _kind(role)) for name, _ in own}
        found += _looked_at(page, walk, own, look)
        context.close()
    assert found == []


def _kind(role: str) -> str:
    return role if role.startswith(("parent", "pupil")) or not role else "staff"


def _looked_at(page: Page, walk: Any, pages: list[tuple[str, str]], look: Look) -> list[str]:
    found: list[str] = []
    width, height, scheme = look
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    for _, path in pages:
        if walk._visit(page, path):
            found += [f"{walk.role} {width} {scheme} {one}" for one in findings(page)]
    return found


@pytest.mark.parametrize("kind", ["parent-nl", "parent-ar", "team"])
def test_no_answer_page_has_a_finding_on_the_narrowest_phone(
    chromium: Browser, demonstration: tuple[str, dict[str, list[str]]], kind: str
) -> None:
    _, links = demonstration
    context = chromium.new_context(viewport={"width": 320, "height": 640}, color_scheme="dark")
    page = context.new_page()
    page.goto(links[kind][0])
    found: list[str] = []
    visited = 0
    while visited < 12:
        found += findings(page)
        visited += 1
        onward = page.locator("main button.btn--big").first
        if urlsplit(page.url).path.startswith("/v/klaar/") or onward.count() == 0:
            break
        for question in page.locator("fieldset").all():
            if question.locator("input[type=radio]").count():
                question.locator("input[type=radio]").nth(1).check(force=True)
        with page.expect_navigation():
            onward.click()
    end = urlsplit(page.url).path
    context.close()

    assert (end, found) == ("/v/klaar/", [])
