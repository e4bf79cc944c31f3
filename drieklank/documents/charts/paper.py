"""Charts for paper: one strict SVG with its words in it, for Typst or as a file.

Colours are attributes (Typst knows no style sheet), texts are escaped, widths are measured with a
table. Each drawing has a title and a description for those who hear it; `key` makes their ids
unique on a page. Right to left is computed.

Typst cannot put joined letters (Arabic, Persian) of an SVG into PDF/UA. A document in such a
language sets the words itself, in a table, and takes the drawings without words from here:
`dumbbell_plot` and `likert_plot`, one per row.
"""

from collections.abc import Sequence

from drieklank.documents.charts.ink import (
    ANSWERS,
    DOTS,
    EDGE,
    FONT,
    INK,
    INK_2,
    PARENT,
    SMALL,
    TICKS,
    WHITE,
    Sheet,
    end_lines,
    label,
    mark,
    pair,
    rule,
    svg,
    swatch,
    ticks,
)
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
    reach,
    segments,
)
from drieklank.documents.charts.widths import width
from drieklank.ui.parts.coverage import places


def dumbbell(
    rows: Sequence[DumbbellRow],
    *,
    title: str,
    description: str,
    key: str = "dumbbell",
    rtl: bool = False,
    words: Words = DUTCH,
    font: str = FONT,
) -> Drawing:
    """Draw two views of the same goals on one scale from 0 to 100, numbers at the end."""
    sheet = Sheet(680, 200, 485, rtl, font)
    heads = ((556, words.parents), (602, words.team), (680, words.gap))
    body, y = _head(sheet, words.goal, heads), 30.0
    for row in rows:
        name, height = label(sheet, row.label, row.sub, y, 180)
        middle = y + height / 2
        body += [*name, ticks(sheet, y, height), *_band(sheet, row, middle)]
        body += pair(sheet, (row.team, "school"), (row.parents, "parent"), middle)
        numbers = (
            (556, row.parents_text or number(row.parents)),
            (602, row.team_text or number(row.team)),
        )
        body += [sheet.text(at, middle + 4, text, anchor="end", bold=True) for at, text in numbers]
        said = row.gap_text or (words.too_few if None in (row.parents, row.team) else "")
        body += end_lines(sheet, said, middle)
        y += height
        body.append(rule(sheet, y))
    return svg(sheet, y + 2, body, title, description, key)


def growth(
    rows: Sequence[GrowthRow],
    *,
    title: str,
    description: str,
    mark: str = "parent",
    key: str = "growth",
    rtl: bool = False,
    words: Words = DUTCH,
    font: str = FONT,
) -> Drawing:
    """Draw then (open dot) and now (filled dot) on one scale from 0 to 100."""
    sheet = Sheet(680, 200, 485, rtl, font)
    heads = ((556, words.then), (602, words.now), (680, words.change))
    body, y = _head(sheet, words.goal, heads), 30.0
    for row in rows:
        name, height = label(sheet, row.label, row.sub, y, 180)
        middle = y + height / 2
        body += [*name, ticks(sheet, y, height)]
        body += pair(sheet, (row.then, "then"), (row.now, mark), middle)
        body.append(sheet.text(556, middle + 4, number(row.then), anchor="end"))
        body.append(sheet.text(602, middle + 4, number(row.now), anchor="end", bold=True))
        said = row.change_text or (words.too_few if None in (row.then, row.now) else "")
        body += end_lines(sheet, said, middle)
        y += height
        body.append(rule(sheet, y))
    return svg(sheet, y + 2, body, title, description, key)


def likert(
    rows: Sequence[LikertRow],
    *,
    title: str,
    description: str,
    key: str = "likert",
    rtl: bool = False,
    words: Words = DUTCH,
    font: str = FONT,
) -> Drawing:
    """Draw answers as bars around zero, parents above team; no middle answer."""
    sheet = Sheet(680, 240, 610, rtl, font)
    span = reach(list(rows))
    body = [
        sheet.text(0, 18, words.statement, size=SMALL, colour=INK_2, bold=True),
        sheet.arrow(240, 14.5, forward=False),
        sheet.text(255, 18, words.disagree_side, size=SMALL, colour=INK_2),
        sheet.text(595, 18, words.agree_side, size=SMALL, colour=INK_2, anchor="end"),
        sheet.arrow(598, 14.5, forward=True),
        sheet.text(680, 18, words.agree, size=SMALL, colour=INK_2, bold=True, anchor="end"),
        rule(sheet, 26, strong=True),
    ]
    y = 30.0
    for row in rows:
        name, height = label(sheet, row.label, row.sub, y, 205, least=46)
        body += name + _bars(sheet, row, span, y + height / 2, words)
        y += height
        body.append(rule(sheet, y))
    return svg(sheet, y + 2, body, title, description, key)


def dumbbell_plot(row: DumbbellRow, *, width: float = 300, rtl: bool = False) -> Drawing:
    """Draw one row of a dumbbell chart without any word, 26 points high."""
    sheet = Sheet(width, 10, width - 10, rtl)
    pair_drawn = pair(sheet, (row.team, "school"), (row.parents, "parent"), 13)
    body = [ticks(sheet, 0, 26), *_band(sheet, row, 13), *pair_drawn]
    return svg(sheet, 26, body, row.label, row.gap_text, "plot")


def likert_plot(
    row: LikertRow, span: tuple[float, float], *, width: float = 370, rtl: bool = False
) -> Drawing:
    """Draw the bars of one statement without any word; `span` is `rows.reach` of the whole chart."""
    sheet = Sheet(width, 20, width, rtl)
    answers = (("parent", row.parents), ("school", row.team))
    known = [(side, shares) for side, shares in answers if shares is not None]
    body: list[str] = []
    for place_of_bar, (side, shares) in enumerate(known):
        y = 10.0 + 18 * place_of_bar
        body += [mark(sheet.x(6), y, side, 0.6), *_bar(sheet, shares, side, span, y)]
    return svg(sheet, 18.0 * max(1, len(known)) + 2, body, row.label, row.sub, "plot")


def strip(
    rows: Sequence[StripRow],
    *,
    title: str,
    description: str,
    key: str = "strip",
    rtl: bool = False,
    font: str = FONT,
) -> Drawing:
    """Draw our school (square) among others (open dots), dashes at the median, scale 0-100."""
    sheet = Sheet(680, 200, 660, rtl, font)
    body, y = [rule(sheet, 4, strong=True)], 6.0
    for row in rows:
        piled = _piles(row.others)
        height = 34 + 7.0 * max([level for _, level in piled], default=0)
        name, tall = label(sheet, row.label, row.sub, y, 180, least=height)
        base = y + tall - 10
        body += name + _strip_row(sheet, row, piled, y, base)
        y += tall
        body.append(rule(sheet, y))
    return svg(sheet, y + 2, body, title, description, key)


def coverage(
    counts: tuple[int, int, int],
    *,
    title: str,
    description: str,
    key: str = "coverage",
    columns: int = 30,
    rtl: bool = False,
) -> Drawing:
    """Draw one dot per family: filled spoken, pale only read, dashed no contact yet."""
    pitch = 17.0
    dots = places(counts, columns=columns, pitch=pitch)
    sheet = Sheet(columns * pitch, 0, columns * pitch, rtl)
    height = (-(-len(dots) // columns) or 1) * pitch
    body = [
        f'<circle cx="{sheet.x(x):.1f}" cy="{y:.1f}" r="6" {DOTS[state]}/>' for state, x, y in dots
    ]
    return svg(sheet, height, body, title, description, key)


def legend(kind: str, *, rtl: bool = False, words: Words = DUTCH, font: str = FONT) -> Drawing:
    """Draw a legend on one line: `who`, `likert`, `growth` or `coverage`."""
    entries = _legend_entries(words)[kind]
    sheet = Sheet(680, 0, 680, rtl, font)
    body: list[str] = []
    at = 0.0
    for swatches, word in entries:
        for kind_of_mark in swatches:
            body.append(swatch(sheet, at + 7, 10, kind_of_mark))
            at += 18
        body.append(sheet.text(at, 14, word, size=SMALL))
        at += width(word, SMALL) + 22
    said = ", ".join(word for _, word in entries)
    return svg(sheet, 20, body, said, said, f"legend-{kind}")


def _legend_entries(words: Words) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    pairs = (("n1",), ("n2",), ("parent-soft", "school-soft"), ("parent-bar", "school-bar"))
    return {
        "who": [(("parent",), words.parents.lower()), (("school",), words.team.lower())],
        "likert": list(zip(pairs, words.scale, strict=True)),
        "growth": [(("then",), words.then.lower()), (("parent",), words.now.lower())],
        "coverage": [(("spoken",), words.spoken), (("read",), words.read), (("none",), words.none)],
    }


def _head(sheet: Sheet, first: str, heads: Sequence[tuple[float, str]]) -> list[str]:
    quiet = {"size": SMALL, "colour": INK_2}
    row = [sheet.text(0, 18, first, size=SMALL, colour=INK_2, bold=True)]
    for tick in TICKS:
        at = sheet.plot_start + tick / 100 * (sheet.plot_end - sheet.plot_start)
        row.append(sheet.text(at, 18, str(tick), anchor="middle", **quiet))  # type: ignore[arg-type] # the keywords are all text
    row += [
        sheet.text(at, 18, word, size=SMALL, colour=INK_2, bold=True, anchor="end")
        for at, word in heads
    ]
    return [*row, rule(sheet, 26, strong=True)]


def _band(sheet: Sheet, row: DumbbellRow, y: float) -> list[str]:
    if row.parents_low is None or row.parents_high is None:
        return []
    low, high = sheet.score(row.parents_low), sheet.score(row.parents_high)
    return [
        (
            f'<line x1="{low:.1f}" y1="{y:.1f}" x2="{high:.1f}" y2="{y:.1f}" stroke="{PARENT}"'
            ' stroke-width="13" stroke-linecap="round" stroke-opacity="0.28"/>'
        )
    ]


def _bars(
    sheet: Sheet, row: LikertRow, span: tuple[float, float], middle: float, words: Words
) -> list[str]:
    answers = (("parent", row.parents), ("school", row.team))
    known = [(side, shares) for side, shares in answers if shares is not None]
    if not known:
        return end_lines(sheet, row.instead or words.too_few, middle)
    drawn: list[str] = []
    y = middle - 9.0 * (len(known) - 1)
    for side, shares in known:
        drawn.append(mark(sheet.x(226), y, side, 0.6))
        drawn += _bar(sheet, shares, side, span, y)
        said = f"{agreement(shares):.0f}%"
        drawn.append(sheet.text(680, y + 4, said, anchor="end", bold=side == "parent"))
        y += 18
    return drawn


def _bar(sheet: Sheet, shares: Shares, side: str, span: tuple[float, float], y: float) -> list[str]:
    room = sheet.plot_end - sheet.plot_start
    left = min(sheet.x(sheet.plot_start), sheet.x(sheet.plot_end))
    drawn: list[str] = []
    for answer, start, length in segments(shares, span, rtl=sheet.rtl):
        fill, line = ANSWERS[side][answer]
        drawn.append(
            f'<rect x="{left + start / 100 * room + 1:.1f}" y="{y - 6:.1f}"'
            f' width="{max(1.0, length / 100 * room - 2):.1f}" height="12" rx="2.5"'
            f' fill="{fill}" stroke="{line}" stroke-width="1.2"/>'
        )
    return drawn


def _piles(others: Sequence[float]) -> list[tuple[float, int]]:
    seen: dict[float, int] = {}
    piled: list[tuple[float, int]] = []
    for score in sorted(float(round(value)) for value in others):
        piled.append((score, seen.get(score, 0)))
        seen[score] = seen.get(score, 0) + 1
    return piled


def _strip_row(
    sheet: Sheet, row: StripRow, piled: list[tuple[float, int]], top: float, base: float
) -> list[str]:
    middle = sheet.score(row.median)
    dots = [
        f'<circle cx="{sheet.score(score):.1f}" cy="{base - 7 * level:.1f}" r="3" fill="{WHITE}"'
        f' stroke="{EDGE}" stroke-width="1.3"/>'
        for score, level in piled
    ]
    above = sum(1 for score, _ in piled if score == round(row.own))
    own = mark(sheet.score(row.own), base - 7 * above - (4 if above else 0), "school", 0.8)
    return [
        (
            f'<line x1="{middle:.1f}" y1="{top + 5:.1f}" x2="{middle:.1f}" y2="{base + 5:.1f}"'
            f' stroke="{INK}" stroke-width="1.5" stroke-dasharray="1.5 3" stroke-linecap="round"/>'
        ),
        *dots,
        own,
    ]
