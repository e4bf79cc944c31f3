"""A parent's own e-mail address: taken over once somebody opened the mail that went there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.tenancy import open_every_tenant
from drieklank.office.rules.sign_in import ADDRESS_LINK_WORKS
from drieklank.outbox.actions import queue
from drieklank.people.models import Parent

_SALT: Final = "drieklank.new-address"


@dataclass(frozen=True)
class Wanted:
    """What a link says: this parent, who had `before`, gave `email`."""

    parent_id: int
    before: str
    email: str


@transaction.atomic
def request_new_address(parent: Parent, email: str, language: str, *, by: Actor) -> None:
    """Mail a link to the new address. It can do nothing but give this parent this very address, so
    it is no secret of the message.
    """
    key = signing.dumps([parent.pk, parent.email, email], salt=_SALT)
    link = f"{settings.BASE_URL}{reverse('office:confirm_address')}?{urlencode({'key': key})}"
    queue(
        "parent-new-address",
        board_id=parent.board_id,
        parent_id=parent.pk,
        to=email,
        language=language,
        fields={"link": link},
        urgent=True,
    )
    note("parent.address_asked", parent, by=by)


def read_address_key(key: str) -> Wanted | None:
    """What a link says, None where it is not ours or older than a day."""
    try:
        parent_id, before, email = signing.loads(key, salt=_SALT, max_age=ADDRESS_LINK_WORKS)
    except (signing.BadSignature, ValueError):
        return None
    return Wanted(int(parent_id), str(before), str(email))


@transaction.atomic
def confirm_new_address(wanted: Wanted) -> bool:
    """Save the address; False where the parent got another one since, or is gone."""
    with open_every_tenant("a link from a mail names the parent"):
        changed = Parent.objects.filter(pk=wanted.parent_id, email=wanted.before).update(
            email=wanted.email
        )
        if not changed:
            return False
        parent = Parent.objects.get(pk=wanted.parent_id)
        note("parent.address_changed", parent, by=Actor(parent=parent))
    return True
