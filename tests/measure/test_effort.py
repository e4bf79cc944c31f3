"""The estimate of how long answering takes: counted from the questionnaires as they are now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drieklank.content.queries import questionnaires, survey_texts
from drieklank.content.schema import Audience
from drieklank.measure import effort

DOC = Path(__file__).resolve().parent.parent.parent / "docs" / "operations" / "answering.md"
SIX_MINUTES = 360


def baseline(audience: Audience = Audience.PARENTS, lang: str = "nl") -> float:
    return effort.seconds(questionnaires("baseline")[audience], survey_texts(lang, audience), lang)


@pytest.mark.parametrize("lang", ["nl", "en", "ar", "pl", "tr", "uk"])
def test_baseline_takes_a_parent_less_than_the_six_minutes_that_are_promised(lang: str) -> None:
    assert baseline(lang=lang) < SIX_MINUTES


def test_baseline_in_tigrinya_stays_within_a_quarter_of_a_minute_of_the_promise() -> None:
    # Nobody measured how fast Tigrinya is read: the slowest pace of the study stands in for it.
    assert baseline(lang="ti") < SIX_MINUTES + 15


@pytest.mark.parametrize("audience", [Audience.TEAM, Audience.PUPILS])
def test_baseline_takes_colleagues_and_pupils_less_than_six_minutes_too(audience: Audience) -> None:
    assert baseline(audience) < SIX_MINUTES


def test_page_of_four_questions_is_four_answers_and_one_button() -> None:
    asked = questionnaires("baseline")[Audience.PARENTS]
    first, part, *_ = effort.pages(asked, survey_texts("nl"))
    assert (first.name, first.taps, first.thinks) == ("start", 1, 1)
    assert (part.name, part.taps, part.thinks, part.swipes) == ("welcome", 5, 9, 4)


def test_time_on_a_page_is_the_sum_of_its_operators() -> None:
    page = effort.PageEffort("x", words=60, thinks=2, taps=3, swipes=1)
    assert page.seconds(120) == pytest.approx(30 + 2 * 1.35 + 3 * 1.30 + 0.40 + 1.0)


def test_scale_that_was_read_is_not_read_again_on_the_same_page() -> None:
    asked = questionnaires("baseline")[Audience.PARENTS]
    part = asked.parts[0]
    words = [item.text.text() for item in part.items]
    words += [part.title.text(), part.intro.text()]
    words += [answer.text.text() for answer in asked.scale(part.items[0]).answers]
    page = effort.pages(asked, survey_texts("nl"))[1]
    assert page.words == sum(len(text.split()) for text in words)


def test_docs_tell_the_times_that_follow_from_the_questionnaire_of_today() -> None:
    rows = re.findall(
        r"^\| \w+ \(`(\w\w)`\) \| \d+ \| (\d+):(\d\d) \|", DOC.read_text(), re.MULTILINE
    )
    told = {lang: 60 * int(minutes) + int(rest) for lang, minutes, rest in rows}
    assert sorted(told) == sorted(effort.ALOUD)
    off = {lang: round(told[lang] - baseline(lang=lang)) for lang in told}
    # A changed word is no news; a changed questionnaire is.
    assert {lang: by for lang, by in off.items() if abs(by) > 15} == {}
