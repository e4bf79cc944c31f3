"""What follows a round, as people do it: closing, reading over, sharing, promising, telling, keeping.

Nothing is mocked. Only what takes a school weeks was done before: the roster and the answers.
"""

from __future__ import annotations

import re
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from drieklank.base.clock import today
from tests.browser.house import PASSWORD, House, press, start, until

pytestmark = pytest.mark.browser

BOARD_MEMBER, TEACHER = "bestuur@bestuur.example", "juf@school.example"
PROMISE = "Elk gesprek begint met wat ouders willen bespreken."
INTRODUCTION = "Dank voor alle antwoorden. Dit rapport bespreken we in mei met ouders en team."

# Families, a teacher and a board member; a round that everyone answered, twelve parents in own words.
# Prints the code of the round and the address of a parent who reads Arabic.
FILL = """
import sys
from datetime import timedelta
from random import Random
import django
django.setup()
from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.homes.demo.answering import make_sheet
from drieklank.homes.demo.people import SchoolFiller
from drieklank.homes.demo.places import school_year_of
from drieklank.measure.actions import open_round, plan_round, submit
from drieklank.measure.models import Invitation
from drieklank.measure.queries import questionnaire_of
from drieklank.measure.sheets import Sheet, places
from drieklank.people.models import Parent, ParentChildRelation
from drieklank.schools.models import ClassGroup, Membership, School, SchoolYear, User
board_member, teacher, password = sys.argv[1:]
with open_every_tenant("what a school did before"):
    school, day = School.objects.get(), today()
    name, starts_on, ends_on = school_year_of(day)
    year = SchoolYear.objects.create(
        board=school.board, name=name, starts_on=starts_on, ends_on=ends_on
    )
    groups = [
        ClassGroup.objects.create(
            board=school.board, school=school, school_year=year, name=f"groep {n}", year_group=str(n)
        )
        for n in (5, 6)
    ]
    SchoolFiller(Random(1), school, groups, year.starts_on).fill(26)
    arabic = Parent.objects.exclude(email="").earliest("pk")
    ParentChildRelation.objects.filter(parent=arabic).update(preferred_language="ar")
    for email, name, place, role in (
        (teacher, "Juf Joke", school, "teacher"), (board_member, "Bo Bestuur", None, "board_member")
    ):
        user = User.objects.create_user(email, name, password)
        Membership.objects.create(
            board=school.board, school=place, user=user, role=role, started_on=year.starts_on
        )
    row = plan_round(school, "baseline", day, day + timedelta(days=18), by=SYSTEM)
    row = open_round(row, by=SYSTEM)
    random, written = Random(2), 0
    for one in Invitation.objects.filter(round=row).order_by("role", "parent_id", "user_id"):
        asked = questionnaire_of(row, one.role)
        sheet = make_sheet(asked, one.role, random)
        texts = {}
        if one.role == "parents" and written < 12:
            written += 1
            texts = {places(asked).open_items[0].key: f"Fijn dat er gebeld wordt ({written})."}
        submit(one, asked, Sheet(sheet.closed, texts), "nl" if texts else one.language)
    print(row.code, arabic.email)
"""


# Sends a form of this page to another address; gives the status of the answer.
POST = """async (address) => {
    const body = new FormData(document.querySelector("main form"));
    return (await fetch(address, {method: "POST", body, redirect: "manual"})).status;
}"""


def signed_in(chromium: Browser, house: House, address: str) -> BrowserContext:
    context = chromium.new_context(base_url=house.address, locale="nl-NL")
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("input[type=email]", address)
    page.fill("input[type=password]", PASSWORD)
    press(page)
    page.close()
    return context


def read_over(chromium: Browser, house: House, school: str, round_code: str) -> None:
    """The board member reads all answers over and gives them to the school."""
    context = signed_in(chromium, house, BOARD_MEMBER)
    page = context.new_page()
    page.goto("/nalezen/")
    page.get_by_role("link", name="De Proef").first.click()
    press(page, "Begin met lezen")
    for _ in range(6):
        for fine in page.locator("input[type=radio][value=fine]").all():
            fine.check(force=True)
        press(page, "Bewaar en ga verder")
        if page.get_by_role("button", name="Geef aan de school").count():
            break
    assert "12 van de 12 antwoorden nagelezen" in page.inner_text("main")
    press(page, "Geef aan de school")
    context.close()


def share_in_two_versions(page: Page, at: str) -> None:
    page.goto(at)
    press(page, "Deel het rapport")
    page.goto(f"{at}toelichting/")
    page.locator("main textarea").first.fill(INTRODUCTION)
    press(page, "Bewaar en bekijk")
    press(page, "Deel deze versie")
    report = page.inner_text("main")
    assert INTRODUCTION in report
    assert "Fijn dat er gebeld wordt" in (page.text_content("main") or "")  # in a fold
    assert page.goto(f"{at}versie/1/") is not None
    assert INTRODUCTION not in page.inner_text("main")


def promise_and_tell(page: Page, at: str) -> None:
    page.goto(f"{at}wat-we-doen/nieuw/")
    page.fill("[name=text]", PROMISE)
    page.select_option("[name=owner]", label="Juf Joke")
    page.fill("[name=due_on]", (today() + timedelta(days=30)).isoformat())
    press(page)
    page.goto(f"{at}wat-we-doen/vertellen/")
    press(page, "Vertel het aan iedereen")
    if page.get_by_role("button", name="Het is meegegeven").count():
        press(page, "Het is meegegeven")
    press(page, "Zet in het archief")
    assert "in het archief" in page.inner_text("main")


def fetched(page: Page, at: str, kind: str, language: str = "") -> bytes:
    """A file of the files page, asked for and taken home."""
    page.goto(f"{at}bestanden/")
    row = page.locator("main form", has=page.locator(f"input[name=kind][value={kind}]"))
    if language:
        row.locator("select").select_option(language)
    with page.expect_navigation():
        row.locator("button").click()
    link = page.locator("#bestand a[download]")
    until(page, lambda: link.count() > 0)
    with page.expect_download() as waiting:
        link.click()
    return Path(waiting.value.path()).read_bytes()


def read_in_arabic(chromium: Browser, link: str) -> str:
    """The page for parents on a small phone without JavaScript; gives what stands on it."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 200
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    wide = page.locator("body").bounding_box()
    assert wide is not None
    assert wide["width"] <= 360
    said = page.inner_text("main")
    context.close()
    return said


def test_a_round_ends_in_a_promise_that_everyone_heard(chromium: Browser, house: House) -> None:
    leader = chromium.new_context(base_url=house.address, locale="nl-NL")
    page = leader.new_page()
    start(page, house)
    school = urlsplit(page.url).path.split("/")[2]
    round_code, arabic = house.run(FILL, BOARD_MEMBER, TEACHER, PASSWORD).split()
    at = f"/school/{school}/begrijpen/{round_code}/"

    page.goto(f"/school/{school}/meten/{round_code}/sluiten/")
    press(page)
    teacher = signed_in(chromium, house, TEACHER)
    own = teacher.new_page()
    hidden = own.goto(at)
    assert hidden is not None
    assert hidden.status == 404  # the team sees a report once it is shared

    read_over(chromium, house, school, round_code)
    share_in_two_versions(page, at)
    promise_and_tell(page, at)

    # The teacher reads what was shared, and can neither share nor write.
    own.goto(at)
    assert "Iedereen welkom" in own.inner_text("main")
    assert [own.evaluate(POST, f"{at}{one}/") for one in ("delen", "nieuwe-versie")] == [404, 404]
    teacher.close()

    # The parent comes from the mail: figures of ten or more, and the promise.
    mails = house.wait_for_mails(arabic, 1)
    [link] = [
        found for _, text in mails for found in re.findall(r"http\S+/u-zei-wij-doen/\S+", text)
    ]
    said = read_in_arabic(chromium, link)
    assert PROMISE in said
    assert len(re.findall(r"\d+", said)) >= 10

    with zipfile.ZipFile(BytesIO(fetched(page, at, "xlsx"))) as workbook:
        assert b"<sheet " in workbook.read("xl/workbook.xml")
    with pikepdf.open(BytesIO(fetched(page, at, "summary", "ar"))) as summary:
        assert str(summary.Root.Lang).startswith("ar")
    leader.close()
