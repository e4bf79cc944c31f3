"""The one cookie of a phone at a brainstorm: the board's code, and a random word of its own.

It is sent to these pages only, scripts cannot read it, and it signs nobody in. The database never
holds the word: only a mark made of it that differs per board and is wiped when the board closes.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from drieklank.base import codes

NAME: Final = "bord"
PATH: Final = "/b/"
_WORD_BYTES: Final = 12
_SALT: Final = "drieklank.improve.brainstorm"
_DAY: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Seat:
    """Which board a phone came to, and the word that tells its own notes and dots."""

    code: int
    word: str

    def mark(self) -> str:
        """What stands with this phone's notes and dots on this board, and says nothing elsewhere."""
        return _digest("mark", f"{self.code}.{self.word}")

    def form_token(self) -> str:
        """What a form of this phone carries: another site does not know it."""
        return _digest("form", f"{self.code}.{self.word}")

    def is_own_form(self, request: HttpRequest) -> bool:
        """Say whether a form that came in was made for this phone."""
        return constant_time_compare(request.POST.get("token", ""), self.form_token())


def _digest(use: str, value: str) -> str:
    return salted_hmac(f"{_SALT}.{use}", value, algorithm="sha256").hexdigest()[:32]


def read(request: HttpRequest) -> Seat | None:
    """Return the seat of this phone; None where it has none, or something that we did not sign."""
    try:
        value = signing.Signer(salt=_SALT).unsign(request.COOKIES.get(NAME, ""))
        code, _, word = value.partition(".")
        return Seat(codes.read(code), word)
    except (signing.BadSignature, codes.CodeError):
        return None


def give(response: HttpResponse, request: HttpRequest, code: int) -> HttpResponse:
    """Seat a phone at a board. Who comes back with the same code keeps the own notes."""
    known = read(request)
    word = known.word if known and known.code == code else secrets.token_urlsafe(_WORD_BYTES)
    response.set_cookie(
        NAME,
        signing.Signer(salt=_SALT).sign(f"{codes.encode(code)}.{word}"),
        max_age=_DAY,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


def take(response: HttpResponse) -> HttpResponse:
    """Remove the seat."""
    response.delete_cookie(NAME, path=PATH, samesite="Lax")
    return response
