"""Answers files as the world makes them: read as meant, or refused with what and where."""

import argparse
import json
from pathlib import Path

import pytest

from drieklank.results.commands import stats
from drieklank.results.rules.answers_file import read_table
from tests.results.desk import ANSWERS, PLAIN, Desk


@pytest.fixture
def desk(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    return Desk(tmp_path, capfdbinary)


# -- files as the world makes them ----------------------------------------------------------------------

SAME = [
    ("semicolon", "a;b;c\r\n1;2;1\r\n4;3;4\r\n2;2;4\r\n3;1;2\r\n"),
    ("tab", ANSWERS.replace(",", "\t")),
    ("mark", "\ufeff" + ANSWERS),
    ("spaces", "a , b,c \n 1, 2,1 \n4,3,4\n\n2,2,4\n3,1,2"),
    ("quotes", 'x,a,b,c\n"regel\neen, twee",1,2,1\n"zei ""ja""",4,3,4\n,2,2,4\n,"3",1,2\n'),
    ("decimals", "a;b;c\n1,0;2,0;1\n4;3;4,00\n2;2;4\n3;1;2\n"),
    ("excel", "sep=;\na;b;c\n1;2;1\n4;3;4\n2;2;4\n3;1;2\n"),
    ("trailing", "a,b,c\n1,2,1,\n4,3,4,\n2,2,4,\n3,1,2,\n"),
    ("row names of R", 'a,b,c\n"1",1,2,1\n"2",4,3,4\n"3",2,2,4\n"4",3,1,2\n'),
    ("other columns", "naam,a,b,c\nü,1,2,1\né,4,3,4\nß,2,2,4\nç,3,1,2\n"),
]


@pytest.mark.parametrize("answers", [text for _, text in SAME], ids=[name for name, _ in SAME])
def test_same_answers_in_any_make_of_file_give_the_same_figures(desk: Desk, answers: str) -> None:
    assert desk.scale(answers) == desk.scale(ANSWERS)


def test_file_in_windows_letters_or_in_utf16_is_read(desk: Desk) -> None:
    answers = "één,naam\n1,Zoë\n4,Ömer\n"
    spec = "scales: {één: {items: [één], min: 1, max: 4}}"
    expected = desk.scale(answers, spec, "één")
    assert expected["mean"] == 2.5
    assert desk.scale(answers.encode("cp1252"), spec, "één") == expected
    assert desk.scale(answers.encode("utf-16"), spec, "één") == expected


def test_awkward_files_of_others_are_read_as_their_makers_meant_them(fixtures_dir: Path) -> None:
    files = sorted((fixtures_dir / "csv-lastig" / "csvs").glob("*.csv"))
    assert len(files) == 12
    for file in files:
        meant = json.loads((file.parent.parent / "json" / f"{file.stem}.json").read_text())
        meant = meant if isinstance(meant, list) else [meant]
        table = read_table(file.read_bytes(), list(meant[0]))
        for name, cells in table.columns.items():
            if name == "Contact Phone Number":
                continue  # its maker's JSON holds another number than its CSV
            wanted = [row[name].strip().replace("\r\n", "\n") for row in meant]
            assert [cell.replace("\r\n", "\n") for cell in cells] == wanted, file.name


def test_missing_values_match_as_text_or_as_number_and_empty_cells_are_told(desk: Desk) -> None:
    spec = "missing: [-1, n.v.t., 9.0]\nscales: {s: {items: [a], min: 1, max: 4}}"
    found = desk.scale("a\n1\n-1\n-1.0\nn.v.t.\n9\n09\nNA\n2.0\n02\n1.5\n", spec)
    assert found["items"]["a"]["counts"] == {"1": 1, "1.5": 1, "2": 2}
    assert desk.said == "Let op: 1 keer 'NA' is gelezen als een lege cel.\n"


def test_names_that_yaml_takes_for_something_else_stay_names(desk: Desk) -> None:
    spec = "scales: {yes: {items: [1, no, 2020-01-01], min: 1, max: 4, reverse: [no]}}"
    found = desk.scale("1,no,2020-01-01\n1,4,2\n3,2,3\n", spec, "yes")
    assert list(found["items"]) == ["1", "no", "2020-01-01"]


# -- refused, with what and where -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("a,b\n1,2\n", "Kolom c staat niet in het bestand. Wel: a, b."),
        ("a,b,C1\n1,2,3\n", "Kolom c staat niet in het bestand."),
        ("a,b,c,a\n1,2,3,4\n", "Kolom a staat 2 keer in het bestand."),
        ("a,b,c\n1,2,3\n1,7,3\n", "Kolom b, rij 3: '7' ligt niet binnen min en max van schaal s"),
        ("a,b,c\n\n1,2,mooi\n", "Kolom c, rij 3: 'mooi' is geen getal."),
        ("a,b,c\n1,2,inf\n", "'inf' is geen getal."),
        ("a,b,c\n1,2,3\n1,2,3,4\n", "Rij 3 heeft meer cellen dan er kolommen zijn."),
        ('a,b,c\n1,2,"3\n1,2,3\n', "kloppen de aanhalingstekens niet"),
        ("", "Het bestand is leeg"),
        (b"\x00\x01\x02", "Kolom a staat niet in het bestand."),
    ],
)
def test_answers_that_cannot_be_trusted_are_refused_with_column_row_and_value(
    desk: Desk, answers: str | bytes, said: str
) -> None:
    assert said in desk.refusal(answers)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("", "leeg"),
        ("[a, b]", "geen lijst van namen"),
        ("scales: {", "geen leesbare YAML (regel"),
        ("missing: [1]", "geen 'scales'"),
        ("scales: {s: {items: []}}", "Schaal s heeft geen 'items'."),
        ("scales: {s: [a]}", "Schaal s heeft geen 'items'."),
        ("scales: {s: {items: [a, a], min: 1, max: 4}}", "Kolom a staat twee keer in schaal s."),
        ("scales: {s: {items: [a], min: 1, max: 4, reverse: [b]}}", "Kolom b is om te draaien"),
        ("scales: {s: {items: [a], reverse: [a]}}", "zijn min en max van schaal s nodig"),
        ("scales: {s: {items: [a], min: 4, max: 1}}", "kleiner zijn dan max"),
        ("scales: {s: {items: [a], min: een, max: 4}}", "min van schaal s is een getal"),
        ("scales: {s: {items: [a]}, s: {items: [b]}}", "'s' staat twee keer"),
        (f"alpha: listwise\n{PLAIN}", "niet 'listwise'"),
        (f"population: 0\n{PLAIN}", "groter dan 0"),
        (f"population: veel\n{PLAIN}", "population is een getal"),
        (f"weight: [a]\n{PLAIN}", "weight is één waarde"),
        (f"missing: {{a: 1}}\n{PLAIN}", "missing is een lijst"),
        (f"group: klas\n{PLAIN}", "Kolom klas staat niet in het bestand."),
    ],
)
def test_description_that_says_nothing_certain_is_refused_with_the_reason(
    desk: Desk, spec: str, said: str
) -> None:
    assert said in desk.refusal(ANSWERS, spec)


def test_key_that_means_nothing_is_told_and_passed_over(desk: Desk) -> None:
    desk.scale(ANSWERS, f"wieght: a\n{PLAIN}")
    assert desk.said == "Let op: 'wieght' in de beschrijving zegt niets en is overgeslagen.\n"


def test_file_that_is_not_there_is_refused_without_a_trace(desk: Desk, tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    stats.add_arguments(parser)
    given = [str(tmp_path / "nergens.csv"), "--spec", str(tmp_path / "nergens.yaml")]
    assert stats.run(parser.parse_args(given)) == 2
    assert "nergens.yaml kan niet worden gelezen" in desk.capture.readouterr().err.decode()
