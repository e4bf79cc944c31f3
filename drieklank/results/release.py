"""What may leave a closed round: figures of five or more (pupils: ten), open answers of ten or more.

Pure. A round reports only on whole roles, so no two figures can be subtracted from each other; the
counts per group come from measuring, which hides a second group where one would be hidden.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isinf
from random import Random

from drieklank.base.statistics import Estimate, Tally
from drieklank.results.rules import (
    MINIMUM_ABROAD,
    MINIMUM_OPEN,
    Answers,
    ItemFigure,
    RoleFigures,
    mask_names,
    minimum_for,
    role_figures,
)

SCALE, ITEM = "scale", "item"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of the ledger: a figure as it may be shown, and to whom.

    `score` None: there is none, or only `low` and `high` may be told. `df` None: without end
    (everyone answered, or there is no score). `stratum`: see `ReleasedFigure`. `ranges`: per answer
    (lowest, highest) as 0-1, where `shares` is left empty because it would tell too much.
    """

    role: str
    kind: str
    key: str
    n: int
    score: float | None
    low: float | None
    high: float | None
    se: float | None
    df: float | None
    counts: tuple[int, ...] = ()
    shares: tuple[float, ...] = ()
    dont_know: int = 0
    skipped: int = 0
    stratum: str = ""
    is_outside: bool = False
    ranges: tuple[tuple[float, float], ...] = ()


_Five = tuple[float | None, float | None, float | None, float | None, float | None]


def _scored(score: Estimate | None) -> _Five:
    if score is None:
        return (None, None, None, None, None)
    df = None if isinf(score.df) else score.df
    return (score.value, score.low, score.high, score.se, df)


def figures_to_release(
    role: str, tally: Tally, invited: int, unscored: Collection[str] = ()
) -> list[FigureRow]:
    """All figures of a role that reach the minimum, as rows; none where the role does not.

    `unscored`: questions with answers in no order; their shares leave, a score does not exist.
    """
    figures = role_figures(role, tally, invited, unscored=unscored)
    if figures is None:
        return []
    rows = [
        FigureRow(role, SCALE, key, goal.n, *_scored(goal), is_outside=goal.n >= MINIMUM_ABROAD)
        for key, goal in figures.goals.items()
    ]
    for key, item in figures.items.items():
        seen = item.answers
        rows.append(
            FigureRow(
                role,
                ITEM,
                key,
                seen.n,
                *_scored(item.score),
                counts=seen.counts,
                shares=seen.shares,
                dont_know=seen.dont_know,
                skipped=seen.skipped,
                is_outside=seen.n >= MINIMUM_ABROAD,
            )
        )
    return rows


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
    for row in rows:
        if row.role != role or row.stratum or row.n < minimum:
            continue
        score = _estimate(row)
        if row.kind == ITEM:
            seen = Answers(row.n, tuple(row.counts), tuple(row.shares), row.dont_know, row.skipped)
            items[row.key] = ItemFigure(row.key, seen, score)
        elif score is not None:
            goals[row.key] = score
    return RoleFigures(role, answered, goals, items)


def texts_to_release(
    texts: Mapping[str, Sequence[str]], names: Iterable[str], random: Random
) -> list[tuple[str, str]]:
    """(question, text) of the open answers that may be read, names replaced, in a random order.

    A question with fewer than ten answers gives none: who wrote them would be easy to guess.
    """
    known = list(names)
    kept = [
        (item, mask_names(text, known))
        for item, written in texts.items()
        if len(written) >= MINIMUM_OPEN
        for text in written
    ]
    random.shuffle(kept)
    return kept
