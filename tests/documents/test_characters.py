"""Characters without a shape: one emoji in one open answer may not stop a school's report."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.documents.characters import FONTS, has_shape, showable, showable_data
from drieklank.documents.pdf import render


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Goed 👍 gedaan", "Goed 👍 gedaan"),
        ("Fijn 🦄🎉🦄!", "Fijn [teken]!"),
        ("学校 is leuk", "[teken] is leuk"),
        ("ﬁets ①", "fiets 1"),
        ("nul\x00\ufeff\ue000teken", "nulteken"),
        ("e\u0301\u200b\u202en", "é\u202en".replace("\u202e", "")),
        ("a\tb\u2028c\u3000d", "a b c d"),
        ("Łucja Şahin Đặng Їжак ሰላም سلام", "Łucja Şahin Đặng Їжак ሰላም سلام"),
        ("\u2068De Klimop\u2069", "\u2068De Klimop\u2069"),
        ("twee\nregels", "twee\nregels"),
        ("", ""),
    ],
)
def test_text_keeps_what_some_font_has_and_marks_the_rest(text: str, shown: str) -> None:
    assert showable(text) == shown


def test_data_is_cleaned_at_any_depth_and_numbers_stay() -> None:
    data = {"a": ["🦄", {"b": ("x\x00", 3, None, 1.5, True)}]}
    assert showable_data(data) == {"a": ["[teken]", {"b": ["x", 3, None, 1.5, True]}]}


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_at_all_becomes_one_that_the_fonts_have(text: str) -> None:
    for character in showable(text):
        assert has_shape(character) or character in "\n\u00ad\u200c\u200d\u200e\u200f⁦⁧⁨⁩"


def test_hundreds_of_naughty_strings_in_one_document_do_not_stop_it(fixtures_dir: Path) -> None:
    strings = json.loads((fixtures_dir / "vijandig" / "blns.json").read_text())
    assert len(strings) == 515
    letters = [{"text": text} for text in strings]
    pdf = render("plain", {"title": "Open antwoorden", "lang": "nl", "rows": letters})
    assert pdf.startswith(b"%PDF-1.7")


def test_coverage_on_file_is_that_of_the_fonts() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib", reason="fontTools is a tool for developers")
    have: set[int] = set()
    for path in FONTS.glob("*.ttf"):
        have |= set(ttlib.TTFont(path).getBestCmap())
    told: set[int] = set()
    for line in (FONTS / "coverage.txt").read_text().split():
        first, last = line.split("-")
        told |= set(range(int(first, 16), int(last, 16) + 1))
    assert told == have
