"""Three activities that serve a goal: the place that a report keeps for them.

Only goal, sector and evidence count here; what a school needs most, its hours and what it did before
are weighed by `improve`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from drieklank.content.schema.activity import ActivityHead, Sector

MOST: Final = 3
# One of the three takes no longer than this, getting ready and doing together.
QUICK: Final = 30


@dataclass(frozen=True)
class Choice:
    """An activity and whether it serves what stood lowest."""

    head: ActivityHead
    serves_indicator: bool


def _order(choice: Choice, goal: str) -> tuple[bool, int, bool, int, str]:
    head = choice.head
    minutes = head.minutes.preparation + head.minutes.doing
    return (
        not choice.serves_indicator,
        -int(head.evidence.level.removeprefix("E")),
        head.goals[0] != goal,
        minutes,
        head.key,
    )


def three_for(
    heads: Iterable[ActivityHead], goal: str, sector: Sector, indicators: Sequence[str] = ()
) -> tuple[Choice, ...]:
    """At most three activities for a goal, best first, of which one is quick where there is one.

    `indicators`: what stood lowest within the goal. Those that serve it come first, then the better
    studied, then those made for this goal first of all, then the shorter.
    """
    wanted = set(indicators)
    fitting = [
        Choice(head, bool(wanted.intersection(head.indicators)))
        for head in heads
        if goal in head.goals and sector in head.sectors
    ]
    ranked = sorted(fitting, key=lambda choice: _order(choice, goal))
    chosen = ranked[:MOST]
    quick = [choice for choice in ranked if _is_quick(choice.head)]
    if quick and not any(_is_quick(choice.head) for choice in chosen):
        chosen = [*chosen[: MOST - 1], quick[0]]
    return tuple(chosen)


def _is_quick(head: ActivityHead) -> bool:
    return head.minutes.preparation + head.minutes.doing <= QUICK
