"""Decides which circle is marked, or that a person must look. Pure: numbers in, verdicts out.

All thresholds come from the page itself: how clean its unmarked circles are, and how dark its
writer usually marks. Beside one plain mark, ink much paler than that writer's strokes is coffee, a
fold or a rubbed out mark, and no second mark. What is not plain is referred with a suggestion: two
marks, a faint mark, a filled circle from somebody who puts crosses, a stain, everything on a page
that is nearly empty, and blank rows of a writer with weak ink (a mark too weak to see must not
become "nothing answered").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final, Protocol

from drieklank.base.statistics import SKIPPED
from drieklank.measure.paper.layout import Circle, Row

OUTER_WEIGHT: Final = 0.35  # of the ink just outside, in what is called ink
_FLOOR: Final = 0.012  # ink that even clean paper may show
_LEAST: Final = 0.02  # ink that is surely more than paper
_MARKED: Final = 0.45  # of the writer's usual mark: surely a mark
_FAINT: Final = 0.18  # of the writer's usual mark: perhaps a mark
_WEAK: Final = 0.06  # a usual mark below this is pencil that may also be missing
_FILLED: Final = 0.72  # covered share of a circle made dark
_STROKES: Final = 0.55  # covered share that a cross or tick does not reach
_PALE: Final = 0.1  # of the writer's usual covered share: no stroke of the same pen
_SEEN: Final = 0.1  # usual covered share from which a writer's weak strokes still stand out
_ALIKE: Final = 0.6  # of it: a mark as this writer makes them
_SPREADS: Final = 0.25  # of the ink inside also just outside: a stain or shadow, no stroke
_NEARLY_EMPTY: Final = 0.3  # of the questions on the page
_SIGMA: Final = 1.4826  # median deviation to standard deviation


class Why(StrEnum):
    """Why a row is referred to a person."""

    TWO = "two"
    FAINT = "faint"
    FILLED = "filled"
    NEARLY_EMPTY = "nearly_empty"
    WEAK_BLANK = "weak_blank"
    LOST = "lost"
    STAIN = "stain"


class Inked(Protocol):
    @property
    def ink(self) -> float: ...
    @property
    def covered(self) -> float: ...
    @property
    def around(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """One byte of the sheet. why empty: `value` is read; else `value` is only a suggestion."""

    row: Row
    value: int
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class _Hand:
    """How this page looks: paper's ink and its spread, the writer's usual mark above it."""

    paper: float
    spread: float
    usual: float
    covered: float

    @property
    def surely(self) -> float:
        return max(_MARKED * self.usual, 7 * self.spread, _LEAST)

    @property
    def perhaps(self) -> float:
        return min(self.surely, max(_FAINT * self.usual, 5 * self.spread, _FLOOR))

    @property
    def is_weak(self) -> bool:
        return 0 < self.usual < max(_WEAK, 14 * self.spread)


def judge(
    rows: Sequence[Row], measured: Mapping[Circle, Inked], lost: Set[Circle] = frozenset()
) -> list[Verdict]:
    """Return a verdict per row, in order. lost: circles that were not found on the paper."""
    hand = _hand(rows, measured)
    verdicts = [
        _tick(row, measured[row.circles[0]], hand) if row.is_tick else _one(row, measured, hand)
        for row in rows
    ]
    verdicts = [
        Verdict(one.row, one.value, Why.LOST) if not lost.isdisjoint(one.row.circles) else one
        for one in verdicts
    ]
    if _is_nearly_empty(verdicts, hand, measured):
        return [Verdict(one.row, one.value, one.why or Why.NEARLY_EMPTY) for one in verdicts]
    return verdicts


def _hand(rows: Sequence[Row], measured: Mapping[Circle, Inked]) -> _Hand:
    """Learn paper and writer from the page: of each question all but the darkest circle is paper."""
    clean: list[float] = []
    ticks: list[float] = []
    for row in rows:
        inks = sorted(measured[circle].ink for circle in row.circles)
        if row.is_tick:
            ticks += inks
        else:
            clean += inks[:-1]
    if not clean:
        clean = sorted(ticks)[: max(1, len(ticks) // 2)]
    paper = median(clean)
    spread = _SIGMA * median(abs(ink - paper) for ink in clean)
    least = max(_LEAST, 7 * spread)
    darkest = [
        max((measured[circle] for circle in row.circles), key=lambda m: m.ink) for row in rows
    ]
    marks = [mark for mark in darkest if mark.ink - paper > least]
    if not marks:
        return _Hand(paper, spread, 0.0, 0.0)
    usual = median(mark.ink - paper for mark in marks)
    return _Hand(paper, spread, usual, median(mark.covered for mark in marks))


def _one(row: Row, measured: Mapping[Circle, Inked], hand: _Hand) -> Verdict:
    above = {circle: measured[circle].ink - hand.paper for circle in row.circles}
    marked = [circle for circle, ink in above.items() if ink >= hand.surely]
    faint = [circle for circle, ink in above.items() if hand.perhaps <= ink < hand.surely]
    plain = _plain_among(row.circles, measured, hand)
    if plain is not None:
        marked, faint = [plain], []
    if len(marked) > 1:
        meant = min(marked, key=lambda circle: measured[circle].covered)
        return Verdict(row, meant.value, Why.TWO)
    if len(marked) == 1:
        (only,) = marked
        if faint:
            return Verdict(row, only.value, Why.TWO)
        if _is_made_dark(measured[only], hand):
            return Verdict(row, SKIPPED, Why.FILLED)
        return Verdict(row, only.value, Why.STAIN if _is_odd(measured[only], hand) else None)
    if faint:
        likely = max(faint, key=lambda circle: above[circle])
        return Verdict(row, likely.value, Why.FAINT)
    return Verdict(row, SKIPPED, Why.WEAK_BLANK if hand.is_weak else None)


def _plain_among(
    circles: Sequence[Circle], measured: Mapping[Circle, Inked], hand: _Hand
) -> Circle | None:
    """The one mark as its writer makes them, where nothing else in the row is nearly as dark."""
    dark = [circle for circle in circles if not _is_pale(measured[circle], hand)]
    if len(dark) != 1:
        return None
    mark = measured[dark[0]]
    is_alike = mark.ink - hand.paper >= _FLOOR and mark.covered >= _ALIKE * hand.covered
    return dark[0] if is_alike else None


def _is_pale(mark: Inked, hand: _Hand) -> bool:
    """Nothing in the circle is nearly as dark as this writer's strokes."""
    return mark.covered <= _PALE * hand.covered


def _tick(row: Row, mark: Inked, hand: _Hand) -> Verdict:
    ink = mark.ink - hand.paper
    if ink >= hand.surely:
        if _is_made_dark(mark, hand):
            return Verdict(row, 0, Why.FILLED)
        return Verdict(row, 1, Why.STAIN if _is_odd(mark, hand) else None)
    if ink >= hand.perhaps:
        return Verdict(row, 0, Why.FAINT)
    is_unsure = hand.is_weak and not (hand.covered >= _SEEN and _is_pale(mark, hand))
    return Verdict(row, 0, Why.WEAK_BLANK if is_unsure else None)


def _is_made_dark(mark: Inked, hand: _Hand) -> bool:
    """A circle filled by somebody who otherwise puts strokes: a mistake taken back."""
    return mark.covered >= _FILLED and hand.covered <= _STROKES


def _is_odd(mark: Inked, hand: _Hand) -> bool:
    return _is_stain(mark, hand) or _is_pale(mark, hand)


def _is_stain(mark: Inked, hand: _Hand) -> bool:
    """Ink that goes on outside the circle, as no stroke does: coffee or a shadow, for a person to tell."""
    inside = mark.ink - OUTER_WEIGHT * mark.around
    least = max(_FLOOR, _SPREADS * (inside - hand.paper))
    return mark.around - hand.paper >= least


def _is_nearly_empty(
    verdicts: Sequence[Verdict], hand: _Hand, measured: Mapping[Circle, Inked]
) -> bool:
    """Few marks teach little about the writer. A page without a trace of ink is simply empty."""
    asked = [one for one in verdicts if not one.row.is_tick]
    seen = [one for one in asked if one.value != SKIPPED or one.why]
    if not asked or len(seen) >= _NEARLY_EMPTY * len(asked):
        return False
    trace = max(measured[circle].ink for one in verdicts for circle in one.row.circles)
    return trace - hand.paper >= _FLOOR
