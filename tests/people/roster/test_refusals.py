"""Files that must be refused whole, and faults that cost one row: nobody's computer or class list may suffer."""

import io
import json
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from drieklank.people.roster import reading
from drieklank.people.roster.refusal import Limits, RosterRefused
from drieklank.people.roster.snapshot import Problem, Snapshot
from tests.people.roster import writers
from tests.people.roster.rosters import TODAY

HEAD = "Leerlingnummer;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;Groep"


def read(data: bytes, name: str = "lijst.csv", limits: Limits | None = None) -> Snapshot:
    return reading.read(io.BytesIO(data), name, today=TODAY, limits=limits or Limits())


def reason(data: bytes, name: str = "lijst.csv", limits: Limits | None = None) -> str:
    with pytest.raises(RosterRefused) as caught:
        read(data, name, limits)
    return caught.value.reason


def read_or_reason(data: bytes) -> Snapshot | str:
    """Either a snapshot or a reason; anything else breaks the test."""
    try:
        return read(data)
    except RosterRefused as refusal:
        return refusal.reason


def lines(*rows: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *rows, ""]).encode()


# -- XML --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["xmlbomb.xml", "external.xml", "dtd.xml"])
def test_xml_with_a_dtd_is_refused(name: str, fixtures_dir: Path) -> None:
    assert "DOCTYPE" in reason((fixtures_dir / "vijandig" / name).read_bytes(), name)


def test_own_xml_bomb_is_refused_where_the_fixtures_are_absent() -> None:
    bomb = b'<!DOCTYPE EDEX [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><EDEX><school>&b;</school></EDEX>'
    assert "DOCTYPE" in reason(bomb, "x.xml")


def test_other_xml_and_broken_xml_are_refused_by_name_and_line(fixtures_dir: Path) -> None:
    simple = (fixtures_dir / "vijandig" / "simple.xml").read_bytes()
    assert reason(simple, "x.xml") == "Dit XML-bestand is geen EDEXML."
    assert "regel 3" in reason(b"<EDEX>\n<school>\n</EDEX>", "x.xml")
    assert "genest" in reason(b"<EDEX>" + b"<a>" * 60, "x.xml")


# -- zip --------------------------------------------------------------------------------------------------------------
def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "te groot" in reason(writers.zipped({"users.csv": b"0" * 30_000_000, "orgs.csv": b""}))


def test_zip_that_lies_about_its_size_is_stopped_while_reading() -> None:
    data = bytearray(
        writers.zipped({"users.csv": b"sourcedId,role\n" * 200_000, "orgs.csv": b"sourcedId\n"})
    )
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 1000)
    assert reason(bytes(data), limits=replace(Limits(), unpacked_size=50_000))


def test_zip_in_a_zip_is_refused() -> None:
    inner = writers.zipped({"a.csv": "x"})
    assert "ingepakt bestand" in reason(writers.zipped({"users.csv": "", "nog.zip": inner}))


@pytest.mark.parametrize(
    "name", ["../users.csv", "/etc/passwd", "C:\\users.csv", "a/../../users.csv"]
)
def test_zip_with_a_name_that_climbs_is_refused(name: str) -> None:
    assert "gevaarlijke naam" in reason(writers.zipped({name: "x"}))


def test_zip_with_a_password_is_refused() -> None:
    data = bytearray(writers.zipped({"users.csv": "x", "orgs.csv": "y"}))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.index(mark)
        data[at + offset] |= 1
    assert "wachtwoord" in reason(bytes(data))


def test_zip_with_too_many_files_is_refused() -> None:
    assert "meer dan 300" in reason(writers.zipped({f"{n}.csv": "" for n in range(301)}))


def test_broken_zip_is_refused() -> None:
    data = writers.zipped({"users.csv": "a" * 500, "orgs.csv": "b" * 500})
    assert "beschadigd" in reason(data[:-30])


def test_same_file_twice_in_a_zip_is_refused() -> None:
    assert "meer dan een keer" in reason(writers.zipped({"a/users.csv": "x", "b/users.csv": "x"}))


def test_delta_export_is_refused_because_everyone_else_would_seem_to_leave() -> None:
    manifest = "propertyName,value\noneroster.version,1.1\nfile.users,delta\n"
    assert "delta" in reason(
        writers.zipped({"manifest.csv": manifest, "users.csv": "a\n1\n", "orgs.csv": "a\n1\n"})
    )


# -- workbooks --------------------------------------------------------------------------------------------------------
def test_encrypted_workbook_gets_a_clear_word(fixtures_dir: Path) -> None:
    data = (fixtures_dir / "excel" / "password_2002_40_xor.xls").read_bytes()
    assert "wachtwoord" in reason(data, "x.xls")


def test_new_workbook_under_a_password_gets_the_same_word() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert "wachtwoord" in reason(data, "x.xlsx")


def test_old_workbook_of_rubbish_is_refused() -> None:
    assert "niet te lezen" in reason(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x07" * 5000, "x.xls")


def test_workbook_with_one_cell_far_away_is_refused_before_memory_fills() -> None:
    sheet = '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    data = writers.zipped({"[Content_Types].xml": "<x/>", "xl/worksheets/sheet1.xml": sheet})
    assert "veel te groot" in reason(data, "x.xlsx")


def test_workbook_with_a_doctype_is_refused() -> None:
    sheet = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    data = writers.zipped({"[Content_Types].xml": "<x/>", "xl/worksheets/sheet1.xml": sheet})
    assert "niet te lezen" in reason(data, "x.xlsx")


def test_formula_counts_as_its_value_and_a_second_sheet_is_named() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Klas")
        sheet.write_row(0, 0, HEAD.split(";"))
        sheet.write_row(1, 0, ["1", "Noor", "", "Berg", 42369, "7a"])
        sheet.write_formula(1, 1, '=HYPERLINK("http://x")', None, "Noor")
        book.add_worksheet("Oud").write(0, 0, "iets")
    snap = read(out.getvalue(), "klas.xlsx")
    assert [(p.first_name, p.birth_date) for p in snap.pupils] == [("Noor", "2015-12-31")]
    assert [problem.message for problem in snap.problems] == [
        "Dit bestand heeft meer tabbladen; alleen het eerste is gelezen."
    ]


# -- other files ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "head", [b"%PDF-1.7 ", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"MZ\x90\x00", b"\x1f\x8b\x08"]
)
def test_a_file_of_another_kind_is_refused(head: bytes) -> None:
    assert "kennen wij niet" in reason(head + b"x" * 500, "lijst.csv")


@pytest.mark.parametrize("data", [b"", b"  \r\n \n", b"\xef\xbb\xbf", HEAD.encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert reason(data)


def test_a_file_over_the_limit_is_refused() -> None:
    assert "groter dan" in reason(lines("1;A;;B;;"), limits=replace(Limits(), file_size=20))


def test_rubbish_bytes_are_refused() -> None:
    assert reason(bytes(range(256)) * 50)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=600),
    st.sampled_from([b"", b"PK\x03\x04", b"<EDEX>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_any_bytes_give_a_snapshot_or_a_reason_and_never_a_crash(data: bytes, start: bytes) -> None:
    assert read_or_reason(start + data)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=12))
def test_any_cells_give_a_snapshot_or_a_reason_and_never_a_crash(cells: list[str]) -> None:
    text = writers.table(
        "Leerlingnummer,Roepnaam,Achternaam,Geboortedatum", [cells[i : i + 4] for i in range(9)]
    )
    assert read_or_reason(text.encode("utf-8", "surrogatepass"))


def test_naughty_strings_as_names_are_kept_as_plain_text_or_listed(fixtures_dir: Path) -> None:
    strings = json.loads((fixtures_dir / "vijandig" / "blns.json").read_text(encoding="utf-8"))
    rows = [[str(number), text, text] for number, text in enumerate(strings)]
    snap = read(writers.table("Leerlingnummer,Roepnaam,Achternaam", rows).encode())
    told = {problem.line for problem in snap.problems}
    assert len(snap.pupils) + len(told) >= len(strings)
    assert len(snap.pupils) > 450


def test_formula_injection_stays_text(fixtures_dir: Path) -> None:
    payloads = (
        (fixtures_dir / "csv-lastig" / "formule-injectie.txt")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    rows = [[str(n), payload, "Berg"] for n, payload in enumerate(payloads)]
    snap = read(writers.table("Leerlingnummer,Roepnaam,Achternaam", rows).encode())
    assert [p.first_name for p in snap.pupils] == [
        " ".join(payload.split()) for payload in payloads
    ]


@pytest.mark.parametrize(
    "name", ["quotes_and_newlines", "comma_in_quotes", "escaped_quotes", "json", "newlines_crlf"]
)
def test_awkward_csv_is_cut_into_the_cells_that_a_right_parser_gives(
    name: str, fixtures_dir: Path
) -> None:
    data = (fixtures_dir / "csv-lastig" / "csvs" / f"{name}.csv").read_bytes()
    expected = json.loads(
        (fixtures_dir / "csv-lastig" / "json" / f"{name}.json").read_text(encoding="utf-8")
    )
    grid = reading.look(io.BytesIO(data), f"{name}.csv", today=TODAY)
    assert grid is not None
    found = [dict(zip(grid.headings, cells, strict=True)) for _, cells in grid.body]
    assert [{k: v.replace("\r\n", "\n") for k, v in row.items()} for row in found] == [
        {k: v.replace("\r\n", "\n") for k, v in row.items()} for row in expected
    ]


# -- one row ----------------------------------------------------------------------------------------------------------
def test_rows_with_a_fault_are_listed_by_line_and_the_rest_goes_on() -> None:
    snap = read(
        lines(
            "1;Noor;van den;Berg;31-12-2015;7a",
            ";Zonder;;Nummer;;7a",
            "3;;;;;7a",
            "4;Datum;;Krom;31-02-2015;7a",
            "1;Weer;;Berg;;7a",
            "6;Te;veel;cellen;;7a;x",
            "7;Nul\x00;;Byte;;7a",
            f"8;{'lang' * 200};;Naam;;7a",
            "9;Noor;;Later;01-01-2030;7a",
            "10;Goed;;Zo;;7b",
        )
    )
    assert [p.key for p in snap.pupils] == ["1", "10", "4", "9"]
    assert [(p.line, p.message) for p in snap.problems] == [
        (3, "Het nummer van de leerling ontbreekt."),
        (4, "De naam ontbreekt."),
        (5, "Bij de geboortedatum staat een dag die niet bestaat. De geboortedatum blijft leeg."),
        (6, "Deze leerling staat er meer dan een keer in; de eerste regel telt."),
        (7, "Deze regel heeft 7 kolommen; er zijn 6 kolomkoppen."),
        (8, "De cel onder “Roepnaam” bevat onleesbare tekens."),
        (9, "De cel onder “Roepnaam” is veel te lang."),
        (10, "De geboortedatum kan niet kloppen en blijft leeg."),
    ]


def test_a_quote_that_is_not_closed_costs_one_row_and_not_the_rest_of_the_list() -> None:
    many = [f"{n};Kind;;Nr{n};;7a" for n in range(2, 40)]
    snap = read(lines('1;"Noor;;Berg;;7a', *many))
    assert len(snap.pupils) == 38
    assert snap.problems == (
        Problem("lijst.csv", 2, "Deze regel heeft een aanhalingsteken dat niet wordt gesloten."),
    )


def test_a_citizen_number_as_pupil_number_costs_the_row_and_is_not_repeated() -> None:
    snap = read(lines(f"{writers.BSN};Noor;;Berg;;7a", "2;Ook;;Hier;;7a"))
    assert [p.key for p in snap.pupils] == ["2"]
    assert snap.problems[0].line == 2
    assert writers.BSN not in repr(snap)


def test_a_column_of_nine_digit_numbers_that_only_sometimes_look_like_one_is_believed() -> None:
    numbers = [str(number) for number in range(123456770, 123456800)]
    snap = read(lines(*(f"{number};Noor;;Berg;;7a" for number in numbers)))
    assert [p.key for p in snap.pupils] == numbers


def test_a_citizen_number_inside_a_name_or_address_is_dropped() -> None:
    head = "Leerlingnummer;Roepnaam;Achternaam;Groep;E-mail"
    snap = read(
        lines(f"1;Noor {writers.BSN};Berg;7a;", f"2;Noor;Berg;7a;{writers.BSN}@s.nl", head=head)
    )
    assert [(p.key, p.email) for p in snap.pupils] == [("2", "")]
    assert writers.BSN not in repr(snap)


def test_a_list_without_headings_is_refused_without_repeating_its_first_row() -> None:
    text = reason(f"1;Noor;{writers.BSN};noor@ouder.nl\r\n2;Jan;x;y\r\n".encode())
    assert writers.BSN not in text
    assert "noor@ouder.nl" not in text


def test_first_rows_to_choose_columns_by_hide_what_may_not_be_kept() -> None:
    data = f"Nr;BSN;Opmerking\r\n1;{writers.BSN};zie {writers.BSN}\r\n".encode()
    grid = reading.look(io.BytesIO(data), "l.csv", today=TODAY)
    assert grid is not None
    assert grid.first_rows() == [["1", "•••", "•••"]]


@pytest.mark.parametrize(
    ("mapping", "part"),
    [
        ({"Nr": "pupil_key", "BSN": "last_name"}, "mag niet"),
        ({"Nr": "pupil_key", "Weg": "last_name"}, "staat niet in het bestand"),
        ({"Nr": "iets"}, "bestaat niet"),
        ({"Nr": "pupil_key", "Naam": "pupil_key"}, "hetzelfde veld"),
        ({"Naam": "last_name"}, "leerlingnummer"),
        ({"Nr": "pupil_key"}, "achternaam"),
    ],
)
def test_a_chosen_mapping_that_cannot_be_is_refused_with_what_to_mend(
    mapping: dict[str, str], part: str
) -> None:
    data = b"Nr;BSN;Naam\r\n1;2;3\r\n"
    with pytest.raises(RosterRefused) as caught:
        reading.read(io.BytesIO(data), "l.csv", today=TODAY, mapping=mapping)
    assert part in caught.value.reason


def test_a_chosen_mapping_reads_headings_that_say_nothing() -> None:
    data = b"A;B;C\r\n1;Noor;de Berg\r\n"
    mapping = {"A": "pupil_key", "B": "first_name", "C": "last_name"}
    snap = reading.read(io.BytesIO(data), "l.csv", today=TODAY, mapping=mapping)
    assert [(p.key, p.first_name, p.name_prefix, p.last_name) for p in snap.pupils] == [
        ("1", "Noor", "de", "Berg")
    ]


def test_two_parents_with_one_address_stay_two_people_and_only_one_can_sign_in() -> None:
    head = "Leerlingnummer;Achternaam;Ouder 1 naam;Ouder 1 e-mail;Ouder 2 naam;Ouder 2 e-mail"
    snap = read(lines("1;Berg;Mo Berg;thuis@berg.nl;Jo Vos;thuis@berg.nl", head=head))
    assert [(p.last_name, p.email) for p in snap.parents] == [
        ("Vos", ""),
        ("Berg", "thuis@berg.nl"),
    ]
    assert len(snap.relations) == 2


def test_a_contact_column_makes_nobody_a_parent_unless_the_role_says_so() -> None:
    head = "Leerlingnummer;Achternaam;Contactpersoon naam;Contactpersoon relatie"
    snap = read(lines("1;Berg;Rie Vos;oma", "2;Berg;Mo Berg;moeder", "3;Berg;Xi Li;", head=head))
    assert [(r.pupil_key, r.doubt) for r in sorted(snap.relations, key=lambda r: r.pupil_key)] == [
        ("1", "oma"),
        ("2", ""),
        ("3", "contactpersoon"),
    ]


def test_real_samples_of_edexml_and_sds_are_read_whole(fixtures_dir: Path) -> None:
    counts = {}
    for path in (
        fixtures_dir / "rooster-edexml" / "EDEXML.Voorbeeld.2.0.xml",
        fixtures_dir / "rooster-edexml" / "EDEXML.Voorbeeld.2.1.xml",
        *(fixtures_dir / "rooster-sds" / name for name in ("sds-v1-100", "sds-v2", "sds-v2.1")),
    ):
        snap = reading.read(path, path.name, today=TODAY)
        text = repr(snap)
        assert not any(
            secret in text for secret in ("133456785", "2731", "P@ssw", "Woodenville", "hispanic")
        )
        counts[snap.format] = tuple(
            map(len, (snap.groups, snap.pupils, snap.staff, snap.parents, snap.relations))
        )
    assert counts == {
        "edexml-2.0": (8, 2, 3, 0, 0),
        "edexml-2.1": (8, 2, 3, 0, 0),
        "sds-v1": (28, 86, 12, 0, 0),
        "sds-v2": (4, 22, 7, 0, 0),
        "sds-v2.1": (2, 4, 2, 2, 3),
    }


def test_zip_members_are_stored_as_they_come() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("users.csv", "x")
    assert "ongewoon" in reason(out.getvalue())
