"""What comes out of reading a scan. Pure: the pages and actions know these, and no image library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drieklank.measure.paper.verdicts import Why


class Fault(StrEnum):
    """Why a file or a page is not read."""

    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    NOT_KNOWN = "not_known"
    PHONE_FORMAT = "phone_format"
    LOCKED = "locked"
    BROKEN = "broken"
    TOO_SMALL = "too_small"
    BLACK_WHITE = "black_white"
    NO_MARKERS = "no_markers"
    NO_CODE = "no_code"
    OTHER_FORM = "other_form"


class Unreadable(Exception):
    """A file or page that is not read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Code:
    """What the QR code of a page says. form: the id of its layout; page counts from 1."""

    token: str
    form: str
    page: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row for a person to decide. picture: PNG of its circles and nothing else.

    place: of its byte on the sheet. value: what the reader thinks it is. values: the byte of each
    circle, from left to right.
    """

    place: int
    value: int
    why: Why
    values: tuple[int, ...]
    picture: bytes


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What a page says: bytes by their place on the sheet, and what a person must look at."""

    code: Code
    answers: dict[int, int]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that could not be read, and why."""

    fault: Fault
