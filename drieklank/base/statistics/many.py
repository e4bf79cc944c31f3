"""Counting the answers of many schools at once: the tallies of `add_up`, as arrays.

`add_up` makes one tally of one role; here every school of a country goes in and arrays come out,
with a row per school. The same sheets, the same rules (two thirds, weights, "weet ik niet" is
missing), the same sums, by the same codes; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from drieklank.base.statistics.tally import (
    DONT_KNOW,
    SKIPPED,
    ItemSpec,
    ItemTally,
    Moments,
    SheetSpec,
    Tally,
)

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Sheets = npt.NDArray[np.uint8]

_CODES: Final = 256


@dataclass(frozen=True, slots=True)
class ManyMoments:
    """The sums of `Moments`, each an array schools x figures."""

    n: Counts
    weight: Floats
    weight_squares: Floats
    total: Floats
    squares: Floats

    def mean(self) -> Floats:
        """The weighted mean; nan where nobody answered."""
        return _divided(self.total, self.weight)

    def effective_n(self) -> Floats:
        """Kish's effective sample size (sum w)² / sum w² (Kish 1965, Survey Sampling, 11.7)."""
        return np.nan_to_num(_divided(self.weight**2, self.weight_squares))

    def variance(self) -> Floats:
        """Weighted variance with divisor n-1 (of the effective n); nan for one respondent."""
        n = self.effective_n()
        raw = _divided(self.squares, self.weight)
        spread = raw - self.mean() ** 2
        # Cancellation leaves about 1e-12 of the squares where everyone said the same.
        spread = np.where(spread <= 1e-10 * np.maximum(1.0, raw), 0.0, spread)
        return np.where(n > 1.0 + 1e-9, spread * _divided(n, n - 1.0), np.nan)


@dataclass(frozen=True, slots=True)
class ManyTallies:
    """What is kept of many schools.

    `counts` and `weights`: schools x questions x answers (answer i + 1 at i; questions with fewer
    answers end in zeros); `weight_squares`, `dont_know` and `skipped`: schools x questions; `scales`
    moments of the respondents' scale means.
    """

    spec: SheetSpec
    counts: Counts
    weights: Floats
    weight_squares: Floats
    dont_know: Counts
    skipped: Counts
    scales: ManyMoments

    def scores(self) -> ManyMoments:
        """Moments of every question on 0-100, high = favourable, as `ItemTally.scores` gives them.

        A question with one possible answer has no score: nobody counts in it.
        """
        values = _values(self.spec.items, self.counts.shape[2])
        scored = np.array([item.steps > 1 for item in self.spec.items])
        return ManyMoments(
            np.where(scored, self.counts.sum(axis=2), 0),
            np.where(scored, self.weights.sum(axis=2), 0.0),
            np.where(scored, self.weight_squares, 0.0),
            np.einsum("sqa,qa->sq", self.weights, values),
            np.einsum("sqa,qa->sq", self.weights, values**2),
        )


def joined(parts: Sequence[ManyTallies]) -> ManyTallies:
    """The tallies of one school after the other: schools counted in parts, to save memory."""
    scales = [part.scales for part in parts]
    names = ("n", "weight", "weight_squares", "total", "squares")
    moments = [np.concatenate([getattr(scale, name) for scale in scales]) for name in names]
    return ManyTallies(
        parts[0].spec,
        np.concatenate([part.counts for part in parts]),
        np.concatenate([part.weights for part in parts]),
        np.concatenate([part.weight_squares for part in parts]),
        np.concatenate([part.dont_know for part in parts]),
        np.concatenate([part.skipped for part in parts]),
        ManyMoments(*moments),
    )


def add_up_many(spec: SheetSpec, sheets: Sheets, starts: Counts, weights: Floats) -> ManyTallies:
    """Count the sheets of many schools: a row per respondent, the rows of a school together.

    `starts`: the first row of each school, from 0 on; none is empty. `weights` > 0, one per row.
    Memory: about fifteen bytes per row and question, so give some hundreds of schools at a time.
    Raises ValueError for a sheet that does not fit the questionnaire.
    """
    most = max(item.steps for item in spec.items)
    codes = _coded(spec, sheets, most)
    counts, by_weight, squares = _counted(codes, starts, weights, most)
    return ManyTallies(
        spec,
        counts[:, :, 1 : most + 1],
        by_weight[:, :, 1 : most + 1],
        squares,
        counts[:, :, most + 1],
        counts[:, :, 0],
        _scales(spec, codes, starts, weights, most),
    )


def add_up_cells(spec: SheetSpec, cells: Sequence[Sequence[bytes]]) -> list[Tally]:
    """The tally of each cell of a round, as `add_up` makes it where everybody weighs one.

    `cells`: the codes of the sheets in each, none of them empty. Raises ValueError as above.
    """
    if not cells:
        return []
    sizes = np.array([len(cell) for cell in cells])
    raw = b"".join(codes for cell in cells for codes in cell)
    sheets = np.frombuffer(raw, dtype=np.uint8).reshape(int(sizes.sum()), len(spec.items))
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    found = add_up_many(spec, sheets, starts, np.ones(len(sheets)))
    return [_tally(found, at, int(size)) for at, size in enumerate(sizes)]


def _tally(found: ManyTallies, at: int, respondents: int) -> Tally:
    items = {}
    for place, item in enumerate(found.spec.items):
        counts = tuple(found.counts[at, place, : item.steps].tolist())
        items[item.key] = ItemTally(
            item.steps,
            counts,
            tuple(map(float, counts)),
            float(sum(counts)),
            int(found.dont_know[at, place]),
            int(found.skipped[at, place]),
            item.is_reversed,
        )
    sums = found.scales
    scales = {
        scale.key: Moments(
            int(sums.n[at, place]),
            float(sums.weight[at, place]),
            float(sums.weight_squares[at, place]),
            float(sums.total[at, place]),
            float(sums.squares[at, place]),
        )
        for place, scale in enumerate(found.spec.scales)
    }
    return Tally(respondents, float(respondents), items, scales)


def _coded(spec: SheetSpec, sheets: Sheets, most: int) -> Sheets:
    """The sheets with "weet ik niet" as the code after the last answer, so that codes stay few."""
    steps = np.array([item.steps for item in spec.items], dtype=np.uint8)
    if sheets.ndim != 2 or sheets.shape[1] != len(steps):
        raise ValueError(f"a sheet does not have {len(steps)} answers")
    unknown = sheets == DONT_KNOW
    if ((sheets > steps) & ~unknown).any():
        raise ValueError("a sheet holds an answer that its question does not have")
    return np.where(unknown, np.uint8(most + 1), sheets)


def _counted(
    codes: Sheets, starts: Counts, weights: Floats, most: int
) -> tuple[Counts, Floats, Floats]:
    """Respondents and weight per school, question and code; and sum w² of who gave an answer.

    Weights are few (a family has one, two or three parents), so people are counted per weight and
    the sums follow.
    """
    rows, questions = codes.shape
    schools, size = len(starts), most + 2
    kinds, kind = np.unique(weights, return_inverse=True)
    school = np.repeat(np.arange(schools), np.diff(np.append(starts, rows)))
    shape = (schools, len(kinds), questions, size)
    first = ((school * len(kinds) + kind) * (questions * size)).astype(np.int32)
    places = first[:, None] + np.arange(0, questions * size, size, dtype=np.int32) + codes
    found = np.bincount(places.ravel(), minlength=int(np.prod(shape))).reshape(shape)
    by_weight = np.einsum("swqc,w->sqc", found, kinds)
    answered = found[:, :, :, 1 : most + 1].sum(axis=3)
    return found.sum(axis=1), by_weight, np.einsum("swq,w->sq", answered, kinds**2)


def _scales(
    spec: SheetSpec, codes: Sheets, starts: Counts, weights: Floats, most: int
) -> ManyMoments:
    """Moments of the scale means of who answered at least two thirds of a scale's questions."""
    place = {item.key: at for at, item in enumerate(spec.items)}
    table = np.zeros((len(spec.items), _CODES))
    table[:, 1 : most + 1] = _values(spec.items, most)
    columns = []
    for scale in spec.scales:
        own = [place[key] for key in scale.items]
        scored = [at for at in own if spec.items[at].steps > 1]
        total = np.zeros(len(codes))
        answered = np.zeros(len(codes), dtype=np.int64)
        for at in scored:
            column = codes[:, at]
            total += table[at][column]
            answered += (column != SKIPPED) & (column != most + 1)
        enough = (3 * answered >= 2 * len(own)) & (answered > 0)
        mean = np.divide(total, answered, out=np.zeros(len(codes)), where=enough)
        w = np.where(enough, weights, 0.0)
        columns.append((enough.astype(np.int64), w, w * w, w * mean, w * mean * mean))
    sums = [
        np.add.reduceat(np.column_stack(rows), starts, axis=0)
        for rows in zip(*columns, strict=True)
    ]
    return ManyMoments(*sums) if sums else _no_scales(len(starts))


def _no_scales(schools: int) -> ManyMoments:
    nothing = np.zeros((schools, 0))
    return ManyMoments(nothing.astype(np.int64), nothing, nothing, nothing, nothing)


def _values(items: Sequence[ItemSpec], most: int) -> Floats:
    """What each answer scores on 0-100, questions x answers; 0 where there is no such answer."""
    values = np.zeros((len(items), most))
    for row, item in zip(values, items, strict=True):
        if item.steps > 1:
            scores = np.arange(item.steps) * 100.0 / (item.steps - 1)
            row[: item.steps] = scores[::-1] if item.is_reversed else scores
    return values


def _divided(a: Floats, b: Floats | float) -> Floats:
    out = np.full(np.shape(a), np.nan)
    found: Floats = np.divide(a, b, out=out, where=np.asarray(b) > 0)
    return found
