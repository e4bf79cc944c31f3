"""The toolkit reads as it should: spelled well, in short sentences and everyday words, nothing twice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import defaultdict
from statistics import mean

import pytest
from wordfreq import zipf_frequency

from tests.content.toolkit_texts import ROOT, pieces, sentences, words

# Words that the spelling list does not know and that are right: names, and words of school.
OWN_WORDS = ROOT / "words.txt"
# B1: short sentences on average, none that has to be read twice, few words that are seldom seen.
MEAN, LONGEST, RARE_SHARE = 12, 30, 0.06
RARE = 3.0  # zipf: less than once in a million words of everyday Dutch
SHORT = 6  # a sentence up to so many words ("Wat zie je?") may come back
LONG_PIECES = ("activity", "lesson", "situation", "topic", "example", "plan")
READ = {key: text for key, text in pieces().items() if key.split()[0] in LONG_PIECES}


@pytest.fixture(scope="module")
def unknown() -> set[str]:
    """The words of all pieces that hunspell does not know."""
    if not shutil.which("hunspell"):
        if os.environ.get("DRIEKLANK_NO_SKIPS"):
            pytest.fail("hunspell is missing")
        pytest.skip("hunspell is missing")
    typed = "\n".join(sorted({word for text in pieces().values() for word in words(text)}))
    answer = subprocess.run(
        ["hunspell", "-d", "nl_NL", "-l"],
        input=typed,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return set(answer.stdout.split())


def test_every_word_is_spelled_as_the_list_or_the_own_list_says(unknown: set[str]) -> None:
    own = set(OWN_WORDS.read_text(encoding="utf-8").split())
    assert sorted(unknown - own) == []


def test_own_list_holds_only_words_that_are_used_and_not_known(unknown: set[str]) -> None:
    own = OWN_WORDS.read_text(encoding="utf-8").split()
    assert own == sorted(set(own), key=lambda word: (word.casefold(), word))
    assert sorted(set(own) - unknown) == []


@pytest.mark.parametrize("key", READ)
def test_sentences_are_short(key: str) -> None:
    lengths = [len(words(sentence)) for sentence in sentences(READ[key])]
    assert mean(lengths) <= MEAN


def test_no_sentence_has_to_be_read_twice() -> None:
    # A row of words between dots is a sheet to choose from, not a sentence.
    long = [
        sentence
        for text in READ.values()
        for sentence in sentences(text)
        if len(words(sentence)) > LONGEST and " · " not in sentence
    ]
    assert long == []


@pytest.mark.parametrize("key", READ)
def test_words_are_those_of_every_day(key: str) -> None:
    told = [word for word in words(READ[key]) if word[0].islower()]
    rare = [word for word in told if zipf_frequency(word, "nl") < RARE]
    assert len(rare) / len(told) <= RARE_SHARE, sorted(set(rare))


def test_no_sentence_stands_in_two_pieces() -> None:
    where: dict[str, set[str]] = defaultdict(set)
    for key, text in pieces().items():
        for sentence in sentences(text):
            if len(words(sentence)) > SHORT:
                where[sentence.casefold()].add(key)
    assert {told: keys for told, keys in where.items() if len(keys) > 1} == {}


def test_nobody_talks_like_an_office() -> None:
    office = re.compile(
        r"\b(borg\w*|facilite\w*|implement\w*|draagvlak|stakeholder\w*|uitrol\w*|monitor(?:en|t)|"
        r"commitment|actoren|teneinde|middels|dient te|dienen te|inzake|conform)\b",
        re.IGNORECASE,
    )
    said = {key: office.findall(text) for key, text in pieces().items() if office.search(text)}
    # There a school guide's old sentence stands beside its better one.
    assert said == {"activity guide-reread": ["Middels"]}
