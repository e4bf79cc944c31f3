"""Advice while a question is written: what it names, and that a plain question gets none."""

from __future__ import annotations

import pytest

from drieklank.content.library import load_library
from drieklank.measure.hard_words import HARD_WORDS
from drieklank.measure.reading_level import advise, level, reading_ease
from tests.conftest import ROOT


def rules(text: str, audience: str = "parents") -> list[str]:
    return [advice.rule for advice in advise(text, audience)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voelt u zich welkom op school?", []),
        ("Hoe gaat het tussen u en de school?", []),
        ("Weet u wie u kunt bellen als er af en toe iets is?", []),
        ("Bent u tevreden over de juf en de directeur?", ["double"]),
        ("Helpt de school u met lezen en/of rekenen?", ["double"]),
        ("Komt u vaak? Vindt u dat fijn?", ["double"]),
        ("Bent u het ermee eens dat de school goed is?", ["steering"]),
        ("Vindt u dat de leerkracht niet luistert?", ["negation"]),
        ("Vindt u het niet onduidelijk?", ["negation"]),
        ("Wordt u goed begeleid bij de keuze?", ["passive"]),
        ("Is de communicatie frequent?", ["hard", "hard"]),
        ("Kent u de IB’er van de school?", ["short"]),
        ("Bent u blij met de kwaliteitszorgcoördinator?", ["long"]),
        ("Vind je de school fijn?", ["address"]),
        ("Wat is de naam van uw kind?", ["person"]),
        ("Schrijf hier uw telefoonnummer.", ["person"]),
        ("Kent u de naam van de juf?", []),
        (
            "Als u denkt aan de berichten die de school dit jaar aan u stuurde, zijn die duidelijk?",
            ["sentence"],
        ),
        ("", []),
        ("?!", []),
        ("12 + 3", []),
    ],
)
def test_question_gets_this_advice_and_no_other(text: str, expected: list[str]) -> None:
    assert rules(text) == expected


@pytest.mark.parametrize(
    ("audience", "text", "expected"),
    [
        ("team", "Voelt u zich welkom?", ["address"]),
        ("team", "Voel je je welkom?", []),
        ("pupils", "Is uw juf aardig?", ["address"]),
        ("parents", "Is uw kind blij?", []),
    ],
)
def test_question_in_the_wrong_tone_for_its_readers_is_named(
    audience: str, text: str, expected: list[str]
) -> None:
    assert rules(text, audience) == expected


def test_advice_names_a_plain_word_for_a_hard_one() -> None:
    [advice] = advise("Bent u tevreden over de ouderparticipatie?")

    assert (advice.found, advice.sentence) == (
        "ouderparticipatie",
        "“ouderparticipatie” is een moeilijk woord. Schrijf liever: meehelpen op school.",
    )


def test_a_text_full_of_faults_gets_five_pieces_of_advice_and_no_wall() -> None:
    assert len(advise(" ".join(HARD_WORDS))) == 5


def test_every_plain_word_is_plainer_than_what_it_stands_for() -> None:
    hard = {
        word
        for easy in HARD_WORDS.values()
        for word in easy.replace(",", "").split()
        if word in HARD_WORDS
    }
    assert hard == set()


def test_own_baseline_for_parents_reads_as_easy() -> None:
    asked = load_library(ROOT / "content").questionnaires["baseline-parents", 1]

    assert level(item.text.text() for item in asked.items) == "makkelijk"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bent u blij met de les?", "makkelijk"),
        ("Hoe waardeert u de communicatieve vaardigheden van medewerkers?", "moeilijk"),
        ("", ""),
    ],
)
def test_level_of_texts_together(text: str, expected: str) -> None:
    assert level([text]) == expected


def test_reading_ease_follows_the_formula() -> None:
    # One sentence of four words and four groups of vowels.
    assert reading_ease(["De kat zit daar."]) == pytest.approx(206.84 - 0.93 * 4 - 77)


@pytest.mark.parametrize("text", ["a" * 5000, "en " * 2000, "?" * 3000, "wordt " * 1500])
def test_long_text_is_judged_in_a_moment(text: str) -> None:
    assert len(advise(text)) <= 5
