"""Pages of explanation: safe HTML, and honest about their language."""

import re

import pytest

from drieklank.content.markdown import to_html
from drieklank.content.queries import library, page, page_slugs, survey_interface
from drieklank.content.texts import LANGUAGES


def test_page_in_its_language_is_found() -> None:
    found = page("privacy", "ar")
    assert found is not None
    assert (found.slug, found.lang, found.dir, found.is_fallback) == ("privacy", "ar", "rtl", False)
    assert found.title == "بياناتكم في Drieklank"


def test_page_in_missing_language_is_dutch_and_says_so() -> None:
    found = page("help-staff", "en")
    assert found is not None
    assert (found.lang, found.is_fallback, found.title) == ("nl", True, "Hulp voor medewerkers")


def test_unknown_page_is_none() -> None:
    assert page("../settings", "nl") is None
    assert page_slugs() == ("accessibility", "anonymity", "help-parents", "help-staff", "privacy")


@pytest.mark.parametrize(("slug", "lang"), sorted(library().pages))
def test_page_has_headings_below_its_title_and_no_style(slug: str, lang: str) -> None:
    html = library().pages[slug, lang].html
    assert html.count("<h2>") >= 3
    assert "<h1" not in html
    assert "style=" not in html


@pytest.mark.parametrize("slug", ["privacy", "anonymity", "accessibility", "help-parents"])
def test_translations_of_a_page_have_the_same_build(slug: str) -> None:
    """A heading, list item or table row that is missing in a language is a forgotten promise."""
    builds = {
        lang: re.findall(r"<(h2|li|tr|p|a)\b", library().pages[slug, lang].html)
        for lang in LANGUAGES
    }
    assert builds == dict.fromkeys(LANGUAGES, builds["nl"])


def test_accessibility_says_of_each_translation_that_nobody_read_it_over() -> None:
    dutch = library().pages["accessibility", "nl"].markdown
    unread = {
        "en": "Engels",
        "ar": "Arabisch",
        "tr": "Turks",
        "pl": "Pools",
        "uk": "Oekraïens",
        "ti": "Tigrinya",
    }
    reviews = survey_interface().languages
    assert {lang for lang in LANGUAGES[1:] if reviews[lang].reviewed_by is None} == set(unread)
    (said,) = (line for line in dutch.splitlines() if "nagelezen" in line)
    assert {lang for lang, name in unread.items() if name in said} == set(unread)


def test_html_and_scripts_in_markdown_come_out_as_text() -> None:
    assert to_html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    assert "href" not in to_html("[klik](javascript:alert(1))")
    assert "href" not in to_html("[klik](data:text/html,x)")


def test_table_has_no_inline_style_which_a_strict_policy_would_refuse() -> None:
    html = to_html("| a | b |\n|:--|--:|\n| 1 | 2 |\n")
    assert "<td>1</td>" in html
    assert "style" not in html
