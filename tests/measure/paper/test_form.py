"""The printed form: every page has its own code, and a family's name never lies on the questions."""

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from drieklank.measure.paper.form import Printed, forms_pdf
from tests.measure.paper.simulator import printed_pages
from tests.measure.paper.stage import ABOUT, CODE, TOKEN, printed

OTHER = "3ZZ9H4M2P6RV8XKC5TQJ"


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def codes(pdf: bytes) -> list[str]:
    return [
        " ".join(found.text for found in zxingcpp.read_barcodes(page))
        for page in printed_pages(pdf)
    ]


def test_each_page_says_in_its_code_whose_it_is_which_form_and_which_page() -> None:
    form = printed("nl").form
    pdf = forms_pdf(
        [Printed(form, TOKEN, CODE), Printed(form, OTHER, CODE)], ABOUT, two_sided=False
    )
    assert codes(pdf) == [
        f"{TOKEN}/{form.id}/1", f"{TOKEN}/{form.id}/2", f"{OTHER}/{form.id}/1", f"{OTHER}/{form.id}/2",
    ]  # fmt: skip


def test_the_sheet_with_the_name_stands_apart_and_on_its_own_paper() -> None:
    form = printed("nl").form
    to = ("Fatima el Amrani", "Dorpsstraat 1", "1234 AB Ergens")
    pages = texts(forms_pdf([Printed(form, TOKEN, CODE, to)], ABOUT))
    assert ["Amrani" in page for page in pages] == [True, False, False, False]
    assert pages[1].strip() == ""  # the back of the sheet with the name
    assert "4 december 2026" in pages[0]
    assert [CODE in page for page in pages] == [True, False, True, True]


def test_two_families_never_share_a_sheet_when_printed_on_both_sides() -> None:
    form = printed("nl").form
    found = codes(forms_pdf([Printed(form, TOKEN, CODE), Printed(form, OTHER, CODE)], ABOUT))
    sheets = [{code.split("/")[0] for code in found[at : at + 2] if code} for at in range(0, 4, 2)]
    assert sheets == [{TOKEN}, {OTHER}]


def test_an_arabic_form_is_tagged_in_its_own_language() -> None:
    form = printed("ar").form
    pdf = forms_pdf([Printed(form, TOKEN, CODE)], ABOUT)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
    assert form.is_rtl


def test_printing_for_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="no form"):
        forms_pdf([], ABOUT)


def test_the_words_beside_an_arabic_form_begin_at_the_right() -> None:
    form = printed("ar").form
    (cover, *_) = printed_pages(forms_pdf([Printed(form, TOKEN, CODE, ("An",))], ABOUT))
    millimetre = cover.shape[1] / 210
    title = cover[int(95 * millimetre) : int(100 * millimetre)]
    inked = np.flatnonzero((title < 128).max(axis=0)) / millimetre
    assert inked.max() == pytest.approx(185, abs=1)
