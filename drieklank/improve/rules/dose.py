"""How much of an activity a school did: from what it wrote down, between two measurements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from drieklank.improve.rules.plan import Fidelity

_FIDELITY: Final = {Fidelity.AS_PLANNED: 1.0, Fidelity.ADAPTED: 0.8, Fidelity.PARTLY: 0.5}
# It is called done, and nobody wrote down for whom and how.
UNWRITTEN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Written:
    """One time: for which groups (empty: the whole school) and how closely to what was planned."""

    groups: tuple[str, ...]
    fidelity: str


def dose(written: Sequence[Written], groups: int, *, is_done: bool) -> float:
    """0-1: of a school of so many groups the share that had it, times how closely; best time counts.

    With nothing written down: a half where it is called done, else nothing.
    """
    if not written:
        return UNWRITTEN if is_done else 0.0
    whole = max((_close(one) for one in written if not one.groups), default=0.0)
    each: dict[str, float] = {}
    for one in written:
        for name in one.groups:
            each[name] = max(_close(one), each.get(name, 0.0))
    many = max(groups, len(each), 1)
    total = sum(max(close, whole) for close in each.values()) + whole * (many - len(each))
    return min(total / many, 1.0)


def _close(one: Written) -> float:
    return _FIDELITY[Fidelity(one.fidelity)]
