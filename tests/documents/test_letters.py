"""Letters: one family per sheet, in its own language, with a code that can be typed and scanned."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from drieklank.documents.characters import showable
from drieklank.documents.letters import Letter, activation_letters, invitation_letters

DUTCH = Letter(
    to=("Aan de ouders van Łucja Nowak", "Dorpsstraat 12", "1234 AB  VOORBEELDSTAD"),
    sender=("De Klimop", "Lindelaan 4, Voorbeeldstad", "010 000 00 00"),
    lang="nl",
    written_on=date(2026, 10, 5),
    subject="Hoe gaat het tussen u en de school?",
    paragraphs=("Beste ouder,", "Wij horen graag wat u vindt."),
    link="https://drieklank.example/v/geheim",
    typed_at="drieklank.example/v",
    code="7K3QM-9XW2T",
    after=("Met vriendelijke groet,\nDe directie",),
)
ARABIC = replace(
    DUTCH,
    lang="ar",
    subject="كيف هي العلاقة بينكم وبين المدرسة؟",
    paragraphs=("السادة أولياء الأمور الكرام،",),
)


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def words(pdf: bytes) -> list[str]:
    """The text of each page, read by another program."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode().rstrip("\f").split("\f")


def test_each_letter_starts_on_a_sheet_of_its_own_when_printed_on_both_sides() -> None:
    assert pages(invitation_letters([DUTCH, ARABIC, DUTCH])) == 5
    assert pages(invitation_letters([DUTCH, ARABIC, DUTCH], two_sided=False)) == 3


def test_letter_too_long_for_a_page_pushes_the_next_to_a_new_sheet() -> None:
    long = replace(DUTCH, paragraphs=("Wij horen graag wat u vindt. " * 120,))
    assert pages(invitation_letters([long, DUTCH])) == 3


def test_page_of_one_family_holds_its_code_and_no_other() -> None:
    other = replace(DUTCH, code="AAAAA-BBBBB", to=("Aan de ouders van Jan",))
    first, second = words(invitation_letters([DUTCH, other], two_sided=False))
    assert "7K3QM-9XW2T" in first
    assert "Łucja Nowak" in first
    assert "drieklank.example/v" in first
    assert "5 oktober 2026" in first
    assert "AAAAA-BBBBB" not in first
    assert "AAAAA-BBBBB" in second
    assert "7K3QM-9XW2T" not in second


def test_arabic_letter_is_tagged_as_arabic_and_has_arabic_figures() -> None:
    pdf = invitation_letters([ARABIC])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        langs = {
            str(o.Lang)
            for o in opened.objects
            if isinstance(o, pikepdf.Dictionary) and "/Lang" in o
        }
    assert "ar" in langs
    assert "٢٠٢٦" in "".join(words(pdf))


def test_language_without_own_labels_falls_back_to_dutch_ones() -> None:
    (page,) = words(invitation_letters([replace(DUTCH, lang="de")]))
    assert "Scan het vierkant" in page


def test_link_in_the_square_is_not_written_out_on_the_page() -> None:
    assert "geheim" not in "".join(words(invitation_letters([DUTCH])))


def test_activation_letters_have_their_own_title_and_none_is_refused() -> None:
    with pikepdf.open(io.BytesIO(activation_letters([DUTCH]))) as opened:
        assert str(opened.docinfo["/Title"]) == "Codes voor de ouderpagina"
    with pytest.raises(ValueError, match="no letter"):
        invitation_letters([])


def families(pdf: bytes) -> set[str]:
    """The fonts of the first page, without weight."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = opened.pages[0].Resources.Font.values()
        return {str(font.BaseFont).split("+")[1].split("-")[0] for font in fonts}


@pytest.mark.parametrize(
    ("lang", "text", "family"),
    [
        ("nl", "Hebt u een vraag over één leerling? Die mag u stellen.", None),
        ("en", "Do you have a question? You may ask it.", None),
        ("ar", "هل لديكم سؤال؟ اسألوا المدرسة.", "NotoSansArabic"),
        ("tr", "Öğretmene soru sorabilirsiniz. İyi şanslar, Iğdır.", None),
        ("pl", "Zażółć gęślą jaźń. Mają Państwo pytania?", None),
        ("uk", "Чи є у Вас запитання? Ґанок, їжа, пам’ять.", "NotoSans"),
        ("ti", "ሕቶ ኣለኩም ዶ፧ ንቤት ትምህርቲ ሕተቱ፣ የቐንየልና።", "NotoSansEthiopic"),
    ],
)
def test_letter_in_each_language_has_a_font_for_every_letter(
    lang: str, text: str, family: str | None
) -> None:
    assert showable(text) == text
    pdf = invitation_letters([replace(DUTCH, lang=lang, subject=text, paragraphs=(text,))])
    assert {"AtkinsonHyperlegibleNext", family or "AtkinsonHyperlegibleNext"} <= families(pdf)
    (page,) = words(pdf)
    assert "[teken]" not in page
    if family != "NotoSansArabic":  # another program turns Arabic around in its own way
        assert " ".join(text.split()[:2]) in page
