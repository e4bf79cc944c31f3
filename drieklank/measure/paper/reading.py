"""Reads filled in forms from a scan: what is plain as answers, what is not as small pictures.

Import this only where a scan is read: it brings OpenCV. Nothing is written to disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import cv2
import numpy as np

from drieklank.measure.paper import geometry as g
from drieklank.measure.paper.finding import PER_MM, corners, flat_body, read_code
from drieklank.measure.paper.images import Gray, pages
from drieklank.measure.paper.layout import Circle, Form
from drieklank.measure.paper.marks import Flat, darkness, measure, settle
from drieklank.measure.paper.outcome import Doubt, Failed, Fault, ReadPage, Unreadable
from drieklank.measure.paper.verdicts import Verdict, Why, judge

__all__ = ["Doubt", "Failed", "Fault", "ReadPage", "Unreadable", "read", "read_image"]

_AROUND: Final = 3.9  # millimetres around the middle of a circle; the next line is 8.4 away


def read(data: bytes, forms: Mapping[str, Form]) -> Iterator[ReadPage | Failed]:
    """Read a file (PDF, JPEG or PNG) page by page. forms: the layouts that may be in it, by id.

    Raises:
        Unreadable: the file as a whole is refused.
    """
    for image in pages(data):
        yield Failed(image) if isinstance(image, Fault) else read_image(image, forms)


def read_image(image: Gray, forms: Mapping[str, Form]) -> ReadPage | Failed:
    """Read one page."""
    try:
        matrix = corners(image)
        code = read_code(image, matrix)
    except Unreadable as refusal:
        return Failed(refusal.fault)
    form = forms.get(code.form)
    if form is None or code.page > len(form.pages):
        return Failed(Fault.OTHER_FORM)
    page = form.pages[code.page - 1]
    flat = settle(darkness(flat_body(image, matrix)), page)
    verdicts = judge(page.rows, measure(flat, page), flat.lost)
    answers = {one.row.place: one.value for one in verdicts if one.why is None}
    doubts = tuple(_doubt(one, one.why, flat) for one in verdicts if one.why is not None)
    return ReadPage(code, answers, doubts)


def _doubt(verdict: Verdict, why: Why, flat: Flat) -> Doubt:
    circles = sorted(verdict.row.circles, key=_reading_order)
    values = tuple(circle.value for circle in circles)
    return Doubt(verdict.row.place, verdict.value, why, values, _png(_row_picture(circles, flat)))


def _reading_order(circle: Circle) -> tuple[float, float]:
    return round(circle.y, 2), circle.x


def _row_picture(circles: list[Circle], flat: Flat) -> Gray:
    """One strip from first to last circle, or the circles beside each other where they stand apart."""
    if len({round(circle.y, 2) for circle in circles}) == 1:
        first, last = circles[0], circles[-1]
        ink = _cut(flat, first, (last.x - first.x) * PER_MM)
    else:
        ink = np.hstack([_cut(flat, circle, 0.0) for circle in circles])
    return np.asarray(np.round((1 - ink) * 255), dtype=np.uint8)


def _cut(
    flat: Flat, circle: Circle, wide: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    right, down = flat.shifts[circle]
    half = round(_AROUND * PER_MM)
    x = round(circle.x * PER_MM) + right
    y = round((circle.y - g.STRIP_BOTTOM) * PER_MM) + down
    return flat.ink[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1 + round(wide)]


def _png(picture: Gray) -> bytes:
    _, encoded = cv2.imencode(".png", picture)
    return encoded.tobytes()
