"""Words as people type them, and as texts hold them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.toolkit.words import distance, parts_of, plain, stem, words_of


def test_words_lose_accents_capitals_and_small_words() -> None:
    assert words_of("Één keer bellen met de Ouders, over het kind!") == [
        "keer",
        "bellen",
        "ouders",
        "kind",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ouder", "ouders"),
        ("gesprek", "gesprekken"),
        ("bellen", "belde"),
        ("afspraak", "afspraken"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("ouderavond", ("ouder", "avond")),
        ("leerlingenraad", ("leerling", "raad")),
        ("groepsgesprek", ("groep", "gesprek")),
        ("gesprek", ()),
    ],
)
def test_compound_is_split_at_words_that_the_library_knows(
    word: str, parts: tuple[str, ...]
) -> None:
    known = {"ouder", "avond", "leerling", "raad", "groep", "gesprek"}
    assert parts_of(word, known) == parts


@pytest.mark.parametrize(
    ("a", "b", "away"),
    [("telefoon", "telefon", 1), ("bellen", "ebllen", 1), ("raad", "raam", 1), ("kat", "kater", 2)],
)
def test_slips_are_counted_as_one(a: str, b: str, away: int) -> None:
    assert distance(a, b, 2) == away


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_the_same_both_ways_and_never_above_the_longer_word(a: str, b: str) -> None:
    assert distance(a, b, 9) == distance(b, a, 9)
    assert (distance(a, b, 9) == 0) == (a == b)
    assert distance(a, b, 9) <= max(len(a), len(b))


@given(st.text(max_size=40))
def test_plain_is_done_after_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)
