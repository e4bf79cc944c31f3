"""In which language a page for parents speaks before anybody is signed in."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from drieklank.content.queries import sign_in_texts
from drieklank.content.texts import LANGUAGES, SOURCE_LANGUAGE, direction

LANGUAGE_COOKIE: Final = "taal"
NAMES: Final = dict(settings.LANGUAGES)


def language_of(request: HttpRequest) -> str:
    """The language chosen on this page (`?taal=ar`) or earlier in this browser; else Dutch."""
    chosen = request.GET.get("taal") or request.COOKIES.get(LANGUAGE_COOKIE) or ""
    return chosen if chosen in LANGUAGES else SOURCE_LANGUAGE


def show(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page in the language of the reader, with the switch; remembers a choice made now."""
    lang = language_of(request)
    with translation.override(lang):
        response = render(
            request,
            template,
            {
                "lang": lang,
                "dir": direction(lang),
                "texts": sign_in_texts(lang),
                "switch": [
                    {
                        "code": code,
                        "name": name,
                        "dir": direction(code),
                        "current": code == lang,
                        "url": _switch(request, code),
                    }
                    for code, name in NAMES.items()
                ],
                **(context or {}),
            },
            status=status,
        )
    if "taal" in request.GET:
        response.set_cookie(
            LANGUAGE_COOKIE,
            lang,
            max_age=365 * 86400,
            samesite="Lax",
            httponly=True,
            secure=settings.HTTPS,
        )
    return response


def _switch(request: HttpRequest, code: str) -> str:
    """This page in another language; what else stands in the address stays."""
    query = request.GET.copy()
    query["taal"] = code
    return f"?{query.urlencode()}"
