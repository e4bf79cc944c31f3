"""From the bytes of a scan to grey images of pages, within limits. Everything stays in memory.

A PDF, JPEG or PNG. What somebody uploads can be anything, so size, number of pages and number of
pixels are looked at before anything is unpacked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from threading import Lock
from typing import Any, Final

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from drieklank.measure.paper.outcome import Fault, Unreadable

Gray = NDArray[np.uint8]

MAX_BYTES: Final = 100 * 1024 * 1024
MAX_PAGES: Final = 500
MAX_PIXELS: Final = 60_000_000
MIN_SIDE: Final = 600
_WANTED: Final = 3000  # pixels on the long side: about 260 dots per inch of A4
_MOST: Final = 3400
_MAX_OBJECTS: Final = 5000
# pdfium keeps state of its own and may not be entered by two threads.
_pdfium: Final = Lock()


def pages(data: bytes) -> Iterator[Gray | Fault]:
    """Give the pages of a file one by one: a grey image, or why that page has none.

    Raises:
        Unreadable: the file as a whole is refused.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(Fault.TOO_LARGE)
    if data[:1024].lstrip()[:5] == b"%PDF-":
        yield from _pdf_pages(data)
    elif data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n":
        yield _one(_picture, data)
    elif data[4:8] == b"ftyp" and data[8:11] in {b"hei", b"hev", b"mif", b"avi"}:
        raise Unreadable(Fault.PHONE_FORMAT)
    else:
        raise Unreadable(Fault.NOT_KNOWN)


def count_pages(data: bytes) -> int:
    """Return how many pages a file has: one, where it is no PDF.

    Raises:
        Unreadable: the file as a whole is refused.
    """
    if data[:1024].lstrip()[:5] != b"%PDF-":
        return 1
    with _pdfium:
        document = _opened(data)
        try:
            return len(document)
        finally:
            document.close()


def _one(make: Any, *arguments: Any) -> Gray | Fault:
    """An image, or the fault that came instead; a damaged page never stops the ones after it."""
    try:
        return _usable(make(*arguments))
    except Unreadable as refusal:
        return refusal.fault
    except (cv2.error, pypdfium2.PdfiumError, ValueError, MemoryError):
        return Fault.BROKEN


def _usable(image: Gray) -> Gray:
    if min(image.shape) < MIN_SIDE:
        raise Unreadable(Fault.TOO_SMALL)
    counts = np.bincount(image.ravel(), minlength=256)
    if np.count_nonzero(counts) <= 2:
        # Only black and white: a faint pencil is gone, and nothing shows that it was there.
        raise Unreadable(Fault.BLACK_WHITE)
    longest = max(image.shape)
    if longest > _MOST:
        scale = _WANTED / longest
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]  # OpenCV keeps the type of its input
    return image


# -- pictures ----------------------------------------------------------------------------------------


def _picture(data: bytes) -> Gray:
    width, height = _png_size(data) if data[:1] == b"\x89" else _jpeg_size(data)
    if not 0 < width * height <= MAX_PIXELS:
        raise Unreadable(Fault.TOO_LARGE)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise Unreadable(Fault.BROKEN)
    return image  # type: ignore[return-value]  # a grey image has one byte a pixel


def _png_size(data: bytes) -> tuple[int, int]:
    if len(data) < 24:
        raise Unreadable(Fault.BROKEN)
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header, which holds height and width."""
    place = 2
    while place + 9 < len(data):
        if data[place] != 0xFF:
            break
        kind = data[place + 1]
        if kind == 0xFF or kind == 0x01 or 0xD0 <= kind <= 0xD8:
            place += 1 if kind == 0xFF else 2
            continue
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    raise Unreadable(Fault.BROKEN)


# -- PDF ---------------------------------------------------------------------------------------------


def _pdf_pages(data: bytes) -> Iterator[Gray | Fault]:
    with _pdfium:
        document = _opened(data)
        count = len(document)
    try:
        if count > MAX_PAGES:
            raise Unreadable(Fault.TOO_MANY_PAGES)
        for number in range(count):
            yield _one(_pdf_page, document, number)
    finally:
        with _pdfium:
            document.close()


def _opened(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
        raise Unreadable(Fault.LOCKED if is_locked else Fault.BROKEN) from error


def _pdf_page(document: Any, number: int) -> Gray:
    with _pdfium:
        page = document[number]
        try:
            _refuse_bombs(page)
            longest, shortest = max(page.get_size()), min(page.get_size())
            if shortest <= 0 or longest / shortest > 4:
                raise Unreadable(Fault.BROKEN)
            bitmap = page.render(scale=_WANTED / longest, grayscale=True)
            image = np.array(bitmap.to_numpy(), dtype=np.uint8)
            bitmap.close()
        finally:
            page.close()
    return image if image.ndim == 2 else image[:, :, 0]


def _refuse_bombs(page: Any) -> None:
    """Look at the sizes of the pictures on a page before one is unpacked."""
    pixels = 0
    for number, thing in enumerate(page.get_objects(max_depth=4)):
        if number > _MAX_OBJECTS:
            raise Unreadable(Fault.TOO_LARGE)
        if thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            width, height = thing.get_px_size()
            pixels += width * height
        if pixels > MAX_PIXELS:
            raise Unreadable(Fault.TOO_LARGE)
