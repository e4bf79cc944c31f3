"""Tables as files: what a spreadsheet or SPSS reads back, and what it must never run."""

import csv
import io
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from python_calamine import CalamineWorkbook

from drieklank.documents.tables import (
    Column,
    Kind,
    SpssAbsent,
    Table,
    csv_archive,
    harmless,
    spss_file,
    workbook,
)

MADE = datetime(2026, 11, 22, 9, 30, 12, tzinfo=UTC)
COLUMNS = (
    Column("aantal", "Aantal", "Hoeveel mensen.", Kind.DECIMAL),
    Column("rol", "Rol", "Wie.", Kind.WHOLE, labels={1: "Ouders", 2: "=Teamleden"}),
    Column("waarde", "Waarde", "Plaats.", Kind.WHOLE, labels={98: "Geen"}, missing=(98,)),
    Column("tekst", "Tekst", "Woorden."),
)
TABLE = Table(
    "antwoorden",
    "Antwoorden",
    COLUMNS,
    ((2.5, 1, 3, "Eén; “twee”"), (4.0, 2, 98, "=1+1"), (None, 1, None, None)),
)


def many(rows: int) -> Table:
    return Table("antwoorden", "Antwoorden", COLUMNS, TABLE.rows * (rows // 3))


def hostile(fixtures_dir: Path) -> Iterator[str]:
    for path in sorted((fixtures_dir / "csv-lastig").glob("formule*.txt")):
        yield from filter(None, path.read_text().splitlines())


def unpacked(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_hostile_formulas_begin_with_an_apostrophe_in_every_file(fixtures_dir: Path) -> None:
    lines = list(hostile(fixtures_dir))
    dangerous = [line for line in lines if line.lstrip()[0] in "=+-@"]
    assert len(dangerous) >= 5
    rows = tuple((1.0, 1, 1, line) for line in lines)
    table = Table("antwoorden", lines[0], COLUMNS, rows)
    expected = [f"'{line}" if line in dangerous else line for line in lines]

    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(workbook(lines[2], [(lines[2], lines[2])], [table], MADE))
    )
    assert [row[3] for row in sheet.get_sheet_by_name("antwoorden").to_python()[1:]] == expected
    first = [cell for row in sheet.get_sheet_by_name("Lees mij").to_python() for cell in row]
    assert [cell[0] for cell in first if cell] == ["'"] * 3
    archive = unpacked(csv_archive("", [table], MADE))
    assert [row["tekst"] for row in read_csv(archive["antwoorden.csv"])] == expected
    assert read_back(spss_file(table, "aantal", MADE))[0]["tekst"].tolist() == expected


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "\u00a0-1"]
)
def test_what_starts_a_formula_anywhere_is_made_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "De Vlieger", "1 = 1", "a-b", "'s Ochtends", "سلام"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_workbook_holds_numbers_as_numbers_and_its_head_stays_in_sight() -> None:
    content = workbook("Titel", [("School", "De Vlieger")], [TABLE], MADE)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Lees mij", "antwoorden"]
    assert book.get_sheet_by_name("antwoorden").to_python() == [
        ["Aantal", "Rol", "Waarde", "Tekst"],
        [2.5, 1.0, 3.0, "Eén; “twee”"],
        [4.0, 2.0, 98.0, "'=1+1"],
        ["", 1.0, "", ""],
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert "<f>" not in sheet


def test_archive_has_a_row_in_the_codebook_for_every_column_and_label() -> None:
    content = csv_archive("Regel een\nRegel twee", [TABLE], MADE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("antwoorden.csv").startswith(b"\xef\xbb\xbfaantal;rol;waarde;tekst\r\n")
    files = unpacked(content)
    assert files["leesmij.txt"] == "Regel een\r\nRegel twee"
    book = read_csv(files["codeboek.csv"])
    assert [(row["kolom"], row["code"], row["betekenis"]) for row in book] == [
        ("aantal", "", ""),
        ("rol", "", ""),
        ("rol", "1", "Ouders"),
        ("rol", "2", "'=Teamleden"),
        ("waarde", "", ""),
        ("waarde", "98", "Geen"),
        ("tekst", "", ""),
    ]
    assert [row["aantal"] for row in read_csv(files["antwoorden.csv"])] == ["2,5", "4,0", ""]


def read_back(content: bytes) -> tuple[Any, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sav"
        path.write_bytes(content)
        found: tuple[Any, Any] = pyreadstat.read_sav(str(path), user_missing=True)
        return found


def test_file_for_spss_has_labels_missing_values_and_its_weight_set() -> None:
    content = spss_file(TABLE, "aantal", MADE)
    frame, meta = read_back(content)
    assert frame["aantal"].tolist()[:2] == [2.5, 4.0]
    assert frame["aantal"].isna().tolist() == [False, False, True]
    assert frame["waarde"].tolist()[:2] == [3.0, 98.0]
    assert meta.variable_value_labels == {
        "rol": {1.0: "Ouders", 2.0: "'=Teamleden"},
        "waarde": {98.0: "Geen"},
    }
    assert meta.missing_ranges == {"waarde": [{"lo": 98.0, "hi": 98.0}]}
    assert meta.column_names_to_labels["aantal"] == "Aantal"
    # The head of the file names the weight by its place among the variables.
    assert struct.unpack("<i", content[76:80]) == (1,)


def test_equal_tables_and_moment_give_equal_bytes() -> None:
    for made in (
        lambda: workbook("T", [("a", "b")], [TABLE], MADE),
        lambda: csv_archive("x", [TABLE], MADE),
        lambda: spss_file(TABLE, "aantal", MADE),
    ):
        first = made()
        time.sleep(1.1)  # the clocks in these formats tell whole seconds
        assert made() == first


def test_without_the_extra_a_file_for_spss_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(SpssAbsent):
        spss_file(TABLE, "aantal", MADE)


def test_each_file_of_two_thousand_rows_takes_less_than_a_second_when_warm() -> None:
    table = many(2100)
    for made in (
        lambda: workbook("T", [], [table], MADE),
        lambda: csv_archive("", [table], MADE),
        lambda: spss_file(table, "aantal", MADE),
    ):
        made()
        started = time.process_time()
        made()
        assert time.process_time() - started < 1
