"""Dates of all habits. What can be read in two ways is not read."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb febr februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{2}:.*)?$")
_COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})$")
_PARTS = re.compile(
    r"^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*[-/.]\s*('?\d{2}|\d{4})(?:[t ]\d{1,2}:.*)?$"
)
_WORDS = re.compile(r"^(\d{1,2})[\s\-.]+([a-z]+)\.?[\s\-.]+('?\d{2}|\d{4})$")
_SERIAL = re.compile(r"^\d{4,5}(?:\.0+)?$")


class Order(StrEnum):
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNCLEAR = "unclear"


class Epoch(StrEnum):
    """Which day a spreadsheet counts from; a text file does not say."""

    Y1900 = "1900"
    Y1904 = "1904"
    UNKNOWN = ""


class NoDate(ValueError):
    """The cell holds something that is no date, or could be two; `str()` gives the Dutch reason."""


def order_of(values: list[str]) -> Order:
    """What a whole column says about the order of day and month; the Dutch order where nothing contradicts it."""
    day_first = month_first = False
    for value in values:
        if match := _PARTS.match(value.strip()):
            day_first |= int(match[1]) > 12
            month_first |= int(match[3]) > 12
    if month_first:
        return Order.UNCLEAR if day_first else Order.MONTH_FIRST
    return Order.DAY_FIRST


def parse(
    value: str, today: date, order: Order = Order.DAY_FIRST, epoch: Epoch = Epoch.UNKNOWN
) -> date:
    """The date in a cell. `today` places years of two digits. Raises NoDate."""
    text = value.strip().lower()
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _COMPACT.match(text):
        return _day(int(match[1] + match[2]), int(match[3]), int(match[4]))
    if match := _PARTS.match(text):
        return _from_parts(int(match[1]), int(match[3]), _year(match[4], today), order)
    if match := _WORDS.match(text):
        return _from_words(match, today)
    if _SERIAL.match(text):
        return _from_serial(int(float(text)), epoch)
    raise NoDate("staat geen datum; schrijf bijvoorbeeld 31-12-2015")


def _from_parts(first: int, second: int, year: int, order: Order) -> date:
    if order is Order.UNCLEAR and first <= 12 and second <= 12 and first != second:
        raise NoDate(
            "staat een datum waarvan niet zeker is wat de dag en wat de maand is; schrijf jjjj-mm-dd"
        )
    if first > 12 or (order is not Order.MONTH_FIRST and second <= 12):
        return _day(year, second, first)
    return _day(year, first, second)


def _from_words(match: re.Match[str], today: date) -> date:
    month = _MONTHS.get(match[2])
    if month is None:
        raise NoDate("staat een maand die wij niet kennen; schrijf bijvoorbeeld 31-12-2015")
    return _day(_year(match[3], today), month, int(match[1]))


def _from_serial(serial: int, epoch: Epoch) -> date:
    if epoch is Epoch.UNKNOWN:
        raise NoDate(
            "staat een getal uit een rekenblad in plaats van een datum; "
            "geef de kolom de opmaak datum en sla het bestand opnieuw op"
        )
    if epoch is Epoch.Y1904:
        return date(1904, 1, 1) + timedelta(days=serial)
    # Spreadsheets count a 29 February 1900 that never was.
    return date(1899, 12, 31) + timedelta(days=serial - (serial > 59))


def _year(text: str, today: date) -> int:
    year = int(text.removeprefix("'"))
    if year >= 100:
        return year
    return 2000 + year if 2000 + year <= today.year else 1900 + year


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDate("staat een dag die niet bestaat") from None
