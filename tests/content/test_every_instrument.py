"""Words around a questionnaire that must be true for each: satisfaction, mirror, pulse, training."""

import re
from collections.abc import Iterator
from typing import Any, cast

import pytest

from drieklank.content.actions import store_snapshot
from drieklank.content.queries import (
    interface_texts,
    library,
    message,
    questionnaire,
    snapshot,
    survey_texts,
)
from drieklank.content.schema import Audience
from drieklank.content.texts import LANGUAGES
from drieklank.measure.layout import start_layout

ANSWERED = {Audience.PARENTS, Audience.TEAM, Audience.PUPILS}
STARTED = [
    pytest.param(found.key, lang, id=f"{found.key}-{lang}")
    for found in library().questionnaires.values()
    if found.audience in ANSWERED
    for lang in found.languages
]
WITH_MINUTES = sorted(key for key, one in library().messages.items() if "minutes" in one.fields)
# A code that works for fifteen minutes always does: that number never changes.
FIXED_MINUTES = {"parent-sign-in-code", "staff-sign-in-code"}
PLURALS = r"\b(?:minuten|minutes|minut|minuty|хвилин|хвилини|دقائق|دقيقة|ደቓይቕ)\b"


@pytest.fixture
def fresh() -> Iterator[None]:
    """Pages are kept by the number of a stored version, which another test may use again."""

    def clear() -> None:
        snapshot.cache_clear()
        cast("Any", start_layout).cache_clear()

    clear()
    yield
    clear()


@pytest.mark.usefixtures("db", "fresh")
@pytest.mark.parametrize(("key", "lang"), STARTED)
def test_start_page_is_headed_by_what_is_asked_and_says_how_long_it_takes(
    key: str, lang: str
) -> None:
    found = questionnaire(key)
    texts = survey_texts(lang, found.audience)
    page = start_layout(store_snapshot(key).pk, found.audience, lang).fill({"school": "De Zwaan"})
    headings = re.findall(r"<h1[^>]*>(.*?)</h1>", page)
    assert headings == [found.title[lang]]
    assert page.count(texts.counted("start_duration", found.minutes)) == 1
    # A pulse is about one visit or talk, so there is no other child to think of.
    assert page.count(texts["start_children"]) == (0 if key == "pulse-parents" else 1)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, {"nl": "1 minuut", "en": "1 minute", "ar": "دقيقة واحدة", "pl": "1 minuty"}),
        (2, {"nl": "2 minuten", "en": "2 minutes", "ar": "دقيقتين", "pl": "2 minut"}),
        (5, {"nl": "5 minuten", "en": "5 minutes", "ar": "٥ دقائق", "pl": "5 minut"}),
        (21, {"nl": "21 minuten", "ar": "٢١ دقيقة", "uk": "21 хвилини", "pl": "21 minut"}),
    ],
)
def test_duration_has_the_form_that_its_number_asks_for(minutes: int, said: dict[str, str]) -> None:
    found = {lang: survey_texts(lang).counted("start_duration", minutes) for lang in said}
    assert {lang: said[lang] in text for lang, text in found.items()} == dict.fromkeys(said, True)


@pytest.mark.parametrize("audience", sorted(ANSWERED))
def test_words_around_a_questionnaire_promise_nothing_that_one_instrument_does_not_do(
    audience: Audience,
) -> None:
    """A round may ask the team alone, and a training is not about parents."""
    texts = survey_texts("nl", audience)
    around = " ".join(text for key, text in texts.items() if key.startswith(("start_", "thanks_")))
    assert re.findall(r"dezelfde vragen|0-meting|nulmeting|contact met ouders", around) == []


@pytest.mark.parametrize("key", sorted(set(WITH_MINUTES) - FIXED_MINUTES))
def test_minutes_in_a_message_are_right_for_one_too(key: str) -> None:
    found = message(key)
    said = {lang: found.body[lang].replace("{minutes}", "1") for lang in found.languages}
    assert {lang for lang, body in said.items() if re.search(PLURALS, body)} == set()


@pytest.mark.parametrize(
    "key",
    sorted(
        key
        for key in library().messages
        if key.startswith(("announcement", "invitation", "reminder"))
    ),
)
def test_message_ties_no_round_to_the_questions_of_the_baseline(key: str) -> None:
    found = message(key)
    titles = {lang: questionnaire("baseline-parents").title[lang] for lang in found.languages}
    said = {lang: f"{found.subject[lang]}\n{found.body[lang]}" for lang in found.languages}
    assert {lang for lang, title in titles.items() if title in said[lang]} == set()
    assert re.findall(r"dezelfde vragen|contact met ouders|tussen u en", said["nl"]) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_portal_names_no_number_of_minutes_as_rounds_differ(lang: str) -> None:
    texts = interface_texts("portal-interface", lang)
    assert re.search(r"minu|хвилин|دقائق|dakika|ደቒቕ|\d", texts["round_text"]) is None


def test_pupils_are_told_of_their_card_and_not_of_a_letter() -> None:
    texts = survey_texts("nl", Audience.PUPILS)
    slips = {key: text for key, text in texts.items() if key.startswith("code_")}
    assert {key for key, text in slips.items() if re.search(r"\bbrief\b", text)} == set()
    assert {key for key, text in slips.items() if "kaartje" in text} == {
        "code_heading",
        "code_slip_empty",
        "code_slip_character",
        "code_slip_check",
    }
