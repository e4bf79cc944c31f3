"""In which language a parent or pupil reads the portal: chosen, else as the school knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from babel.dates import format_date
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from drieklank.access.doors import actor_of
from drieklank.content.queries import interface_languages, interface_texts
from drieklank.content.texts import direction
from drieklank.people.queries import language_of
from drieklank.ui.nav import LanguageLink
from drieklank.ui.parts.words import digits

COOKIE: Final = "taal"
PARAMETER: Final = "taal"
INTERFACE: Final = "portal-interface"
NAMES: Final = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Language:
    """The language of one answer, and whether it was chosen just now."""

    code: str
    path: str
    is_chosen: bool

    @property
    def words(self) -> Mapping[str, str]:
        return interface_texts(INTERFACE, self.code)

    def day(self, on: date) -> str:
        """A date in words, in this language."""
        return digits(format_date(on, "d MMMM", locale=self.code), self.code)

    def context(self) -> dict[str, Any]:
        return {
            "lang": self.code,
            "dir": direction(self.code),
            "t": self.words,
            "languages": [
                LanguageLink(
                    code,
                    NAMES[code],
                    f"{self.path}?{PARAMETER}={code}",
                    direction(code),
                    code == self.code,
                )
                for code in interface_languages(INTERFACE)
            ],
        }


def portal_language(request: HttpRequest) -> Language:
    """The chosen language, else the cookie's, else the one the school knows, else Dutch."""
    asked = request.GET.get(PARAMETER, "")
    if asked in interface_languages(INTERFACE):
        return Language(asked, request.path, True)
    kept = request.COOKIES.get(COOKIE, "")
    if kept in interface_languages(INTERFACE):
        return Language(kept, request.path, False)
    parent = actor_of(request).parent
    known = language_of(parent) if parent is not None else "nl"
    return Language(known if known in interface_languages(INTERFACE) else "nl", request.path, False)


def answer(
    request: HttpRequest, template: str, shown: dict[str, Any], language: Language
) -> HttpResponse:
    """The page in its language, frame included; a choice is kept for a year, as a language only."""
    with translation.override(language.code):
        response = render(request, template, shown)
    if language.is_chosen:
        response.set_cookie(
            COOKIE,
            language.code,
            max_age=365 * 86_400,
            samesite="Lax",
            secure=settings.HTTPS,
            httponly=True,
        )
    return response
