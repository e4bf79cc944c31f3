"""Whoever gets a message about a round reads whom to call, how to complain and how to be left in peace."""

from __future__ import annotations

import pytest

from drieklank.content.queries import library
from drieklank.content.texts import LANGUAGES

ROUND = ("announcement-", "invitation-", "reminder-", "results-")
TO_PARENTS = sorted(
    name
    for name, found in library().messages.items()
    if name.startswith(ROUND) and found.audience == "parents"
)
TEXTS = [name for name in TO_PARENTS if library().messages[name].channel == "sms"]
LETTERS = [name for name in TO_PARENTS if name not in TEXTS]
# These have no link to stop in the text, so they say that a word to the school is enough.
BY_WORD = {"announcement-parents", "invitation-letter", "invitation-pulse"}


def test_there_are_messages_of_each_sort() -> None:
    assert len(LETTERS) == 8
    assert TEXTS == ["invitation-parents-sms", "reminder-parents-sms"]
    assert set(LETTERS) >= BY_WORD


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", LETTERS)
def test_every_mail_and_letter_names_help_complaint_and_peace_in_each_language(
    name: str, lang: str
) -> None:
    found = library().messages[name]
    assert lang in found.languages
    lines = found.body[lang].splitlines()
    assert sum("{contact}" in line for line in lines) == 1
    # The school guide holds the procedure; its Dutch name stands in every translation.
    assert sum("schoolgids" in line for line in lines) == 1
    stops = sum("{stop}" in line for line in lines)
    assert stops == (name not in BY_WORD)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_gets_only_texts_finds_the_same_on_the_help_page_behind_the_link(lang: str) -> None:
    """A text of two parts has no room for it; its pages lead to this one from their foot."""
    assert library().pages["help-parents", lang].html.count("schoolgids") == 1
