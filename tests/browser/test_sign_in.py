"""Signing in with a real browser: a passkey under our strict policy, and a parent without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect

from drieklank.outbox.tasks import send_waiting
from tests.cast import Cast
from tests.office.sign_in.conftest import code_in, link_in

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def mailed() -> str:
    mail.outbox.clear()
    send_waiting.func()
    return str(mail.outbox[0].body)


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page, and every complaint of the browser about it."""
    page, complaints = context.new_page(), []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, complaints


def with_password(page: Page, cast: Cast, who: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(cast.users[who].email)
    page.get_by_label("Wachtwoord", exact=True).fill("een lang wachtwoord")
    page.get_by_role("button", name="Meld aan", exact=True).click()


def test_a_passkey_passes_the_wall_and_later_opens_the_door_alone(
    context_as: Callable[..., BrowserContext], live_cast: Cast
) -> None:
    context = context_as()
    page, complaints = watched(context)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    added: dict[str, Any] = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    with_password(page, live_cast, "leader")
    expect(page.get_by_role("heading", name="Kies eerst een tweede stap")).to_be_visible()
    page.get_by_role("link", name="Voeg een passkey toe").click()
    page.get_by_label("Naam van deze passkey").fill("Laptop van school")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("heading", name="Bewaar je herstelcodes")).to_be_visible()
    page.goto("/school/de-vlieger/")
    assert page.url.endswith("/school/de-vlieger/")

    page.goto("/afmelden/")
    page.get_by_role("button", name="Meld mij af").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Meld aan met een passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Laptop van school")).to_be_visible()
    assert complaints == []

    # The same key as a second step after the password.
    page.goto("/afmelden/")
    page.get_by_role("button", name="Meld mij af").click()
    with_password(page, live_cast, "leader")
    page.get_by_role("button", name="Gebruik je passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)

    # Without the key: a sentence, not silence.
    page.goto("/afmelden/")
    page.get_by_role("button", name="Meld mij af").click()
    authenticator = {"authenticatorId": added["authenticatorId"]}
    devtools.send("WebAuthn.setUserVerified", authenticator | {"isUserVerified": False})
    page.goto("/account/login/")
    page.get_by_role("button", name="Meld aan met een passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Dat lukte niet.")


def test_the_square_for_the_app_is_shown_under_our_policy(
    context_as: Callable[..., BrowserContext], live_cast: Cast
) -> None:
    page, complaints = watched(context_as())
    with_password(page, live_cast, "teacher")
    page.goto("/account/2fa/totp/activate/")
    drawn = page.get_by_role("img", name="QR-code").evaluate("image => image.naturalWidth")
    assert drawn > 0
    assert complaints == []


@pytest.mark.parametrize("by", ["code", "link"])
def test_a_parent_comes_in_on_a_telephone_in_arabic_without_scripts(
    context_as: Callable[..., BrowserContext], live_cast: Cast, by: str
) -> None:
    context = context_as(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto("/aanmelden/")
    page.get_by_role("link", name="العربية").click()
    page.locator("#id_email").fill("mother@thuis.example")
    page.get_by_role("button", name="أرسلوا لي رمزًا").click()
    if by == "code":
        page.locator("#id_code").fill(code_in(mailed()))
    else:
        page.goto(link_in(mailed()))
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.get_by_role("button", name="سجّلوا دخولي").click()
    assert "/aanmelden/" not in page.url
    page.goto("/aanmelden/adres/")
    assert page.locator("html").get_attribute("lang") == "ar"
