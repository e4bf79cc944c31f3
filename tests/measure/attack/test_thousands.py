"""Two thousand rounds, with a copy of the file after every single answer: guessing stays guessing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.sqlite
ROUNDS = int(os.environ.get("DRIEKLANK_ATTACK_ROUNDS", "2000"))


def play(directory: Path, rounds: int, seed: int) -> dict[str, Any]:
    directory.mkdir()
    subprocess.run(
        [
            *(sys.executable, "-m", "tests.measure.attack.thousands"),
            *(str(directory), str(rounds), str(seed)),
        ],
        cwd=ROOT,
        check=True,
    )
    return json.loads((directory / "result.json").read_text())


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The series. What is searched for and not found is asserted while it runs."""
    return play(tmp_path_factory.mktemp("thousands") / "one", ROUNDS, 20261122)


def beyond(result: dict[str, Any]) -> set[tuple[str, int]]:
    return {(name, k) for name, k, hits, _, bound in result["scores"] if hits > bound}


def test_guessing_who_answered_what_stays_within_the_bound_of_chance(
    played: dict[str, Any], tmp_path: Path
) -> None:
    """Each way and size within the exact 99.9 % bound of 1/k. With some forty of them chance itself
    is beyond one in a series in thirty: then it must not be so again in a second series.
    """
    found = beyond(played)
    if found:
        found &= beyond(play(tmp_path / "again", ROUNDS, 7))
    assert found == set()
    tried = sum(score[3] for score in played["scores"])
    assert tried > ROUNDS


def test_attack_had_something_to_find_in_every_round(played: dict[str, Any]) -> None:
    facts = played["facts"]
    assert facts["rounds"] == ROUNDS
    assert (facts["too small"], facts["envelopes"]) == (
        sum(1 for number in range(ROUNDS) if number % 12 < 4),
        sum(1 + number % 12 for number in range(ROUNDS)),
    )
    assert facts["envelopes searched"] > facts["envelopes"] // 16
    assert facts["did not open"] == 2 * facts["envelopes searched"]
    assert facts["searched before"] > 100
