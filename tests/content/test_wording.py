"""The words of the questionnaire as a parent meets them: questions, short, one thing each, without "not"."""

import re
from statistics import mean

import pytest

from drieklank.content.queries import library, questionnaire, survey_interface, survey_texts
from drieklank.content.schema import Audience, Item, Kind

LONGEST_MEAN = 12  # words per sentence
LONGEST_SENTENCE = 16
NEGATIONS = {"niet", "geen", "nooit", "niemand", "niets", "zonder", "not", "no", "never", "nobody"}
QUESTION_MARKS = {"ar": "؟", "ti": "፧"}
ASKED = [
    pytest.param(item, lang, id=f"{item.key}-{lang}")
    for found in library().questionnaires.values()
    for lang in found.languages
    for item in found.items
]


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!:])\s+", text.strip()) if re.search(r"\w", part)]


def words(sentence: str) -> int:
    return len(sentence.split())


@pytest.mark.parametrize(("item", "lang"), ASKED)
def test_item_is_one_question_without_negation(item: Item, lang: str) -> None:
    text = item.text[lang]
    assert text.endswith(QUESTION_MARKS.get(lang, "?"))
    assert len(re.findall(r"[?؟፧]", text)) == 1
    assert NEGATIONS & {word.strip("?,.:").lower() for word in text.split()} == set()
    assert words(text) <= (14 if lang == "en" else LONGEST_MEAN)


def test_parents_texts_stay_below_twelve_words_a_sentence() -> None:
    parents = questionnaire("baseline-parents")
    per_text = [text.text() for _, text in parents.texts]
    per_text += [text.text() for text in survey_interface().texts.values()]
    lengths = [words(sentence) for text in per_text for sentence in sentences(text)]
    assert len(lengths) > 200
    assert mean(lengths) <= LONGEST_MEAN
    long = [
        sentence
        for text in per_text
        for sentence in sentences(text)
        if words(sentence) > LONGEST_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize("key", sorted(library().messages))
def test_message_stays_below_twelve_words_a_sentence(key: str) -> None:
    body = library().messages[key].body.text()
    lengths = [words(part) for line in body.splitlines() for part in sentences(line)]
    assert mean(lengths) <= LONGEST_MEAN


@pytest.mark.parametrize("slug", sorted({slug for slug, _ in library().pages}))
def test_page_stays_below_twelve_words_a_sentence(slug: str) -> None:
    lines = library().pages[slug, "nl"].markdown.splitlines()
    prose = [line for line in lines if line and not line.startswith(("#", "|"))]
    assert mean(words(part) for line in prose for part in sentences(line)) <= LONGEST_MEAN


def test_tips_and_indicators_stay_below_twelve_words_a_sentence() -> None:
    found = [
        text.text()
        for goal in library().frameworks["six-goals", 1].goals
        for text in [
            goal.definition,
            *(indicator.text for indicator in goal.indicators),
            *(level.text for level in goal.levels),
            *(tip.text for tip in goal.tips),
        ]
    ]
    assert mean(words(part) for text in found for part in sentences(text)) <= LONGEST_MEAN


@pytest.mark.parametrize("key", sorted(key for key, _ in library().questionnaires))
def test_parents_are_addressed_with_u_and_everybody_else_with_je(key: str) -> None:
    found = questionnaire(key)
    said = " ".join(text.text() for _, text in found.texts)
    other = r"je|jij|jou|jullie" if found.audience is Audience.PARENTS else r"u|uw"
    assert re.findall(rf"\b(?:{other})\b", said, re.IGNORECASE) == []


@pytest.mark.parametrize("key", sorted(key for key, _ in library().questionnaires))
def test_teachers_have_one_name_so_that_nobody_looks_for_a_difference(key: str) -> None:
    said = " ".join(text.text() for _, text in questionnaire(key).texts)
    assert re.findall(r"\blera(?:ar|ren)\b", said, re.IGNORECASE) == []


def test_answering_pages_address_the_team_with_je() -> None:
    polite = re.compile(r"\b(?:u|uw)\b", re.IGNORECASE)
    texts = survey_texts("nl", Audience.TEAM)
    # Seen only where a language is missing or unread: the team's questionnaire is Dutch.
    only_translations = {"fallback_notice", "translation_unreviewed"}
    assert {key for key, text in texts.items() if polite.search(text)} == only_translations


def test_open_question_warns_against_names_and_health() -> None:
    (item,) = (item for item in questionnaire("baseline-parents").items if item.kind is Kind.OPEN)
    assert item.hint is not None
    assert "Schrijf geen namen op." in item.hint["nl"]
    assert "gezondheid" in item.hint["nl"]
    assert "Do not write any names." in item.hint["en"]
    assert "أسماء" in item.hint["ar"]
