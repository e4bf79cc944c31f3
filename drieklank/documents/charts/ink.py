"""Pen and paper for the charts: the sheet with its directions, marks, lines and labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from drieklank.documents.charts.rows import Drawing, place
from drieklank.documents.charts.widths import lines

INK, INK_2, RULE, EDGE, WHITE = "#16213A", "#4B5469", "#DED7C8", "#767E90", "#FFFFFF"
PARENT, PARENT_SOFT = "#E2553A", "#FBE1D9"
SCHOOL, SCHOOL_SOFT = "#0E7A75", "#D2EBE7"
CHILD = "#FFC533"
ANSWERS = {
    "parent": ((INK_2, INK_2), (RULE, INK_2), (PARENT_SOFT, PARENT), (PARENT, PARENT)),
    "school": ((INK_2, INK_2), (RULE, INK_2), (SCHOOL_SOFT, SCHOOL), (SCHOOL, SCHOOL)),
}
DOTS = {
    "spoken": f'fill="{PARENT}"',
    "read": f'fill="{PARENT_SOFT}" stroke="{PARENT}" stroke-width="1.5"',
    "none": f'fill="none" stroke="{INK}" stroke-width="1.5" stroke-dasharray="2.5 2.5"',
}
FONT = "Atkinson Hyperlegible Next, Source Sans 3, Noto Sans Arabic"
SIZE, SMALL = 12.0, 10.5
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Sheet:
    """The frame of a drawing: width in points, where the plot stands, and the direction."""

    width: float
    plot_start: float
    plot_end: float
    rtl: bool = False
    font: str = FONT

    def x(self, from_start: float) -> float:
        """Return a distance from the start edge as a distance from the left edge."""
        return self.width - from_start if self.rtl else from_start

    def score(self, score: float) -> float:
        """Return where a score from 0 to 100 stands, from the left edge."""
        span = self.plot_end - self.plot_start
        return self.x(self.plot_start + place(score) / 100 * span)

    def arrow(self, from_start: float, y: float, *, forward: bool) -> str:
        """Draw a small arrow of 11 points, with or against the reading direction.

        Drawn, because not every font of a document has the letter.
        """
        near, far = self.x(from_start), self.x(from_start + 11)
        tail, tip = (near, far) if forward else (far, near)
        back = tip + (4 if tail > tip else -4)
        return (
            f'<path d="M{tail:.1f} {y:.1f}H{tip:.1f}M{back:.1f} {y - 3.5:.1f}L{tip:.1f} {y:.1f}'
            f'L{back:.1f} {y + 3.5:.1f}" fill="none" stroke="{INK_2}" stroke-width="1.1"'
            ' stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def text(
        self,
        from_start: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        size: float = SIZE,
        colour: str = INK,
        bold: bool = False,
    ) -> str:
        """Write one line; `anchor` start, middle or end as the reader sees it."""
        turned = {"start": "end", "end": "start", "middle": "middle"}[anchor]
        weight = ' font-weight="700"' if bold else ""
        return (
            f'<text x="{self.x(from_start):.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}"'
            f' text-anchor="{turned if self.rtl else anchor}"{weight}>{escape(words)}</text>'
        )


def swatch(sheet: Sheet, from_start: float, y: float, kind: str) -> str:
    x = sheet.x(from_start)
    if kind in DOTS:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" {DOTS[kind]}/>'
    if kind in ("parent", "school", "then"):
        return mark(x, y, kind, 0.75)
    fill, line = {
        "n1": (INK_2, INK_2),
        "n2": (RULE, INK_2),
        "parent-soft": (PARENT_SOFT, PARENT),
        "school-soft": (SCHOOL_SOFT, SCHOOL),
        "parent-bar": (PARENT, PARENT),
        "school-bar": (SCHOOL, SCHOOL),
    }[kind]
    return (
        f'<rect x="{x - 7:.1f}" y="{y - 5:.1f}" width="14" height="10" rx="2.5" fill="{fill}"'
        f' stroke="{line}" stroke-width="1.2"/>'
    )


def label(
    sheet: Sheet, label: str, sub: str, y: float, room: float, *, least: float = 34
) -> tuple[list[str], float]:
    """Write the name of a row and what stands under it; return them with the height of the row."""
    upper, lower = lines(label, SIZE, room, bold=True), lines(sub, SMALL, room)
    text_height = 15 * len(upper) + 13 * len(lower)
    height = max(least, text_height + 14)
    at = y + (height - text_height) / 2 + 11
    written: list[str] = []
    for line in upper:
        written.append(sheet.text(0, at, line, bold=True))
        at += 15
    for line in lower:
        written.append(sheet.text(0, at - 1, line, size=SMALL, colour=INK_2))
        at += 13
    return written, height


def end_lines(sheet: Sheet, words: str, middle: float) -> list[str]:
    """Write a short text at the end of a row, over at most the room that the column has."""
    broken = lines(words, SMALL, 66)
    top = middle + 4 - 6 * (len(broken) - 1)
    return [
        sheet.text(sheet.width, top + 12 * n, line, size=SMALL, anchor="end")
        for n, line in enumerate(broken)
    ]


def pair(
    sheet: Sheet, back: tuple[float | None, str], front: tuple[float | None, str], y: float
) -> list[str]:
    drawn: list[str] = []
    (first, _), (second, _) = back, front
    if first is not None and second is not None:
        start, end = sheet.score(first), sheet.score(second)
        drawn.append(
            f'<line x1="{start:.1f}" y1="{y:.1f}" x2="{end:.1f}" y2="{y:.1f}" stroke="{INK}"'
            ' stroke-width="2.5" stroke-linecap="round"/>'
        )
    drawn += [
        mark(sheet.score(score), y, kind, 0.85)
        for score, kind in (back, front)
        if score is not None
    ]
    return drawn


def mark(x: float, y: float, kind: str, scale: float) -> str:
    if kind == "school":
        side = 16 * scale
        return (
            f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}"'
            f' height="{side:.1f}" rx="{3 * scale:.1f}" fill="{SCHOOL}"/>'
        )
    if kind == "then":
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{7 * scale:.1f}" fill="{WHITE}"'
            f' stroke="{EDGE}" stroke-width="2"/>'
        )
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{8.5 * scale:.1f}" fill="{PARENT}"/>'


def ticks(sheet: Sheet, y: float, height: float) -> str:
    return "".join(
        f'<line x1="{sheet.score(tick):.1f}" y1="{y + 6:.1f}" x2="{sheet.score(tick):.1f}"'
        f' y2="{y + height - 6:.1f}" stroke="{RULE}" stroke-width="1"/>'
        for tick in TICKS
    )


def rule(sheet: Sheet, y: float, *, strong: bool = False) -> str:
    colour, thick = (INK, 1.5) if strong else (RULE, 0.8)
    return (
        f'<line x1="0" y1="{y:.1f}" x2="{sheet.width:g}" y2="{y:.1f}" stroke="{colour}"'
        f' stroke-width="{thick}"/>'
    )


def svg(
    sheet: Sheet, height: float, body: Sequence[str], title: str, description: str, key: str
) -> Drawing:
    name = escape(key)
    return Drawing(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet.width:g}" height="{height:g}"'
        f' viewBox="0 0 {sheet.width:g} {height:g}" role="img" font-family="{escape(sheet.font)}"'
        f' aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}'
        f'</title><desc id="{name}-desc">{escape(description)}</desc>{"".join(body)}</svg>'
    )
