"""`drieklank benchmark freeze`, and the same by itself after the summer."""

import json
from datetime import date

import pytest

from drieklank.config.cli import main
from drieklank.config.schedule import SCHEDULE, Daily
from drieklank.results.models import ReferenceGroup
from drieklank.results.rules.benchmark_groups import is_over, year_due
from drieklank.results.tasks import store_reference_groups
from tests.results.schools_beside import YEAR, taking_part

SCORES = [50.0 + 3 * number for number in range(12)]


@pytest.mark.django_db
def test_freeze_says_what_it_stored_and_is_refused_the_second_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    taking_part(SCORES, 4, 4, 4)
    assert main(["benchmark", "freeze", YEAR, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "year": YEAR,
        "schools": 12,
        "groups": 1,
        "figures": 1,
    }
    assert main(["benchmark", "freeze", YEAR]) == 1
    assert "al vastgelegd" in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("year", "says"),
    [
        ("2025-2027", "geen schooljaar"),
        ("vorig jaar", "geen schooljaar"),
        ("2098-2099", "nog niet voorbij"),
        (YEAR, "nog geen tien scholen"),
    ],
)
def test_freeze_that_cannot_be_says_why(
    year: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    taking_part(SCORES[:9], 3, 3, 3)
    assert main(["benchmark", "freeze", year]) == 1
    assert says in capsys.readouterr().err
    assert not ReferenceGroup.objects.exists()


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 9, 30), "2024-2025"),
        (date(2026, 10, 1), "2025-2026"),
        (date(2027, 7, 31), "2025-2026"),
    ],
)
def test_year_is_due_two_months_after_it_ended(day: date, year: str) -> None:
    assert year_due(day) == year
    assert is_over(year, day)
    assert not is_over("2026-2027", day)


@pytest.mark.django_db
def test_it_happens_by_itself_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drieklank.results.actions.benchmark.today", lambda: date(2026, 11, 1))
    assert Daily("drieklank.results.tasks.store_reference_groups", hour=5) in SCHEDULE
    taking_part(SCORES, 4, 4, 4)
    store_reference_groups.call()
    store_reference_groups.call()
    assert list(ReferenceGroup.objects.values_list("year", flat=True)) == [YEAR]
