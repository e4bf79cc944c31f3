"""The figures as files: equal to the ledger, for the reader who asked, and of nobody alone."""

import csv
import io
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from python_calamine import CalamineWorkbook

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Role, Round
from drieklank.results import actions, queries
from drieklank.results.models import FileKind, ReleasedFigure
from drieklank.results.queries.files_rows import AnswerRow, Export, export_of, stratum_name
from drieklank.schools.models import School
from tests.cast import Cast
from tests.results.conftest import closed_round
from tests.results.held import hold_closed, share


def publish(cast: Cast, measured: Round) -> Round:
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))
    return measured


def made(measured: Round, kind: str, minimum: int = 5) -> bytes:
    with open_every_tenant("test"):
        release = queries.release_of(measured)
        assert release is not None
        content = actions.content_of(measured, release, minimum, kind)
    assert content is not None
    return content


def export(measured: Round, minimum: int = 5) -> Export:
    with open_every_tenant("test"):
        found = export_of(measured, minimum)
    assert found is not None
    return found


def archive(content: bytes, name: str = "antwoorden.csv") -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        text = opened.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def sav(content: bytes) -> tuple[Any, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sav"
        path.write_bytes(content)
        found: tuple[Any, Any] = pyreadstat.read_sav(str(path), user_missing=True)
        return found


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def of(found: Export, item: str, role: str = "parents", stratum: str = "") -> list[AnswerRow]:
    return [
        row
        for row in found.answers
        if (row.item, row.role, row.stratum) == (item, role, stratum) and row.answer != "unknown"
    ]


def add_stratum(measured: Round, stratum: str, *, is_outside: bool, n: int = 24) -> None:
    """A crossing as publishing writes it: one question of parents in one stratum."""
    with open_every_tenant("test"):
        whole = ReleasedFigure.objects.get(
            release__round=measured, role="parents", stratum="", key="welcome.greeted"
        )
        ReleasedFigure.objects.create(
            board_id=whole.board_id, release_id=whole.release_id, role="parents", stratum=stratum,
            is_outside=is_outside, kind="item", key="welcome.greeted", n=n, score=50, low=40,
            high=60, se=5, df=20, counts=[6, 6, 6, 6], shares=[0.25] * 4,
        )  # fmt: skip


def test_every_answer_in_the_files_is_the_one_in_the_ledger(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast))
    rows = archive(made(measured, FileKind.CSV))
    with open_every_tenant("test"):
        ledger = ReleasedFigure.objects.filter(
            release__round=measured, role="parents", kind="item", n__gte=20
        )
        expected = {
            (row.key, place): count
            for row in ledger
            for place, count in enumerate(row.counts)
            if len(row.counts) == 4
        }
    values = {"no": 0, "little": 1, "mostly": 2, "yes": 3}
    told = {
        (row["vraag"], values[row["antwoord"]]): float(row["aantal"].replace(",", "."))
        for row in rows
        if row["rol"] == "Ouders" and row["antwoord"] in values
    }
    assert len(told) == 27 * 4
    assert told == expected


def test_workbook_csv_and_spss_tell_the_same(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast))
    rows = archive(made(measured, FileKind.CSV))
    sheet = sheets(made(measured, FileKind.XLSX))["Vragen"]
    frame, meta = sav(made(measured, FileKind.SAV))
    key, count = sheet[0].index("Code van de vraag"), sheet[0].index("Aantal")
    in_csv = [(row["vraag"], row["aantal"].replace(",", ".")) for row in rows]
    assert [(row[key], str(row[count])) for row in sheet[1:]] == in_csv
    in_sav = [
        (code, "" if value != value else str(value))
        for code, value in zip(frame["vraagcode"], frame["aantal"], strict=True)
    ]
    assert in_sav == in_csv
    answers = meta.variable_value_labels["antwoord"]
    assert [answers[code] for code in frame["antwoord"]] == [row["antwoordtekst"] for row in rows]
    assert meta.variable_value_labels["rol"] == {1.0: "Ouders", 2.0: "Teamleden"}
    assert meta.column_names[0] == "aantal"


def test_no_file_has_a_row_per_person_or_a_row_twice(cast: Cast) -> None:
    few = publish(cast, closed_round(cast, parents=30, team=0))
    rows = archive(made(few, FileKind.CSV))
    ids = [(row["rol"], row["deelgroep"], row["vraag"], row["antwoord"]) for row in rows]
    assert len(ids) == len(set(ids))
    # 27 questions of four answers and no opinion, a mark of ten and none, and the boxes.
    assert len([row for row in rows if row["vraag"] != "closing.barriers"]) == 27 * 5 + 11


def test_answers_of_fewer_than_twenty_are_coarse_in_every_cell(cast: Cast) -> None:
    found = export(publish(cast, closed_round(cast, parents=40, team=14)))
    team = [row for row in found.answers if row.role == "team"]
    assert team
    assert {row.n % 5 for row in team} == {0}
    assert {row.told.percentage % 5 for row in team if row.told.percentage is not None} == {0}
    scores = [row for row in found.scores if row.role == "team"]
    assert {row.low % 5 for row in scores} == {0.0}


def test_where_only_a_range_may_be_told_count_and_percentage_stay_empty(cast: Cast) -> None:
    measured = share(cast, hold_closed(cast, "fijne-school", {Role.PARENTS: 30, Role.TEAM: 12}))
    ranged = [row for row in export(measured).answers if row.told.low is not None]
    assert ranged
    assert {(row.told.count, row.told.percentage, row.role) for row in ranged} == {
        (None, None, "team")
    }
    assert {(row.told.low, row.told.high) for row in ranged} == {(0, 20), (80, 100)}
    item = ranged[0].item
    rows = [row for row in archive(made(measured, FileKind.CSV)) if row["vraag"] == item]
    assert ("", "", "80", "100") in {
        (row["aantal"], row["percentage"], row["van"], row["tot"]) for row in rows
    }


def test_outside_the_school_a_role_of_nine_and_its_response_are_not_there(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast, parents=40, team=9))
    inside, outside = export(measured, 5), export(measured, 10)
    assert {row.role for row in inside.answers} == {"parents", "team"}
    assert {row.role for row in outside.answers} == {"parents"}
    assert {row.role for row in outside.scores} == {"parents"}
    told = {(row.role, row.stratum_name): row.answered for row in outside.response}
    assert told["team", "iedereen"] is None
    assert told["parents", "iedereen"] == 40
    rows = archive(made(measured, FileKind.CSV, 10), "respons.csv")
    assert [row["deed_mee"] for row in rows if row["rol"] == "Teamleden"] == [""]


def test_a_stratum_stands_beside_the_whole_and_outside_only_where_it_may(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast))
    add_stratum(measured, "group:5B|language:other", is_outside=False)
    add_stratum(measured, "language:nl", is_outside=True)
    names = {row.stratum_name for row in export(measured, 5).answers}
    assert names == {"iedereen", "5B, andere taal", "Nederlands"}
    assert {row.stratum_name for row in export(measured, 10).answers} == {"iedereen", "Nederlands"}
    told = of(export(measured, 5), "welcome.greeted", stratum="language:nl")
    assert [(row.told.count, row.told.percentage) for row in told] == [(6.0, 25)] * 4
    _, meta = sav(made(measured, FileKind.SAV))
    assert set(meta.variable_value_labels["deelgroep"].values()) == names


def test_too_few_answers_look_like_no_answers(cast: Cast) -> None:
    nobody = export(publish(cast, closed_round(cast, parents=0, team=0)))
    assert nobody.answers == nobody.scores == ()
    assert [row.answered for row in nobody.response if row.stratum_name == "iedereen"] == [
        None,
        None,
    ]


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.CSV, FileKind.SAV])
def test_too_few_answers_give_a_whole_file_of_every_kind(cast: Cast, kind: str) -> None:
    measured = publish(cast, closed_round(cast, parents=4, team=0))
    assert len(made(measured, kind)) > 100


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.CSV, FileKind.SAV])
def test_same_publication_twice_is_the_same_file(cast: Cast, kind: str) -> None:
    measured = publish(cast, closed_round(cast))
    first = made(measured, kind)
    time.sleep(1.1)
    assert made(measured, kind) == first


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.CSV, FileKind.SAV])
def test_file_of_figures_takes_less_than_a_second_of_the_processor_when_warm(
    cast: Cast, kind: str
) -> None:
    measured = publish(cast, closed_round(cast))
    made(measured, kind)
    started = time.process_time()
    made(measured, kind)
    assert time.process_time() - started < 1


def test_name_of_a_school_that_is_a_formula_stays_text(cast: Cast, fixtures_dir: Path) -> None:
    hostile = (fixtures_dir / "csv-lastig" / "formule-injectie.txt").read_text().splitlines()[2]
    assert hostile.startswith("=")
    measured = closed_round(cast)
    with open_every_tenant("test"):
        School.objects.filter(pk=measured.school_id).update(name=hostile)
    measured.school.name = hostile
    publish(cast, measured)
    cells = [cell for row in sheets(made(measured, FileKind.XLSX))["Lees mij"] for cell in row]
    assert f"'{hostile}" in cells
    assert [cell for cell in cells if str(cell)[:1] in tuple("=+-@")] == []
    with zipfile.ZipFile(io.BytesIO(made(measured, FileKind.CSV))) as opened:
        lines = opened.read("leesmij.txt").decode("utf-8-sig").splitlines()
    assert f"'{hostile}" in lines


def test_choice_of_one_names_what_enough_people_chose_and_the_rest_together(cast: Cast) -> None:
    measured = share(cast, hold_closed(cast, "fijne-school", {Role.PARENTS: 30, Role.TEAM: 12}))
    found = export(measured)
    for row in found.answers:
        assert row.n >= 5
        if row.kind == "choices" and row.told.count is not None:
            assert row.told.count >= 5
    assert {row.kind for row in found.answers} >= {"scale"}


@pytest.mark.parametrize(
    ("stratum", "name"),
    [
        ("", "iedereen"),
        ("group:5B", "5B"),
        ("language:nl", "Nederlands"),
        ("group:1/2 A|language:other", "1/2 A, andere taal"),
    ],
)
def test_stratum_is_named_as_a_school_says_it(stratum: str, name: str) -> None:
    assert stratum_name(stratum) == name
