"""Sheets that schools upload: what may come in, what may not, and how one leaves again."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel

from drieklank.base.tenancy import open_every_tenant
from drieklank.documents.pdf import render
from drieklank.toolkit import queries
from drieklank.toolkit.handouts import fit_to_keep
from drieklank.toolkit.models import Handout
from drieklank.toolkit.paper import activity_as_paper
from drieklank.toolkit.rules.uploads import MOST, Kind, UploadRefused, refuse_active
from tests.cast import Cast
from tests.toolkit.desk import KIEZEN, own_of_vlieger, story_of_vlieger


def document() -> Pdf:
    made = pikepdf.new()
    made.add_blank_page(page_size=(595, 842))
    return made


def saved(made: Pdf, *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    mode = ObjectStreamMode.generate if packed else ObjectStreamMode.disable
    made.save(out, object_stream_mode=mode, compress_streams=True)
    return out.getvalue()


def photo() -> bytes:
    dots = np.full((60, 80, 3), 200, np.uint8)
    return cv2.imencode(".jpg", dots)[1].tobytes()


def drawing() -> bytes:
    dots = np.zeros((40, 30, 4), np.uint8)
    return cv2.imencode(".png", dots)[1].tobytes()


SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def with_open_action(made: Pdf) -> None:
    made.Root.OpenAction = SCRIPT


def with_page_action(made: Pdf) -> None:
    made.pages[0].AA = Dictionary(O=SCRIPT)


def with_launch(made: Pdf) -> None:
    made.pages[0].Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="cmd.exe"))]
    )


def with_attachment(made: Pdf) -> None:
    made.attachments["virus.exe"] = b"MZ"


def with_form(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b"<xdp/>"))


def with_film(made: Pdf) -> None:
    made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia)])


def with_named_script(made: Pdf) -> None:
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", SCRIPT])))


ACTIVE = (
    with_open_action, with_page_action, with_launch, with_attachment, with_form, with_film,
    with_named_script,
)  # fmt: skip


@pytest.mark.parametrize("packed", [True, False], ids=["in-object-streams", "plain"])
@pytest.mark.parametrize("add", ACTIVE, ids=lambda add: add.__name__)
def test_pdf_that_acts_is_refused_wherever_it_hides(add: object, packed: bool) -> None:
    made = document()
    add(made)  # type: ignore[operator] # one of the functions above
    with pytest.raises(UploadRefused, match="In dit PDF-bestand zit"):
        fit_to_keep(saved(made, packed=packed))


def test_name_written_in_another_way_is_the_same_name() -> None:
    plain = saved(document(), packed=False).replace(b"/Pages", b"/P#61ges")
    refuse_active(plain)
    hidden = plain.replace(b"/Type", b"/#4a#61vaScript (x) /Type", 1)
    with pytest.raises(UploadRefused, match="een script"):
        refuse_active(hidden)


def test_object_hidden_in_the_dots_of_a_picture_is_found() -> None:
    body = b"9 0 obj << /S /JavaScript /JS (x) >> endobj"
    made = document()
    made.pages[0].Contents = made.make_stream(body + b"\xff\xd8", Filter=Name.DCTDecode)
    with pytest.raises(UploadRefused, match="een script"):
        refuse_active(saved(made, packed=False))


@pytest.mark.parametrize("filter_name", ["ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "A85"])
def test_rare_way_of_packing_is_refused_rather_than_believed(filter_name: str) -> None:
    made = document()
    made.Root.Extra = made.make_stream(b"00>", Filter=Name(f"/{filter_name}"))
    out = io.BytesIO()
    made.save(out, compress_streams=False, stream_decode_level=StreamDecodeLevel.none)
    with pytest.raises(UploadRefused, match="ongewone manier"):
        refuse_active(out.getvalue())


HIDDEN = b"9 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj"
FLATE = b"/Filter /FlateDecode"


def objects(packed: bytes, how: bytes = FLATE, line_end: bytes = b"\n") -> bytes:
    """An object stream, word for word."""
    said = b"1 0 obj\n<< /Type /ObjStm /N 1 /First 4 %s >>\nstream%s" % (how, line_end)
    return said + packed + b"\nendstream\nendobj\n"


def stored_with_an_end_inside() -> bytes:
    """A packing that holds the word `endstream` as it is, and the script after it."""
    rest = zlib.compressobj(9, zlib.DEFLATED, -15)
    end = b"\x00" + struct.pack("<HH", 9, 0xFFFF - 9) + b"endstream"
    return b"\x78\x01" + end + rest.compress(HIDDEN) + rest.flush()


PACKED = zlib.compress(HIDDEN)
# What a byte per row with a mark before each looks like (PNG predictors).
IN_ROWS = zlib.compress(b"".join(b"\0" + bytes([one]) for one in HIDDEN))
ROWS = FLATE + b" /DecodeParms << /Predictor 12 /Columns 1 >>"
HIDING = {
    "behind another stream": objects(zlib.compress(b"x")) + objects(PACKED),
    "packed twice": objects(zlib.compress(PACKED), b"/Filter [/FlateDecode /FlateDecode]"),
    "after one carriage return": objects(PACKED, line_end=b"\r"),
    "after spaces": objects(PACKED, line_end=b"  \n"),
    "after a comment": objects(PACKED, line_end=b"% here\n"),
    "behind an empty line": objects(b"\n" + PACKED),
    "with a wrong sum": objects(PACKED[:-4] + b"AAAA"),
    "broken off": objects(PACKED[:-6]),
    "behind an end that is none": objects(stored_with_an_end_inside()),
    "behind a stream that is none": b"1 0 obj << /A (stream\n) >> endobj\n" + objects(PACKED),
    "in rows": objects(IN_ROWS, ROWS),
    "in rows, long described": objects(IN_ROWS, ROWS + b" %" + b"x" * 5000 + b"\n"),
}


@pytest.mark.parametrize("body", HIDING.values(), ids=HIDING.keys())
def test_script_hidden_from_a_strict_look_but_not_from_a_lenient_reader_is_refused(
    body: bytes,
) -> None:
    with pytest.raises(UploadRefused, match=r"een script|ongewone manier"):
        fit_to_keep(b"%PDF-1.7\n" + body + b"startxref\n0\n%%EOF")


def test_many_streams_over_the_same_bytes_do_not_keep_the_machine_busy() -> None:
    """Each word `stream` would make us read the whole rest anew."""
    start = b"stream\n\x78\x01"
    block = b"\x00" + struct.pack("<HH", len(start), 0xFFFF - len(start)) + start
    content = b"%PDF-1.7\n" + start + block * 2000 + b"\x00\x00\x00\xff\xff" * 400_000
    with pytest.raises(UploadRefused, match="veel te groot"):
        fit_to_keep(content + b"startxref")


def test_locked_pdf_is_refused() -> None:
    out = io.BytesIO()
    document().save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UploadRefused, match="op slot"):
        fit_to_keep(out.getvalue())


def test_pdf_that_swells_is_refused_before_it_fills_the_machine() -> None:
    bomb = zlib.compress(b"\0" * (230 * 1024 * 1024), 9)
    content = (
        b"%PDF-1.7\n1 0 obj <</Filter/FlateDecode>>\nstream\n" + bomb + b"\nendstream\nstartxref"
    )
    assert len(content) < 1024 * 1024
    with pytest.raises(UploadRefused, match="veel te groot"):
        fit_to_keep(content)


def test_own_printed_activity_and_a_page_to_begin_at_may_stay() -> None:
    found = queries.activity("positive-phone-round")
    assert found is not None
    printed = render("activity", activity_as_paper(found))
    assert fit_to_keep(printed) == (Kind.PDF, printed)
    made = document()
    made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])
    assert fit_to_keep(saved(made, packed=False))[0] is Kind.PDF


def test_name_of_a_file_says_nothing_about_what_it_is(fixtures_dir: Path) -> None:
    others = ["excel/merge_cells.xlsx", "vijandig/xmlbomb.xml", "vijandig/blns.txt", "README.md"]
    for name in others:
        with pytest.raises(UploadRefused, match="geen PDF, PNG of JPEG"):
            fit_to_keep((fixtures_dir / name).read_bytes())
    for content in (b"", b"%PDF-1.7 and no more", b"\x89PNG\r\n\x1a\nrest", b"\xff\xd8\xffrest"):
        with pytest.raises(UploadRefused):
            fit_to_keep(content)


def test_file_over_ten_megabytes_is_refused() -> None:
    with pytest.raises(UploadRefused, match="groter dan 10 MB"):
        fit_to_keep(b"%PDF-" + b"0" * MOST)


def test_photo_is_drawn_anew_without_place_camera_or_what_hides_behind_it() -> None:
    plain = photo()
    exif = b"Exif\0\0MM\0*\0\0\0\x08GPSLatitude 52.1 Camera of Mona"
    marked = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]
    kind, kept = fit_to_keep(marked + b"<script>alert(1)</script>PK\x03\x04")
    assert kind is Kind.JPEG
    assert kept.startswith(b"\xff\xd8\xff")
    for gone in (b"Exif", b"GPS", b"Mona", b"<script>", b"PK\x03\x04"):
        assert gone not in kept
    assert cv2.imdecode(np.frombuffer(kept, np.uint8), cv2.IMREAD_COLOR).shape == (60, 80, 3)


def test_drawing_keeps_what_is_see_through() -> None:
    kind, kept = fit_to_keep(drawing())
    assert kind is Kind.PNG
    assert cv2.imdecode(np.frombuffer(kept, np.uint8), cv2.IMREAD_UNCHANGED).shape == (40, 30, 4)


@pytest.mark.parametrize("lone", [b"\xff\x01", b"\xff\x00", b"\xff\xd0"], ids=bytes.hex)
def test_photo_that_tells_us_another_size_than_its_reader_is_refused(lone: bytes) -> None:
    """After a mark without a length the reader goes on at once; a skipped stretch would show us a
    small size and leave the reader with 32,000 by 32,000 dots."""
    plain = photo()
    at = plain.index(b"\xff\xc0")
    huge = plain[: at + 5] + struct.pack(">HH", 32_000, 32_000) + plain[at + 9 :]
    with pytest.raises(UploadRefused, match="te groot of stuk"):
        fit_to_keep(huge[:2] + lone + huge[2:])


def test_picture_that_says_it_is_huge_is_refused_unopened() -> None:
    huge = bytearray(drawing())
    huge[16:24] = struct.pack(">II", 100_000, 100_000)
    with pytest.raises(UploadRefused, match="te groot"):
        fit_to_keep(bytes(huge))


def upload(name: str, content: bytes, kind: str = "application/pdf") -> dict[str, object]:
    return {"title": "Recept voor thuis", "file": SimpleUploadedFile(name, content, kind)}


def test_sheet_comes_along_with_an_activity_and_leaves_as_a_file_alone(cast: Cast) -> None:
    row = own_of_vlieger(cast)
    client, content = cast.client("teacher"), saved(document())
    answer = client.post(f"{KIEZEN}{row.key}/blad/", upload("../../../evil.html", content))
    assert answer["Location"] == f"{KIEZEN}{row.key}/"
    with open_every_tenant("test"):
        sheet = Handout.objects.get()
    assert (sheet.size, sheet.kind) == (len(content), "pdf")
    address = f"{KIEZEN}bladen/{sheet.public_id}/"
    assert f'href="{address}"' in client.get(f"{KIEZEN}{row.key}/").content.decode()
    got = client.get(address)
    assert got.content == content
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"] == 'attachment; filename="recept-voor-thuis.pdf"'
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert cast.client("leader_elsewhere").get(address).status_code == 404
    client.post(f"{address}weg/")
    assert client.get(address).status_code == 404


def test_refused_sheet_says_why_beside_the_field(cast: Cast) -> None:
    made = document()
    with_launch(made)
    story = story_of_vlieger(cast)
    address = f"{KIEZEN}verhalen/{story.public_id}/blad/"
    answer = cast.client("teacher").post(address, upload("blad.pdf", saved(made)))
    said = answer.content.decode()
    assert "een opdracht om een programma te starten" in said
    assert 'value="Recept voor thuis"' in said
    with open_every_tenant("test"):
        assert not Handout.objects.exists()


def test_eight_sheets_are_enough(cast: Cast) -> None:
    row = own_of_vlieger(cast)
    client, content = cast.client("teacher"), saved(document())
    for number in range(8):
        client.post(f"{KIEZEN}{row.key}/blad/", upload(f"{number}.pdf", content))
    answer = client.post(f"{KIEZEN}{row.key}/blad/", upload("9.pdf", content))
    assert "Er staan al 8 bladen bij" in answer.content.decode()


def test_sheet_goes_when_its_story_goes(cast: Cast) -> None:
    story = story_of_vlieger(cast)
    client = cast.client("teacher")
    client.post(
        f"{KIEZEN}verhalen/{story.public_id}/blad/", upload("soep.jpg", photo(), "image/jpeg")
    )
    with open_every_tenant("test"):
        assert Handout.objects.count() == 1
    client.post(f"{KIEZEN}verhalen/{story.public_id}/weghalen/")
    with open_every_tenant("test"):
        assert not Handout.objects.exists()
