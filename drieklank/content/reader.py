"""In which language somebody reads a page that is open to parents without signing in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from drieklank.access.doors import actor_of
from drieklank.content.queries import interface_languages
from drieklank.content.texts import SOURCE_LANGUAGE, direction
from drieklank.people.queries import language_of
from drieklank.ui.nav import LanguageLink


def reader_language(request: HttpRequest, interface: str) -> str:
    """The language of the link, else chosen in the portal, else of the parent who is signed in,
    else the first that the browser asks for and the interface has.
    """
    there = interface_languages(interface)
    parent = actor_of(request).parent
    asked = [request.GET.get("taal", ""), request.COOKIES.get("taal", "")]
    if parent is not None:
        asked.append(language_of(parent))
    for part in request.headers.get("Accept-Language", "").split(","):
        asked.append(part.partition(";")[0].strip().partition("-")[0].lower())
    return next((one for one in asked if one in there), SOURCE_LANGUAGE)


def language_links(request: HttpRequest, interface: str, language: str) -> list[LanguageLink]:
    """The same page in each language of the interface, named in that language itself."""
    names = dict(settings.LANGUAGES)
    return [
        LanguageLink(
            one, str(names[one]), f"{request.path}?taal={one}", direction(one), one == language
        )
        for one in interface_languages(interface)
    ]
