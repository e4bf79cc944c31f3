"""Differences and changes for machines."""

from __future__ import annotations

from typing import Any

from drieklank.base.statistics import Difference
from drieklank.results.queries.change import Change
from drieklank.results.rules.change import GoalChange, ItemChange


def gap_as_data(gap: Difference | None) -> dict[str, Any] | None:
    """A difference on 0-100 with its interval; None: it cannot be said."""
    if gap is None:
        return None
    return {
        "value": round(gap.value, 2),
        "ci95": [round(gap.low, 2), round(gap.high, 2)],
        "is_beyond_chance": gap.is_beyond_chance,
    }


def change_as_data(change: Change | None) -> dict[str, Any] | None:
    """What changed since the earlier round, per role; None where there was none."""
    if change is None:
        return None
    return {
        "since": change.code,
        "roles": {
            one.role: {
                "goals": [_changed(found, found.goal.key) for found in one.goals],
                "items": [_changed(found, found.item.key) for found in one.items],
            }
            for one in change.roles
        },
    }


def _changed(found: GoalChange | ItemChange, key: str) -> dict[str, Any]:
    return {
        "key": key,
        "before": round(found.before.value, 2) if found.before else None,
        "after": round(found.after.value, 2) if found.after else None,
        "difference": gap_as_data(found.difference),
    }
