"""Who answered and who did not, as counts, and how much the figures can bear."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from drieklank.base.statistics import margin_of_share
from drieklank.results.rules.figures import MINIMUM


class Reliability(StrEnum):
    """How far a share may be off: up to 5 points, up to 10, more, or too few answers to say."""

    RELIABLE = "betrouwbaar"
    USABLE = "bruikbaar"
    INDICATION = "indicatie"
    TOO_FEW = "te weinig"


@dataclass(frozen=True, slots=True)
class Response:
    """Invited and answered people of one role."""

    invited: int
    answered: int

    @property
    def missing(self) -> int:
        return max(0, self.invited - self.answered)

    @property
    def share(self) -> float:
        """Answered as a share (0-1) of the invited; more answers than invited counts as all."""
        return min(1.0, self.answered / self.invited) if self.invited else 0.0

    @property
    def margin(self) -> float:
        """Half the 95 % interval of a percentage of 50, in points (0-100)."""
        return 100.0 * margin_of_share(self.answered, max(self.invited, self.answered))

    def reliability(self, minimum: int = MINIMUM) -> Reliability:
        """The label beside the response (domain: 5 and 10 points at 95 %)."""
        if self.answered < minimum:
            return Reliability.TOO_FEW
        if self.margin <= 5.0:
            return Reliability.RELIABLE
        return Reliability.USABLE if self.margin <= 10.0 else Reliability.INDICATION


@dataclass(frozen=True, slots=True)
class GroupResponse:
    """Counts of one group of pupils (or another way to cut)."""

    name: str
    invited: int
    answered: int

    @property
    def missing(self) -> int:
        return max(0, self.invited - self.answered)


REST = "overige groepen samen"


def _is_shown(group: GroupResponse, minimum: int) -> bool:
    """Both who answered and who did not must be enough people to hide in."""
    return group.answered >= minimum and group.missing >= minimum


def _together(groups: Sequence[GroupResponse]) -> GroupResponse:
    return GroupResponse(REST, sum(g.invited for g in groups), sum(g.answered for g in groups))


def response_by_group(
    groups: Sequence[GroupResponse], minimum: int = MINIMUM
) -> tuple[GroupResponse, ...]:
    """The groups that may be shown, and the others as one line.

    The total is known, so one hidden group would follow by subtraction: hidden groups are joined
    with the smallest shown one until they are at least two and together large enough. Where that
    takes all of them, nothing is shown by group.
    """
    shown = sorted((g for g in groups if _is_shown(g, minimum)), key=lambda g: g.invited)
    hidden = [g for g in groups if not _is_shown(g, minimum)]
    while hidden and shown and (len(hidden) < 2 or not _is_shown(_together(hidden), minimum)):
        hidden.append(shown.pop(0))
    if not shown:
        return ()
    kept = tuple(g for g in groups if g in shown)
    return (*kept, _together(hidden)) if hidden else kept
