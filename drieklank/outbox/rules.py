"""When to send, when to try again, and how a body becomes a mail. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

# After how long each next attempt comes; after the last one nothing more is tried.
WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
# A message that is being sent for longer than this lost its worker.
LOST_AFTER: Final = timedelta(minutes=10)
# What stands in `Message.error` where a gateway refused the number itself.
WRONG_NUMBER: Final = "wrong number"
_SUNDAY: Final = 6
_HOURS: Final = 24
# Answers of a gateway for texts that are about us, the address of the gateway or the hour, and
# not about the number: signing in, paying, a wrong page, too much at once.
_ABOUT_US: Final = frozenset({401, 402, 403, 404, 405, 407, 408, 411, 413, 415, 421, 425, 426, 429})
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def wait_before(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts (1 = the first); None: give up."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def is_final(code: int | None, *, about_recipient: bool) -> bool:
    """Whether trying again is pointless: the other side refused this address or this text for good.

    code: SMTP reply code, None where there was none (no connection). A refusal that is about us
    (sign-in, sender) passes once somebody mends the settings, so it is not final.
    """
    return about_recipient and code is not None and 500 <= code < 600


def is_wrong_number(status: int) -> bool:
    """Whether a gateway refused this number for good. status: HTTP status of its answer."""
    return 400 <= status < 500 and status not in _ABOUT_US


def failure_words(error: str) -> str:
    """What `Message.error` means, as a sentence for staff."""
    if error == WRONG_NUMBER:
        return "Op dit mobiele nummer komen geen berichten aan."
    if re.match(r"SMTP 5\d\d\b", error):
        return "De mailserver nam het bericht niet aan. Meestal klopt het adres niet."
    return "Het bericht kon een dag lang niet worden afgeleverd."


def dates_in(fields: Mapping[str, object]) -> dict[str, date]:
    """Fields named `…_on` that hold an ISO date: they are written out in the language of the message."""
    return {
        name: date.fromisoformat(value)
        for name, value in fields.items()
        if name.endswith("_on") and isinstance(value, str) and _ISO_DATE.fullmatch(value)
    }


class BlockKind(StrEnum):
    TEXT = "text"
    LINK = "link"
    CODE = "code"
    STOP = "stop"


@dataclass(frozen=True)
class Block:
    """A paragraph (lines), or a link or code that stands on a line of its own."""

    kind: BlockKind
    lines: tuple[str, ...]


def blocks(body: str, *, link: str = "", code: str = "", stop: str = "") -> list[Block]:
    """A body of plain text cut into paragraphs; the link, the code and the link that stops messages,
    alone on a line, apart.
    """
    alone = {link: BlockKind.LINK, code: BlockKind.CODE, stop: BlockKind.STOP}
    found: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        lines: list[str] = []
        for line in paragraph.splitlines():
            text = line.strip()
            if text and text in alone:
                if lines:
                    found.append(Block(BlockKind.TEXT, tuple(lines)))
                found.append(Block(alone[text], (text,)))
                lines = []
            elif text:
                lines.append(text)
        if lines:
            found.append(Block(BlockKind.TEXT, tuple(lines)))
    return found


@dataclass(frozen=True)
class Quiet:
    """When nobody is disturbed, on the clock of the house: from an hour in the evening until one in
    the morning, and on Sunday. Where both hours are the same, the nights are not quiet.
    """

    starts: int = 20
    ends: int = 8
    sunday: bool = True

    def holds_at(self, moment: datetime) -> bool:
        """Say whether it is quiet at a local moment."""
        return (self.sunday and moment.weekday() == _SUNDAY) or self._is_night(moment.hour)

    def _is_night(self, hour: int) -> bool:
        if self.starts <= self.ends:
            return self.starts <= hour < self.ends
        return hour >= self.starts or hour < self.ends


def quiet_from(text: str, *, sunday: bool) -> Quiet:
    """Read the setting: `20-8`, or nothing for no quiet nights.

    Raises:
        ValueError: something else stands there.
    """
    if not text:
        return Quiet(0, 0, sunday)
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", text)
    if found is None or not all(int(hour) < _HOURS for hour in found.groups()):
        raise ValueError(text)
    return Quiet(int(found[1]), int(found[2]), sunday)
