"""The one cookie of an answering page: the secret somebody came with, out of the address bar.

It is sent to the answering pages only, scripts cannot read it, and it carries the chosen language.
It signs nobody in. It lives as long as the browser is open.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from drieklank.measure.envelopes import LINK_BYTES, is_link, is_paper

NAME: Final = "uitnodiging"
PATH: Final = "/v/"
SHORTEST_WORD: Final = 6


class Seat(StrEnum):
    """At what somebody sits. TABLET: it is handed on. PHONE: somebody fills in for another."""

    OWN = ""
    TABLET = "tablet"
    PHONE = "telefoon"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the cookie says: the secret of a link or of a paper, the language if one was chosen.

    sitting: of a paper only. Several may hold one paper, a leader who prints it among them; so each
    browser keeps its answers so far under a secret of its own, or under a word that was chosen.
    with_dutch: the reader wants the Dutch beside a translation that nobody has read over.
    """

    secret: str
    language: str = ""
    sitting: str = ""
    seat: Seat = Seat.OWN
    with_dutch: bool = False

    @property
    def is_paper(self) -> bool:
        """Whether this came from paper: then no page says whether it was answered."""
        return bool(self.sitting)

    @property
    def holder(self) -> str:
        """Under what the answers so far are sealed, besides the round's key."""
        return f"{self.secret}.{self.sitting}" if self.sitting else self.secret


def of_paper(paper: str, language: str = "", seat: Seat = Seat.OWN) -> Ticket:
    """Return the ticket of who comes with a paper: a new sitting, with nothing filled in."""
    return Ticket(paper, language, _short(secrets.token_bytes(LINK_BYTES)), seat)


def sitting_of(word: str) -> str:
    """Return the sitting that a chosen word stands for; capitals and outer spaces do not count."""
    plain = " ".join(unicodedata.normalize("NFKC", word).casefold().split())
    return _short(hashlib.sha256(b"word:" + plain.encode()).digest()[:LINK_BYTES])


def _short(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def read(request: HttpRequest) -> Ticket | None:
    """Return the ticket of this browser; None where it has none, or something that is none."""
    known: Ticket | None = getattr(request, "ticket", None)
    if known is None:
        known = request.ticket = _read(request)  # type: ignore[attr-defined] # the door and the view both ask
    return known


def _read(request: HttpRequest) -> Ticket | None:
    value = request.COOKIES.get(NAME, "")
    secret, language, sitting, seat, dutch, *_ = f"{value}.....".split(".")
    if is_link(secret) and not sitting:
        return Ticket(secret, language, with_dutch=bool(dutch))
    if is_paper(secret) and is_link(sitting) and seat in list(Seat):
        return Ticket(secret, language, sitting, Seat(seat), bool(dutch))
    return None


def give(response: HttpResponse, ticket: Ticket) -> HttpResponse:
    """Put the ticket in the browser. Lax: a link in a mail must work; another site cannot post."""
    dutch = "nl" if ticket.with_dutch else ""
    parts = (ticket.secret, ticket.language, ticket.sitting, ticket.seat, dutch)
    response.set_cookie(
        NAME,
        ".".join(parts).rstrip("."),
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


def take(response: HttpResponse) -> HttpResponse:
    """Remove the ticket: the next person at this device finds nothing."""
    response.delete_cookie(NAME, path=PATH, samesite="Lax")
    return response
