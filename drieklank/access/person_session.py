"""The cookie of a parent's or pupil's session: how it is set, prolonged day by day, and taken away."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import HttpResponseBase

from drieklank.base.clock import now, today
from drieklank.people.models import PersonSession

if TYPE_CHECKING:
    from django.http import HttpRequest

PERSON_COOKIE: Final = "drieklank_thuis"


def hash_secret(secret: str) -> str:
    """Secrets are long and random, so a plain hash is enough; only the hash is kept."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def find_session(request: HttpRequest) -> PersonSession | None:
    """The running session behind the cookie, with its person. The caller opens the tenants."""
    secret = request.COOKIES.get(PERSON_COOKIE, "")
    if not secret:
        return None
    return (
        PersonSession.objects.select_related("parent", "pupil")
        .filter(secret_hash=hash_secret(secret), expires_at__gt=now())
        .first()
    )


def prolong(session: PersonSession) -> bool:
    """Thirty days from the first request of each day; True where that is now.

    By day, so that nothing is written on most requests and no moment of a visit is kept.
    """
    if session.last_seen_on == today():
        return False
    session.last_seen_on = today()
    session.expires_at = now() + settings.PARENT_SESSION_AGE
    PersonSession.objects.filter(pk=session.pk).update(
        last_seen_on=session.last_seen_on, expires_at=session.expires_at
    )
    return True


def set_cookie(response: HttpResponseBase, secret: str) -> None:
    """Give the browser the secret: not readable for scripts, only over HTTPS where there is."""
    response.set_cookie(
        PERSON_COOKIE,
        secret,
        max_age=int(settings.PARENT_SESSION_AGE.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def delete_cookie(response: HttpResponseBase) -> None:
    response.delete_cookie(PERSON_COOKIE, samesite="Lax")
