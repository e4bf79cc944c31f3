"""Fields that several forms about people share: days, telephone, postcode, language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from drieklank.people.rules import LANGUAGE_NAMES

DAY_FORMATS = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d")

LANGUAGES = tuple(LANGUAGE_NAMES.items())

PRIMARY_YEARS = [(str(n), f"groep {n}") for n in range(9)]
SECONDARY_YEARS = [(str(10 + n), f"leerjaar {n}") for n in range(1, 7)]


class DayField(forms.DateField):
    """A day, typed the Dutch way; a slip stays in the field with a sentence beside it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Bijvoorbeeld 25-1-2027")
        super().__init__(
            input_formats=DAY_FORMATS,
            widget=forms.DateInput(format="%d-%m-%Y", attrs={"class": "input--mid"}),
            **kwargs,
        )


class PhoneField(forms.CharField):
    """Digits, spaces and a plus; at least eight digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=20,
            widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr"}),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text and (
            not re.fullmatch(r"\+?[\d\s()./-]+", text) or len(re.sub(r"\D", "", text)) < 8
        ):
            raise ValidationError(
                "Dit telefoonnummer klopt niet. Schrijf het met cijfers, zoals 06 12345678."
            )
        return text


class PostcodeField(forms.CharField):
    """A Dutch postcode, written as 1234 AB."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=7, **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).upper()
        if not text:
            return ""
        parts = re.fullmatch(r"([1-9]\d{3})\s?([A-Z]{2})", text)
        if parts is None:
            raise ValidationError(
                "Een postcode is vier cijfers en twee letters, zoals 1234 AB. "
                "Een adres in het buitenland? Laat de postcode dan leeg."
            )
        return f"{parts[1]} {parts[2]}"


def year_groups(sector: str) -> list[tuple[str, str]]:
    """The year groups that a sector knows; empty for a group of several years."""
    years = {"po": PRIMARY_YEARS, "vo": SECONDARY_YEARS}.get(
        sector, PRIMARY_YEARS + SECONDARY_YEARS
    )
    return [("", "niet bekend of gemengd"), *years]


def with_current(choices: Iterable[tuple[str, str]], current: str) -> list[tuple[str, str]]:
    """The choices, with the value that stands there now where it is not among them (an import)."""
    listed = list(choices)
    return listed if current in dict(listed) else [*listed, (current, current)]
