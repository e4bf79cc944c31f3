"""What happens when, over a year: a table with a bar in a cell, and the day beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from drieklank.documents.charts.rows import Drawing

_HEIGHT: Final = 26
# A single day is still to be seen.
_LEAST: Final = 1.2


@dataclass(frozen=True)
class TimelineRow:
    """One thing. start, end: places in the year from 0 to 100. kind: `action`, `done`, `measure`,
    `window` or `step`. when: the days in words.
    """

    label: str
    sub: str
    start: float
    end: float
    kind: str
    when: str


_CLASSES: Final = {
    "action": "t4",
    "done": "t5",
    "measure": "o5",
    "window": "n3",
    "step": "k5",
}


def timeline(
    rows: Sequence[TimelineRow], *, caption: str, months: Sequence[str], today: float | None
) -> Drawing:
    """Draw a year. months: their short names, the first at the start of the year.

    today: its place in the year, from 0 to 100; None: another year.
    """
    head = (
        '<tr role="row"><th role="columnheader">Wat</th><th role="columnheader">'
        f'<span class="vh">In het jaar</span>{_months(months)}</th>'
        '<th role="columnheader" class="n">Wanneer</th></tr>'
    )
    body = "".join(_row(row, len(months), today) for row in rows)
    return Drawing(
        '<figure class="chart"><table class="gtable timeline" role="table">'
        f'<caption class="vh">{escape(caption)}</caption><thead role="rowgroup">{head}</thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></figure>'
    )


def _months(names: Sequence[str]) -> str:
    spans = "".join(f"<span>{escape(name)}</span>" for name in names)
    return (
        '<div class="plot plot--flat"><span class="ticks ticks--year" aria-hidden="true">'
        f"{spans}<span></span></span></div>"
    )


def _row(row: TimelineRow, months: int, today: float | None) -> str:
    drawn = [
        f'<line x1="{100 * month / months:.2f}%" x2="{100 * month / months:.2f}%" y1="0"'
        f' y2="{_HEIGHT}" class="g-axis"/>'
        for month in range(months + 1)
    ]
    if today is not None:
        drawn.append(
            f'<line x1="{today:.2f}%" x2="{today:.2f}%" y1="0" y2="{_HEIGHT}" class="g-mid"/>'
        )
    width = max(row.end - row.start, _LEAST)
    start = min(row.start, 100 - width)
    drawn.append(
        f'<rect x="{start:.2f}%" y="6" width="{width:.2f}%" height="14" rx="4"'
        f' class="bar {_CLASSES[row.kind]}"/>'
    )
    plot = (
        f'<td role="cell" class="plot"><svg height="{_HEIGHT}" aria-hidden="true">'
        f"{''.join(drawn)}</svg></td>"
    )
    when = f'<td role="cell" class="n" data-l="Wanneer:">{escape(row.when)}</td>'
    small = f'<span class="meta">{escape(row.sub)}</span>' if row.sub else ""
    name = f'<th role="rowheader" scope="row">{escape(row.label)}{small}</th>'
    return f'<tr role="row">{name}{plot}{when}</tr>'
