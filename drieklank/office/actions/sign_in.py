"""Starting and ending sessions of parents and pupils."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.access.person_session import hash_secret
from drieklank.audit.actions import note
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.people.models import Parent, PersonSession, Pupil


@transaction.atomic
def open_person_session(person: Parent | Pupil, *, way: str, replaces: str = "") -> str:
    """Sign a parent or pupil in; returns the secret for the cookie, of which only the hash is kept.

    way: how ("mail", "print", "pupil", "demo"); replaces: the secret of the cookie that the
    browser sent, whose session ends.
    """
    secret = secrets.token_urlsafe(32)
    is_parent = isinstance(person, Parent)
    close_person_session(replaces)
    with open_tenant(person.board_id):
        PersonSession.objects.create(
            board_id=person.board_id,
            secret_hash=hash_secret(secret),
            parent=person if isinstance(person, Parent) else None,
            pupil=person if isinstance(person, Pupil) else None,
            last_seen_on=today(),
            expires_at=now() + settings.PARENT_SESSION_AGE,
        )
        actor = Actor(
            parent=person if isinstance(person, Parent) else None,
            pupil=person if isinstance(person, Pupil) else None,
        )
        verb = "parent.signed_in" if is_parent else "pupil.signed_in"
        note(verb, person, by=actor, way=way)
    return secret


def close_person_session(secret: str) -> None:
    """End the session of this secret, if there is one."""
    if secret:
        with open_every_tenant("ending a session by its secret"):
            PersonSession.objects.filter(secret_hash=hash_secret(secret)).delete()
