"""Charts for a page: a real table with a drawing in a cell and the numbers beside it.

The table is the text alternative, so it cannot go stale. Places are percentages: nothing is
scaled, so dots and letters keep their size on every screen. Colours are classes (`ui/css/charts.css`),
so that dark and print follow. Right to left is computed, not mirrored.
"""

from collections.abc import Sequence
from html import escape

from drieklank.documents.charts.rows import (
    DUTCH,
    Drawing,
    DumbbellRow,
    GrowthRow,
    LikertRow,
    Shares,
    StripRow,
    Words,
    agreement,
    number,
    place,
    reach,
    segments,
)
from drieklank.ui.parts.coverage import coverage_svg

TICKS = (0, 25, 50, 75, 100)
SHAPES = {
    "parent": '<svg class="shape shape--ouder" viewBox="0 0 16 16" aria-hidden="true">'
    '<circle cx="8" cy="8" r="6.6"/></svg>',
    "school": '<svg class="shape shape--school" viewBox="0 0 16 16" aria-hidden="true">'
    '<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2.4"/></svg>',
}
MARKS = {
    "parent": '<circle r="8.5" class="g-ouder"/>',
    "school": '<rect x="-8" y="-8" width="16" height="16" rx="3" class="g-school"/>',
    "then": '<circle r="7" class="g-then"/>',
}
ANSWER_CLASSES = {"parent": ("n1", "n2", "o4", "o5"), "school": ("n1", "n2", "t4", "t5")}


def dumbbell(
    rows: Sequence[DumbbellRow], *, caption: str, rtl: bool = False, words: Words = DUTCH
) -> Drawing:
    """Draw two views of the same goals: parents as circles, team as squares, scale 0-100.

    The pale band is the 95% interval of the parents. Give the rows in the order to show.
    """
    heads = (words.parents, words.team, words.gap)
    body = "".join(_dumbbell_row(row, heads, rtl, words) for row in rows)
    return _table("dumbbells", caption, _head(words.goal, words.picture, _ticks(), heads), body)


def highlight(
    row: DumbbellRow, *, title: str, label: str, rtl: bool = False, words: Words = DUTCH
) -> Drawing:
    """Draw one goal large, for the ink block of a start page; empty when a role is missing.

    `label` is the sentence that says the same ("Ouders geven 57, het team geeft 80.").
    """
    if row.parents is None or row.team is None:
        return Drawing("")
    left, right = place(row.parents, rtl=rtl), place(row.team, rtl=rtl)
    start, end = ("100%", "0") if rtl else ("0", "100%")
    marks = (
        (
            right,
            row.team,
            words.team,
            '<rect x="-18" y="-18" width="36" height="36" rx="7"',
            "school",
        ),
        (left, row.parents, words.parents, '<circle r="19"', "ouder"),
    )
    drawn = "".join(
        f'<svg x="{at:.1f}%" y="46" overflow="visible">{shape} class="g-{css}"/>'
        f'<text y="-32" text-anchor="middle" class="big__n">{number(score)}</text>'
        f'<text y="45" text-anchor="middle" class="big__w">{escape(word.lower())}</text></svg>'
        for at, score, word, shape, css in marks
    )
    return Drawing(
        f'<figure class="chart"><figcaption class="b">{escape(title)}</figcaption>'
        f'<div class="plot big"><svg height="100" role="img" aria-label="{escape(label)}">'
        '<line x1="0" x2="100%" y1="46" y2="46" class="g-axis"/>'
        f'<text x="{start}" y="76">0</text><text x="{end}" y="76" text-anchor="end">100</text>'
        f'<line x1="{left:.1f}%" x2="{right:.1f}%" y1="46" y2="46" class="g-line"/>{drawn}'
        "</svg></div></figure>"
    )


def growth(
    rows: Sequence[GrowthRow],
    *,
    caption: str,
    mark: str = "parent",
    rtl: bool = False,
    words: Words = DUTCH,
) -> Drawing:
    """Draw then (open dot) and now (filled: `parent` or `school`), scale 0-100."""
    heads = (words.then, words.now, words.change)
    body = "".join(_growth_row(row, mark, heads, rtl, words) for row in rows)
    head = _head(words.goal, words.picture, _ticks(), heads)
    return _table("dumbbells dumbbells--growth", caption, head, body)


def likert(
    rows: Sequence[LikertRow], *, caption: str, rtl: bool = False, words: Words = DUTCH
) -> Drawing:
    """Draw the answers to statements as bars around zero: disagree to one side, agree to the other.

    Disagreement is grey for everybody; agreement has the colour of who answers.
    """
    span = reach(list(rows))
    out, inn = ("→", "←") if rtl else ("←", "→")
    sides = (
        f'<span class="plot plot--text" aria-hidden="true"><span>{out} {escape(words.disagree_side)}'
        f"</span><span>{escape(words.agree_side)} {inn}</span></span>"
    )
    head = _head(words.statement, words.picture, sides, (words.agree,))
    body = "".join(_likert_row(row, span, rtl, words) for row in rows)
    return _table("likert", caption, head, body)


def likert_key(words: Words = DUTCH) -> Drawing:
    """Explain the colours of the bars."""
    swatches = (("n1",), ("n2",), ("o4", "t4"), ("o5", "t5"))
    items = "".join(
        "<span>"
        + "".join(f'<i class="swatch swatch--{css}"></i>' for css in names)
        + f"{escape(word)}</span>"
        for names, word in zip(swatches, words.scale, strict=True)
    )
    return Drawing(f'<p class="key">{items}</p>')


def who_key(parents: int | None = None, team: int | None = None, words: Words = DUTCH) -> Drawing:
    """Explain circle and square, with how many people answered."""
    items = (("parent", words.parents, parents), ("school", words.team, team))
    spans = "".join(
        f'<span><span class="who">{SHAPES[side]}{escape(word.lower())}'
        f"{f' ({int(count)})' if count is not None else ''}</span></span>"
        for side, word, count in items
    )
    return Drawing(f'<p class="key">{spans}</p>')


def growth_key(mark: str = "parent", words: Words = DUTCH) -> Drawing:
    """Explain the open and the filled dot."""
    then = '<svg width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="5.6" class="g-then"/></svg>'
    return Drawing(
        f'<p class="key"><span>{then}{escape(words.then.lower())}</span>'
        f'<span class="who">{SHAPES[mark]}{escape(words.now.lower())}</span></p>'
    )


def coverage(counts: tuple[int, int, int], *, columns: int = 12, pitch: float = 20) -> Drawing:
    """Draw one dot per family; counts are spoken, only read, no contact yet."""
    return Drawing(coverage_svg(counts, columns=columns, pitch=pitch))


def strip(
    row: StripRow, *, label: str, span: tuple[float, float] = (0, 100), rtl: bool = False
) -> Drawing:
    """Draw our school (square) among others (open dots); dashes at the median. No names, no ranks.

    `span` is the part of the scale that is shown; say it in words beside the drawing.
    """
    stacks, height = _stacks(row.others, span)
    base = height - 12

    def x(score: float) -> float:
        return place((score - span[0]) / (span[1] - span[0]) * 100, rtl=rtl)

    parts = [
        f'<line x1="0" x2="100%" y1="{base + 8}" y2="{base + 8}" class="g-axis"/>',
        (
            f'<line x1="{x(row.median):.1f}%" x2="{x(row.median):.1f}%" y1="2" y2="{base + 8}"'
            ' class="g-mid"/>'
        ),
    ]
    parts += [
        f'<circle cx="{x(score):.1f}%" cy="{base - level * 9}" r="3.8" class="g-other"/>'
        for score, level in stacks
    ]
    above = sum(1 for score, _ in stacks if score == round(row.own))
    parts.append(_mark(x(row.own), base - above * 9 - (5 if above else 0), "school"))
    return Drawing(
        f'<svg height="{height}" class="strip" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )


def _stacks(
    others: Sequence[float], span: tuple[float, float]
) -> tuple[list[tuple[float, int]], int]:
    """Return (rounded score, height in the pile) of every school, and the height of the drawing."""
    seen: dict[float, int] = {}
    stacks: list[tuple[float, int]] = []
    for score in sorted(min(span[1], max(span[0], round(value))) for value in others):
        stacks.append((score, seen.get(score, 0)))
        seen[score] = seen.get(score, 0) + 1
    return stacks, 40 + 9 * max([*seen.values(), 2])


def _dumbbell_row(row: DumbbellRow, heads: Sequence[str], rtl: bool, words: Words) -> str:
    drawn = [_axis(5, 29, rtl)]
    if row.parents_low is not None and row.parents_high is not None:
        low, high = place(row.parents_low, rtl=rtl), place(row.parents_high, rtl=rtl)
        drawn.append(
            f'<line class="g-ci-ouder" stroke-width="17" x1="{low:.1f}%" x2="{high:.1f}%"'
            ' y1="17" y2="17"/>'
        )
    drawn += _pair((row.team, "school"), (row.parents, "parent"), 17, rtl)
    cells = (
        f"<b>{escape(row.parents_text) or number(row.parents)}</b>",
        f"<b>{escape(row.team_text) or number(row.team)}</b>",
        escape(row.gap_text)
        or (escape(words.too_few) if row.parents is None or row.team is None else ""),
    )
    return _row(row.label, row.sub, _plot(34, drawn), zip(heads, cells, strict=True))


def _growth_row(row: GrowthRow, mark: str, heads: Sequence[str], rtl: bool, words: Words) -> str:
    drawn = [_axis(4, 26, rtl), *_pair((row.then, "then"), (row.now, mark), 15, rtl)]
    missing = row.then is None or row.now is None
    cells = (
        number(row.then, row.decimals),
        f"<b>{number(row.now, row.decimals)}</b>",
        escape(row.change_text) or (escape(words.too_few) if missing else ""),
    )
    return _row(row.label, row.sub, _plot(30, drawn), zip(heads, cells, strict=True))


def _likert_row(row: LikertRow, span: tuple[float, float], rtl: bool, words: Words) -> str:
    answers = (("parent", row.parents, words.parents), ("school", row.team, words.team))
    known = [(side, shares, word) for side, shares, word in answers if shares is not None]
    bars = "".join(
        f"<div>{SHAPES[side]}{_bar(shares, side, span, rtl)}</div>" for side, shares, _ in known
    )
    said = " ".join(
        f'<span><span class="lbl">{escape(word)} </span>{_share(shares, side)}</span>'
        for side, shares, word in known
    )
    picture = f'<td role="cell" class="plot"><div class="bars">{bars}</div></td>'
    agree = f'<span class="lbl"> {escape(words.agree.lower())}</span>' if known else ""
    cell = (
        f'<td role="cell" class="n pair">{said or escape(row.instead or words.too_few)}{agree}</td>'
    )
    return f'<tr role="row">{_label(row.label, row.sub)}{picture}{cell}</tr>'


def _share(shares: Shares, side: str) -> str:
    text = f"{agreement(shares):.0f}%"
    return f"<b>{text}</b>" if side == "parent" else text


def _bar(shares: Shares, side: str, span: tuple[float, float], rtl: bool) -> str:
    names = ANSWER_CLASSES[side]
    pieces = "".join(
        f'<svg x="{start:.2f}%" width="{length:.2f}%" height="20" overflow="visible">'
        f'<rect x="1.5" y="2" width="100%" height="16" rx="3" class="seg {names[answer]}"/></svg>'
        for answer, start, length in segments(shares, span, rtl=rtl)
    )
    return f'<svg height="20" aria-hidden="true">{pieces}</svg>'


def _pair(
    back: tuple[float | None, str], front: tuple[float | None, str], y: int, rtl: bool
) -> list[str]:
    """Draw the stroke between two points and the points themselves; `front` lies on top."""
    (first, under), (second, over) = back, front
    drawn: list[str] = []
    if first is not None and second is not None:
        start, end = place(second, rtl=rtl), place(first, rtl=rtl)
        drawn.append(f'<line class="g-line" x1="{start:.1f}%" x2="{end:.1f}%" y1="{y}" y2="{y}"/>')
    if first is not None:
        drawn.append(_mark(place(first, rtl=rtl), y, under))
    if second is not None:
        drawn.append(_mark(place(second, rtl=rtl), y, over))
    return drawn


def _mark(percent: float, y: float, kind: str) -> str:
    return f'<svg x="{percent:.1f}%" y="{y:g}" overflow="visible">{MARKS[kind]}</svg>'


def _axis(top: int, bottom: int, rtl: bool) -> str:
    return "".join(
        f'<line x1="{place(tick, rtl=rtl):g}%" x2="{place(tick, rtl=rtl):g}%" y1="{top}"'
        f' y2="{bottom}" class="g-axis"/>'
        for tick in TICKS
    )


def _plot(height: int, drawn: Sequence[str]) -> str:
    return (
        f'<td role="cell" class="plot"><svg height="{height}" aria-hidden="true">'
        f"{''.join(drawn)}</svg></td>"
    )


def _ticks() -> str:
    spans = "".join(f"<span>{tick}</span>" for tick in TICKS)
    return (
        f'<div class="plot plot--flat"><span class="ticks" aria-hidden="true">{spans}</span></div>'
    )


def _head(first: str, picture: str, plot: str, heads: Sequence[str]) -> str:
    numbers = "".join(f'<th role="columnheader" class="n">{escape(head)}</th>' for head in heads)
    return (
        f'<tr role="row"><th role="columnheader">{escape(first)}</th><th role="columnheader">'
        f'<span class="vh">{escape(picture)}</span>{plot}</th>{numbers}</tr>'
    )


def _label(label: str, sub: str) -> str:
    small = f'<span class="meta">{escape(sub)}</span>' if sub else ""
    return f'<th role="rowheader" scope="row">{escape(label)}{small}</th>'


def _row(label: str, sub: str, plot: str, cells: "zip[tuple[str, str]]") -> str:
    numbers = "".join(
        f'<td role="cell" class="n" data-l="{escape(head)}">{cell}</td>' for head, cell in cells
    )
    return f'<tr role="row">{_label(label, sub)}{plot}{numbers}</tr>'


def _table(css: str, caption: str, head: str, body: str) -> Drawing:
    return Drawing(
        f'<figure class="chart"><table class="gtable {css}" role="table">'
        f'<caption class="vh">{escape(caption)}</caption><thead role="rowgroup">{head}</thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></figure>'
    )
