"""The whole job as people do it: a school starts, reads in its roster, invites, parents answer on a phone in
Arabic without JavaScript, the round closes, the leader reads the report and takes the PDF home.

Nothing is mocked: the command line, the server with its worker, mails as files, Chromium.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.house import House, press, start, until

pytestmark = pytest.mark.browser

HEADINGS = (
    "Leerlingnummer;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;BSN;Groep;Leerkracht;"
    "Leerkracht e-mail;Ouder 1 achternaam;Ouder 1 e-mail"
)
FAMILIES = 12
ANSWER = 6  # enough to be counted, with enough who do not


def roster() -> str:
    """A plain list as a school would save it from its own administration; twelve families, made up."""
    lines = [HEADINGS]
    for number in range(FAMILIES):
        group = 5 + number % 2
        lines.append(
            f"{1000 + number};Kind{number};van;Achternaam{number};{1 + number}-3-2016;123456782;"
            f"Groep {group};Juf {group};juf{group}@school.example;Achternaam{number};"
            f"ouder{number}@thuis.example"
        )
    return "\r\n".join(lines)


def read_in(page: Page, house: House, code: str, folder: Path) -> None:
    path = folder / "leerlingen.csv"
    path.write_bytes(roster().encode("cp1252"))
    page.goto(f"{house.address}/school/{code}/leerlingen-inlezen/")
    page.set_input_files("input[type=file]", path)
    press(page, "Lees het bestand")
    until(page, lambda: page.get_by_role("button", name="Bekijk wat er verandert").count() > 0)
    assert "BSN" in page.inner_text("main")
    press(page, "Bekijk wat er verandert")
    until(page, lambda: page.get_by_role("button", name="Verwerk dit bestand").count() > 0)
    press(page, "Verwerk dit bestand")
    until(page, lambda: page.get_by_role("link", name="Draai dit bestand terug").count() > 0)


def open_round(page: Page, house: House, code: str) -> str:
    page.goto(f"{house.address}/school/{code}/meten/plannen/baseline/")
    press(page)
    press(page, "Nodig iedereen nu uit")
    return urlsplit(page.url).path.rstrip("/").rpartition("/")[2]


def answer_in_arabic(browser: Browser, link: str) -> str:
    """On a phone, without JavaScript, in Arabic; gives the address of the last page."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="ar"
    )
    page = context.new_page()
    page.goto(link)
    if page.locator("html").get_attribute("lang") != "ar":
        with page.expect_navigation():
            page.locator("button:visible", has_text="العربية").first.click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert "/v/" in page.url
    assert urlsplit(link).path != urlsplit(page.url).path  # the secret has left the address
    for _ in range(9):
        onward = page.locator("main button.btn--big").first
        if urlsplit(page.url).path.startswith("/v/klaar/") or onward.count() == 0:
            break
        for question in page.locator("fieldset").all():
            choices = question.locator("input[type=radio]")
            if choices.count():
                choices.nth(2).check(force=True)
        with page.expect_navigation():
            onward.click()
    end = urlsplit(page.url).path
    context.close()
    return end


def test_a_school_goes_from_roster_to_report(
    chromium: Browser, house: House, tmp_path: Path
) -> None:
    context = chromium.new_context(base_url=house.address, locale="nl-NL")
    page = context.new_page()
    start(page, house)
    assert urlsplit(page.url).path.startswith("/school/"), page.inner_text("body")
    code = urlsplit(page.url).path.split("/")[2]

    read_in(page, house, code, tmp_path)
    page.goto(f"{house.address}/school/{code}/leerlingen/")
    assert "12 leerlingen" in page.inner_text("main")

    round_code = open_round(page, house, code)
    invitations = house.wait_for_mails("@thuis.example", FAMILIES)
    links = [re.findall(r"http\S+/v/\S+", text)[0] for _, text in invitations]
    assert len(set(links)) == FAMILIES
    ends = {answer_in_arabic(chromium, link) for link in links[:ANSWER]}
    assert ends == {"/v/klaar/"}

    # The same link again: a page that helps, and no second answer.
    used = chromium.new_page()
    used.goto(links[0])
    assert used.locator("fieldset").count() == 0
    used.close()

    page.goto(f"{house.address}/school/{code}/meten/{round_code}/sluiten/")
    press(page)
    page.goto(f"{house.address}/school/{code}/begrijpen/{round_code}/")
    press(page)
    report = page.inner_text("main")
    assert "Iedereen welkom" in report
    assert f"{ANSWER} van de {FAMILIES}" in report

    press(page, "PDF")
    until(page, lambda: page.get_by_role("link", name=re.compile("PDF")).count() > 0)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("PDF")).first.click()
    with pikepdf.open(waiting.value.path()) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("nl")
    context.close()

    # Nothing of the citizen numbers is anywhere in the house.
    kept = b"".join(path.read_bytes() for path in house.home.rglob("*") if path.is_file())
    assert b"ouder1@thuis.example" in kept
    assert b"123456782" not in kept
