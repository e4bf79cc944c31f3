"""Writing own questions in a real browser: help while typing, and all of it without JavaScript too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
LIST = "/school/de-vlieger/meten/eigen/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


def begin(page: Page) -> str:
    """Make a questionnaire for parents; its address."""
    page.goto(f"{LIST}nieuw/")
    page.fill("[name=title]", "Het schoolplein")
    page.check("[name=audience][value=parents]")
    page.get_by_role("button", name="Ga naar de vragen").click()
    return page.url


def test_advice_comes_while_typing_and_the_preview_is_a_phone_wide(
    context_as: Callable[..., BrowserContext],
) -> None:
    page = context_as("leader", viewport={"width": 1280, "height": 900}).new_page()
    base = begin(page)
    page.goto(f"{base}vraag/")
    page.locator("[name=text]").press_sequentially("Is de communicatie duidelijk?")
    expect(page.locator("#leeshulp")).to_contain_text("contact, berichten of gesprekken")
    page.get_by_role("button", name="Bewaar", exact=True).click()

    page.goto(f"{base}voorbeeld/")
    phone = page.frame_locator("iframe")
    expect(phone.locator("legend").first).to_contain_text("Is de communicatie duidelijk?")
    assert phone.locator("html").evaluate("element => element.clientWidth") == 390


def test_a_questionnaire_is_written_moved_and_fixed_without_javascript(
    context_as: Callable[..., BrowserContext],
) -> None:
    page = context_as(
        "leader", viewport={"width": 320, "height": 700}, java_script_enabled=False
    ).new_page()
    base = begin(page)
    page.goto(f"{base}vraag/")
    page.check("[name=kind][value=single]")
    page.get_by_role("button", name="Toon de velden voor deze soort").click()
    page.fill("[name=text]", "Hoe komt uw kind?")
    page.fill("[name=options]", "Lopend\nMet de fiets")
    page.get_by_role("button", name="Bewaar en schrijf de volgende").click()
    page.fill("[name=text]", "Is het plein veilig?")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.locator("#vraag-v2 button[name=up]").click()
    assert page.locator("[id^=vraag-] p.b").all_inner_texts() == [
        "1. Is het plein veilig?",
        "2. Hoe komt uw kind?",
    ]

    page.goto(f"{base}vaststellen/")
    page.get_by_role("button", name="Stel vast").click()
    expect(page.locator("main")).to_contain_text("Deze vragen veranderen niet meer")
