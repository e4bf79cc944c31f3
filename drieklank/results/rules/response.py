"""How many answered, and how much the figures can bear."""

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
