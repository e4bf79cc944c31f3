"""Names in open answers: a reader at school must not recognise who is written about."""

import csv
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drieklank.results.rules import mask_names
from drieklank.results.rules.names import Masker
from drieklank.results.rules.scripts import bones, in_latin

NAMES = ["Roos de Vries", "Yusuf El Amrani", "Anne-Marie van den Berg", "Wil Ooms"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Juf Roos is fijn.", "Juf [naam] is fijn."),
        ("Yusufs juf belt nooit", "[naam] juf belt nooit"),
        ("Roos de Vries en Yusuf", "[naam] en [naam]"),
        ("Een roos is geen Roos.", "Een roos is geen [naam]."),
        ("yusuf wordt gepest", "[naam] wordt gepest"),
        ("Anne-Marie helpt. Marie ook.", "[naam] helpt. [naam] ook."),
        ("Van school hoor ik weinig.", "Van school hoor ik weinig."),
        ("Mail mij: jan@voorbeeld.example", "Mail mij: [contactgegeven]"),
        ("Bel 06 12 34 56 78 na 5 uur", "Bel [contactgegeven] na 5 uur"),
        ("In groep 7 zijn 28 kinderen.", "In [groep] zijn 28 kinderen."),
        ("ROOS IS LIEF", "[naam] IS LIEF"),
        ("", ""),
    ],
)
def test_known_names_and_contact_details_are_replaced_and_words_stay(
    text: str, masked: str
) -> None:
    assert mask_names(text, NAMES) == masked


def test_text_without_known_names_stays_letter_for_letter() -> None:
    text = "أشعر أنني مرحب بي.  Prima zo!\n– Een ouder"
    assert mask_names(text, []) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Roosje en Alex zitten samen.", "[naam] en [naam] zitten samen."),
        ("Bennie en Finntjes moeder", "[naam] en [naam] moeder"),
        ("Alexandr zegt niets.", "[naam] zegt niets."),
        ("De klas van Zoe en Zoë", "De klas van [naam] en [naam]"),
        ("Mevrouw de Boer luistert. Meneer R. ook.", "Mevrouw [naam] luistert. Meneer [naam] ook."),
        ("juf Petra!", "juf [naam]!"),
        ("dhr. Jansen belt terug", "dhr. [naam] belt terug"),
        ("De familie van den Berg", "De familie van den [naam]"),
        ("Dank u wel. Graag meer contact.", "Dank u wel. Graag meer contact."),
        (
            "Laat kinderen erbij zijn. Vraag het De Laat.",
            "Laat kinderen erbij zijn. Vraag het De [naam].",
        ),
        ("Wil je dat doen? Dat wil Wil ook.", "Wil je dat doen? Dat wil [naam] ook."),
    ],
)
def test_small_forms_short_forms_slips_and_titles_count_as_names(text: str, masked: str) -> None:
    names = [*NAMES, "Alexander Smit", "Ben Post", "Finn Post", "Zoë Blauw", "Jan de Laat"]
    assert mask_names(text, names) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("De juf van 6 is streng.", "De juf van [groep] is streng."),
        ("Meester van 5b en klas 2C", "Meester van [groep] en [groep]"),
        ("In groep 3/4 is het druk, in h4b ook.", "In [groep] is het druk, in [groep] ook."),
        ("Bij de Dolfijnen gaat het goed.", "Bij de [groep] gaat het goed."),
        ("Wij hebben 3 kinderen.", "Wij hebben 3 kinderen."),
        ("Een groep ouders helpt mee.", "Een groep ouders helpt mee."),
        ("Om 8.30 uur, 2 keer per jaar", "Om 8.30 uur, 2 keer per jaar"),
    ],
)
def test_classes_are_replaced_and_other_numbers_stay(text: str, masked: str) -> None:
    assert mask_names(text, NAMES, ["h4b", "7", "Dolfijnen"]) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Wij wonen Kerkstraat 12, 1234 AB.", "Wij wonen [contactgegeven]."),
        ("Laan van Meerdervoort 5a", "Laan van Meerdervoort 5a"),
        ("Zie www.x.example/roos of @roosje_2015", "Zie [contactgegeven] of [contactgegeven]"),
        ("+31 6 1234 5678 of 010-1234567", "[contactgegeven] of [contactgegeven]"),
        ("De straat voor de school is druk.", "De straat voor de school is druk."),
    ],
)
def test_addresses_numbers_and_user_names_are_replaced(text: str, masked: str) -> None:
    assert mask_names(text, NAMES) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Катерина дуже мила", "[naam] дуже мила"),
        ("محمد طفل لطيف", "[naam] طفل لطيف"),
        ("أحب ومحمد أيضا", "أحب [naam] أيضا"),
        ("ሰላም ጽቡቕ", "[naam] ጽቡቕ"),
    ],
)
def test_names_in_other_letters_are_found_by_how_they_sound(text: str, masked: str) -> None:
    names = ["Kateryna Shevchenko", "Muhammad Haddad", "Selam Tesfay"]
    assert mask_names(text, names) == masked


def test_letters_without_vowels_are_compared_by_consonants() -> None:
    assert bones(in_latin("محمد")) == bones("mohammed") == "mhmd"


def surnames(fixtures_dir: Path) -> list[str]:
    path = fixtures_dir / "namen" / "top_1000_last_names_in_the_netherlands_2007.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return [row[0] for row in rows[1:]]


def first_names(fixtures_dir: Path) -> list[dict[str, str]]:
    path = fixtures_dir / "namen" / "common-forenames-by-country.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def words_left(text: str, name: str) -> set[str]:
    """Telling words of a name (three letters or more, with a capital) that can still be read."""
    telling = {word for word in re.findall(r"[^\W\d_]{3,}", name) if word[0].isupper()}
    return telling & set(re.findall(r"[^\W\d_]+", text))


def test_a_thousand_dutch_surnames_leave_no_telling_word(fixtures_dir: Path) -> None:
    known = surnames(fixtures_dir)
    assert len(known) > 900
    left = {
        name: found
        for name in known
        if (
            found := words_left(mask_names(f"Wij vinden Jip {name} aardig.", [f"Jip {name}"]), name)
        )
    }
    assert left == {}


def test_first_names_of_many_countries_are_masked_in_their_own_letters(fixtures_dir: Path) -> None:
    rows = first_names(fixtures_dir)
    local = next(key for key in rows[0] if "ocal" in key)
    written = {row[local].strip() for row in rows}
    known = sorted(
        name for name in written if len(name) >= 3 and not name[0].islower() and "..." not in name
    )
    assert len(known) > 1000
    left = [name for name in known if name in mask_names(f"Wij kennen {name} goed.", [name])]
    assert left == []


_TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=80)


@given(_TEXT, _TEXT)
@settings(max_examples=150, deadline=None)
def test_a_name_never_survives_whatever_stands_around_it(before: str, after: str) -> None:
    masked = mask_names(f"{before} Jannigje {after}", ["Jannigje Schippers"])
    assert " Jannigje " not in masked


@given(_TEXT)
@settings(max_examples=150, deadline=None)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask_names(text, NAMES, ["6a"])
    assert mask_names(once, NAMES, ["6a"]) == once


def test_thousands_of_answers_at_a_large_school_are_masked_in_seconds(fixtures_dir: Path) -> None:
    names = [f"Jip {name}" for name in surnames(fixtures_dir)]
    masker = Masker(names, ["6a"])
    began = time.process_time()
    masked = [masker.mask(f"Graag meer contact over {name.split()[-1]}.") for name in names * 2]
    assert time.process_time() - began < 5
    assert set(masked) == {"Graag meer contact over [naam]."}
