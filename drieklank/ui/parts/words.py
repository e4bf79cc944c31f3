"""Filters and small tags around text: Dutch numbers, dates, digits, the coverage of a group."""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from drieklank.ui.parts.coverage import CLASSES, WORDS, coverage_svg

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DIGITS = {"ar": ARABIC_INDIC, "ckb": ARABIC_INDIC, "fa": PERSIAN, "prs": PERSIAN, "ps": PERSIAN}

Number = int | float | Decimal


def dutch(value: Number | None, decimals: int = -1) -> str:
    """Write a number the Dutch way: comma, true minus, point for thousands; empty for None.

    Without `decimals` a whole number stays whole and any other gets one decimal.
    """
    if value is None or value == "":
        return ""
    places = decimals if decimals >= 0 else (0 if float(value).is_integer() else 1)
    text = f"{abs(value):,.{places}f}".translate(str.maketrans(",.", ".,"))
    negative = value < 0 and any(mark in text for mark in "123456789")
    return f"\N{MINUS SIGN}{text}" if negative else text


def digits(value: object, language: str = "nl") -> str:
    """Write the digits of a text as the reader's language writes them (Arabic: ٣)."""
    text = "" if value is None else str(value)
    table = DIGITS.get(language.split("-", 1)[0])
    return text.translate(table) if table else text


def day(value: date | None) -> str:
    """21 januari 2027."""
    return _date(value, "j F Y")


def day_short(value: date | None) -> str:
    """21 januari, without the year."""
    return _date(value, "j F")


def weekday(value: date | None) -> str:
    """donderdag 21 januari."""
    return _date(value, "l j F")


def clock(value: datetime | time | None) -> str:
    """17.30 uur."""
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H.%M} uur"


def moment(value: datetime | None) -> str:
    """21 januari 2027, 17.30 uur."""
    return f"{day(value)}, {clock(value)}" if value is not None else ""


def coverage(
    *, spoken: int, read: int, none: int, title: str = "", columns: int = 12, level: int = 3
) -> SafeString:
    """One dot per family, with the sentence "17 van 18 gesproken" beside it."""
    total = spoken + read + none
    said = f"{spoken} van {total} gesproken"
    head = format_html("<h{}>{} <span>{}</span></h{}>", level, title, said, level) if title else ""
    drawing = coverage_svg((spoken, read, none), columns=columns)
    if not head:
        head = format_html('<p class="vh">{}</p>', said)
    # the drawing is made of numbers only
    return format_html("<div>{}{}</div>", head, mark_safe(drawing))  # noqa: S308 -- drawn by our own code


def coverage_key(*, spoken: int = -1, read: int = -1, none: int = -1) -> SafeString:
    """The legend of the dots; with counts it says them too."""
    counts = {"spoken": spoken, "read": read, "none": none}
    pieces = "".join(
        f'<span><svg width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="6.2"'
        f' class="{CLASSES[state]}"/></svg>{WORDS[state]}'
        f"{f' ({int(count)})' if count >= 0 else ''}</span>"
        for state, count in counts.items()
    )
    return format_html('<p class="key">{}</p>', mark_safe(pieces))  # noqa: S308 - constants, numbers


def _date(value: date | None, style: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return formats.date_format(value, style)
