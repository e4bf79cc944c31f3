"""The one cookie of an answering page: the link's secret, out of the address bar.

It is sent to the answering pages only, scripts cannot read it, and it carries the chosen language.
It signs nobody in. It lives as long as the browser is open: the link itself is the memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from drieklank.measure.envelopes import is_link

NAME: Final = "uitnodiging"
PATH: Final = "/v/"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the cookie says: which link, and the language if one was chosen."""

    link: str
    language: str = ""


def read(request: HttpRequest) -> Ticket | None:
    """Return the ticket of this browser; None where it has none, or something that is no link."""
    link, _, language = request.COOKIES.get(NAME, "").partition(".")
    return Ticket(link, language) if is_link(link) else None


def give(response: HttpResponse, ticket: Ticket) -> HttpResponse:
    """Put the ticket in the browser. Lax: a link in a mail must work; another site cannot post."""
    value = f"{ticket.link}.{ticket.language}" if ticket.language else ticket.link
    response.set_cookie(
        NAME, value, path=PATH, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


def take(response: HttpResponse) -> HttpResponse:
    """Remove the ticket: the next person at this device finds nothing."""
    response.delete_cookie(NAME, path=PATH, samesite="Lax")
    return response
