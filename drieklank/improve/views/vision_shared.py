"""The vision as parents read it, agreed or put before them, in their language and without signing in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from drieklank.access.doors import public
from drieklank.content.queries import interface_texts
from drieklank.content.reader import language_links, reader_language
from drieklank.content.texts import direction, written_day
from drieklank.improve.queries.vision import shared_vision
from drieklank.improve.queries.vision_values import INTERFACE, Card, cards


@require_safe
@public(
    "de visie waar team, ouders en MR akkoord mee zijn of die aan ouders is voorgelegd, en wat zij "
    "van elkaar verwachten"
)
def vision_shared(request: HttpRequest, code: str) -> HttpResponse:
    """The agreed vision and expectations, and a concept marked as one once it is put before parents."""
    page = shared_vision(code)
    if page is None:
        raise Http404
    language = reader_language(request, INTERFACE)
    words = interface_texts(INTERFACE, language)

    def dated(key: str, on: date | None) -> str:
        return words.fill(key, day=written_day(on, words.lang)) if on else ""

    shown = words_around(language) | {
        "t": words,
        "agreed": dated("agreed", page.agreed_on),
        "since": dated("since", page.expected_since),
        "page": page,
        "values": _values(page.version.values, language) if page.version else [],
        "concept_values": _values(page.concept.values, language) if page.concept else [],
        "offered": dated("concept_since", page.concept.offered_on if page.concept else None),
        "evening": dated("react_evening", page.evening),
        "languages": language_links(request, INTERFACE, language),
        "school_name": page.school.name,
        "school_phone": page.school.phone,
    }
    with translation.override(language):
        return render(request, "improve/vision_shared.html", shown)


def _values(stored: list[dict[str, str]], language: str) -> list[Card]:
    """The core values; a card that the school left as it is, in the reader's language."""
    own = {card.key: card for card in cards()}
    translated = {card.key: card for card in cards(language, "parents")}
    found = []
    for one in stored:
        key = one.get("key", "")
        is_card = key in own and one["sign"] == own[key].sign
        found.append(translated[key] if is_card else Card("", one["name"], one["sign"]))
    return found


def words_around(language: str) -> dict[str, Any]:
    """What the frame needs of a language."""
    return {"lang": language, "dir": direction(language)}
