"""The rows of the ledger: everything that page, PDF, files and mail may tell of a round."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Final

from django.db.models import Q

from drieklank.measure.queries import Round
from drieklank.results.models import (
    FigureKind,
    Release,
    ReleasedCount,
    ReleasedFigure,
    ReleasedText,
)
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
    # Per role the families that are `new` this school year, and those that are `known`; as above.
    families: dict[str, tuple[Count, ...]] = field(default_factory=dict)


def release_of(measured: Round) -> Release | None:
    """The newest publication of a round; None: not published."""
    return (
        Release.objects.filter(round=measured)
        .select_related("published_by")
        .order_by("-version")
        .first()
    )


def ledger_of(release: Release, minimum: int = MINIMUM, *, item_strata: bool = True) -> Ledger:
    """The rows of one publication that a reader with this minimum may see. Three statements.

    From `MINIMUM_ABROAD` on (board, public, other schools) only rows meant for outside remain, and
    a count that is not is left unsaid. `item_strata` False: of questions only the whole role, which
    is most of the work saved for a page that tells groups by their goals.
    """
    abroad = minimum >= MINIMUM_ABROAD
    counts: dict[str, tuple[Count, ...]] = {}
    languages: dict[str, tuple[Count, ...]] = {}
    families: dict[str, tuple[Count, ...]] = {}
    for row in ReleasedCount.objects.filter(release=release).order_by("role", "place"):
        answered = None if abroad and not row.is_outside else row.answered
        kept = languages if row.language else families if row.family else counts
        one = Count(row.language or row.family or row.group, row.invited, answered)
        kept[row.role] = (*kept.get(row.role, ()), one)
    figures = ReleasedFigure.objects.filter(release=release).order_by("pk")
    if abroad:
        figures = figures.filter(is_outside=True)
    if not item_strata:
        figures = figures.exclude(~Q(stratum=""), kind=FigureKind.ITEM)
    texts = ReleasedText.objects.filter(release=release).order_by("pk")
    return Ledger(
        release,
        tuple(_figure(*row) for row in figures.values_list(*_PLAIN, *_LISTS)),
        counts,
        tuple(texts.values_list("item", "text")),
        languages,
        families,
    )


# A round with groups and languages has more than a thousand rows: read as values, not as objects.
_LISTS: Final = ("counts", "shares", "ranges")
_PLAIN: Final = tuple(one.name for one in fields(FigureRow) if one.name not in _LISTS)


def _figure(*values: Any) -> FigureRow:
    *plain, counts, shares, ranges = values
    named = dict(zip(_PLAIN, plain, strict=True))
    pairs = tuple((low, high) for low, high in ranges)
    return FigureRow(**named, counts=tuple(counts), shares=tuple(shares), ranges=pairs)
