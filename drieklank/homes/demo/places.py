"""The board and its six schools: made up. BRIN numbers start with 99, a range that is not given out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from drieklank.schools.models import Board, ClassGroup, Location, School, SchoolYear

BOARD_CODE: Final = "de-zeven-bruggen"


@dataclass(frozen=True)
class Place:
    """A school to make: `pupils` is its size, `groups` (name, year group) its groups of this year."""

    code: str
    name: str
    brin: str
    sector: str
    pupils: int
    groups: tuple[tuple[str, str], ...]


def _primary(double: int = 0) -> tuple[tuple[str, str], ...]:
    """Groups 1 to 8; the first `double` years have two of them."""
    rows: list[tuple[str, str]] = []
    for year in range(1, 9):
        names = ("a", "b") if year <= double else ("",)
        rows += [(f"groep {year}{letter}", str(year)) for letter in names]
    return tuple(rows)


def _secondary() -> tuple[tuple[str, str], ...]:
    levels = {1: "abcdef", 2: "abcdef", 3: "abcdef", 4: "abcde", 5: "abc"}
    return tuple(
        (f"{year}{letter}", str(10 + year))
        for year, letters in levels.items()
        for letter in letters
    )


PLACES: Final[tuple[Place, ...]] = (
    Place("bolderik", "De Bolderik", "99ZA", "po", 142, _primary()),
    Place("klaproos", "De Klaproos", "99ZB", "po", 318, _primary(6)),
    Place("lantaarnboom", "De Lantaarnboom", "99ZC", "po", 208, _primary()),
    Place("veerpont", "De Veerpont", "99ZD", "po", 176, _primary()),
    Place("kompas", "Het Kompas", "99ZE", "vo", 640, _secondary()),
    Place("oever", "Kindcentrum Oever", "99ZF", "po", 251, _primary(3)),
)


def school_year_of(day: date) -> tuple[str, date, date]:
    """Name, first and last day of the school year (1 August to 31 July) that holds `day`."""
    first = day.year if day.month >= 8 else day.year - 1
    return f"{first}-{first + 1}", date(first, 8, 1), date(first + 1, 7, 31)


def make_board(today: date) -> Board:
    """The board, marked as a demonstration, with this school year."""
    board = Board.objects.create(
        code=BOARD_CODE, name="Stichting De Zeven Bruggen", number="99999", is_demo=True
    )
    name, starts_on, ends_on = school_year_of(today)
    SchoolYear.objects.create(board=board, name=name, starts_on=starts_on, ends_on=ends_on)
    before = school_year_of(starts_on - timedelta(days=1))
    SchoolYear.objects.create(board=board, name=before[0], starts_on=before[1], ends_on=before[2])
    return board


def make_school(board: Board, place: Place, year: SchoolYear) -> tuple[School, list[ClassGroup]]:
    """One school with a location and this year's groups."""
    school = School.objects.create(
        board=board,
        code=place.code,
        name=place.name,
        brin=place.brin,
        sector=place.sector,
        town="Bruggenstad",
        phone="010 555 01 00",
        email=f"info@{place.code}.example",
    )
    Location.objects.create(
        board=board,
        school=school,
        name=place.name,
        street="Schoolplein 1",
        postcode="0000 AA",
        town="Bruggenstad",
    )
    groups = ClassGroup.objects.bulk_create(
        ClassGroup(
            board=board,
            school=school,
            school_year=year,
            name=name,
            year_group=year_group,
            external_id=f"{place.code}-{name}",
        )
        for name, year_group in place.groups
    )
    return school, groups
