"""How many answers are enough: the margin reached, in words, and how many would be needed.

Pure. The margin is that of a share of one half at 95 %, with the correction for a finite
population (domain.md 3.6; Cochran, Sampling Techniques, section 4.4):
n = z^2 p(1-p)/e^2 / (1 + z^2 p(1-p)/(e^2 N)).
"""

from __future__ import annotations

from enum import StrEnum
from math import ceil, sqrt
from typing import Final

_Z: Final = 1.959964
_QUARTER: Final = 0.25


class Label(StrEnum):
    """What a number of answers is good for, as a school reads it."""

    RELIABLE = "betrouwbaar"
    USEFUL = "bruikbaar"
    INDICATION = "indicatie"
    TOO_FEW = "te weinig"


RELIABLE_MARGIN: Final = 5.0  # points out of a hundred, to either side
USEFUL_MARGIN: Final = 10.0


def margin(answered: int, invited: int) -> float:
    """Return the half width of the 95 % interval of a share, in points (0-100).

    Raises:
        ValueError: nobody answered, or more than were invited.
    """
    if not 0 < answered <= invited:
        raise ValueError(f"{answered} of {invited}")
    if invited == 1:
        return 0.0
    left = (invited - answered) / (invited - 1)
    return 100 * _Z * sqrt(_QUARTER / answered * left)


def label(answered: int, invited: int, minimum: int = 5) -> Label:
    """Say what so many answers are good for; below the minimum nothing is shown at all."""
    if answered < minimum:
        return Label.TOO_FEW
    reached = margin(answered, invited)
    if reached <= RELIABLE_MARGIN:
        return Label.RELIABLE
    return Label.USEFUL if reached <= USEFUL_MARGIN else Label.INDICATION


def needed(invited: int, within: float) -> int:
    """Return how many of those invited must answer for a margin of `within` points."""
    if invited <= 1:
        return invited
    ideal = _Z**2 * _QUARTER / (within / 100) ** 2
    # Solved from `margin`, whose correction divides by N - 1, so that both always agree.
    return min(invited, ceil(ideal * invited / (ideal + invited - 1) - 1e-9))
