"""Rows of De Vlieger that the pages of its plan are asked with: an action that the teacher owns."""

from __future__ import annotations

from typing import Any

from drieklank.access.actor import Actor
from drieklank.base.clock import today
from drieklank.improve.actions.plan import ActionWish, add_action, ensure_plan
from drieklank.improve.actions.plan_action import DoneWish, log_done
from drieklank.improve.actions.plan_change import PriorityWish, set_priorities
from tests.access.pages import page_names, parameters
from tests.cast import Cast


def plan_samples(cast: Cast, by: Actor) -> dict[str, dict[str, Any]]:
    """What each page of a plan needs. Call with the tenant open."""
    plan = ensure_plan(cast.school, by=by)
    (priority,) = set_priorities(plan, [PriorityWish("Welkom", "welcome")], by=by)
    wish = ActionWish("Bel alle ouders", priority, owner=cast.users["teacher"], hours=4)
    row = add_action(plan, wish, by=by)
    done = log_done(row, DoneWish(today(), "Gebeld", "planned", hours=1), by=by)
    code = cast.school.code
    found: dict[str, dict[str, Any]] = {
        "improve:plan_earlier": {"code": code, "year": plan.school_year}
    }
    for name in page_names():
        if name.startswith("improve:plan_action") and "public_id" in parameters(name):
            found[name] = {"code": code, "public_id": row.public_id}
            if "pk" in parameters(name):
                found[name]["pk"] = done.pk
    return found
