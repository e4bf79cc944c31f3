"""One invitation through every door at the same moment: one answer, and everybody gets a page."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from tests.conftest import ROOT
from tests.measure.attack.race import DOORS, Said, left, rush
from tests.measure.conftest import hold

NUMBER = 200
USED = "Deze vragenlijst is al verstuurd"


ONE_ANSWER = {"envelopes": 1, "marks": 1, "drafts": 0}


def check_pages(said: list[Said]) -> None:
    """Everybody got a page that explains, and no two were told that theirs came first."""
    assert Counter(door for door, *_ in said) == Counter(
        DOORS[place % len(DOORS)] for place in range(NUMBER)
    )
    kinds = {(status, what) for _, status, what in said}
    assert kinds <= {(302, "/v/klaar/"), (200, USED)}
    # Who comes with paper is thanked either way; of the links at most one came first.
    by_link = [what for door, _, what in said if door == "link"]
    assert by_link.count("/v/klaar/") <= 1
    assert {what for door, _, what in said if door != "link"} == {"/v/klaar/"}


@pytest.mark.sqlite
def test_two_hundred_submissions_through_six_doors_give_one_answer(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.measure.attack.race", str(tmp_path)], cwd=ROOT, check=True
    )
    result: dict[str, Any] = json.loads((tmp_path / "result.json").read_text())
    assert result["left"] == ONE_ANSWER
    check_pages([(door, status, what) for door, status, what in result["said"]])


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_where_forty_statements_really_run_side_by_side(cast: Cast) -> None:
    """As many at once as the server of the tests has connections for."""
    said = rush(hold(cast), NUMBER, at_once=40)
    assert left() == ONE_ANSWER
    check_pages(said)
