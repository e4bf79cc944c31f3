"""When to try again, and how a body becomes a mail. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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


@dataclass(frozen=True)
class Block:
    """A paragraph (lines), or a link or code that stands on a line of its own."""

    kind: BlockKind
    lines: tuple[str, ...]


def blocks(body: str, *, link: str = "", code: str = "") -> list[Block]:
    """A body of plain text cut into paragraphs; the link and the code, alone on a line, apart."""
    alone = {link: BlockKind.LINK, code: BlockKind.CODE}
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
