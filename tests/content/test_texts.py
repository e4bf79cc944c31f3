"""Filling in and falling back: what goes wrong here goes wrong in every mail."""

import pytest
from pydantic import ValidationError

from drieklank.content.queries import message, survey_interface, survey_texts
from drieklank.content.schema import Audience, SurveyInterface, SurveyTexts
from drieklank.content.texts import Said, Texts, digits, fill


def test_text_in_missing_language_falls_back_to_dutch_and_says_so() -> None:
    text = Texts.model_validate({"nl": "Dag", "en": "Hello"})
    assert text.said("en") == Said("Hello", "en", False)
    assert text.said("ar") == Said("Dag", "nl", True)
    assert text["ar"] == text.text() == str(text) == "Dag"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"en": "Hello"}, "De Nederlandse tekst (nl) ontbreekt."),
        (
            {"nl": "Dag", "xx": "?"},
            "De taal xx kennen we niet. Kies uit nl, en, ar, tr, pl, uk, ti.",
        ),
        ({"nl": "Dag", "en": " "}, "De tekst in taal en is leeg."),
    ],
)
def test_text_that_is_not_whole_is_refused(value: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Texts.model_validate(value)
    assert [str(error["ctx"]["error"]) for error in caught.value.errors()] == [sentence]


def test_value_with_braces_never_becomes_a_field() -> None:
    """A school called {link} would otherwise receive every parent's secret."""
    kept = frozenset({"link"})
    assert fill("{school}: {link}", "nl", {"school": "{link}"}, kept) == "(link): {link}"


def test_value_with_line_breaks_stays_on_one_line() -> None:
    assert fill("Van {school}", "nl", {"school": "A\r\nBcc: x"}) == "Van A Bcc: x"


def test_dutch_name_in_arabic_text_is_isolated_but_link_and_code_are_not() -> None:
    values = {"school": "De Zaaier", "link": "https://a.example/x", "code": "ABC"}
    filled = fill("{school} {link} {code}", "ar", values)
    assert filled == "\u2068De Zaaier\u2069 https://a.example/x ABC"


def test_number_in_arabic_text_has_arabic_figures() -> None:
    assert (digits(307, "ar"), digits(307, "en")) == ("٣٠٧", "307")
    assert survey_texts("ar").fill("part_of", part=3, parts=7) == "الجزء ٣ من ٧"
    assert survey_texts("nl").fill("part_of", part=3, parts=7) == "Deel 3 van 7"


@pytest.mark.parametrize(
    ("count", "dutch", "arabic"),
    [
        (1, "nog ongeveer 1 minuut", "بقيت دقيقة واحدة تقريبًا"),
        (2, "nog ongeveer 2 minuten", "بقيت دقيقتان تقريبًا"),
        (5, "nog ongeveer 5 minuten", "بقيت ٥ دقائق تقريبًا"),
        (11, "nog ongeveer 11 minuten", "بقيت ١١ دقيقة تقريبًا"),
    ],
)
def test_minutes_left_follow_the_forms_of_the_language(count: int, dutch: str, arabic: str) -> None:
    assert survey_texts("nl").counted("minutes_left", count) == dutch
    assert survey_texts("ar").counted("minutes_left", count) == arabic


@pytest.mark.parametrize(
    ("count", "polish", "ukrainian"),
    [
        (1, "Pominięto 1 pytanie.", "Ви пропустили 1 запитання."),
        (3, "Pominięto 3 pytania.", "Ви пропустили 3 запитання."),
        (12, "Pominięto 12 pytań.", "Ви пропустили 12 запитань."),
        (21, "Pominięto 21 pytań.", "Ви пропустили 21 запитання."),
        (22, "Pominięto 22 pytania.", "Ви пропустили 22 запитання."),
    ],
)
def test_skipped_questions_in_slavic_languages_name_the_right_number(
    count: int, polish: str, ukrainian: str
) -> None:
    """The form for one also stands for 21 in Ukrainian: it may not say 1 there."""
    assert survey_texts("pl").counted("skipped", count) == polish
    assert survey_texts("uk").counted("skipped", count) == ukrainian


def test_answering_pages_in_unknown_language_are_dutch_and_say_so() -> None:
    texts = survey_texts("fr")
    assert (texts.lang, texts.dir, texts.is_fallback, texts["next"]) == (
        "nl",
        "ltr",
        True,
        "Volgende",
    )


def test_arabic_answering_pages_run_from_right_to_left_and_admit_they_were_not_reviewed() -> None:
    texts = survey_texts("ar")
    assert (texts.dir, texts.is_fallback, texts.is_reviewed) == ("rtl", False, False)
    assert survey_texts("nl").is_reviewed is True
    assert len(texts) == len(survey_interface().texts)


def test_team_words_replace_only_what_differs() -> None:
    parents, team = survey_texts("nl"), survey_texts("nl", Audience.TEAM)
    assert (parents["thanks_heading"], team["thanks_heading"]) == ("Dank u wel", "Dank je wel")
    assert (parents["next"], team["next"]) == ("Volgende", "Volgende")


def test_interface_with_a_field_in_one_language_only_is_refused() -> None:
    document = survey_interface().model_dump(mode="json")
    document["texts"]["part_of"]["en"] = "Part {part}"
    with pytest.raises(ValidationError, match="Bij part_of heeft taal en andere velden"):
        SurveyInterface.model_validate(document)


def test_team_words_without_an_original_are_refused() -> None:
    document = survey_interface().model_dump(mode="json")
    document["team"]["nowhere"] = {"nl": "Dag"}
    with pytest.raises(
        ValidationError, match="Bij team of pupils staat nowhere, maar die tekst is er niet"
    ):
        SurveyInterface.model_validate(document)
    del document["team"]["nowhere"]
    assert SurveyTexts(SurveyInterface.model_validate(document), "en")["next"] == "Next"


def test_message_is_filled_in_the_language_asked_and_keeps_the_secret_for_later() -> None:
    template = message("parent-sign-in-code")
    filled = template.fill("en", {"minutes": 15}, keep=frozenset({"link", "code"}))
    assert filled.subject == "Your code for Drieklank"
    assert "{code}" in filled.body
    assert "{link}" in filled.body
    assert "work for 15 minutes" in filled.body
    assert (filled.lang, filled.is_fallback) == ("en", False)


def test_message_to_staff_in_another_language_falls_back_to_dutch() -> None:
    filled = message("password-reset").fill(
        "ar", {"name": "An", "link": "https://a.example", "days": 3}
    )
    assert (filled.lang, filled.is_fallback) == ("nl", True)
    assert "Beste An," in filled.body


def test_message_with_missing_or_unknown_values_is_refused() -> None:
    with pytest.raises(ValueError, match="fields missing or unknown: days, extra"):
        message("password-reset").fill("nl", {"name": "An", "link": "x", "extra": "y"})


def test_reminders_say_how_not_to_take_part() -> None:
    for number in (1, 2):
        parents = message(f"reminder-parents-{number}").body
        assert "Wilt u niet meedoen? Dan hoeft u niets te doen." in parents["nl"]
        assert "Then you do not need to do anything." in parents["en"]
        assert "فلا حاجة إلى فعل أي شيء" in parents["ar"]
        team = message(f"reminder-team-{number}").body
        assert "Wil je niet meedoen? Dan hoef je niets te doen." in team["nl"]
