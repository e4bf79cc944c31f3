"""Measures how much ink stands in and around each circle of a page that was laid flat.

Paper curls, so each circle is looked for up to 2.6 mm beside its place, by its ring and the rings
around it: a mark over one ring does not lead it astray. The printed ring itself is left out of the measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from drieklank.measure.paper import geometry as g
from drieklank.measure.paper.finding import PER_MM
from drieklank.measure.paper.images import Gray
from drieklank.measure.paper.layout import Circle, Page
from drieklank.measure.paper.verdicts import OUTER_WEIGHT

Ink = NDArray[np.float32]

_RADIUS: Final = g.CIRCLE / 2 * PER_MM
_REACH: Final = round(2.6 * PER_MM)  # pixels that a line may lie beside its place
_TOGETHER: Final = 12.0  # millimetres over which paper moves as one
_FITS: Final = 0.5  # of the page's usual fit: less is another thing than a ring
_HALF: Final = round(_RADIUS * 1.3)
_INNER: Final = 0.78  # of the radius
_OUTER: Final = (1.25, 1.75)
_FULL: Final = 0.5  # of the writer's own darkness: a pixel counts as covered


@dataclass(frozen=True, slots=True)
class Measured:
    """One circle: ink (0 to about 1.35), the dark share of its inside, and the ink just outside."""

    ink: float
    covered: float
    around: float


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat page as darkness, 0 paper to 1 black, with the shift of each circle in pixels.

    lost: circles whose ring was not found where it should be; what is measured there says nothing.
    """

    ink: Ink
    shifts: dict[Circle, tuple[int, int]]
    lost: frozenset[Circle]


def darkness(body: Gray) -> Ink:
    """Return how dark each pixel is beside the paper around it: shadows and tints fall away."""
    small = cv2.resize(body, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), 4)
    height, width = body.shape
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    light = body.astype(np.float32) / np.maximum(paper.astype(np.float32), 1.0)
    return np.clip(1.0 - light, 0.0, 1.0).astype(np.float32)


def settle(ink: Ink, page: Page) -> Flat:
    """Find where each circle really lies: its own ring and, the nearer the more, those around it."""
    circles = [circle for row in page.rows for circle in row.circles]
    maps = np.stack([_fit(ink, circle) for circle in circles])
    at = np.array([(circle.x, circle.y) for circle in circles])
    apart = ((at[:, None] - at[None, :]) ** 2).sum(axis=2)
    near = np.exp(-apart / (2 * _TOGETHER**2)).astype(np.float32)
    totals = np.tensordot(near, maps, axes=1) / near.sum(axis=1)[:, None, None] - _PULL
    shifts: dict[Circle, tuple[int, int]] = {}
    for circle, total in zip(circles, totals, strict=True):
        down, right = np.unravel_index(int(np.argmax(total)), total.shape)
        shifts[circle] = (int(right) - _REACH, int(down) - _REACH)
    fits = totals.max(axis=(1, 2))
    least = _FITS * float(np.median(fits))
    edge = _REACH - 1
    lost = frozenset(
        circle
        for circle, fit in zip(circles, fits, strict=True)
        if fit < least or max(map(abs, shifts[circle])) >= edge
    )
    return Flat(ink, shifts, lost)


def measure(flat: Flat, page: Page) -> dict[Circle, Measured]:
    """Measure every circle of a page."""
    inner, outer = _discs()
    found: dict[Circle, tuple[float, Ink]] = {}
    for row in page.rows:
        for circle in row.circles:
            right, down = flat.shifts[circle]
            patch = _patch(flat.ink, circle, inner.shape[0] // 2, right, down)
            found[circle] = (float(patch[outer].mean()), patch[inner])
    dark = _writers_dark([inside for _, inside in found.values()])
    return {
        circle: Measured(
            ink=float(inside.mean()) + OUTER_WEIGHT * around,
            covered=float((inside > _FULL * dark).mean()),
            around=around,
        )
        for circle, (around, inside) in found.items()
    }


def _writers_dark(insides: Sequence[Ink]) -> float:
    """How dark this writer's strokes are: the darkest tenth of the circles with most ink."""
    most = sorted((float(np.percentile(inside, 95)) for inside in insides), reverse=True)
    top = most[: max(3, len(most) // 10)]
    return max(0.12, float(np.median(top)))


def _fit(ink: Ink, circle: Circle) -> Ink:
    """How well a ring fits at every shift, best high; a map of shifts down and right."""
    patch = _patch(ink, circle, _HALF + _REACH, 0, 0)
    fitted = cv2.matchTemplate(np.minimum(patch, 0.6), _ring(), cv2.TM_CCORR)
    return np.asarray(fitted, dtype=np.float32)


def _patch(ink: Ink, circle: Circle, half: int, right: int, down: int) -> Ink:
    x = round(circle.x * PER_MM) + right
    y = round((circle.y - g.STRIP_BOTTOM) * PER_MM) + down
    patch = ink[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1]
    size = 2 * half + 1
    if patch.shape != (size, size):
        missing = ((0, size - patch.shape[0]), (0, size - patch.shape[1]))
        patch = np.pad(patch, missing)
    return patch


def _distance(half: int) -> NDArray[np.float64]:
    steps = np.arange(-half, half + 1)
    return np.asarray(np.hypot(steps[:, None], steps[None, :]), dtype=np.float64)


@lru_cache(maxsize=1)
def _ring() -> Ink:
    """Positive on the printed line, negative just inside and outside; sums to nothing."""
    away = np.abs(_distance(_HALF) - _RADIUS)
    line = away <= 1.3
    around = (away > 2.5) & (away <= 5.0)
    ring = np.zeros(away.shape, np.float32)
    ring[line] = 1 / line.sum()
    ring[around] = -1 / around.sum()
    return ring


@lru_cache(maxsize=1)
def _discs() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    away = _distance(round(_RADIUS * _OUTER[1])) / _RADIUS
    return away <= _INNER, (away >= _OUTER[0]) & (away <= _OUTER[1])


# A line lies rather near its place than far from it, if the rings leave that open.
_PULL: Final = (0.0001 * _distance(_REACH) ** 2).astype(np.float32)
