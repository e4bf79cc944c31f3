"""What a team chose becomes an action in the plan. One transaction."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.improve.actions.plan import ActionWish, add_action, ensure_plan
from drieklank.improve.models import ActionSource, BrainstormGroup, PlanAction


@transaction.atomic
def action_from_group(group: BrainstormGroup, wish: ActionWish, *, by: Actor) -> PlanAction:
    """Put an action in the plan of now (a new one where there is none) that came of this group.

    Raises:
        TooManyHoursError: the plan would ask more hours than the school set; nothing was written.
    """
    plan = ensure_plan(group.brainstorm.school, by=by)
    wish = replace(wish, source=ActionSource.BRAINSTORM, source_ref=str(group.public_id))
    return add_action(plan, wish, by=by)
