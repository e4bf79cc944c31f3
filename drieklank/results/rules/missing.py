"""Who did not answer, and how far a score could move if they thought otherwise.

What the missing think cannot be estimated from those who answered. So two things are told: a
scenario that the reader can weigh (they are 10 or 20 points less positive), and the bounds that
hold whatever they think (Manski 1989, Journal of Human Resources 24:343-360): with a share s that
answered and the score m, the whole lies between s·m and s·m + (1 - s)·100. Whoever answered is no
sample here but counted whole, so these bounds have no sampling error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from drieklank.results.rules.findings import STRONG_FROM, WEAK_BELOW, GoalFinding
from drieklank.results.rules.response import Response
from drieklank.results.rules.wording import listed, points, whole

# How many points less positive the missing might be: a scenario, not an estimate.
SOME, MANY = 10.0, 20.0
# From how many percentage points difference in response a part is told to have answered less often.
LESS_OFTEN_FROM: Final = 10.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """A score (0-100) and where it could lie if everybody had answered.

    `some`, `many`: if the missing score 10 or 20 points lower than who answered. `low`, `high`:
    if they all score 0, or all 100.
    """

    score: float
    some: float
    many: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GoalBounds:
    """How far the score of one goal could move."""

    name: str
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a role, such as who speaks another language at home. `answered` None: not said."""

    name: str
    invited: int
    answered: int | None

    @property
    def missing(self) -> int | None:
        """How many did not answer, never below zero; None where that is not said."""
        return None if self.answered is None else max(0, self.invited - self.answered)

    @property
    def share(self) -> float | None:
        """Answered as a share (0-1) of the invited; None where that is not said."""
        if self.answered is None or not self.invited:
            return None
        return min(1.0, self.answered / self.invited)


def bounds_of(score: float, share: float) -> Bounds:
    """Where a score (0-100) could lie, of which a share (0-1) of the people is known."""
    rest = 1.0 - min(1.0, max(0.0, share))
    known = score * (1.0 - rest)

    def with_missing(theirs: float) -> float:
        return known + rest * max(0.0, theirs)

    return Bounds(
        score,
        with_missing(score - SOME),
        with_missing(score - MANY),
        with_missing(0.0),
        with_missing(100.0),
    )


def goal_bounds(findings: Sequence[GoalFinding], response: Response) -> tuple[GoalBounds, ...]:
    """The bounds of each goal that parents scored; none where everybody answered."""
    if response.missing == 0 or response.share == 0.0:
        return ()
    return tuple(
        GoalBounds(found.goal.name, bounds_of(found.parents.value, response.share))
        for found in findings
        if found.parents is not None
    )


def shift_sentence(response: Response, many: str = "ouders") -> str:
    """How far scores would fall in the two scenarios, in one sentence; empty where nobody is missing."""
    if response.missing == 0 or response.share == 0.0:
        return ""
    rest = 1.0 - response.share
    return (
        f"Stel dat de {many} die niet meededen {whole(SOME)} punten minder positief zijn. Dan zou een "
        f"score hoogstens {points(_up(SOME * rest))} lager zijn als iedereen meedeed. "
        f"Bij {whole(MANY)} punten minder is dat hoogstens {points(_up(MANY * rest))}."
    )


def _up(value: float) -> int:
    """Rounded up, so that "hoogstens" holds."""
    return -int(-(value - 1e-9) // 1)


def falls_sentence(bounds: Sequence[GoalBounds]) -> str:
    """Which goals would change their place if the missing were 20 points less positive."""
    if not bounds:
        return ""
    below = [one.name for one in bounds if one.bounds.score >= WEAK_BELOW > one.bounds.many]
    no_strength = [one.name for one in bounds if one.bounds.score >= STRONG_FROM > one.bounds.many]
    said = [_falls(no_strength, STRONG_FROM)] if no_strength else []
    said += [_falls(below, WEAK_BELOW)] if below else []
    if not said:
        return "Ook dan blijft elk doel aan dezelfde kant van de grenzen 50 en 70."
    return f"In dat laatste geval {' en '.join(said)}."


def _falls(names: Sequence[str], limit: float) -> str:
    verb = "komt" if len(names) == 1 else "komen"
    return f"{verb} {_named(names)} onder de {whole(limit)}"


def _named(names: Sequence[str]) -> str:
    return listed([f"‘{name}’" for name in names])


def extremes_sentence(bounds: Sequence[GoalBounds]) -> str:
    """What nobody can rule out, of the goal that stands highest; empty where nothing is missing."""
    if not bounds:
        return ""
    top = max(bounds, key=lambda one: one.bounds.score)
    return (
        "Zeker weten we alleen dit: wat zij ook vinden, de score van "
        f"‘{top.name}’ ligt tussen {int(top.bounds.low)} en {_up(top.bounds.high)}."
    )


def less_often(parts: Sequence[Part], whole_role: Response) -> tuple[Part, ...]:
    """The parts that answered clearly less often than the rest of the role, in their own order.

    Everybody was asked and counted, so the difference is a fact and no estimate; only one of ten
    percentage points or more is worth a sentence.
    """
    return tuple(part for part in parts if _behind(part, whole_role) >= LESS_OFTEN_FROM)


def _behind(part: Part, whole_role: Response) -> float:
    """How many percentage points a part answered less than the rest; 0 where that is not said."""
    share, others = part.share, whole_role.invited - part.invited
    if share is None or part.answered is None or others <= 0:
        return 0.0
    rest = min(1.0, max(0, whole_role.answered - part.answered) / others)
    return (rest - share) * 100.0


def _as_often(part: Part, whole_role: Response) -> str:
    """How often a part that is not behind answered, beside the others."""
    is_ahead = _behind(part, whole_role) <= -LESS_OFTEN_FROM
    return "vaker mee dan" if is_ahead else "ongeveer even vaak mee als"


def language_sentence(parts: Sequence[Part], whole_role: Response) -> str:
    """Whether parents with another language than Dutch answered less often; empty: not known.

    `parts`: named "Nederlands" and the rest, as the school knows the language of who is invited.
    """
    other = next((part for part in parts if part.name != "Nederlands"), None)
    if other is None or other.answered is None:
        return ""
    who = "Ouders die de school kent met een andere taal dan Nederlands"
    told = f"{other.answered} van de {other.invited}"
    if other in less_often((other,), whole_role):
        return f"{who}, deden minder vaak mee: {told}. Vraag hen persoonlijk wat zij vinden."
    return f"{who}, deden {_as_often(other, whole_role)} andere ouders: {told}."


def family_sentence(parts: Sequence[Part], whole_role: Response) -> str:
    """Whether families that are new this school year answered less often; empty: not known.

    `parts`: new families first, then those that were there before.
    """
    if not parts or any(part.answered is None for part in parts):
        return ""
    new = parts[0]
    told = f"{new.answered} van de {new.invited}"
    if new in less_often((new,), whole_role):
        return f"Gezinnen die nieuw zijn, deden minder vaak mee: {told}. Nodig hen persoonlijk uit."
    return f"Gezinnen die nieuw zijn, deden {_as_often(new, whole_role)} andere gezinnen: {told}."


def groups_sentence(parts: Sequence[Part], whole_role: Response) -> str:
    """Which groups answered clearly less often; empty where none, or where it is not said."""
    found = less_often(parts, whole_role)
    if not found:
        return ""
    names = listed([part.name for part in found])
    verb = "deed" if len(found) == 1 else "deden"
    return f"{names[0].upper()}{names[1:]} {verb} minder vaak mee dan de andere groepen."
