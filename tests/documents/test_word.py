"""Documents for a word processor: real headings, a marked header row, Dutch, and no broken file."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from drieklank.documents.blocks import (
    Bullets,
    Document,
    Grid,
    Heading,
    Paragraph,
    as_data,
    texts_of,
)
from drieklank.documents.pdf import render
from drieklank.documents.word import word_file

MADE = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SHAPE = Document(
    "Plan 2026-2027",
    "De Vlieger",
    "Dit plan loopt.",
    (
        Heading("In het kort"),
        Paragraph("Eén alinea."),
        Heading("Acties", 2),
        Bullets(("Bellen", "Lezen")),
        Grid("Acties van dit jaar", ("Wat", "Uren"), (("Bellen", "4"), ("Lezen", "2")), (3, 1)),
        Paragraph("Een kleine noot.", is_quiet=True),
    ),
)


def opened(shape: Document = SHAPE) -> Any:
    return docx.Document(io.BytesIO(word_file(shape, MADE)))


def test_headings_are_styles_so_that_a_screen_reader_can_walk_through_them() -> None:
    styles = [(part.style.name, part.text) for part in opened().paragraphs if part.text]
    assert styles == [
        ("Subtitle", "De Vlieger"),
        ("Title", "Plan 2026-2027"),
        ("Normal", "Dit plan loopt."),
        ("Heading 1", "In het kort"),
        ("Normal", "Eén alinea."),
        ("Heading 2", "Acties"),
        ("List Bullet", "Bellen"),
        ("List Bullet", "Lezen"),
        ("Caption", "Acties van dit jaar"),
        ("Normal", "Een kleine noot."),
    ]


def test_table_marks_its_header_row_and_says_what_it_is() -> None:
    (table,) = opened().tables
    first, *others = table.rows
    assert first._tr.trPr.find(qn("w:tblHeader")).get(qn("w:val")) == "true"
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
    caption = table._tbl.tblPr.find(qn("w:tblCaption"))
    assert caption.get(qn("w:val")) == "Acties van dit jaar"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Wat", "Uren"],
        ["Bellen", "4"],
        ["Lezen", "2"],
    ]


def test_document_says_its_title_and_that_it_is_dutch() -> None:
    made = opened()
    about = made.core_properties
    assert (about.title, about.language, about.author) == ("Plan 2026-2027", "nl-NL", "")
    languages = {tag.get(qn("w:val")) for tag in made.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}


def test_control_characters_in_a_text_do_not_break_the_file() -> None:
    shape = Document("Plan\x00", "x", "", (Paragraph("a\x07b\ud800c"), Paragraph("één\ntwee")))
    texts = [part.text for part in opened(shape).paragraphs]
    assert "abc" in texts
    assert "één\ntwee" in texts
    with zipfile.ZipFile(io.BytesIO(word_file(shape, MADE))) as archive:
        assert archive.testzip() is None


def test_text_that_looks_like_markup_stays_text() -> None:
    shape = Document("<b>Plan</b>", "&amp;", "", (Grid("=1+1", ("<i>",), (("</w:t>",),), (1,)),))
    made = opened(shape)
    assert made.paragraphs[1].text == "<b>Plan</b>"
    assert made.tables[0].rows[1].cells[0].text == "</w:t>"


@pytest.mark.parametrize("demo", [True, False])
def test_only_the_demonstration_says_that_its_people_are_made_up(settings: Any, demo: bool) -> None:
    settings.DEMO = demo
    said = opened().sections[0].header.paragraphs[0].text
    assert ("verzonnen" in said) is demo


def test_typesetter_takes_the_same_blocks() -> None:
    assert render("plan", as_data(SHAPE), MADE).startswith(b"%PDF")
    assert "Acties van dit jaar" in texts_of(SHAPE)
