"""Choosing which actions parents see. One function is one transaction."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.improve.models import Plan, PlanAction, ShownAction


@transaction.atomic
def choose_shown(plan: Plan, chosen: Collection[UUID], *, by: Actor) -> int:
    """Show parents exactly these actions of the plan; return how many they see now.

    An action that says nothing for parents is never shown.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)
    rows = PlanAction.objects.filter(plan=plan).select_related("plan")
    shown = 0
    for row in rows:
        wanted = row.public_id in chosen and bool(row.for_parents.strip())
        shown += wanted
        _set(row, wanted=wanted, by=by)
    return shown


def _set(row: PlanAction, *, wanted: bool, by: Actor) -> None:
    known = ShownAction.objects.filter(action=row).first()
    if wanted and known is None:
        ShownAction.objects.create(board_id=row.board_id, action=row, shown_on=today())
        note("plan.shown_to_parents", row, by=by, school_id=row.plan.school_id)
    elif known is not None and not wanted:
        note("plan.hidden_from_parents", row, by=by, school_id=row.plan.school_id)
        known.delete()
