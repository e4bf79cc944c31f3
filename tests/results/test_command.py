"""`drieklank report`: the same report for machines and for paper."""

import argparse
import json
import sys
from pathlib import Path

import pytest

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Role, Round
from drieklank.results import actions
from drieklank.results.commands import report
from tests.cast import Cast
from tests.results.conftest import closed_round
from tests.results.held import hold_closed, share


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    report.add_arguments(parser)
    return report.run(parser.parse_args(arguments))


@pytest.fixture
def code(cast: Cast) -> str:
    measured = closed_round(cast)
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))
    return measured.code


def test_report_as_json_holds_scores_with_their_interval(
    code: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(code, "--json") == 0
    data = json.loads(capfdbinary.readouterr().out)
    assert data["code"] == code
    assert data["response"]["parents"]["answered"] == 40
    assert [goal["key"] for goal in data["goals"]] == [
        "welcome", "conversation", "learning", "advocacy", "deciding", "community",
    ]  # fmt: skip
    low, high = data["goals"][0]["parents"]["ci95"]
    assert low < data["goals"][0]["parents"]["score"] < high
    asked = data["goals"][0]["items"][0]["parents"]
    assert sum(asked["percentages"]) == 100
    assert asked["positive"]["percentage"] == sum(asked["percentages"][2:])
    assert asked["positive"]["ci95"][0] < asked["positive"]["percentage"]


def test_report_as_pdf_is_written_where_asked(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "rapport.pdf"
    assert run(code, "--format", "pdf", "--out", str(target)) == 0
    assert target.read_bytes().startswith(b"%PDF-1.7")
    assert str(target) in capsys.readouterr().out


def test_report_that_is_not_there_is_refused_with_the_reason(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("onbekend", "--out", str(tmp_path / "x.pdf")) == 1
    assert "geen meting met de code onbekend" in capsys.readouterr().err
    measured = closed_round(cast)
    assert run(measured.code, "--out", str(tmp_path / "x.pdf")) == 1
    assert "nog geen rapport" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_report_of_another_instrument_is_there_as_json_and_as_pdf(
    cast: Cast, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = {Role.PARENTS: 20, Role.TEAM: 10, Role.PUPILS: 9}
    measured = share(cast, hold_closed(cast, "fijne-school", asked))
    assert run(measured.code, "--json") == 0
    data = json.loads(capfdbinary.readouterr().out)
    assert data["title"] == "Meting fijne school"
    assert data["caution"].startswith("Dit is niet de wettelijke monitor")
    assert data["roles"]["parents"]["items"][0]["score"]["score"] == 66.67
    assert data["roles"]["pupils"] == {"invited": 40, "answered": None, "items": []}
    target = tmp_path / "fijn.pdf"
    assert run(measured.code, "--out", str(target)) == 0
    assert target.read_bytes().startswith(b"%PDF-1.7")


def test_round_whose_key_was_lost_is_refused_with_that_reason(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = hold_closed(cast, "mirror", {Role.PARENTS: 20})
    with open_every_tenant("test"):
        Round.objects.filter(pk=measured.pk).update(state="lost")
    assert run(measured.code) == 1
    assert "de sleutel ging verloren" in capsys.readouterr().err


def test_folder_that_is_not_there_is_refused_in_words(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(code, "--out", str(tmp_path / "nergens" / "x.pdf")) == 1
    assert "kan niet worden geschreven" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "starts"),
    [
        ("slides", b"%PDF-1.7"),
        ("poster", b"%PDF-1.7"),
        ("summary", b"%PDF-1.7"),
        ("xlsx", b"PK"),
        ("csv", b"PK"),
        ("sav", b"$FL2"),
    ],
)
def test_every_other_file_is_written_where_it_is_asked(
    code: str, tmp_path: Path, kind: str, starts: bytes
) -> None:
    target = tmp_path / "bestand"
    assert run(code, "--format", kind, "--out", str(target)) == 0
    assert target.read_bytes().startswith(starts)


def test_file_without_a_place_gets_its_own_name_here(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(code, "--format", "summary", "--language", "ti") == 0
    assert run(code, "--format", "csv", "--outside") == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"cijfers-{code}.zip", f"samenvatting-{code}-ti.pdf"]


def test_language_that_is_not_there_is_refused_with_those_that_are(
    code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(code, "--format", "summary", "--language", "fr") == 1
    assert "Kies uit nl, en, ar, tr, pl, uk, ti." in capsys.readouterr().err


def test_sheet_for_parents_who_were_not_asked_is_refused(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = share(cast, hold_closed(cast, "fijne-school", {Role.TEAM: 12}))
    assert run(measured.code, "--format", "poster") == 1
    assert "zijn ouders niet gevraagd" in capsys.readouterr().err


def test_without_the_extra_spss_is_refused_in_words(
    code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    assert run(code, "--format", "sav") == 1
    assert "Voor SPSS ontbreekt hier een uitbreiding." in capsys.readouterr().err
