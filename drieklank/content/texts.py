"""Texts in languages: which languages there are, what happens where one is missing, and how fields are filled in.

Pure: no Django, no files. Fallback order everywhere: the language asked for, then Dutch. Whoever shows a text can see
from `Said.is_fallback` that Dutch stands in for a missing translation, and must then say so and set `lang`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Self

from babel import Locale
from babel.dates import format_date
from pydantic import ConfigDict, RootModel, model_validator

SOURCE_LANGUAGE: Final = "nl"
LANGUAGES: Final = ("nl", "en", "ar", "tr", "pl", "uk", "ti")
RIGHT_TO_LEFT: Final = frozenset({"ar"})

FIELD = re.compile(r"\{([a-z_]+)\}")
_STRAY_BRACE = re.compile(r"[{}]")
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
# A link or code must be copied exactly: no invisible characters around it.
EXACT_FIELDS: Final = frozenset({"link", "code", "stop"})


@dataclass(frozen=True)
class Said:
    """A text as it is shown. lang: the language it really is in; is_fallback: that is not the one asked for."""

    text: str
    lang: str
    is_fallback: bool


def direction(lang: str) -> str:
    """`rtl` or `ltr`, for the attribute `dir`."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


def fields_in(text: str) -> frozenset[str]:
    """The names of the fields, written {name}, that a text uses."""
    return frozenset(FIELD.findall(text))


def has_stray_brace(text: str) -> bool:
    """A brace that belongs to no field: nearly always a typing error, so it is refused."""
    return bool(_STRAY_BRACE.search(FIELD.sub("", text)))


def digits(number: int, lang: str) -> str:
    """A whole number in the figures of the language (Arabic: ٣)."""
    return str(number).translate(_ARABIC_DIGITS) if lang == "ar" else str(number)


@lru_cache(maxsize=512)
def written_day(day: date, lang: str) -> str:
    """A day written out in the language: 3 februari 2027. Names of months as CLDR has them."""
    written = format_date(day, "d MMMM y", locale=lang)
    return written.translate(_ARABIC_DIGITS) if lang == "ar" else written


def plural(count: int, lang: str) -> str:
    """Which form of a text goes with a number: one, two, few or many.

    The rules are CLDR's; its `zero` and `other` take the form `many`.
    """
    form = str(Locale(lang).plural_form(count))
    return form if form in {"one", "two", "few"} else "many"


def fill(
    text: str, lang: str, values: Mapping[str, str | int], keep: frozenset[str] = frozenset()
) -> str:
    """Fill in the fields of a text in one pass; fields in `keep` stay as {name} to be filled in while sending.

    A value can never become a field itself (braces turn into parentheses) nor start a new line. In a right-to-left text
    names are isolated, so that a Dutch school name does not turn the sentence around.
    Raises KeyError with the name of a field that got no value.
    """

    def value_of(match: re.Match[str]) -> str:
        name = match.group(1)
        return match.group(0) if name in keep else _plain(name, values[name], lang)

    return FIELD.sub(value_of, text)


def _plain(name: str, value: str | int, lang: str) -> str:
    if isinstance(value, int):
        return digits(value, lang)
    clean = " ".join(value.replace("{", "(").replace("}", ")").split())
    if lang in RIGHT_TO_LEFT and name not in EXACT_FIELDS:
        return f"{_ISOLATE}{clean}{_END_ISOLATE}"
    return clean


class Texts(RootModel[Mapping[str, str]]):
    """One text per language. In a file a bare text means: Dutch only."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _bare_text_is_dutch(cls, value: Any) -> Any:
        return {SOURCE_LANGUAGE: value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if SOURCE_LANGUAGE not in self.root:
            raise ValueError("De Nederlandse tekst (nl) ontbreekt.")
        for lang, text in self.root.items():
            if lang not in LANGUAGES:
                raise ValueError(f"De taal {lang} kennen we niet. Kies uit {', '.join(LANGUAGES)}.")
            if not text.strip():
                raise ValueError(f"De tekst in taal {lang} is leeg.")
        return self

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.root)

    def said(self, lang: str) -> Said:
        """The text in this language, else in Dutch, and which of the two it is."""
        if lang in self.root:
            return Said(self.root[lang], lang, False)
        return Said(self.root[SOURCE_LANGUAGE], SOURCE_LANGUAGE, True)

    def text(self, lang: str = SOURCE_LANGUAGE) -> str:
        return self.said(lang).text

    def __getitem__(self, lang: str) -> str:
        return self.said(lang).text

    def __str__(self) -> str:
        return self.root[SOURCE_LANGUAGE]

    def items(self) -> Iterator[tuple[str, str]]:
        """Language and text, Dutch first."""
        return iter(sorted(self.root.items(), key=lambda pair: LANGUAGES.index(pair[0])))
