"""Finds a form in an image: its corners, whose it is, and the page laid flat.

The code is read from the strip alone, and the flat page begins below it: whatever shows marks to a
person afterwards cannot show the strip.
"""

from __future__ import annotations

import re
from typing import Any, Final

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from drieklank.measure.paper import geometry as g
from drieklank.measure.paper.images import Gray
from drieklank.measure.paper.outcome import Code, Fault, Unreadable

PER_MM: Final = 200 / 25.4  # pixels of the flat page
_CODE_PER_MM: Final = 300 / 25.4
_MOST_OFF: Final = 2.0  # millimetres that a corner may lie beside where the others put it
_LEAST_PER_MM: Final = 3.9  # about 100 dots per inch
_PAYLOAD: Final = re.compile(r"([0-9A-Z]{6,64})/([0-9A-Z]{6})/([1-9][0-9]?)")

_QR: Final = zxingcpp.barcode_formats_from_str("QRCode")

Matrix = NDArray[np.float64]


def corners(image: Gray) -> Matrix:
    """Return the 3 x 3 map from millimetres on paper to pixels of the image.

    Raises:
        Unreadable: fewer than three of the four corner markers, or they do not make one flat form.
    """
    found = _markers(image)
    if len(found) < 3:
        half = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        found = {name: points * 2 + 0.5 for name, points in _markers(half).items()} | found
    if len(found) < 3:
        raise Unreadable(Fault.NO_MARKERS)
    paper, pixels = [], []
    for name, points in found.items():
        x, y = g.MARKERS[name]
        size = g.MARKER_SIZE
        paper += [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
        pixels += [tuple(point) for point in points]
    return _map(np.array(paper), np.array(pixels))


def _map(paper: Matrix, pixels: Matrix) -> Matrix:
    matrix, _ = cv2.findHomography(paper, pixels)
    back, _ = cv2.findHomography(pixels, paper)
    if matrix is None or back is None:
        raise Unreadable(Fault.NO_MARKERS)
    again = cv2.perspectiveTransform(pixels[None], back)[0]
    if np.abs(again - paper).max() > _MOST_OFF:
        raise Unreadable(Fault.NO_MARKERS)
    ends = np.array([[[10.0, 10.0], [200.0, 10.0], [200.0, 287.0], [10.0, 287.0]]])
    around = cv2.perspectiveTransform(ends, matrix)[0].astype(np.float32)
    if cv2.contourArea(around) / (190 * 277) < _LEAST_PER_MM**2:
        raise Unreadable(Fault.TOO_SMALL)
    return np.asarray(matrix, dtype=np.float64)


def _markers(image: Any) -> dict[int, Matrix]:
    """Corners of each marker by its id; an id seen twice (two forms in one photo) is left out."""
    settings = cv2.aruco.DetectorParameters()
    settings.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    seen, names, _ = cv2.aruco.ArucoDetector(dictionary, settings).detectMarkers(image)
    found: dict[int, Matrix] = {}
    double = set()
    for points, name in zip(seen, [] if names is None else names.ravel().tolist(), strict=True):
        if name in found:
            double.add(name)
        if name < len(g.MARKERS):
            found[name] = np.asarray(points, dtype=np.float64).reshape(4, 2)
    return {name: points for name, points in found.items() if name not in double}


def read_code(image: Gray, matrix: Matrix) -> Code:
    """Return what the code of a page says.

    Raises:
        Unreadable: no code, or not one of ours.
    """
    for spare in (2.0, 6.0):
        x, y = g.QR_AT[0] - spare, g.QR_AT[1] - spare
        size = g.QR_SIZE + 2 * spare
        code = _code(_flat(image, matrix, (x, y), (size, size), _CODE_PER_MM))
        if code is not None:
            return code
    code = _code(image)
    if code is None:
        raise Unreadable(Fault.NO_CODE)
    return code


def _code(image: Any) -> Code | None:
    for read in zxingcpp.read_barcodes(image, formats=_QR):
        match = _PAYLOAD.fullmatch(read.text)
        if match:
            return Code(match[1], match[2], int(match[3]))
    return None


def flat_body(image: Gray, matrix: Matrix) -> Gray:
    """Return the page below the strip, flat, PER_MM pixels to the millimetre."""
    size = (g.WIDTH, g.HEIGHT - g.STRIP_BOTTOM)
    return _flat(image, matrix, (0.0, g.STRIP_BOTTOM), size, PER_MM)


def _flat(
    image: Gray, matrix: Matrix, at: tuple[float, float], size: tuple[float, float], per_mm: float
) -> Gray:
    """Return a rectangle of the paper (millimetres) as an upright image."""
    # From the middle of a pixel of the new image to the middle of one of the old.
    step = 1 / per_mm
    place = np.array([[step, 0, at[0] + step / 2], [0, step, at[1] + step / 2], [0, 0, 1.0]])
    shape = (round(size[0] * per_mm), round(size[1] * per_mm))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    whole = cv2.warpPerspective(
        image, matrix @ place, shape, flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(whole, dtype=np.uint8)
