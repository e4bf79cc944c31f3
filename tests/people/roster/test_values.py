"""Names, dates and cells: one mistake here is a child under the wrong letter, or with the wrong age."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.text import sort_name
from drieklank.people.roster import dates, headings, names, values, years
from tests.people.roster.rosters import TODAY


@pytest.mark.parametrize(
    ("written", "prefix", "expected"),
    [
        ("van den Berg", "", ("van den", "Berg")),
        ("Van den Berg", "", ("van den", "Berg")),
        ("Berg, van den", "", ("van den", "Berg")),
        ("Berg", "van den", ("van den", "Berg")),
        ("van den Berg", "van den", ("van den", "Berg")),
        ("Berg, van den", "van den", ("van den", "Berg")),
        ("'t Hart", "", ("'t", "Hart")),
        ("in 't Veld", "", ("in 't", "Veld")),
        ("De Smet", "", ("", "De Smet")),
        ("El Idrissi", "", ("", "El Idrissi")),
        ("de", "", ("", "de")),
        ("ie", "imp", ("imp", "ie")),
        ("Berg - de Vries", "van", ("van", "Berg - de Vries")),
    ],
)
def test_surname_is_split_so_that_lists_sort_the_dutch_way(
    written: str, prefix: str, expected: tuple[str, str]
) -> None:
    assert names.split_surname(written, prefix) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Jan van den Berg", ("Jan", "van den", "Berg")),
        ("Berg, Jan van den", ("Jan", "van den", "Berg")),
        ("Anne Marie de Vries", ("Anne Marie", "de", "Vries")),
        ("Ali Yılmaz", ("Ali", "", "Yılmaz")),
        ("Jansen", ("", "", "Jansen")),
    ],
)
def test_full_name_in_one_cell_is_taken_apart(written: str, expected: tuple[str, str, str]) -> None:
    assert names.split_full_name(written) == expected


def test_the_thousand_commonest_surnames_sort_as_the_name_register_writes_them(
    fixtures_dir: Path,
) -> None:
    path = fixtures_dir / "namen" / "top_1000_last_names_in_the_netherlands_2007.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = []
    for row in rows:
        prefix, last = names.split_surname(row["natural name"])
        if sort_name("", prefix, last) != row["meertens db name"].replace("' t", "'t"):
            wrong.append((row["natural name"], row["meertens db name"]))
    assert len(rows) == 1000
    assert wrong == []


@pytest.mark.parametrize(
    "written",
    [
        "31-12-2015",
        "31/12/2015",
        "31.12.15",
        "2015-12-31",
        "2015-12-31T00:00:00",
        "20151231",
        "31 dec. 2015",
        "31 december 2015",
        "31-12-'15",
        " 31 - 12 - 2015 ",
        "31-dec-2015",
    ],
)
def test_a_date_of_any_habit_is_the_same_day(written: str) -> None:
    assert dates.parse(written, TODAY) == date(2015, 12, 31)


def test_spreadsheet_numbers_count_from_the_epoch_of_their_workbook() -> None:
    assert dates.parse("42369", TODAY, epoch=dates.Epoch.Y1900) == date(2015, 12, 31)
    assert dates.parse("40907", TODAY, epoch=dates.Epoch.Y1904) == date(2015, 12, 31)
    with pytest.raises(dates.NoDate):
        dates.parse("42369", TODAY)


@pytest.mark.parametrize("written", ["31-02-2015", "1 febr 20x5", "morgen", "2015", "99-99-2015"])
def test_a_cell_that_is_no_date_is_never_guessed(written: str) -> None:
    with pytest.raises(dates.NoDate):
        dates.parse(written, TODAY)


def test_order_of_day_and_month_follows_the_column_and_stops_where_it_contradicts_itself() -> None:
    assert dates.order_of(["1/2/2015", "13/2/2015"]) is dates.Order.DAY_FIRST
    assert dates.order_of(["1/2/2015", "2/13/2015"]) is dates.Order.MONTH_FIRST
    unclear = dates.order_of(["13/2/2015", "2/13/2015"])
    assert dates.parse("2/13/2015", TODAY, unclear) == date(2015, 2, 13)
    with pytest.raises(dates.NoDate):
        dates.parse("1/2/2015", TODAY, unclear)


@given(st.dates(date(1940, 1, 1), TODAY))
def test_every_day_written_the_dutch_way_is_read_back(day: date) -> None:
    assert dates.parse(day.strftime("%d-%m-%Y"), TODAY) == day


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("06-12345678", "+31612345678"),
        ("612345678", "+31612345678"),
        ("+31 (0)6 1234 5678", "+31612345678"),
        ("0031612345678", "+31612345678"),
        ("030 - 123 45 67", "+31301234567"),
        ("+32 470 12 34 56", "+32470123456"),
        ("", ""),
        ("12345", None),
        ("06-123 moeder", None),
    ],
)
def test_telephone_numbers_become_one_form(written: str, expected: str | None) -> None:
    assert values.phone_number(written) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("123456782", True),
        ("bsn: 1234.56.782", True),
        ("123 456 782", True),
        ("123456789", False),
        ("1234567820", False),
        ("000000000", False),
        ("Berg", False),
    ],
)
def test_citizen_number_is_recognised_wherever_it_hides(text: str, found: bool) -> None:
    assert values.holds_citizen_number(text) is found


@given(st.text())
def test_a_tidied_cell_holds_nothing_invisible_and_stays_as_it_is(text: str) -> None:
    tidy = values.tidy(text)
    assert values.tidy(tidy) == tidy
    assert not {"\u202e", "\u200b", "\x00", "\n"} & set(tidy)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("7", "7"),
        ("07", "7"),
        ("groep 7", "7"),
        ("Leerjaar 3", "3"),
        ("11", "11"),
        ("S", "S"),
        ("C", ""),
        ("x", None),
    ],
)
def test_year_groups_are_codes(written: str, expected: str | None) -> None:
    assert years.year_code(written) == expected


def test_year_two_of_a_secondary_school_is_twelve() -> None:
    assert [years.in_sector(code, "vo") for code in ("2", "12", "8", "")] == ["12", "12", "8", ""]
    assert years.in_sector("2", "po") == "2"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Leerlingnummer", "pupil_key"),
        ("Stamnr", "pupil_key"),
        ("LL-nr.", "pupil_key"),
        ("Roepnaam", "first_name"),
        ("Tussenvoegsel", "name_prefix"),
        ("Voorvoegsel", "name_prefix"),
        ("Achternaam", "last_name"),
        ("Geboortedatum", "birth_date"),
        ("Geb.datum", "birth_date"),
        ("Stamklas", "group"),
        ("Groep", "group"),
        ("Jaargroep", "year_group"),
        ("Leerjaar", "year_group"),
        ("Mentor", "mentor"),
        ("E-mail mentor", "mentor_email"),
        ("Ouder 1 naam", "parent1_name"),
        ("Naam ouder 2", "parent1_name"),
        ("E-mailadres verzorger 1", "parent1_email"),
        ("Ouder1_Achternaam", "parent1_last"),
        ("Mobiel moeder", "parent1_phone"),
        ("Contactpersoon naam", "contact1_name"),
        ("BRIN", "school"),
    ],
)
def test_a_dutch_heading_is_recognised(heading: str, field: str) -> None:
    assert headings.guess((heading,)).mapping == {heading: field}


@pytest.mark.parametrize(
    "heading",
    [
        "BSN",
        "Burgerservicenummer",
        "Onderwijsnummer",
        "PGN",
        "Nationaliteit 1",
        "Geboorteland",
        "Wachtwoord",
        "Foto",
        "Gewicht",
        "Geslacht",
        "Land van herkomst",
        "Sofinr",
        "Allergieën",
    ],
)
def test_a_column_that_may_not_be_kept_is_never_offered(heading: str) -> None:
    guess = headings.guess((heading,))
    assert (guess.mapping, guess.unknown, guess.forbidden) == ({}, (), (heading,))


def test_father_and_mother_are_two_adults() -> None:
    mapping = headings.guess(("Naam vader", "E-mail vader", "Naam moeder", "E-mail moeder")).mapping
    assert list(mapping.values()) == [
        "parent1_name",
        "parent1_email",
        "parent2_name",
        "parent2_email",
    ]
