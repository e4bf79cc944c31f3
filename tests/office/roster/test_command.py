"""`drieklank import-roster`: what machines read, when it refuses, and that nothing forbidden reaches the disk."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from drieklank.base.tenancy import open_every_tenant
from drieklank.office.commands import import_roster
from drieklank.people.models import Pupil, RosterImport
from drieklank.schools.models import Board, School
from tests.people.roster.writers import BSN, COUNTRY, PASSWORD, PLANTED, zipped

ROOT = Path(__file__).resolve().parents[3]
ORGS = "sourcedId,status,name,type,identifier\ns1,active,De Proef,school,98ZZ00\n"
HEADS = "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,email,agentSourcedIds,password,userIds\n"
USERS = "".join(
    f"p{n},active,true,s1,student,Kind,Nr{n},,o{n},{PASSWORD},{{BSN:{BSN}}}\n"
    f"o{n},active,true,s1,parent,Ouder,Nr{n},o{n}@ouder.example,,{PASSWORD},\n"
    for n in range(20)
)
BIRTHS = "sourcedId,status,birthDate,countryOfBirthCode\n" + "".join(
    f"p{n},active,2015-01-{n + 1:02},{COUNTRY}\n" for n in range(20)
)


@pytest.fixture
def board(db: None) -> Board:
    with open_every_tenant("test"):
        return Board.objects.create(code="proef", name="Stichting Proef")


def file(folder: Path, users: str = USERS, name: str = "rooster.zip") -> Path:
    path = folder / name
    tables = {
        "orgs.csv": ORGS,
        "users.csv": HEADS + users,
        "demographics.csv": BIRTHS,
        "classes.csv": "sourcedId\n",
    }
    path.write_bytes(zipped(tables))
    return path


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    import_roster.add_arguments(parser)
    return import_roster.run(parser.parse_args([str(argument) for argument in arguments]))


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert run(*arguments, "--json") == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def pupils() -> int:
    with open_every_tenant("test"):
        return Pupil.objects.filter(left_on__isnull=True).count()


def test_dry_run_counts_and_writes_nothing(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, file(tmp_path), "--board", "stichting proef", "--dry-run")
    nothing = {"new": 0, "changed": 0, "leaving": 0}
    assert found == {
        "format": "oneroster-1.1",
        "pupils": {"new": 20, "changed": 0, "leaving": 0},
        "groups": nothing,
        "staff": nothing,
        "parents": {"new": 20, "changed": 0, "leaving": 0},
        "relations": {"new": 20, "changed": 0, "leaving": 0},
        "problems": [],
    }
    with open_every_tenant("test"):
        assert (Pupil.objects.count(), School.objects.count(), RosterImport.objects.count()) == (
            0,
            0,
            0,
        )


def test_the_same_file_twice_changes_nothing_the_second_time(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path)
    assert answer(capsys, path, "--board", board.name)["pupils"]["new"] == 20
    again = answer(capsys, path, "--board", board.name)
    nothing = {"new": 0, "changed": 0, "leaving": 0}
    assert [again[kind] for kind in ("pupils", "groups", "staff", "parents", "relations")] == [
        nothing
    ] * 5
    assert pupils() == 20


def test_more_than_a_tenth_leaving_stops_until_the_number_is_allowed(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(file(tmp_path), "--board", board.name)
    fewer = file(tmp_path, "".join(USERS.splitlines(keepends=True)[:-6]), "minder.zip")
    capsys.readouterr()
    assert run(fewer, "--board", board.name, "--json") == 1
    told = capsys.readouterr()
    assert "3 van de 20 leerlingen" in told.err
    assert json.loads(told.out)["refused"] in told.err
    assert pupils() == 20
    assert run(fewer, "--board", board.name, "--allow-leaving", 2) == 1
    assert run(fewer, "--board", board.name, "--allow-leaving", 3) == 0
    assert pupils() == 17


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("x.zip", b"PK\x03\x04 kapot", "beschadigd"),
        ("x.xml", b"<!DOCTYPE a><EDEX/>", "DOCTYPE"),
        ("x.csv", b"", "leeg"),
        ("x.csv", b"a;b\r\n1;2\r\n", "leerlingnummer"),
    ],
)
def test_a_refused_file_gives_exit_status_1_and_the_reason(
    board: Board,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    data: bytes,
    sentence: str,
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert run(path, "--board", board.name) == 1
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""
    with open_every_tenant("test"):
        assert not RosterImport.objects.exists()


def test_an_unknown_board_file_or_school_is_said(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "weg.zip", "--board", board.name) == 1
    assert run(file(tmp_path), "--board", "Anders") == 1
    assert run(file(tmp_path), "--board", board.name, "--school", "geen") == 1
    told = capsys.readouterr().err
    assert "bestaat niet" in told
    assert "Stichting Proef" in told


def test_schools_the_board_does_not_have_are_made_aloud_or_left_out(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, file(tmp_path), "--board", board.name, "--no-new-schools")
    assert found["pupils"]["new"] == 0
    assert "is geen school van dit bestuur" in found["problems"][0]["message"]
    assert run(file(tmp_path), "--board", board.name) == 0
    assert "Nieuwe school: De Proef is aangemaakt." in capsys.readouterr().err
    with open_every_tenant("test"):
        assert list(School.objects.values_list("brin", "code", "sector")) == [
            ("98ZZ", "de-proef", "po")
        ]


def test_a_plain_list_takes_its_columns_from_a_mapping_file(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_every_tenant("test"):
        School.objects.create(board=board, code="proef", name="De Proef", brin="98ZZ", sector="vo")
    path, mapping = tmp_path / "l.csv", tmp_path / "kolommen.yaml"
    path.write_text("A;B;C\r\n1;Noor;2b\r\n", encoding="utf-8")
    mapping.write_text("A: pupil_key\nB: last_name\nC: group\n", encoding="utf-8")
    found = answer(capsys, path, "--board", board.name, "--mapping", mapping)
    assert (found["format"], found["pupils"]["new"], found["groups"]["new"]) == ("csv", 1, 1)
    with open_every_tenant("test"):
        assert Pupil.objects.get().year_group == "12"
    mapping.write_text("- geen", encoding="utf-8")
    assert run(path, "--board", board.name, "--mapping", mapping) == 1


def test_without_json_the_answer_is_dutch(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(file(tmp_path), "--board", board.name, "--dry-run") == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "Dit zou er veranderen (formaat oneroster-1.1):"
    assert "leerlingen 20 nieuw 0 gewijzigd 0 weg" in lines


def test_nothing_forbidden_reaches_the_disk_of_a_real_installation(tmp_path: Path) -> None:
    """The real command on a real database file: every byte that it left behind is searched."""
    path = file(tmp_path)
    home = tmp_path / "home"
    ours = ("DRIEKLANK", "DB_", "DATABASE", "DJANGO", "SECRET", "BASE_URL", "ALLOWED")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    env = {**kept, "DRIEKLANK_HOME": str(home), "LOG_LEVEL": "DEBUG"}

    def command(*arguments: str) -> str:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from drieklank.config.cli import main; raise SystemExit(main())",
                *arguments,
            ],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            timeout=300,
            check=True,
        )
        return done.stdout + done.stderr

    command("migrate")
    start = [
        "--board",
        "Stichting Proef",
        "--school",
        "De Proef",
        "--brin",
        "98ZZ",
        "--sector",
        "po",
    ]
    command("start", *start, "--leader-email", "l@x.example", "--admin-email", "a@x.example")
    told = command("import-roster", str(path), "--board", "Stichting Proef", "--json")
    everything = told.encode() + b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file())
    assert b"o7@ouder.example" in everything
    assert [secret for secret in PLANTED if secret.encode() in everything] == []
