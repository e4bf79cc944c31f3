"""A school beside the middle half of other schools: goal by goal, in the order of the questions.

Other schools are not drawn, nor put in an order; the numbers stand beside the drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from drieklank.documents.charts.page import MARKS, SHAPES, TICKS
from drieklank.documents.charts.rows import Drawing, number, place

_HEIGHT = 34
_MIDDLE = _HEIGHT // 2


@dataclass(frozen=True)
class BesideRow:
    """One goal or question; scores from 0 to 100.

    `value` with `low` to `high`: where the school stands, as sure as it is. `first` to `last`: the
    middle half of the schools, around their `mean`. `sentence` says what that comes to, `own` and
    `middle` are the numbers in words ("57 (52 tot 61)", "55 tot 63").
    """

    label: str
    sentence: str
    score: float
    value: float
    low: float
    high: float
    first: float
    last: float
    mean: float
    own: str
    middle: str


def beside(rows: Sequence[BesideRow], *, caption: str, what: str = "Streefdoel") -> Drawing:
    """Draw the rows as they are given, each a line of a table."""
    ticks = "".join(f"<span>{tick}</span>" for tick in TICKS)
    heads = ("In het rapport", "Deze school", "Middelste helft")
    numbers = "".join(f'<th role="columnheader" class="n">{head}</th>' for head in heads)
    body = "".join(_row(row, heads) for row in rows)
    return Drawing(
        '<figure class="chart"><table class="gtable benchmark" role="table">'
        f'<caption class="vh">{escape(caption)}</caption><thead role="rowgroup"><tr role="row">'
        f'<th role="columnheader">{escape(what)}</th><th role="columnheader"><span class="vh">Beeld'
        '</span><div class="plot plot--flat"><span class="ticks" aria-hidden="true">'
        f'{ticks}</span></div></th>{numbers}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
        "</figure>"
    )


def beside_key() -> Drawing:
    """Explain the band, the dashes, the square and the strip behind it."""
    band = (
        '<svg width="30" height="16" aria-hidden="true"><rect x="1" y="2" width="28" height="12" rx="3"'
        ' class="g-group"/></svg>'
    )
    dashes = (
        '<svg width="8" height="18" aria-hidden="true"><line x1="4" x2="4" y1="1" y2="17"'
        ' class="g-mid"/></svg>'
    )
    sure = (
        '<svg width="30" height="16" aria-hidden="true"><line x1="6" x2="24" y1="8" y2="8"'
        ' stroke-width="10" class="g-ci-school"/></svg>'
    )
    return Drawing(
        f'<p class="key"><span class="who">{SHAPES["school"]}deze school</span>'
        f"<span>{sure}hoe zeker dat is</span><span>{band}middelste helft van de scholen</span>"
        f"<span>{dashes}gemiddelde van de scholen</span></p>"
    )


def _row(row: BesideRow, heads: tuple[str, str, str]) -> str:
    cells = (f"<b>{number(row.score)}</b>", escape(row.own), escape(row.middle))
    numbers = "".join(
        f'<td role="cell" class="n" data-l="{head}">{cell}</td>'
        for head, cell in zip(heads, cells, strict=True)
    )
    return (
        f'<tr role="row"><th role="rowheader" scope="row">{escape(row.label)}'
        f'<span class="meta">{escape(row.sentence)}</span></th>'
        f'<td role="cell" class="plot"><svg height="{_HEIGHT}" aria-hidden="true">{_drawn(row)}</svg>'
        f"</td>{numbers}</tr>"
    )


def _drawn(row: BesideRow) -> str:
    axis = "".join(
        f'<line x1="{tick}%" x2="{tick}%" y1="5" y2="{_HEIGHT - 5}" class="g-axis"/>'
        for tick in TICKS
    )
    first, width = place(row.first), max(0.6, place(row.last) - place(row.first))
    mean, low, high = place(row.mean), place(row.low), place(row.high)
    return (
        f'{axis}<rect x="{first:.1f}%" y="{_MIDDLE - 11}" width="{width:.1f}%" height="22" rx="4"'
        f' class="g-group"/><line x1="{mean:.1f}%" x2="{mean:.1f}%" y1="{_MIDDLE - 11}"'
        f' y2="{_MIDDLE + 11}" class="g-mid"/><line x1="{low:.1f}%" x2="{high:.1f}%" y1="{_MIDDLE}"'
        f' y2="{_MIDDLE}" stroke-width="11" class="g-ci-school"/>'
        f'<svg x="{place(row.value):.1f}%" y="{_MIDDLE}" overflow="visible">{MARKS["school"]}</svg>'
    )
