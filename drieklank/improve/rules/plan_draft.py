"""From a report to a draft: which questions an activity should move. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

# More questions than this per action, and nobody can say which of them it was for.
MOST_ITEMS: Final = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the measured round and the indicator it belongs to."""

    key: str
    indicator: str


def items_to_move(asked: Sequence[Asked], indicators: Collection[str]) -> tuple[str, ...]:
    """Keys of the questions that an activity with these indicators should move, in asked order."""
    return tuple(one.key for one in asked if one.indicator in indicators)[:MOST_ITEMS]


def goal_of(goals: Sequence[str], wanted: Sequence[str]) -> str:
    """The first of the wanted goals that an activity serves; empty: none of them."""
    return next((goal for goal in wanted if goal in goals), "")
