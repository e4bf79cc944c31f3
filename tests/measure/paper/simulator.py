"""Fills in printed forms and scans them, without a printer: for the tests and the measurement.

A writer has one pen and one manner of marking. Some questions stay blank, some are corrected. Then
the page goes through a scanner or in front of a telephone. Everything follows from one seed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from drieklank.measure.paper.layout import Circle, Form, Page, Row

DPI = 300
PX = DPI / 25.4
RADIUS = 2.3
Picture = NDArray[np.uint8]
Random = np.random.Generator


@dataclass(frozen=True)
class Filled:
    """A page as somebody handed it in: the picture at 300 dpi and what was meant, by place."""

    picture: Picture
    meant: Mapping[int, int]
    corrected: frozenset[int]


def printed_pages(pdf: bytes) -> list[Picture]:
    """The pages of a PDF as grey pictures, clean from the printer."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            np.array(page.render(scale=DPI / 72, grayscale=True).to_numpy()).reshape(
                round(297 * PX), -1
            )
            for page in document
        ]
    finally:
        document.close()


# -- writing -----------------------------------------------------------------------------------------


@dataclass
class Writer:
    """One person's pen: how dark (0 black to 255), how wide in mm, which mark, how careless."""

    random: Random
    dark: float
    wide: float
    mark: str
    loose: float

    @classmethod
    def some(cls, random: Random) -> Writer:
        is_pencil = random.random() < 0.25
        dark = random.uniform(135, 185) if is_pencil else random.uniform(25, 95)
        wide = random.uniform(0.4, 0.6) if is_pencil else random.uniform(0.45, 0.9)
        mark = str(random.choice(["cross", "cross", "cross", "tick", "line", "filled"]))
        return cls(random, dark, wide, mark, float(random.uniform(0.1, 0.5)))

    def stroke(self, ink: Picture, points: NDArray[np.float64]) -> None:
        """A line through points (mm), a little unsteady; the darkest of old and new stays."""
        shaken = points + self.random.normal(0, 0.06, points.shape)
        dark = float(np.clip(self.dark + self.random.normal(0, 8), 0, 230))
        low = np.floor((shaken.min(axis=0) - self.wide - 0.5) * PX).astype(int).clip(0)
        high = np.ceil((shaken.max(axis=0) + self.wide + 0.5) * PX).astype(int)
        around = ink[low[1] : high[1], low[0] : high[0]]
        layer = np.full_like(around, 255)
        line = np.round((shaken * PX - low) * 16).astype(np.int32).reshape(-1, 1, 2)
        wide = max(2, round(self.wide * PX))
        cv2.polylines(layer, [line], False, dark, wide, cv2.LINE_AA, shift=4)
        np.minimum(around, layer, out=around)

    def put(self, ink: Picture, circle: Circle, mark: str | None = None) -> None:
        x, y = circle.x, circle.y
        x += float(np.clip(self.random.normal(0, self.loose), -1.0, 1.0))
        y += float(np.clip(self.random.normal(0, self.loose), -0.9, 0.9))
        arm = RADIUS * self.random.uniform(0.65, 1.15)
        shapes: dict[str, Callable[[], None]] = {
            "cross": lambda: self._cross(ink, x, y, arm),
            "tick": lambda: self._tick(ink, x, y, arm),
            "line": lambda: self._line(ink, x, y, arm),
            "filled": lambda: self._fill(ink, x, y),
        }
        shapes[mark or self.mark]()

    def _cross(self, ink: Picture, x: float, y: float, arm: float) -> None:
        arm *= 0.85
        self.stroke(ink, np.array([[x - arm, y - arm], [x, y], [x + arm, y + arm]]))
        self.stroke(ink, np.array([[x + arm, y - arm], [x, y], [x - arm, y + arm]]))

    def _tick(self, ink: Picture, x: float, y: float, arm: float) -> None:
        tail = arm * self.random.uniform(1.0, 1.7)
        self.stroke(ink, np.array([[x - arm * 0.8, y - arm * 0.1], [x - arm * 0.1, y + arm * 0.7]]))
        self.stroke(ink, np.array([[x - arm * 0.1, y + arm * 0.7], [x + tail * 0.9, y - tail]]))

    def _line(self, ink: Picture, x: float, y: float, arm: float) -> None:
        turn = self.random.uniform(0, np.pi)
        way = np.array([np.cos(turn), np.sin(turn)]) * arm
        self.stroke(ink, np.stack([np.array([x, y]) - way, np.array([x, y]) + way]))

    def _fill(self, ink: Picture, x: float, y: float) -> None:
        size = RADIUS * self.random.uniform(0.85, 1.05)
        for height in np.arange(-size, size, self.wide * 0.8):
            half = np.sqrt(max(0.0, size**2 - height**2))
            self.stroke(ink, np.array([[x - half, y + height], [x + half, y + height + 0.1]]))

    def scribble(self, ink: Picture, circle: Circle) -> None:
        for _ in range(5):
            ends = self.random.uniform(-RADIUS * 1.2, RADIUS * 1.2, (2, 2))
            self.stroke(ink, np.array([circle.x, circle.y]) + ends)

    def ring(self, ink: Picture, circle: Circle) -> None:
        turns = np.linspace(0, 2 * np.pi, 24)
        size = RADIUS * 1.45
        self.stroke(
            ink,
            np.stack([circle.x + size * np.cos(turns), circle.y + size * np.sin(turns)], axis=1),
        )


def fill_in(
    printed: Picture,
    page: Page,
    random: Random,
    meant: Mapping[int, int] | None = None,
    writer: Writer | None = None,
    *,
    corrections: float = 0.025,
) -> Filled:
    """Answer a page; without `meant` by chance, with blanks, boxes and corrections."""
    writer = writer or Writer.some(random)
    ink = np.full_like(printed, 255)
    answers: dict[int, int] = {}
    corrected = set()
    for row in page.rows:
        value = _by_chance(row, random) if meant is None else meant.get(row.place, 0)
        answers[row.place] = value
        chosen = next((circle for circle in row.circles if circle.value == value), None)
        if chosen is None:
            continue
        if not row.is_tick and random.random() < corrections:
            corrected.add(row.place)
            _correct(writer, ink, row, chosen)
        else:
            writer.put(ink, chosen)
    ink = cv2.GaussianBlur(ink, (0, 0), 0.8)
    grain = random.normal(0, 0.12, ink.shape)
    strokes = 255 - (255 - ink.astype(np.float32)) * np.clip(1 + grain, 0.5, 1.3)
    picture = np.minimum(printed, np.clip(strokes, 0, 255)).astype(np.uint8)
    return Filled(picture, answers, frozenset(corrected))


def _by_chance(row: Row, random: Random) -> int:
    if row.is_tick:
        return int(random.random() < 0.25)
    if random.random() < 0.03:
        return 0
    return row.circles[int(random.integers(len(row.circles)))].value


def _correct(writer: Writer, ink: Picture, row: Row, chosen: Circle) -> None:
    others = [circle for circle in row.circles if circle != chosen]
    wrong = others[int(writer.random.integers(len(others)))]
    writer.put(ink, wrong)
    manner = int(writer.random.integers(3))
    if manner == 0:
        writer.put(ink, wrong, "filled")
    elif manner == 1:
        writer.scribble(ink, wrong)
    writer.put(ink, chosen)
    if manner == 2:
        writer.ring(ink, chosen)


# -- scanning ----------------------------------------------------------------------------------------


def scanner(page: Picture, random: Random) -> bytes:
    """A flatbed or feeder: askew to 3 degrees, sometimes upside down, 150 to 300 dpi."""
    turn = random.uniform(-3, 3) + (180 if random.random() < 0.1 else 0)
    picture = _turned(page, turn, random.uniform(150, 300) / DPI, int(random.uniform(235, 255)))
    picture = _contrast(picture, random.uniform(0.8, 1.05), random.uniform(-5, 12))
    return _jpeg(_rough(picture, random, (0.0, 1.1), (1, 7)), random)


def phone(page: Picture, random: Random) -> bytes:
    """A photo: from aside, curled, with a shadow, any way up."""
    height, width = page.shape
    table = int(random.uniform(60, 140))
    border = int(0.09 * width)
    framed = cv2.copyMakeBorder(page, *[border] * 4, cv2.BORDER_CONSTANT, value=table)
    framed = _curled(framed, random, 1.0)
    height, width = framed.shape
    ends = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = ends + random.uniform(-0.05, 0.05, (4, 2)).astype(np.float32) * width
    scale = random.uniform(180, 280) / DPI
    moved = (moved - moved.min(axis=0)) * scale
    size = tuple(int(side) for side in np.ceil(moved.max(axis=0)))
    matrix = cv2.getPerspectiveTransform(ends, moved.astype(np.float32))
    seen = cv2.warpPerspective(
        framed,
        matrix,
        size,
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=table,
    )
    seen = np.rot90(_shadowed(seen, random, 0.45), int(random.integers(4)))
    return _jpeg(_rough(np.ascontiguousarray(seen), random, (0.3, 1.4), (2, 8)), random)


def _turned(page: Picture, degrees: float, scale: float, outside: int) -> Picture:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, scale)
    size = (round(width * scale * 1.06), round(height * scale * 1.04))
    matrix[:, 2] += np.array(size) / 2 - np.array([width / 2, height / 2])
    small = cv2.GaussianBlur(page, (0, 0), 0.35 / scale) if scale < 0.9 else page
    return cv2.warpAffine(small, matrix, size, flags=cv2.INTER_LINEAR, borderValue=outside)


def _curled(page: Picture, random: Random, most: float) -> Picture:
    """Paper that does not lie flat: points move up to `most` mm, smoothly."""
    height, width = page.shape
    down, right = np.mgrid[0:height:64, 0:width:64].astype(np.float32)
    waves = []
    for _ in range(2):
        long = random.uniform(0.6, 1.4, 2) * np.pi * 2
        phase = random.uniform(0, 2 * np.pi, 2)
        size = random.uniform(0.3, 1.0) * most * PX
        waves.append(
            size
            * np.sin(long[0] * down / height + phase[0])
            * np.cos(long[1] * right / width + phase[1])
        )
    whole = (width, height)
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    xs += cv2.resize(waves[0].astype(np.float32), whole)
    ys += cv2.resize(waves[1].astype(np.float32), whole)
    return cv2.remap(page, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _shadowed(page: Picture, random: Random, most: float) -> Picture:
    """A hand or a wall: up to `most` of the light is gone behind a soft edge."""
    height, width = page.shape
    turn = random.uniform(0, 2 * np.pi)
    xs, ys = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    along = np.cos(turn) * xs + np.sin(turn) * ys
    edge = 1 / (1 + np.exp(-(along - random.uniform(-0.5, 0.5)) / random.uniform(0.03, 0.3)))
    light = 1 - random.uniform(0, most) * edge
    return np.clip(page * light * random.uniform(0.75, 1.0), 0, 255).astype(np.uint8)


def _contrast(page: Picture, by: float, more: float) -> Picture:
    return np.clip(page.astype(np.float32) * by + 255 * (1 - by) * 0.8 + more, 0, 255).astype(
        np.uint8
    )


def _rough(
    page: Picture, random: Random, blur: tuple[float, float], noise: tuple[float, float]
) -> Picture:
    soft = random.uniform(*blur)
    if soft > 0.2:
        page = cv2.GaussianBlur(page, (0, 0), soft)
    rough = page + random.normal(0, random.uniform(*noise), page.shape)
    return np.clip(rough, 0, 255).astype(np.uint8)


def _jpeg(page: Picture, random: Random) -> bytes:
    quality = int(random.integers(40, 81))
    _, encoded = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return encoded.tobytes()


def as_pdf(pictures: list[bytes]) -> bytes:
    """Scans in one PDF, a page each, as an office scanner sends them."""
    document = pypdfium2.PdfDocument.new()
    for picture in pictures:
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(picture), inline=True)
        width, height = image.get_px_size()
        page = document.new_page(595, 595 * height / width)
        image.set_matrix(pypdfium2.PdfMatrix().scale(595, 595 * height / width))
        page.insert_obj(image)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def all_pages(form: Form, printed: list[Picture], random: Random) -> list[Filled]:
    """A whole form by one writer."""
    writer = Writer.some(random)
    return [
        fill_in(picture, page, random, writer=writer)
        for picture, page in zip(printed, form.pages, strict=True)
    ]
