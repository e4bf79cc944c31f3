"""`drieklank bench national`, small: the same country twice, and tallies that say what sheets say."""

import json
from pathlib import Path

import pytest

from drieklank.config.bench import national, national_data
from drieklank.config.cli import main


def test_country_is_counted_and_compared_the_same_from_sheets_and_from_tallies(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["bench", "national", "--schools", "150", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (found["schools"], found["answers"], found["questions"], found["goals"]) == (
        150,
        30_000,
        60,
        6,
    )
    assert found["same_figures"] is True
    assert [aim["met"] for aim in found["aims"]] == [True, True, True]


def test_same_country_comes_out_every_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        national_data.make(tmp_path / name, 3, 20)
    first, second = ([chunk[0] for chunk in national_data.chunks(tmp_path / name)] for name in "ab")
    assert [table.tolist() for table in first] == [table.tolist() for table in second]
    assert sum(len(table) for table in first) == 60


def test_every_school_gets_a_place_on_every_question_and_goal(tmp_path: Path) -> None:
    """Beside its sector, and beside its sector and size where those are ten schools or more."""
    path = tmp_path / "country"
    national_data.make(path, 120, 30)
    found = national._whole(path)["figures"]
    assert found == national._stored(path)["figures"]
    assert found["places"] % 66 == 0
    assert 105 * 66 <= found["places"] <= 2 * 120 * 66


def test_country_of_a_handful_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "national", "--schools", "20"]) == 1
    assert "minstens 100 scholen" in capsys.readouterr().err
