"""Answering as parents do it: a phone of 320 px, Dutch, Arabic and Tigrinya, with scripts and without.

One served demonstration for all tests, so that what is weighed is what a phone gets. 320 px is also 400 % of 1280.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.test_every_page import findings, shots

pytestmark = pytest.mark.browser

LANGUAGES = {"nl": "ltr", "ar": "rtl", "ti": "ltr"}
SCRIPTS = [pytest.param(True, id="scripts"), pytest.param(False, id="no-scripts")]
KIB = 1024
# Links and codes of parents who have not answered, in the order in which tests use them up.
LINKS = """
import json, django
django.setup()
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.keys import store
from drieklank.measure.models import Invitation
from drieklank.measure.queries.invitations import link_of
with open_every_tenant("answering in a browser"):
    rows = Invitation.objects.filter(answered=False, round__state="open", role="parents")
    rows = list(rows.select_related("round")[:60])
    codes = [store().load(row.round.public_id).code(row.pk) for row in rows]
print(json.dumps({"links": [link_of(row) for row in rows], "codes": codes}))
"""

# A computer's voices, as the browser tells them: none in a browser without a screen.
VOICES = """
let known = [];
window.said = [];
speechSynthesis.getVoices = () => known;
speechSynthesis.cancel = () => {};
speechSynthesis.speak = (words) => said.push([words.lang, words.text]);
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
window.learn = (...languages) => {
  known = languages.map((lang) => ({ lang }));
  speechSynthesis.dispatchEvent(new Event("voiceschanged"));
};
"""


@dataclass
class House:
    """A served demonstration; each link and code is given out once."""

    address: str
    links: Iterator[str]
    codes: Iterator[str]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    walker: Any = shots()
    walker.LINKS = LINKS
    with walker.demonstration() as (address, found):
        half = len(found["links"]) // 2
        yield House(address, iter(found["links"][:half]), iter(found["codes"][half:]))


@pytest.fixture
def phone(chromium: Browser, house: House) -> Iterator[Callable[..., Page]]:
    """`phone(**options)`: the page of a new phone, 320 px wide."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        context = chromium.new_context(
            base_url=house.address,
            viewport={"width": 320, "height": 640},
            locale="nl-NL",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator(f"main button[name={name}]").click()


def type_code(page: Page, code: str, door: str = "/meedoen/", lang: str = "nl") -> None:
    page.goto(f"{door}?taal={lang}")
    page.fill("#code", code)
    with page.expect_navigation():
        page.locator("main button").click()


def ticked(page: Page) -> int:
    return page.locator("main input[type=radio]:checked").count()


def answer_page(page: Page) -> None:
    """Choose the second answer of every question with radio buttons."""
    for question in page.locator("fieldset").all():
        if question.locator("input[type=radio]").count():
            question.locator("input[type=radio]").nth(1).check(force=True)


def too_wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("scripts", SCRIPTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_parent_answers_from_link_to_thanks_and_loses_nothing_on_the_way(
    house: House, phone: Callable[..., Page], lang: str, scripts: bool
) -> None:
    page = phone(java_script_enabled=scripts, color_scheme="dark" if scripts else "light")
    faults: list[Any] = []

    def look(*, closely: bool = True) -> None:
        # Axe is a script, and pages in the middle are made of what the first and last hold.
        found = findings(page) if scripts and closely else [too_wide(page)] * (too_wide(page) > 0)
        faults.extend(found)

    page.goto(f"{next(house.links)}?taal={lang}")
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (lang, LANGUAGES[lang])
    look()
    press(page, "next")
    if lang != "nl":
        page.locator("input[name=dutch]").check()
    while page.locator("textarea").count() == 0:
        answer_page(page)
        look(closely=page.url.endswith("/1/"))
        press(page, "next")

    # Over its length: the page says so, has the focus there, and everything typed still stands.
    text = "نص ትግርኛ é\n" * 101
    answer_page(page)
    chosen = ticked(page)
    page.fill("textarea", text)
    press(page, "next")
    look()
    assert page.locator("textarea").input_value() == text
    assert ticked(page) == chosen
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.fill("textarea", "Het gaat goed.")
    press(page, "next")
    look()
    assert (urlsplit(page.url).path, html.get_attribute("lang")) == ("/v/klaar/", lang)
    assert faults == []


@pytest.mark.parametrize(
    ("lang", "scripts"), [("nl", True), ("nl", False), ("ar", True), ("ti", True)]
)
def test_answers_saved_under_a_word_open_on_another_phone_with_that_word_only(
    house: House, phone: Callable[..., Page], lang: str, scripts: bool
) -> None:
    code = next(house.codes)
    first = phone(java_script_enabled=scripts)
    type_code(first, code, lang=lang)
    press(first, "next")
    answer_page(first)
    chosen = ticked(first)
    press(first, "save_later")
    first.fill("#word", "kort")
    press(first, "keep")
    assert first.locator("#word").get_attribute("aria-invalid") == "true"
    faults = findings(first) if scripts else []
    first.fill("#word", "ዝናብ مطر regen")
    press(first, "keep")
    faults += findings(first) if scripts else []
    assert too_wide(first) == 0

    second = phone(java_script_enabled=scripts)
    type_code(second, code, lang=lang)
    second.fill("#word", "een ander woord")
    press(second, "resume")
    assert second.locator("#word").get_attribute("aria-invalid") == "true"
    faults += findings(second) if scripts else []
    second.fill("#word", "")
    press(second, "next")
    assert ticked(second) == 0
    second.goto("/v/")
    type_code(second, code, lang=lang)
    second.fill("#word", "ዝናብ مطر regen")
    press(second, "resume")
    assert ticked(second) == chosen > 0
    assert (too_wide(second), faults) == (0, [])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("door", ["/meedoen/", "/meedoen/tablet/", "/meedoen/telefoon/"])
def test_page_for_a_code_has_no_finding_and_puts_the_focus_on_a_mistyped_code(
    phone: Callable[..., Page], door: str, lang: str
) -> None:
    page = phone()
    type_code(page, "abc", door, lang)
    assert page.evaluate("document.activeElement.id") == "code"
    assert findings(page) == []


@pytest.mark.parametrize(("end", "scripts"), [("stop", True), ("next", False)])
def test_tablet_that_is_handed_on_shows_nothing_of_who_sat_there_by_going_back(
    house: House, phone: Callable[..., Page], scripts: bool, end: str
) -> None:
    page = phone(java_script_enabled=scripts)
    type_code(page, next(house.codes), "/meedoen/tablet/")
    press(page, "next")
    while page.locator("textarea").count() == 0:
        answer_page(page)
        press(page, "next")
    page.fill("textarea", "Dit is van mij.")
    press(page, end)
    for _ in range(4):
        page.go_back()
        assert "Dit is van mij." not in page.content()
        assert (ticked(page), page.locator("textarea").count()) == (0, 0)


def test_tablet_left_alone_asks_whether_anybody_is_there_and_then_erases_by_itself(
    house: House, phone: Callable[..., Page]
) -> None:
    page = phone()
    page.clock.install()
    type_code(page, next(house.codes), "/meedoen/tablet/")
    press(page, "next")
    answer_page(page)
    page.clock.fast_forward("03:01")
    expect(page.locator("dialog")).to_be_visible()
    page.locator("[data-here]").click()
    expect(page.locator("dialog")).to_be_hidden()
    page.clock.fast_forward("03:01")
    with page.expect_navigation():
        page.clock.fast_forward("00:31")
    assert urlsplit(page.url).path == "/meedoen/tablet/"
    page.go_back()
    assert ticked(page) == 0


def test_helper_on_the_telephone_cannot_read_back_what_was_filled_in(
    house: House, phone: Callable[..., Page]
) -> None:
    page = phone()
    type_code(page, next(house.codes), "/meedoen/telefoon/")
    press(page, "next")
    answer_page(page)
    press(page, "next")
    press(page, "back")
    assert (page.locator("fieldset").count() > 0, ticked(page)) == (True, 0)
    assert page.locator("button[name=save_later]").count() == 0


def focused(page: Page) -> dict[str, str]:
    """What has the focus, and whether that can be seen: on itself or on what is drawn for it."""
    found: dict[str, str] = page.evaluate(
        """() => {
            const at = document.activeElement;
            const shown = [at, at.nextElementSibling].filter(Boolean);
            const seen = shown.some(e => getComputedStyle(e).outlineStyle === 'solid');
            return {name: at.name || '', type: at.type || at.localName, seen: seen ? 'yes' : 'no'};
        }"""
    )
    return found


@pytest.mark.parametrize("lang", ["nl", "ar"])
def test_whole_questionnaire_is_answered_with_keys_only_and_the_focus_is_always_seen(
    house: House, phone: Callable[..., Page], lang: str
) -> None:
    page = phone()
    page.goto(f"{next(house.links)}?taal={lang}")
    unseen: list[str] = []
    answered: set[str] = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        at = focused(page)
        if at["seen"] == "no" and at["type"] != "body":
            unseen.append(f"{page.url} {at}")
        if at["type"] == "radio" and at["name"] not in answered:
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
            answered.add(at["name"])
        if at["name"] == "next":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            if urlsplit(page.url).path == "/v/klaar/":
                break
    assert (urlsplit(page.url).path, unseen) == ("/v/klaar/", [])
    assert len(answered) == 28


@pytest.mark.parametrize(
    ("lang", "limit"), [("nl", 60), ("ar", 70), ("ti", 70), ("pl", 60), ("uk", 60)]
)
def test_first_page_with_its_letters_fits_the_budget_as_it_comes_over_the_wire(
    house: House, phone: Callable[..., Page], lang: str, limit: int
) -> None:
    page = phone()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    weights: dict[str, float] = {}

    def came(event: Any) -> None:
        kinds[event["requestId"]] = event["response"]["headers"].get("content-type", "")

    wire.on("Network.responseReceived", came)
    wire.on(
        "Network.loadingFinished",
        lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(f"{next(house.links)}?taal={lang}", wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    assert sum("font" in kind for kind in kinds.values()) >= 2
    assert sum(weights.values()) <= limit * KIB, json.dumps(weights)


def shown_buttons(page: Page) -> Locator:
    return page.locator("[data-read]:visible")


def test_reading_aloud_is_offered_only_with_a_voice_for_the_language_or_for_the_dutch_beside_it(
    house: House, phone: Callable[..., Page]
) -> None:
    page = phone()
    page.add_init_script(VOICES)
    page.goto(f"{next(house.links)}?taal=ti")
    press(page, "next")
    expect(shown_buttons(page)).to_have_count(0)
    page.evaluate("learn('en-US', 'nl_NL')")
    expect(shown_buttons(page)).to_have_count(0)
    page.locator("input[name=dutch]").check()
    expect(shown_buttons(page)).to_have_count(5)
    page.locator("fieldset [data-read]").first.click()
    question = page.locator("fieldset .dutch").first.inner_text()
    [[voice, text]] = page.evaluate("said")
    assert (voice, text.split(". ")[0]) == ("nl_NL", question)

    page.evaluate("learn('ti-ER', 'nl_NL')")
    page.locator("fieldset [data-read]").first.click()
    voice, text = page.evaluate("said.at(-1)")
    answers = page.locator("fieldset").first.locator(".answer > span")
    own = answers.evaluate_all("all => all.map(one => one.firstChild.textContent)")
    legend = page.locator("legend").first.inner_text()
    assert (voice, text) == ("ti-ER", ". ".join([legend, *own]))


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_glass_beside_an_answer_fills_with_its_place_on_the_line_and_unknown_has_none(
    house: House, phone: Callable[..., Page], look: dict[str, str]
) -> None:
    page = phone(**look)
    page.goto(f"{next(house.links)}?taal=nl")
    press(page, "next")
    glasses = page.locator("fieldset").first.locator(".answer").evaluate_all(
        """all => all.map(one => {
            const glass = getComputedStyle(one, '::after');
            const full = glass.backgroundImage.match(/calc\\(([\\d.]+)%|([\\d.]+)%/);
            return glass.visibility === 'hidden' ? 'none' : Math.round(full[1] || full[2]);
        })"""
    )  # fmt: skip
    assert glasses == [0, 33, 67, 100, "none"]
