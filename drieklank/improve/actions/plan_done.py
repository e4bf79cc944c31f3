"""Putting right what was written of an action. Hours and totals are read from the rows, so they follow."""

from __future__ import annotations

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.improve.actions.plan_action import DoneWish
from drieklank.improve.models import ActionDone


class DoneChangedError(ValueError):
    """Somebody changed the line meanwhile; `row` holds it as it is now. Nothing was written."""

    def __init__(self, row: ActionDone) -> None:
        super().__init__("The line has another version.")
        self.row = row


class DoneGoneError(ValueError):
    """Somebody removed the line meanwhile."""


@transaction.atomic
def change_done(known: ActionDone, wish: DoneWish, *, version: int, by: Actor) -> ActionDone:
    """Let a line stand as wished; who wrote it first stays with it.

    Raises:
        DoneChangedError: `version` is not that of the row.
        DoneGoneError: the line is not there any more.
    """
    row = _locked(known)
    if row.version != version:
        raise DoneChangedError(row)
    before = row.hours
    row.on, row.what, row.fidelity = wish.on, wish.what, wish.fidelity
    row.groups, row.hours, row.euros = list(wish.groups), wish.hours, wish.euros
    row.version += 1
    row.save()
    school = row.action.plan.school_id
    note("plan.done_changed", row.action, by=by, school_id=school, hours=row.hours, before=before)
    return row


@transaction.atomic
def remove_done(known: ActionDone, *, by: Actor) -> None:
    """Take a line away. How far the action is stays as it was said. Gone already: nothing."""
    row = ActionDone.objects.select_related("action__plan").filter(pk=known.pk).first()
    if row is None:
        return
    action = row.action
    note("plan.done_removed", action, by=by, school_id=action.plan.school_id, hours=row.hours)
    row.delete()


def _locked(known: ActionDone) -> ActionDone:
    rows = ActionDone.objects.select_related("action__plan").select_for_update(of=("self",))
    row: ActionDone | None = rows.filter(pk=known.pk).first()
    if row is None:
        raise DoneGoneError
    return row
