"""Pages for everyone: privacy, accessibility, help, how answers stay nameless; and all components."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from drieklank.access.doors import actor_of, public
from drieklank.content.queries import page
from drieklank.content.schema import Page
from drieklank.content.texts import LANGUAGES, SOURCE_LANGUAGE
from drieklank.ui.kit import kit_context
from drieklank.ui.nav import LanguageLink

COOKIE = "taal"
NAMES = dict(settings.LANGUAGES)


def _language(request: HttpRequest) -> str:
    """The language asked for, else the one kept by the portal, else Dutch. Kept nowhere here."""
    for asked in (request.GET.get("taal", ""), request.COOKIES.get(COOKIE, "")):
        if asked in LANGUAGES:
            return asked
    return SOURCE_LANGUAGE


def _show(request: HttpRequest, slug: str, other: tuple[str, str] | None = None) -> HttpResponse:
    """One page of content/pages in the reader's language; other: a page beside it (label, address)."""
    asked = _language(request)
    found = page(slug, asked)
    if found is None:
        raise Http404
    shown = {
        "page": found,
        "lang": found.lang,
        "dir": found.dir,
        "languages": _links(request, found),
        "other": other,
    }
    with translation.override(found.lang):
        return render(request, "office/pages/page.html", shown)


def _links(request: HttpRequest, found: Page) -> list[LanguageLink]:
    if len(found.languages) < 2:
        return []
    return [
        LanguageLink(
            code,
            NAMES[code],
            f"{request.path}?taal={code}",
            "rtl" if code == "ar" else "ltr",
            code == found.lang,
        )
        for code in LANGUAGES
        if code in found.languages
    ]


@public("uitleg over privacy")
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, and which rights people have."""
    return _show(request, "privacy")


@public("verklaring over toegankelijkheid")
def accessibility(request: HttpRequest) -> HttpResponse:
    """How usable the pages are for everyone, and where to say that they are not."""
    return _show(request, "accessibility")


@public("hulp")
def help_page(request: HttpRequest) -> HttpResponse:
    """Help: for staff where staff is signed in, else for parents; the other one is a link away."""
    wanted = request.GET.get("voor", "")
    is_staff = (
        actor_of(request).user is not None if wanted not in {"team", "ouders"} else wanted == "team"
    )
    if is_staff:
        return _show(request, "help-staff", ("Hulp voor ouders", f"{request.path}?voor=ouders"))
    return _show(request, "help-parents")


@public("uitleg hoe antwoorden zonder naam blijven")
def anonymity(request: HttpRequest) -> HttpResponse:
    """How answers stay without names."""
    return _show(request, "anonymity")


@public("alle bouwstenen van de pagina's; bevat geen gegevens")
def kit(request: HttpRequest) -> HttpResponse:
    """All components on one page, with made-up text."""
    return render(request, "ui/kit.html", kit_context())
