"""How a parent is reached by a message: by mail, by text message, or not at all. Pure."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from drieklank.people.roster.values import phone_number

_DUTCH_MOBILE: Final = re.compile(r"\+316\d{8}")


class Way(StrEnum):
    """By what a message travels."""

    MAIL = "mail"
    SMS = "sms"


def mobile_number(text: str) -> str:
    """Return a Dutch mobile number in E.164 (`+31612345678`), however it was written.

    Empty for everything else: no number, a number at home, a number abroad.
    """
    number = phone_number(text) or ""
    return number if _DUTCH_MOBILE.fullmatch(number) else ""


def written_once(text: str) -> str:
    """Return a telephone number as it is stored: a mobile one in E.164, another as it was typed."""
    return mobile_number(text) or text


def way_to(*, email: str, phone: str, prefers: str, has_sms: bool) -> Way | None:
    """Return how to reach a parent; None: only on paper.

    prefers: `people.models.Channel` of the relation. has_sms: a gateway for texts is set up.
    Mail goes first, except for who asked for texts.
    """
    texts = has_sms and bool(mobile_number(phone))
    if texts and (prefers == Way.SMS or not email):
        return Way.SMS
    return Way.MAIL if email else None
