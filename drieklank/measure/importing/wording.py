"""Texts of other systems: which language they are in, and their plain text out of HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from drieklank.content.texts import LANGUAGES
from drieklank.measure.own.draft import tidy

UNKNOWN_LANGUAGE: Final = ""

# How files name our languages: by code, in English, in Dutch, in the language itself.
_NAMES: Final = {
    "nl": ("dutch", "nederlands"),
    "en": ("english", "engels"),
    "ar": ("arabic", "arabisch", "العربية"),
    "tr": ("turkish", "turks", "türkçe"),
    "pl": ("polish", "pools", "polski"),
    "uk": ("ukrainian", "oekraïens", "oekraiens", "українська"),
    "ti": ("tigrinya", "tigrinja", "ትግርኛ"),
}
_BY_NAME: Final = {name: code for code, names in _NAMES.items() for name in names}
_CODE_BEHIND: Final = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\)\s*$")
_CODE: Final = re.compile(r"^([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?$")
_BREAKS: Final = frozenset(
    {"br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
)
_SILENT: Final = frozenset({"script", "style", "head", "title", "iframe", "noscript", "template"})


def language_of(name: str) -> str:
    """Return our code for how a file names a language; else that name itself, in lower case.

    `nl-informal`, `NL`, `Nederlands` and `Dutch (nl)` are `nl`; "" stays "": the file does not say.
    """
    plain_name = name.strip().lower()
    if plain_name in _BY_NAME:
        return _BY_NAME[plain_name]
    if behind := _CODE_BEHIND.search(plain_name):
        return behind[1]
    if (code := _CODE.match(plain_name)) and code[1] in LANGUAGES:
        return code[1]
    return plain_name


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BREAKS:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BREAKS:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


_MARKUP: Final = re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:[a-zA-Z]+|#x?[0-9a-fA-F]+);")


def plain(text: str) -> str:
    """Return the text of a piece of HTML on one line; a text without markup comes out as it is."""
    if not _MARKUP.search(text):
        return tidy(text)
    reader = _Text()
    reader.feed(text)
    reader.close()
    return tidy("".join(reader.pieces))


def holds_markup(text: str) -> bool:
    """Say whether a text had markup that did not come along (bold, links, pictures)."""
    return "<" in text and bool(_MARKUP.search(text))


_NO_OPINION: Final = re.compile(
    r"^(?:(?:dat )?weet (?:ik )?niet|geen mening|geen antwoord|n\.?v\.?t\.?|niet van toepassing"
    r"|(?:i )?don['’]?t know|no opinion|no answer|n/?a|not applicable)\.?$",
    re.IGNORECASE,
)


def is_no_opinion(text: str) -> bool:
    """Say whether an answer stands beside a scale: "weet ik niet", "geen mening", "n.v.t."."""
    return bool(_NO_OPINION.match(text.strip()))


# ${name}, {name}, {Q1.shown}, {TOKEN:FIRSTNAME}, [question('id')]: filled in by the other system.
_REFERENCE: Final = re.compile(r"\$?\{[^{}\s]{1,80}\}|\[question\([^\]]{1,80}\]")


def holds_reference(text: str) -> bool:
    """Say whether a text has a place where the other system filled something in."""
    return bool(_REFERENCE.search(text))
