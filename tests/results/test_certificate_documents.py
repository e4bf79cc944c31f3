"""Documents as a source of the weighted score, and the check on the machine that issues."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.actions import store_snapshot
from drieklank.measure.models import SignedSheet
from drieklank.results.actions import certificate as actions
from drieklank.results.models import Certificate, Certification
from drieklank.results.queries.certificate import standing
from drieklank.results.queries.certificate_paper import chance_sentence, signed_goals
from tests.cast import Cast
from tests.conftest import ROOT
from tests.results.certificates import asked_for, assessor, said, show_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, settings: Any) -> None:
    settings.KEYS_DIR, settings.KEYS_COPY_DIR = tmp_path / "keys", None


@pytest.fixture(autouse=True)
def _tenant() -> Iterator[None]:
    with open_every_tenant("test"):
        yield


def checklist(cast: Cast, answers: dict[str, str], signed_on: date | None) -> None:
    SignedSheet.objects.create(
        board=cast.board,
        school=cast.school,
        instrument="checklist",
        questionnaire=store_snapshot("checklist-adviser", 1),
        filled_by=cast.users["adviser"],
        answers=answers,
        started_on=signed_on or today(),
        signed_on=signed_on,
    )


WELCOME = {
    "check.welcome.meet": "embedded",
    "check.welcome.invitations": "developing",
    "check.welcome.respect": "unseen",
    "check.welcome.note": "Keurig geregeld.",
}


def sources(certification: Certification, goal: str) -> dict[str, Decimal]:
    found = standing(certification).measured.scores[goal]
    assert found is not None
    return dict(found.sources)


def test_signed_checklist_is_a_source_for_the_goals_it_says_something_about(cast: Cast) -> None:
    certification = asked_for(cast)
    checklist(cast, WELCOME, today())

    assert sources(certification, "welcome")["documents"] == Decimal("83.3")  # (3 + 2) / 2 of 3
    assert "documents" not in sources(certification, "deciding")


def test_checklist_of_before_the_baseline_or_without_signature_does_not_count(cast: Cast) -> None:
    certification = asked_for(cast)
    checklist(cast, WELCOME, None)
    before = sources(certification, "welcome")
    checklist(cast, WELCOME, certification.baseline.opens_on - timedelta(days=1))

    assert "documents" not in before
    assert "documents" not in sources(certification, "welcome")


def issue(cast: Cast) -> Certificate:
    judge, certification = assessor(cast), asked_for(cast)
    checklist(cast, WELCOME, today())
    show_evidence(certification, cast.actor("leader"), judge)
    actions.decide(certification, grant=True, reasons="Het beeld klopt met de cijfers.", by=judge)
    return Certificate.objects.get()


def test_statement_shows_documents_as_a_source_and_not_what_was_noted(cast: Cast) -> None:
    file = bytes(issue(cast).statement)

    assert b'"checklist"' in file
    assert b"83.3" in file
    assert b"Keurig" not in file


def test_damaged_signing_key_stops_the_decision_and_keeps_nothing_of_it(
    cast: Cast, tmp_path: Path
) -> None:
    judge, certification = assessor(cast), asked_for(cast)
    show_evidence(certification, cast.actor("leader"), judge)
    folder = tmp_path / "keys/certificate"
    folder.mkdir(parents=True)
    (folder / "signing.pem").write_text("kapot")

    with pytest.raises(actions.NotAllowed, match="sleutel"):
        actions.decide(certification, grant=True, reasons="Het klopt.", by=judge)
    assert Certification.objects.get().stage == "asked"
    assert Certificate.objects.count() == 0


def test_machine_that_issues_knows_its_own_key(cast: Cast, tmp_path: Path) -> None:
    """There no --key is needed; the same file elsewhere proves nothing without one."""
    (tmp_path / "c.json").write_bytes(bytes(issue(cast).statement))
    code = "import sys; from drieklank.config.cli import main; sys.exit(main(sys.argv[1:]))"

    def verify(**where: str) -> int:
        bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, "-c", code, "verify-certificate", "c.json", "--day", str(today())],
            cwd=tmp_path, env=bare | where, capture_output=True, check=False, timeout=60,
        ).returncode  # fmt: skip

    assert verify(DRIEKLANK_KEYS=str(tmp_path / "keys")) == 0
    assert verify(DRIEKLANK_KEYS=str(tmp_path / "elsewhere")) == 1


def with_change(low: str, high: str) -> dict[str, Any]:
    content = said()
    content["goals"][0]["parents_before"] = {"score": "66.0"}
    content["goals"][0]["parents_change"] = {"score": "4.0", "low": low, "high": high}
    return content


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [("0.1", "7.9", "+4,0"), ("0.0", "8.0", "kan toeval zijn"), ("-1.2", "9.2", "kan toeval zijn")],
)
def test_change_that_may_be_chance_is_called_so_for_each_goal(
    low: str, high: str, told: str
) -> None:
    content = with_change(low, high)
    assert [one.change for one in signed_goals(content)] == [told]
    sentence = "Bij ‘Iedereen welkom’ kan het verschil toeval zijn."
    assert chance_sentence(content) == (sentence if told == "kan toeval zijn" else "")


def test_statement_of_before_without_intervals_of_change_still_shows_its_number() -> None:
    content = with_change("", "")
    del content["goals"][0]["parents_change"]
    assert [one.change for one in signed_goals(content)] == ["+4,0"]


def test_signed_interval_of_change_holds_the_change_that_page_and_paper_tell(cast: Cast) -> None:
    content = json.loads(bytes(issue(cast).statement))
    for goal in content["goals"]:
        apart = goal["parents_change"]
        assert float(apart["low"]) <= float(apart["score"]) <= float(apart["high"])
