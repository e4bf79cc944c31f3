"""Leaving a parent in peace, by the parent's own hand."""

from __future__ import annotations

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.people.actions.families import remember_peace
from drieklank.people.models import Parent


@transaction.atomic
def stop_messages(parent: Parent) -> None:
    """No invitation or reminder any more, by mail, text or letter. What waits is not sent either."""
    if _set(parent, is_quiet=True):
        note("parent.left_in_peace", parent, by=Actor(parent=parent))


@transaction.atomic
def be_asked_again(parent: Parent) -> None:
    """Take it back: from the next invitation on."""
    if _set(parent, is_quiet=False):
        note("parent.not_in_peace", parent, by=Actor(parent=parent))


def _set(parent: Parent, *, is_quiet: bool) -> bool:
    rows = Parent.objects.filter(pk=parent.pk).exclude(no_measure_mail=is_quiet)
    if not rows.update(no_measure_mail=is_quiet):
        return False
    remember_peace(parent, is_quiet=is_quiet)
    return True
