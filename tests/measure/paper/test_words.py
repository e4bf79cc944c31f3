"""The fixed words of a paper form: whole in every language, and true for every kind of question."""

import pytest

from drieklank.content.queries import interface_languages, interface_texts, questionnaire
from drieklank.content.schema import Kind
from drieklank.content.texts import LANGUAGES
from drieklank.measure.paper.layout import layout
from drieklank.measure.paper.words import EXPLAINS, words


def test_words_on_paper_exist_in_every_language_that_parents_read() -> None:
    assert interface_languages("paper-interface") == LANGUAGES
    assert words("nl").explains == tuple(
        interface_texts("paper-interface", "nl")[name] for name in EXPLAINS
    )


def test_words_in_a_language_without_translation_are_dutch() -> None:
    assert words("fr") == words("nl")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_a_question_with_several_answers_says_that_more_circles_may_be_marked(
    lang: str,
) -> None:
    """Else a parent marks one reason out of three, or two answers where one counts."""
    asked = questionnaire("fijne-school-parents")
    several = [item.hint for item in asked.items if item.kind is Kind.CHOICES]
    more = words(lang).more
    printed = [
        text.text for page in layout(asked, lang).pages for text in page.texts if more in text.text
    ]
    assert printed == [f"{hint.text(lang)} {more}" for hint in several if hint is not None]
    assert len(printed) == 1
