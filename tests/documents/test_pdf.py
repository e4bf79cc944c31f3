"""The PDF engine: tagged, archivable, without a font or picture of the machine it was made on."""

import io
import shutil
import subprocess
from datetime import UTC, datetime

import pikepdf
import pytest

from drieklank.documents.pdf import NotRendered, render

MOMENT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def plain(*texts: str, lang: str = "nl") -> bytes:
    rows = [{"text": text} for text in texts]
    return render("plain", {"title": "Open antwoorden", "lang": lang, "rows": rows}, MOMENT)


def test_document_is_tagged_with_title_language_and_the_two_standards() -> None:
    with pikepdf.open(io.BytesIO(plain("Fijn gesprek."))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "nl"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == "Open antwoorden"
            assert meta["pdfuaid:part"] == "1"
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")


def test_every_font_is_embedded_and_is_one_of_ours() -> None:
    with pikepdf.open(io.BytesIO(plain("Łucja سلام ሰላም Їжак"))) as pdf:
        names = {
            str(font.BaseFont).split("+")[1]
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
    assert {name.split("-")[0] for name in names} == {
        "AtkinsonHyperlegibleNext",
        "Gabarito",
        "NotoSans",
        "NotoSansArabic",
        "NotoSansEthiopic",
    }


def test_same_data_and_moment_give_the_same_bytes() -> None:
    assert plain("a", "b") == plain("a", "b")


def test_text_that_looks_like_markup_or_code_stays_text() -> None:
    pdf = plain('#panic() *vet* $x$ = kop #read("/etc/passwd")')
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1


def test_template_that_is_not_there_is_refused_with_its_name() -> None:
    with pytest.raises(NotRendered, match="geen-sjabloon"):
        render("geen-sjabloon", {})


def test_every_page_of_the_demonstration_says_that_its_people_are_made_up(settings) -> None:
    texts = ["Een antwoord. " * 60] * 12
    assert said_on_pages(plain(*texts)).count("verzonnen") == 0

    settings.DEMO = True
    said = said_on_pages(plain(*texts))

    assert said.count("\f") >= 2
    assert said.count("zijn verzonnen") == said.count("\f")


def said_on_pages(pdf: bytes) -> str:
    """The text of a PDF, with a form feed after every page."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()
