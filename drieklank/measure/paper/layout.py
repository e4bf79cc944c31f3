"""From a questionnaire to pages with circles: the one source of what is printed and what is read.

Only closed questions stand on paper. Handwriting can be recognised by who works at the school, so
for own words the form points to the link. A question is never cut by the end of a page. In a
language from right to left everything below the strip is mirrored, the order of the circles too.
Pure: no Django, no images.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from drieklank.base import codes
from drieklank.content.schema import Item, Kind, Part, Questionnaire
from drieklank.content.texts import RIGHT_TO_LEFT, SOURCE_LANGUAGE, digits
from drieklank.documents.charts.widths import lines
from drieklank.measure.paper import geometry as g
from drieklank.measure.paper.words import Words, words
from drieklank.measure.sheets import answer_codes, places

ID_LENGTH: Final = 6
_MM_PER_POINT: Final = 0.3528
_NARROW: Final = re.compile("[\u0600-\u06ff]")  # Arabic letters are about half as wide as high
_SIZES: Final = {  # points
    "title": 11.0, "intro": 8.5, "label": 7.5, "question": 10.0, "hint": 8.5, "option": 9.5,
    "digit": 9.0, "note": 9.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle by its middle, and the byte that it stands for when it is marked."""

    x: float
    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Row:
    """The circles of one byte of the sheet.

    name: the item's key, or `item.option` for a box that may be ticked. place: index among the
    closed bytes. is_tick: one circle that may be ticked or not; else one of several is chosen.
    """

    name: str
    place: int
    is_tick: bool
    circles: tuple[Circle, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a box (upper left corner, width, height). bottom: they stand on its lower edge."""

    x: float
    y: float
    width: float
    height: float
    text: str
    style: str
    is_centred: bool = False
    bottom: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A circle that only shows how to answer: `cross` or `filled`."""

    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper. number counts from 1."""

    number: int
    rows: tuple[Row, ...]
    texts: tuple[Text, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire on paper in one language. id: stands in the code of every page."""

    id: str
    lang: str
    title: str
    pages: tuple[Page, ...]

    @property
    def is_rtl(self) -> bool:
        return self.lang in RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class _Block:
    """What is never cut. head: repeated above it where it comes first on a page."""

    height: float
    rows: tuple[Row, ...] = ()
    texts: tuple[Text, ...] = ()
    examples: tuple[Example, ...] = ()
    is_head: bool = False
    head: _Block | None = None


def layout(asked: Questionnaire, lang: str) -> Form:
    """Lay out the closed questions in this language, or in Dutch where it has no such translation.

    Raises:
        ValueError: no closed question, or one that does not fit on a page.
    """
    spoken = lang if lang in asked.languages else SOURCE_LANGUAGE
    return _layout(asked.key, asked.version, spoken, _Hashed(asked))


def layouts(asked: Questionnaire) -> dict[str, Form]:
    """Return the forms of all languages by their id, to read scans with."""
    return {form.id: form for form in (layout(asked, lang) for lang in asked.languages)}


class _Hashed:
    """A questionnaire as a cache key: two with the same key and version are the same."""

    def __init__(self, body: Questionnaire) -> None:
        self.body = body

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=64)
def _layout(key: str, version: int, lang: str, asked: _Hashed) -> Form:
    blocks = list(_blocks(asked.body, lang))
    if not any(block.rows for block in blocks):
        raise ValueError(f"{key} has no question that can be answered on paper")
    pages = tuple(_page(number, page, lang) for number, page in enumerate(_even(blocks), 1))
    name = _id(key, version, lang, pages)
    return Form(name, lang, asked.body.title.text(lang), pages)


def _id(key: str, version: int, lang: str, pages: Sequence[Page]) -> str:
    """A short name of exactly these circles; another version or measure gives another."""
    where = [(page.number, page.rows) for page in pages]
    digest = hashlib.sha256(repr((g.FORMAT, key, version, lang, where)).encode()).digest()
    return "".join(codes.ALPHABET[byte % 32] for byte in digest[:ID_LENGTH])


# -- blocks ------------------------------------------------------------------------------------------


def _blocks(asked: Questionnaire, lang: str) -> Iterator[_Block]:
    said = words(lang)
    yield _instruction(said)
    for part in asked.parts:
        yield from _part(asked, part, lang)
    if places(asked).open_items:
        yield _note(said.own_words)


def _instruction(said: Words) -> _Block:
    """How to answer and how to correct, each with a drawn example in front."""
    texts, examples, y = [], [], 0.0
    for kind, text in (("cross", said.mark), ("filled", said.mend)):
        high = max(7.0, _high(text, "note", 165) + 1.5)
        examples.append(Example(g.LEFT + g.CIRCLE / 2, y + high / 2, kind))
        if kind == "filled":
            examples.append(Example(g.LEFT + g.CIRCLE * 2, y + high / 2, "cross"))
        texts.append(Text(g.LEFT + 13, y, 167, high, text, "note"))
        y += high
    return _Block(y + 1, texts=tuple(texts), examples=tuple(examples))


def _note(text: str) -> _Block:
    high = _high(text, "note", 180) + 4
    return _Block(high, texts=(Text(g.LEFT, 0, 180, high, text, "note"),))


def _part(asked: Questionnaire, part: Part, lang: str) -> Iterator[_Block]:
    """The part's title with the answers of its scale above the circles, then its questions."""
    head_of: str | None = None
    labels: _Block | None = None
    is_first = True
    for item in part.items:
        if item.kind is Kind.OPEN:
            continue
        if item.scale is not None and item.scale != head_of:
            labels = _labels(asked, item, lang)
            yield _titled(part, lang, labels) if is_first else labels
        elif is_first or item.scale is None:
            labels = None
            if is_first:
                yield _titled(part, lang, None)
        head_of, is_first = item.scale, False
        yield replace(_question(asked, item, lang), head=labels)


def _titled(part: Part, lang: str, labels: _Block | None) -> _Block:
    """Title and introduction left; the words of the scale beside them, on the same lower edge."""
    room = g.TEXT_WIDTH if labels else 180.0
    title, intro = part.title.text(lang), part.intro.text(lang)
    title_high, intro_high = _high(title, "title", room), _high(intro, "intro", room)
    high = max(title_high + intro_high + 1.5, labels.height if labels else 0) + 2.0
    below = 1.0
    texts = [
        Text(
            g.LEFT, high - below - intro_high - title_high - 0.5, room, title_high, title, "title"
        ),
        Text(g.LEFT, high - below - intro_high, room, intro_high, intro, "intro"),
    ]
    if labels:
        lower = high - labels.height
        texts += [replace(text, y=text.y + lower) for text in labels.texts]
    return _Block(high, texts=tuple(texts), is_head=True)


def _labels(asked: Questionnaire, item: Item, lang: str) -> _Block:
    answers = asked.scale(item).answers
    xs, pitch = _columns(len(answers))
    room = pitch - 1.0
    said = [answer.text.text(lang) for answer in answers]
    high = max(_high(text, "label", room) for text in said) + 1.0
    texts = tuple(
        Text(x - room / 2, 0, room, high - 0.6, text, "label", is_centred=True, bottom=True)
        for x, text in zip(xs, said, strict=True)
    )
    return _Block(high, texts=texts, is_head=True)


def _question(asked: Questionnaire, item: Item, lang: str) -> _Block:
    if item.options:
        return _options(asked, item, lang)
    known = answer_codes(asked, item)
    if item.kind is Kind.GRADE:
        grades = range(item.lowest or 0, (item.highest or 0) + 1)
        values = [(known[str(grade)], digits(grade, lang)) for grade in grades]
    else:
        values = [(known[answer.key], "") for answer in asked.scale(item).answers]
    above = 4.2 if item.kind is Kind.GRADE else 0.0
    texts, words_high = _asked(item, lang, g.TEXT_WIDTH)
    high = max(g.ROW + above, words_high + 2.0)
    xs, pitch = _columns(len(values))
    y = (high + above) / 2
    circles = tuple(Circle(x, y, value) for x, (value, _) in zip(xs, values, strict=True))
    figures = tuple(
        Text(x - pitch / 2, y - g.CIRCLE / 2 - 4.8, pitch, 4.0, text, "digit", is_centred=True)
        for x, (_, text) in zip(xs, values, strict=True)
        if text
    )
    row = Row(item.key, places(asked).first[item.key], False, circles)
    return _Block(high, (row,), (*_moved(texts, (high - words_high) / 2), *figures))


def _options(asked: Questionnaire, item: Item, lang: str) -> _Block:
    """Options in two columns under their question, each behind its own circle."""
    more = words(lang).more if item.kind is Kind.CHOICES else ""
    texts, y = _asked(item, lang, 180.0, more)
    room, offset = 74.0, 7.0
    first, circles, words_of = places(asked).first[item.key], [], []
    y += 1.0
    options = list(enumerate(item.options))
    for pair in (options[start : start + 2] for start in range(0, len(options), 2)):
        high = max(g.ROW, *(_high(o.text.text(lang), "option", room) + 2.4 for _, o in pair))
        for column, (number, option) in enumerate(pair):
            x = g.LEFT + g.CIRCLE / 2 + 1.0 + 93.0 * column
            circles.append(Circle(x, y + high / 2, number + 1))
            said = option.text.text(lang)
            words_of.append(Text(x + offset - 2, y, room, high, said, "option"))
        y += high
    if item.kind is Kind.CHOICES:
        rows = tuple(
            Row(f"{item.key}.{option.key}", first + number, True, (replace(circle, value=1),))
            for (number, option), circle in zip(options, circles, strict=True)
        )
    else:
        rows = (Row(item.key, first, False, tuple(circles)),)
    return _Block(y + 1.5, rows, (*texts, *words_of))


def _asked(item: Item, lang: str, room: float, more: str = "") -> tuple[tuple[Text, ...], float]:
    """The question and its hint with `more` behind it from 0 downwards, and how high they are."""
    text = item.text.text(lang)
    high = _high(text, "question", room)
    found = [Text(g.LEFT, 0, room, high, text, "question")]
    if hint := " ".join(part for part in (item.hint and item.hint.text(lang), more) if part):
        below = _high(hint, "hint", room)
        found.append(Text(g.LEFT, high, room, below, hint, "hint"))
        high += below
    return tuple(found), high


def _columns(count: int) -> tuple[list[float], float]:
    """The middles of so many circles beside each other, and the room for each."""
    pitch = min(g.PITCH, (g.CIRCLES_TO - g.CIRCLES_FROM) / count)
    return [g.CIRCLES_FROM + pitch * (number + 0.5) for number in range(count)], pitch


def _high(text: str, style: str, room: float) -> float:
    """How high a text stands when it is broken to this width; rather too high than too low."""
    size = _SIZES[style] * _MM_PER_POINT
    # The table of widths counts every letter outside the Latin script as a wide one.
    room = room * 0.98 if text.isascii() or not _NARROW.search(text) else room * 1.35
    return len(lines(text, size, room, bold=style == "title")) * size * 1.28


def _moved(texts: Sequence[Text], down: float) -> tuple[Text, ...]:
    return tuple(replace(text, y=text.y + down) for text in texts)


# -- pages -------------------------------------------------------------------------------------------


def _even(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Spread the blocks over as few pages as can be, about equally full."""
    most = g.BODY_BOTTOM - g.BODY_TOP
    best = _filled(blocks, most)
    room = most
    while room > most / 2:
        room -= 4.0
        try:
            tried = _filled(blocks, room)
        except ValueError:
            break
        if len(tried) > len(best):
            break
        best = tried
    return best


def _filled(blocks: Sequence[_Block], room: float) -> list[list[_Block]]:
    pages: list[list[_Block]] = [[]]
    used = 0.0
    for number, block in enumerate(blocks):
        need = block.height
        if block.is_head and number + 1 < len(blocks):
            need += blocks[number + 1].height
        if pages[-1] and used + need > room:
            pages.append([])
            used = 0.0
            if block.head is not None:
                pages[-1].append(block.head)
                used = block.head.height
        if used + need > room:
            raise ValueError("a question does not fit on a page")
        pages[-1].append(block)
        used += block.height
    return pages


def _page(number: int, blocks: Sequence[_Block], lang: str) -> Page:
    rows: list[Row] = []
    texts: list[Text] = []
    examples: list[Example] = []
    y = g.BODY_TOP
    for block in blocks:
        for row in block.rows:
            circles = tuple(replace(circle, y=circle.y + y) for circle in row.circles)
            rows.append(replace(row, circles=circles))
        texts += _moved(block.texts, y)
        examples += [replace(example, y=example.y + y) for example in block.examples]
        y += block.height
    page = Page(number, tuple(rows), tuple(texts), tuple(examples))
    return _mirrored(page) if lang in RIGHT_TO_LEFT else page


def _mirrored(page: Page) -> Page:
    rows = tuple(
        replace(row, circles=tuple(replace(one, x=g.WIDTH - one.x) for one in row.circles))
        for row in page.rows
    )
    texts = tuple(replace(text, x=g.WIDTH - text.x - text.width) for text in page.texts)
    examples = tuple(replace(example, x=g.WIDTH - example.x) for example in page.examples)
    return Page(page.number, rows, texts, examples)
