"""One bar for one question with any number of answers, lowest first; the words stand beside it.

Unlike the bars around zero it needs no side that agrees, so it fits every scale of two answers or more.
"""

from collections.abc import Sequence

from drieklank.documents.charts.ink import (
    ANSWERS,
    CHILD,
    EDGE,
    INK,
    INK_2,
    RULE,
    Sheet,
    svg,
)
from drieklank.documents.charts.rows import Drawing

_LETTERS = {"parent": "o", "school": "t", "child": "k"}
_CHILD = {4: ("#FFEEBF", INK), 5: (CHILD, INK)}
_SUNK = "#F0EBE0"


def tones(count: int, side: str) -> tuple[str, ...]:
    """The class of each of so many answers, lowest first: `n1`, `n2`, `n3`, then `o4`, `o5`.

    The lower half is grey for everybody, the upper half has the colour of who answers (`parent`,
    `school`, `child`); a middle answer is pale.
    """
    letter, half = _LETTERS[side], count // 2
    lower = ["n1", *["n2"] * (half - 1)]
    upper = [*[f"{letter}4"] * (half - 1), f"{letter}5"]
    middle = ["n3"] if count % 2 else []
    return (*lower, *middle, *upper) if half else tuple(middle)


def on_page(shares: Sequence[float], side: str) -> Drawing:
    """Draw a bar of the whole width for shares in percent; hidden from who listens."""
    pieces, start = [], 0.0
    for share, tone in zip(shares, tones(len(shares), side), strict=True):
        if share > 0:
            pieces.append(
                f'<svg x="{start:g}%" width="{share:g}%" height="20" overflow="visible">'
                f'<rect x="1.5" y="2" width="100%" height="16" rx="3" class="seg {tone}"/></svg>'
            )
        start += share
    return Drawing(
        f'<div class="chart plot"><svg height="20" aria-hidden="true">{"".join(pieces)}</svg></div>'
    )


def on_paper(shares: Sequence[float], side: str, *, title: str, description: str) -> Drawing:
    """Draw the same bar as strict SVG, 20 points high."""
    sheet = Sheet(680, 0, 680)
    body, start = [], 0.0
    for share, tone in zip(shares, tones(len(shares), side), strict=True):
        if share > 0:
            fill, line = _ink(tone, side)
            body.append(
                f'<rect x="{start * 6.8 + 1:.1f}" y="3" width="{max(1.0, share * 6.8 - 2):.1f}"'
                f' height="14" rx="2.5" fill="{fill}" stroke="{line}" stroke-width="1.2"/>'
            )
        start += share
    return svg(sheet, 20, body, title, description, "stack")


def _ink(tone: str, side: str) -> tuple[str, str]:
    if tone == "n3":
        return _SUNK, EDGE
    if tone in ("n1", "n2"):
        return (INK_2, INK_2) if tone == "n1" else (RULE, INK_2)
    step = int(tone[1])
    return _CHILD[step] if side == "child" else ANSWERS[side][step - 2]
