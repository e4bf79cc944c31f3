"""Where the fixed things of a form stand: page, corner markers, strip, circles. Millimetres.

Shared by the printer and the reader; a change here needs a new FORMAT, so that a form printed
before it is not read by other measures. Pure.
"""

from __future__ import annotations

from typing import Final

FORMAT: Final = 1
WIDTH: Final = 210.0
HEIGHT: Final = 297.0

# Four ArUco markers (dictionary 4x4_50, ids 0 to 3) by their upper left corner, clockwise from the
# upper left of the page. From two of them a reader knows what is up.
MARKER_SIZE: Final = 10.0
MARKERS: Final = ((10.0, 10.0), (190.0, 10.0), (190.0, 277.0), (10.0, 277.0))
# The patterns with their black border, so that printing needs no image library.
PATTERNS: Final = (
    ("000000", "010110", "001010", "000110", "000100", "000000"),
    ("000000", "000000", "011110", "010010", "010100", "000000"),
    ("000000", "000110", "000110", "000100", "011010", "000000"),
    ("000000", "010010", "010010", "001000", "001100", "000000"),
)

# The strip holds all that says whose form it is. Nothing above this line reaches a person's eyes.
STRIP_BOTTOM: Final = 40.0
QR_SIZE: Final = 26.0
QR_AT: Final = (158.0, 9.0)

BODY_TOP: Final = 44.0
BODY_BOTTOM: Final = 273.0
LEFT: Final = 15.0
TEXT_WIDTH: Final = 90.0
CIRCLES_FROM: Final = 108.0
CIRCLES_TO: Final = 195.0

CIRCLE: Final = 4.6  # diameter, to the middle of its line
LINE: Final = 0.26  # thickness of that line
PITCH: Final = 17.0  # at most, between two circles of a row
ROW: Final = 8.4  # at least, between two rows
