"""Making and revoking an address for somebody's own calendar. One function is one transaction."""

from __future__ import annotations

import secrets
from typing import Final

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.access.person_session import hash_secret
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.improve.models import CalendarFeed
from drieklank.schools.models import School, User

_BYTES: Final = 32


@transaction.atomic
def make_feed(user: User, school: School, kind: str, *, by: Actor) -> str:
    """A new secret for an address; an older one of the same kind stops working.

    It is shown once: only its hash is kept.
    """
    secret = secrets.token_urlsafe(_BYTES)
    row, _ = CalendarFeed.objects.update_or_create(
        user=user,
        school=school,
        kind=kind,
        defaults={
            "board_id": school.board_id,
            "secret_hash": hash_secret(secret),
            "made_on": today(),
        },
    )
    note("plan.feed_made", row, by=by, kind=kind)
    return secret


@transaction.atomic
def revoke_feed(user: User, school: School, kind: str, *, by: Actor) -> bool:
    """Stop an address. False: there was none."""
    row = CalendarFeed.objects.filter(user=user, school=school, kind=kind).first()
    if row is None:
        return False
    note("plan.feed_revoked", row, by=by, kind=kind)
    row.delete()
    return True
