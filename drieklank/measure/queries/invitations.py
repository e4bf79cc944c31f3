"""From a secret to an invitation and back; the secrets themselves are stored nowhere."""

from __future__ import annotations

import logging

from django.conf import settings

from drieklank.base import codes
from drieklank.base.clock import today
from drieklank.measure import envelopes
from drieklank.measure.keys import KeyMissing, store
from drieklank.measure.models import Invitation, Role
from drieklank.measure.queries.people import relations_at
from drieklank.measure.rules import may_be_invited

log = logging.getLogger("drieklank.measure")


def invitation_by_link(link: str) -> Invitation | None:
    """Return the invitation that a link's secret belongs to, with its round and school.

    One statement, by an indexed hash, however many rounds are open. A closed round has none left.
    """
    if not envelopes.is_link(link):
        return None
    return _found(link_hash=envelopes.link_hash(store().lookup_key(), link))


def invitation_by_code(text: str) -> Invitation | None:
    """Return the invitation that a typed code belongs to.

    Raises:
        CodeError: the text cannot be a code at all; says nothing about which codes are in use.
    """
    return _found(code_hash=envelopes.code_hash(store().lookup_key(), codes.read(text)))


def _found(**lookup: bytes) -> Invitation | None:
    return Invitation.objects.select_related("round__school").filter(**lookup).first()


def link_of(invitation: Invitation) -> str:
    """Return the full address for an invitation: for a mail while sending, for a QR code.

    Raises:
        KeyMissing: the round's key is gone.
    """
    key = store().load(invitation.round.public_id)
    return f"{settings.BASE_URL}/v/{key.link(invitation.pk)}"


def code_of(invitation: Invitation) -> str:
    """Return the typable code of an invitation as it is printed: `XXXXX-XXXXX`.

    Raises:
        KeyMissing: the round's key is gone.
    """
    return codes.show(store().load(invitation.round.public_id).code(invitation.pk))


def secret_fields(ref: str) -> dict[str, str] | None:
    """Return the secret fields of a message about an invitation, at the moment of sending.

    None: nothing is to be sent any more, since the round closed, or the parent has no longer a
    child here whom the school may tell about.
    """
    invitation = Invitation.objects.select_related("round__school").filter(pk=ref).first()
    if invitation is None or not _still_invited(invitation):
        return None
    try:
        return {"link": link_of(invitation)}
    except KeyMissing:
        log.error("the key of round %s is gone; its messages are cancelled", invitation.round.code)
        return None


def _still_invited(invitation: Invitation) -> bool:
    if invitation.role != Role.PARENTS:
        return True
    day = today()
    relations = relations_at(invitation.round.school, day, invitation.parent_id)
    return any(may_be_invited(relation, day) for relation in relations)
