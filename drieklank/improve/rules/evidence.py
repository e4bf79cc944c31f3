"""What may be expected of an activity before a school tried it: a mean and a spread per level of evidence.

Sizes are in standard deviations of what single parents answer on a goal; `ANSWER_SPREAD` makes
points of 0-100 of them. They are chosen, not measured: reviews of partnership programmes find 0.25
to 0.39 on average (Smith et al. 2019; Sheridan et al. 2019), of which part stays behind where a
school starts by itself, and single well-run trials found nothing at all (docs/decisions/0020).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from drieklank.content.schema.activity import EvidenceLevel, Outcome

# Single answers lie some 25 points apart; a goal is a mean of about seven that go together.
ANSWER_SPREAD: Final = 18.0
# Studies are of other countries and other questions, so all priors may be off together, in points.
SHARED_SPREAD: Final = 0.12 * ANSWER_SPREAD


@dataclass(frozen=True, slots=True)
class Expected:
    """What a full dose of an activity does to a goal it serves, in points of 0-100: a mean, and a
    standard deviation that says how little that is known."""

    mean: float
    spread: float


_BY_LEVEL: Final[Mapping[EvidenceLevel, tuple[float, float]]] = {
    EvidenceLevel.IDEA: (0.04, 0.15),
    EvidenceLevel.PRACTICE: (0.08, 0.15),
    EvidenceLevel.ATTITUDES: (0.12, 0.14),
    EvidenceLevel.TRIAL: (0.18, 0.12),
    EvidenceLevel.TRIALS: (0.22, 0.10),
}
# A study of learning, attendance or wellbeing says less about what parents answer on a goal.
_ELSEWHERE: Final = frozenset({Outcome.LEARNING, Outcome.ATTENDANCE, Outcome.WELLBEING})
_SHARE_ELSEWHERE: Final = 0.7
_SPREAD_ELSEWHERE: Final = 0.15


def expected(level: EvidenceLevel, outcome: Outcome | None) -> Expected:
    """The prior of an activity, from how well and on what it was studied."""
    mean, spread = _BY_LEVEL[level]
    if outcome in _ELSEWHERE:
        mean, spread = mean * _SHARE_ELSEWHERE, max(spread, _SPREAD_ELSEWHERE)
    return Expected(mean * ANSWER_SPREAD, spread * ANSWER_SPREAD)
