"""The link with which a parent stops messages about measurements, without signing in.

It is signed and not secret: who has it can only stop (and start) messages to one parent. It keeps
working after the round, as the mail it stands in stays.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from drieklank.people.models import Parent

_SALT: Final = "drieklank.measure.stop"


def stop_token(parent: Parent) -> str:
    """Return the signed name of a parent, as it stands in the link."""
    name = base64.urlsafe_b64encode(parent.public_id.bytes).rstrip(b"=").decode("ascii")
    return Signer(salt=_SALT, sep=".").sign(name)


def stop_link(parent: Parent) -> str:
    """Return the full address that stops messages to this parent."""
    return f"{settings.BASE_URL}/meedoen/stop/{stop_token(parent)}"


def stop_fields(ref: str) -> dict[str, str] | None:
    """Return what a message to a parent without an invitation needs while it is sent; ref: the
    parent's id. None: this parent is left in peace by now, or gone.
    """
    parent = Parent.objects.filter(pk=ref, no_measure_mail=False).first()
    return None if parent is None else {"stop": stop_link(parent)}


def is_stop_token(token: str) -> bool:
    """Say whether we made this, for anybody: it tells nothing about who is there."""
    return _public_id(token) is not None


def parent_by_stop(token: str) -> Parent | None:
    """Return the parent that a stop link is for; None: altered, or gone since."""
    public_id = _public_id(token)
    return None if public_id is None else Parent.objects.filter(public_id=public_id).first()


def _public_id(token: str) -> UUID | None:
    try:
        name = Signer(salt=_SALT, sep=".").unsign(token)
        return UUID(bytes=base64.urlsafe_b64decode(f"{name}=="))
    except (BadSignature, binascii.Error, ValueError):
        return None
