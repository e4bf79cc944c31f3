"""The frames around pages: menu, account, language, demonstration, errors."""

import re

import pytest
from django.template.loader import render_to_string

from drieklank.ui.kit import kit_context
from drieklank.ui.nav import Account, LanguageLink, NavItem

FRAMES = ["base", "staff", "parent", "survey", "bare", "error", "print"]


def frame(name: str, **context: object) -> str:
    return render_to_string(f"ui/{name}.html", context)


@pytest.mark.parametrize("name", FRAMES)
def test_frame_without_any_context_is_a_dutch_page_with_a_skip_link(name: str) -> None:
    html = frame(name)
    assert '<html lang="nl" dir="ltr"' in html
    assert '<a class="skip" href="#inhoud">Naar de inhoud</a>' in html
    assert '<main id="inhoud" tabindex="-1">' in html


@pytest.mark.parametrize("name", FRAMES)
def test_frame_in_arabic_reads_from_right_to_left(name: str) -> None:
    assert '<html lang="ar" dir="rtl"' in frame(name, lang="ar", dir="rtl")


@pytest.mark.parametrize("name", FRAMES)
def test_frame_loads_nothing_from_elsewhere(name: str) -> None:
    addresses = re.findall(r"(?:href|src)=\"([^\"#]+)\"", frame(name, **kit_context()))
    assert [address for address in addresses if not address.startswith("/")] == []


def test_menu_marks_the_current_page_once() -> None:
    items = [NavItem("Vandaag", "/", "house", current=True), NavItem("Meten", "/meten/", "eye")]
    html = frame("staff", nav=items)
    assert html.count('aria-current="page"') == 1
    assert '<a href="/meten/">' in html


def test_account_menu_signs_out_with_a_form_and_never_with_a_link() -> None:
    html = frame("staff", account=Account("Noor <b>Veldkamp</b>"), csrf_token="token")
    assert "Noor &lt;b&gt;Veldkamp&lt;/b&gt;" in html
    assert '<form action="/afmelden/" method="post">' in html
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="token">' in html
    assert 'href="/afmelden/"' not in html


def test_language_menu_writes_each_language_in_itself() -> None:
    links = [
        LanguageLink("nl", "Nederlands", "?taal=nl", current=True),
        LanguageLink("ar", "العربية", "?taal=ar", "rtl"),
    ]
    html = frame("parent", languages=links)
    assert '<a href="?taal=ar" lang="ar" hreflang="ar" dir="rtl">العربية</a>' in html
    assert 'lang="nl" hreflang="nl" dir="ltr" aria-current="true">Nederlands</a>' in html


def test_demonstration_says_on_every_page_that_people_are_made_up() -> None:
    said = "Alle mensen op deze pagina&#x27;s zijn verzonnen"
    plain = "Alle mensen op deze pagina's zijn verzonnen"
    assert said in (html := frame("parent", demo_mode=True)) or plain in html
    assert "verzonnen" not in frame("parent")


def test_survey_has_no_menu_no_account_no_htmx_and_its_own_small_sheet() -> None:
    html = frame("survey", **kit_context())
    assert "<nav" not in html
    assert "afmelden" not in html
    assert "htmx" not in html
    assert "ui/survey.css" in html
    assert "ui/app.css" not in html


def test_htmx_is_loaded_for_staff_only() -> None:
    loading = [name for name in FRAMES if "htmx-4.min.js" in frame(name)]
    assert loading == ["staff"]


def test_parents_pages_are_large_and_staff_pages_are_not() -> None:
    large = [name for name in FRAMES if 'data-space="ouder"' in frame(name)]
    assert large == ["parent", "survey", "bare"]


@pytest.mark.parametrize(
    ("context", "said"),
    [
        ({"status": 404}, "Deze pagina is zoek"),
        ({"status": 403}, "Deze pagina is niet voor u"),
        ({"status": 403, "expired": True}, "Deze pagina stond te lang open"),
        ({"status": 400}, "Dit konden we niet lezen"),
        ({"status": 500}, "Er ging iets mis bij ons"),
        ({}, "Er ging iets mis bij ons"),
    ],
)
def test_error_page_says_what_happened_and_gives_a_way_out(
    context: dict[str, object], said: str
) -> None:
    html = frame("error", **context)
    assert f'<h1 class="hero">{said}</h1>' in html
    assert 'href="/"' in html
    assert f"code {context.get('status', 500)}." in html


def test_messages_are_announced() -> None:
    class Message:
        level_tag = "success"

        def __str__(self) -> str:
            return "Bewaard."

    html = frame("staff", messages=[Message()])
    assert '<div class="messages" role="status">' in html
    assert 'class="notice notice--ok"' in html
