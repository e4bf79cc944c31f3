"""From blocks to a document for a word processor (.docx): real headings, marked header rows, Dutch.

So that a screen reader can walk through it and a school can paste it into its school plan.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any, Final

import docx
from django.conf import settings
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table

from drieklank.documents.blocks import Block, Bullets, Document, Grid, Heading, Paragraph

LANGUAGE: Final = "nl-NL"
_INK, _QUIET = RGBColor(0x16, 0x21, 0x3A), RGBColor(0x4B, 0x54, 0x69)
# Common on every computer, so that nothing moves when the house's own letters are not there.
_LETTERS: Final = "Calibri"
_SIZES: Final = {"Title": 26, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5}
_PRACTICE: Final = "Dit is een oefenomgeving. Alle mensen in dit document zijn verzonnen."
# What XML cannot hold: control characters except tab and new line.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WIDTH_CM: Final = 17.0


def word_file(document: Document, made_at: datetime) -> bytes:
    """The bytes of a .docx. made_at: a moment with a zone, kept in the properties."""
    made = docx.Document()
    _prepare(made, document, made_at)
    if document.kicker:
        made.add_paragraph(_clean(document.kicker), style="Subtitle")
    made.add_paragraph(_clean(document.title), style="Title")
    if document.lead:
        made.add_paragraph(_clean(document.lead))
    for block in document.blocks:
        _add(made, block)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _add(made: WordDocument, block: Block) -> None:
    match block:
        case Heading(text, level):
            made.add_heading(_clean(text), level)
        case Paragraph(text, is_quiet):
            written = made.add_paragraph(_clean(text))
            if is_quiet:
                _make_quiet(written)
        case Bullets(items):
            for item in items:
                made.add_paragraph(_clean(item), style="List Bullet")
        case Grid():
            _add_table(made, block)


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text)


def _prepare(made: WordDocument, document: Document, made_at: datetime) -> None:
    """Properties, language, letters, paper and the foot of each page."""
    about = made.core_properties
    about.title, about.language = _clean(document.title), LANGUAGE
    about.author, about.comments, about.subject = "", "", _clean(document.kicker)
    about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    for name, size in _SIZES.items():
        _letters(made.styles[name], size, _INK)
    _letters(made.styles["Subtitle"], 12, _QUIET)
    _letters(made.styles["Caption"], 10, _QUIET)
    _letters(made.styles["Normal"], 11, None)
    _set_language(made)
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    if settings.DEMO:
        page.header.paragraphs[0].text = _PRACTICE
    _number_pages(page.footer.paragraphs[0])


def _letters(style: Any, size: float, colour: RGBColor | None) -> None:
    style.font.name, style.font.size = _LETTERS, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A theme's letters go before named ones.
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    if colour is not None:
        style.font.color.rgb, style.font.italic = colour, False


def _set_language(made: WordDocument) -> None:
    """Dutch for everything that says no other language: hyphens, spelling, a voice that reads."""
    for found in made.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), LANGUAGE)
    defaults = made.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    defaults.append(language)


def _number_pages(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


def _make_quiet(paragraph: Any) -> None:
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(9.5), _QUIET


def _add_table(made: WordDocument, grid: Grid) -> None:
    caption = made.add_paragraph(_clean(grid.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = made.add_table(rows=1, cols=len(grid.heads))
    table.style, table.autofit = "Table Grid", False
    _name_table(table, grid.caption)
    for cell, head in zip(table.rows[0].cells, grid.heads, strict=True):
        cell.paragraphs[0].add_run(_clean(head)).bold = True
    _mark(table.rows[0], "w:tblHeader")
    for row in grid.rows:
        added = table.add_row()
        _mark(added, "w:cantSplit")
        for cell, text in zip(added.cells, row, strict=True):
            cell.text = _clean(text)
    whole = sum(grid.widths)
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Cm(_WIDTH_CM * width / whole)
        for cell in column.cells:
            cell.width = Cm(_WIDTH_CM * width / whole)
    made.add_paragraph()


def _mark(row: Any, name: str) -> None:
    """Say of a row that it comes back on each page (heads), or stays whole."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _name_table(table: Table, caption: str) -> None:
    """The words a screen reader says about a table before it is read."""
    about = OxmlElement("w:tblCaption")
    about.set(qn("w:val"), _clean(caption))
    table._tbl.tblPr.append(about)
