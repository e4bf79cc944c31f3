"""Which activities a reader asked for."""

from dataclasses import dataclass

from drieklank.content.schema.activity import (
    ActivityHead,
    EvidenceLevel,
    ForWhom,
    Pillar,
    Sector,
    Theme,
)


@dataclass(frozen=True)
class Filters:
    """What was chosen; None: everything. `minutes`: at most so long to do."""

    pillar: Pillar | None = None
    goal: str | None = None
    theme: Theme | None = None
    for_whom: ForWhom | None = None
    sector: Sector | None = None
    minutes: int | None = None
    evidence: EvidenceLevel | None = None

    @property
    def is_empty(self) -> bool:
        return self == Filters()


def matches(head: ActivityHead, filters: Filters) -> bool:
    """Whether an activity is what was asked for; evidence: of this level or better known."""
    return (
        (filters.pillar is None or head.pillar is filters.pillar)
        and (filters.goal is None or filters.goal in head.goals)
        and (filters.theme is None or filters.theme in head.themes)
        and (filters.for_whom is None or head.for_whom is filters.for_whom)
        and (filters.sector is None or filters.sector in head.sectors)
        and (filters.minutes is None or head.minutes.doing <= filters.minutes)
        and (filters.evidence is None or head.evidence.level >= filters.evidence)
    )
