"""Forms filled in by chance and scanned: read right, or shown to a person. And what is no form."""

import io
import struct
import zlib

import cv2
import numpy as np
import pypdfium2
import pytest

from drieklank.measure.paper import apart, images
from drieklank.measure.paper import geometry as g
from drieklank.measure.paper.apart import read_apart
from drieklank.measure.paper.reading import Failed, Fault, ReadPage, Unreadable, read
from tests.measure.paper.simulator import all_pages, as_pdf, fill_in, phone
from tests.measure.paper.stage import SCANS, TOKEN, Print, printed

SEED = 20261122


@pytest.fixture(scope="module")
def dutch() -> Print:
    return printed("nl")


def jpeg(picture: np.ndarray, quality: int = 80) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def one_page(data: bytes, form: Print) -> ReadPage | Failed:
    (page,) = read(data, {form.form.id: form.form})
    return page


@pytest.mark.parametrize(("scan", "lang"), [("scanner", "ar"), ("phone", "nl"), ("rougher", "nl")])
def test_a_scanned_form_is_read_right_or_shown_to_a_person(scan: str, lang: str) -> None:
    form = printed(lang)
    random = np.random.default_rng([SEED, len(scan), len(lang)])
    for number, filled in enumerate(all_pages(form.form, form.pages, random), 1):
        page = one_page(SCANS[scan](filled.picture, random), form)
        assert isinstance(page, ReadPage)
        assert (page.code.token, page.code.page) == (TOKEN, number)
        meant = {place: filled.meant[place] for place in page.answers}
        assert page.answers == meant
        shown = {doubt.place for doubt in page.doubts}
        assert shown | set(page.answers) == set(filled.meant)
        assert shown.isdisjoint(page.answers)


def test_a_pdf_of_two_pages_is_read_page_by_page(dutch: Print) -> None:
    data = as_pdf([jpeg(picture) for picture in dutch.pages])
    pages = list(read(data, {dutch.form.id: dutch.form}))
    assert [page.code.page for page in pages if isinstance(page, ReadPage)] == [1, 2]


def test_what_a_person_sees_is_one_row_of_circles_and_never_the_strip(dutch: Print) -> None:
    random = np.random.default_rng([SEED, 8])
    filled = fill_in(dutch.pages[0], dutch.form.pages[0], random, corrections=1.0)
    page = one_page(jpeg(filled.picture), dutch)
    assert isinstance(page, ReadPage)
    assert page.doubts
    rows = {row.place: row for row in dutch.form.pages[0].rows}
    for doubt in page.doubts:
        circles = rows[doubt.place].circles
        picture = cv2.imdecode(np.frombuffer(doubt.picture, np.uint8), cv2.IMREAD_GRAYSCALE)
        assert picture is not None
        height, width = picture.shape
        first, last = circles[0].x, circles[-1].x
        assert height == pytest.approx(2 * 3.9 * 7.87, abs=3)
        assert width == pytest.approx((last - first + 2 * 3.9) * 7.87, abs=3)
        assert doubt.values == tuple(circle.value for circle in circles)
        # The strip ends 40 mm from the top; the first circle lies well below it.
        assert min(circle.y for circle in circles) - 3.9 - 2.6 > g.STRIP_BOTTOM


def test_an_untouched_page_is_read_as_nothing_answered(dutch: Print) -> None:
    page = one_page(jpeg(dutch.pages[1]), dutch)
    assert isinstance(page, ReadPage)
    assert set(page.answers.values()) == {0}
    assert page.doubts == ()


def test_a_form_of_another_questionnaire_is_told_apart(dutch: Print) -> None:
    assert list(read(jpeg(dutch.pages[0]), {})) == [Failed(Fault.OTHER_FORM)]


def test_a_form_whose_code_is_torn_off_is_not_read(dutch: Print) -> None:
    torn = dutch.pages[0].copy()
    torn[: round(38 * 300 / 25.4), round(150 * 300 / 25.4) : round(188 * 300 / 25.4)] = 255
    assert one_page(jpeg(torn), dutch) == Failed(Fault.NO_CODE)


def test_one_covered_corner_does_no_harm_and_two_are_too_many(dutch: Print) -> None:
    covered = dutch.pages[0].copy()
    corner = round(25 * 300 / 25.4)
    covered[-corner:, -corner:] = 255
    assert isinstance(one_page(jpeg(covered), dutch), ReadPage)
    covered[-corner:, :corner] = 255
    assert one_page(jpeg(covered), dutch) == Failed(Fault.NO_MARKERS)


def test_a_photo_of_two_forms_is_not_read_as_a_mixture(dutch: Print) -> None:
    both = np.hstack([dutch.pages[0], dutch.pages[1]])
    assert one_page(jpeg(both), dutch) == Failed(Fault.NO_MARKERS)


def test_a_black_and_white_scan_is_refused_since_pencil_is_gone_from_it(dutch: Print) -> None:
    hard = np.where(dutch.pages[0] > 128, 255, 0).astype(np.uint8)
    data = cv2.imencode(".png", hard)[1].tobytes()
    assert one_page(data, dutch) == Failed(Fault.BLACK_WHITE)


def test_an_empty_sheet_between_the_forms_says_no_corners() -> None:
    random = np.random.default_rng(SEED)
    paper = np.clip(random.normal(240, 4, (2339, 1654)), 0, 255).astype(np.uint8)
    assert list(read(jpeg(paper), {})) == [Failed(Fault.NO_MARKERS)]


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is enormous and is a few hundred bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def test_a_picture_that_would_unpack_to_gigabytes_is_refused_by_its_head() -> None:
    assert list(read(bomb(60_000, 60_000), {})) == [Failed(Fault.TOO_LARGE)]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.NOT_KNOWN),
        (b"Beste ouders", Fault.NOT_KNOWN),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, Fault.PHONE_FORMAT),
        (b"%PDF-1.7\nkapot", Fault.BROKEN),
    ],
)
def test_a_file_that_is_no_scan_is_refused_with_the_reason(data: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as refused:
        list(read(data, {}))
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Fault.BROKEN),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 8, Fault.BROKEN),
        (bomb(700, 700), Fault.BROKEN),
        (jpeg(np.full((200, 300), 255, np.uint8)), Fault.TOO_SMALL),
    ],
)
def test_a_broken_picture_is_one_unread_page(data: bytes, fault: Fault) -> None:
    assert list(read(data, {})) == [Failed(fault)]


def test_a_pdf_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    monkeypatch.setattr(images, "MAX_PAGES", 2)
    with pytest.raises(Unreadable) as refused:
        list(read(out.getvalue(), {}))
    assert refused.value.fault is Fault.TOO_MANY_PAGES


def test_reading_writes_nothing_to_disk(dutch: Print, tmp_path, monkeypatch) -> None:
    """Two uploads at once must not meet in a file, and no image may stay behind."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    random = np.random.default_rng([SEED, 9])
    one_page(phone(dutch.pages[0], random), dutch)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_breaks_down_does_not_take_the_others_with_it(
    dutch: Print, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does a reader that runs out of time hold up the page."""
    forms = {dutch.form.id: dutch.form}
    good = jpeg(dutch.pages[1])
    whole = read_apart([good, b"Beste ouders", good], forms)
    assert [len(pages) if isinstance(pages, list) else pages for pages in whole] == [
        1,
        Fault.NOT_KNOWN,
        1,
    ]
    assert whole[0] == whole[2] == list(read(good, forms))
    monkeypatch.setattr(apart, "_SECONDS", 0.01)
    assert read_apart([good, good], forms) == [Fault.BROKEN, Fault.BROKEN]
