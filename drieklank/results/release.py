"""What may leave a closed round: figures of five or more (pupils: ten), open answers of ten or more.

Pure. `rows_to_release` takes the tallies of a role, lets the auditor choose which strata may stand
beside the whole, and gives the rows as they may be shown; `figures_from_rows` reads them back.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Protocol

from drieklank.base.statistics import Estimate, Tally
from drieklank.results.auditor import NOTHING, Kind, Lattice, choose, near_agreement
from drieklank.results.lattice import (
    WHOLE,
    Strata,
    item_lattice,
    item_table,
    near_scores,
    scale_lattice,
    strata_of,
    told_strata,
    weighs_alike,
)
from drieklank.results.rules import (
    MINIMUM_ABROAD,
    MINIMUM_OPEN,
    Answers,
    ItemFigure,
    RoleFigures,
    minimum_for,
    role_figures,
)
from drieklank.results.told import ITEM, SCALE, FigureRow, tell_goal, tell_item

__all__ = [
    "ITEM",
    "SCALE",
    "FigureRow",
    "counts_for_outside",
    "figures_from_rows",
    "figures_to_release",
    "named_options",
    "nearly_all",
    "rows_to_release",
    "texts_to_release",
]


class People(Protocol):
    """How many were invited, and how many answered where that may be said."""

    @property
    def invited(self) -> int: ...

    @property
    def answered(self) -> int | None: ...


def figures_to_release(
    role: str, tally: Tally, invited: int, unscored: Collection[str] = ()
) -> list[FigureRow]:
    """All figures of a role as a whole that reach the minimum, as rows.

    `unscored`: questions with answers in no order; their shares leave, a score does not exist.
    """
    return rows_to_release(role, {WHOLE: tally}, {WHOLE: invited}, unscored)


def rows_to_release(
    role: str,
    tallies: Mapping[str, Tally],
    invited: Mapping[str, int],
    unscored: Collection[str] = (),
) -> list[FigureRow]:
    """All rows of a role, whole and strata; none where the role does not reach its minimum.

    `tallies`: per stratum as measuring keeps them, the whole under "". `invited`: people asked per
    stratum; of a stratum that is not in it, as large a share answered as of the whole.
    """
    minimum = minimum_for(role)
    if WHOLE not in tallies or tallies[WHOLE].respondents < minimum:
        return []
    strata = strata_of(tallies)
    figures = {
        stratum: role_figures(role, tally, _invited(strata, stratum, invited), unscored=unscored)
        for stratum, tally in tallies.items()
    }
    known = {stratum: found for stratum, found in figures.items() if found is not None}
    rows: list[FigureRow] = []
    for key in strata.whole.scales:
        rows += _chosen(strata, scale_lattice(strata, key), minimum, _goal(strata, key, known))
    for key, item in strata.whole.items.items():
        kind = Kind.BOX if item.steps == 1 else Kind.OPTION if key in unscored else Kind.ANSWERS
        made = _item(strata, key, kind, known)
        rows += _chosen(strata, item_lattice(strata, key, kind), minimum, made)
    return rows


_Made = Callable[[str], FigureRow | None]


def _chosen(strata: Strata, lattice: Lattice, minimum: int, made: _Made) -> Iterator[FigureRow]:
    """The row of the whole, and those that the auditor lets stand beside it."""
    whole = made(WHOLE)
    if whole is None:
        return
    yield whole
    inside = choose(lattice, minimum)
    if inside == NOTHING:
        return
    abroad = max(minimum, MINIMUM_ABROAD)
    outside = set(told_strata(strata, choose(lattice, abroad, inside)))
    for stratum in told_strata(strata, inside):
        row = made(stratum)
        if row is not None:
            yield replace(row, is_outside=row.is_outside and stratum in outside)


def _goal(strata: Strata, key: str, known: Mapping[str, RoleFigures]) -> _Made:
    def made(stratum: str) -> FigureRow | None:
        figures = known.get(stratum)
        if figures is None or key not in figures.goals:
            return None
        moments = strata.tallies[stratum].scales[key]
        row = tell_goal(
            figures.role,
            key,
            figures.goals[key],
            minimum_for(figures.role),
            is_near=near_scores(moments),
            is_weighted=not weighs_alike(moments),
        )
        return None if row is None else replace(row, stratum=stratum)

    return made


def _item(strata: Strata, key: str, kind: Kind, known: Mapping[str, RoleFigures]) -> _Made:
    def made(stratum: str) -> FigureRow | None:
        figures = known.get(stratum)
        if figures is None or key not in figures.items:
            return None
        is_near = near_agreement(item_table(strata.tallies[stratum], key, kind), kind)
        least = minimum_for(figures.role)
        row = tell_item(figures.role, figures.items[key], kind, least, is_near=is_near)
        return None if row is None else replace(row, stratum=stratum)

    return made


def _invited(strata: Strata, stratum: str, invited: Mapping[str, int]) -> int:
    """People asked, also where only a larger stratum says so: then as large a share answered."""
    if stratum in invited:
        return invited[stratum]
    wider = stratum.split("|", maxsplit=1)[0] if "|" in stratum else WHOLE
    asked = invited.get(wider, invited[WHOLE])
    of = strata.tallies[wider if wider in invited else WHOLE].respondents
    return round(asked * strata.tallies[stratum].respondents / of)


def _estimate(row: FigureRow) -> Estimate | None:
    if row.score is None or row.low is None or row.high is None or row.se is None:
        return None
    df = float("inf") if row.df is None else row.df
    return Estimate(row.n, row.score, row.se, df, row.low, row.high)


def figures_from_rows(
    role: str, answered: int, rows: Iterable[FigureRow], minimum: int
) -> RoleFigures | None:
    """The figures of a role back out of the ledger, for a reader with this minimum."""
    minimum = minimum_for(role, minimum)
    if answered < minimum:
        return None
    goals: dict[str, Estimate] = {}
    items: dict[str, ItemFigure] = {}
    ranges: dict[str, tuple[float, float]] = {}
    for row in rows:
        if row.role != role or row.stratum or row.n < minimum:
            continue
        score = _estimate(row)
        if row.kind == ITEM:
            seen = Answers(
                row.n, row.counts, row.shares, row.dont_know, row.skipped, ranges=row.ranges
            )
            items[row.key] = ItemFigure(row.key, seen, score)
        elif score is not None:
            goals[row.key] = score
        elif row.low is not None and row.high is not None:
            ranges[row.key] = (row.low, row.high)
    return RoleFigures(role, answered, goals, items, ranges)


def counts_for_outside(total: People, parts: Sequence[People]) -> frozenset[int]:
    """Places of the parts of a role (groups, or languages) of which outsiders may read how many
    answered.

    Each part, and what is left of the whole without those that are told, is ten who answered and
    ten who did not, or nobody. None where the whole itself is not told.
    """
    if total.answered is None or total.answered < MINIMUM_ABROAD:
        return frozenset()
    told = {at for at, part in enumerate(parts) if _is_ten(part.invited, part.answered)}
    for at in sorted(told, key=lambda at: (parts[at].answered or 0, at)):
        invited = total.invited - sum(parts[at].invited for at in told)
        answered = total.answered - sum(parts[at].answered or 0 for at in told)
        if invited == 0 or _is_ten(invited, answered):
            break
        told.discard(at)
    return frozenset(told)


def _is_ten(invited: int, answered: int | None) -> bool:
    return answered is not None and MINIMUM_ABROAD <= answered <= invited - MINIMUM_ABROAD


def nearly_all(seen: Answers) -> int | None:
    """Place of the answer that four fifths or more gave, where no more than that is told."""
    found = [at for at, (low, high) in enumerate(seen.ranges) if low < high == 1.0 and low > 0.0]
    return found[0] if found else None


def named_options(seen: Answers) -> tuple[int, ...]:
    """Places of the options of which the share is told, most chosen first; the others are one."""
    told = {at: share for at, share in enumerate(seen.shares) if share > 0} or {
        at: low for at, (low, high) in enumerate(seen.ranges) if low == high
    }
    return tuple(sorted(told, key=lambda at: (-told[at], at)))


def texts_to_release(texts: Iterable[tuple[str, str]], random: Random) -> list[tuple[str, str]]:
    """(question, text) of the open answers that may be read, in a random order.

    A question with fewer than ten answers gives none: who wrote them would be easy to guess.
    """
    found = list(texts)
    answers = Counter(item for item, _ in found)
    kept = [(item, text) for item, text in found if answers[item] >= MINIMUM_OPEN]
    random.shuffle(kept)
    return kept
