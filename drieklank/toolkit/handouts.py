"""An uploaded sheet made fit to keep: a PDF looked through, a picture drawn anew.

Drawing a picture anew leaves behind all that is not its dots: where and with what it was taken, and
anything hidden after them.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from drieklank.toolkit.rules.uploads import (
    MOST_PIXELS,
    Kind,
    UploadRefused,
    kind_of,
    refuse_active,
    size_of,
)

_JPEG_QUALITY: Final = 88
_UNREADABLE = "Dit bestand is stuk: het is niet te openen. Maak het opnieuw."


def fit_to_keep(content: bytes) -> tuple[Kind, bytes]:
    """The kind of a sheet and the bytes to keep of it.

    Raises:
        UploadRefused: it is no sheet, too large, unreadable, or holds something that acts.
    """
    kind = kind_of(content)
    if kind is Kind.PDF:
        if b"startxref" not in content:
            raise UploadRefused(_UNREADABLE)
        refuse_active(content)
        return kind, content
    return kind, _drawn_anew(content, kind)


def _drawn_anew(content: bytes, kind: Kind) -> bytes:
    width, height = size_of(content, kind)
    if not 0 < width * height <= MOST_PIXELS:
        raise UploadRefused(
            "Dit plaatje is te groot of stuk. Maak het kleiner, en kies het opnieuw."
        )
    # A photo is turned the way up that the camera wrote down; a drawing keeps what is see-through.
    how_read = cv2.IMREAD_COLOR if kind is Kind.JPEG else cv2.IMREAD_UNCHANGED
    dots = cv2.imdecode(np.frombuffer(content, np.uint8), how_read)
    if dots is None:
        raise UploadRefused(_UNREADABLE)
    how = [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY] if kind is Kind.JPEG else []
    done, drawn = cv2.imencode(f".{kind}", dots, how)
    if not done:
        raise UploadRefused(_UNREADABLE)
    return drawn.tobytes()
