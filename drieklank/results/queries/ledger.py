"""The rows of the ledger: everything that page, PDF, files and mail may tell of a round."""

from __future__ import annotations

from dataclasses import dataclass, field

from drieklank.measure.queries import Round
from drieklank.results.models import Release, ReleasedCount, ReleasedFigure, ReleasedText
from drieklank.results.release import FigureRow
from drieklank.results.rules import MINIMUM, MINIMUM_ABROAD


@dataclass(frozen=True)
class Count:
    """Invited and answered people of a group (name empty: the whole role); None: not said."""

    name: str
    invited: int
    answered: int | None

    @property
    def missing(self) -> int | None:
        """How many did not answer; None where that is not said."""
        return None if self.answered is None else self.invited - self.answered


@dataclass(frozen=True)
class Ledger:
    """Everything that was released of a round."""

    release: Release
    figures: tuple[FigureRow, ...]
    counts: dict[str, tuple[Count, ...]]
    texts: tuple[tuple[str, str], ...]
    # Per role the people of each language, `nl` and `other`; empty where that is not counted.
    languages: dict[str, tuple[Count, ...]] = field(default_factory=dict)


def release_of(measured: Round) -> Release | None:
    """The newest publication of a round; None: not published."""
    return (
        Release.objects.filter(round=measured)
        .select_related("published_by")
        .order_by("-version")
        .first()
    )


def ledger_of(release: Release, minimum: int = MINIMUM) -> Ledger:
    """The rows of one publication that a reader with this minimum may see. Three statements.

    From `MINIMUM_ABROAD` on (board, public, other schools) only rows meant for outside remain, and
    a count that is not is left unsaid.
    """
    abroad = minimum >= MINIMUM_ABROAD
    counts: dict[str, tuple[Count, ...]] = {}
    languages: dict[str, tuple[Count, ...]] = {}
    for row in ReleasedCount.objects.filter(release=release).order_by("role", "place"):
        answered = None if abroad and not row.is_outside else row.answered
        kept = languages if row.language else counts
        one = Count(row.language or row.group, row.invited, answered)
        kept[row.role] = (*kept.get(row.role, ()), one)
    figures = ReleasedFigure.objects.filter(release=release).order_by("pk")
    texts = ReleasedText.objects.filter(release=release).order_by("pk")
    return Ledger(
        release,
        tuple(map(_figure, figures.filter(is_outside=True) if abroad else figures)),
        counts,
        tuple(texts.values_list("item", "text")),
        languages,
    )


def _figure(row: ReleasedFigure) -> FigureRow:
    return FigureRow(
        row.role,
        row.kind,
        row.key,
        row.n,
        row.score,
        row.low,
        row.high,
        row.se,
        row.df,
        tuple(row.counts),
        tuple(row.shares),
        row.dont_know,
        row.skipped,
        row.stratum,
        row.is_outside,
        tuple((low, high) for low, high in row.ranges),
    )
