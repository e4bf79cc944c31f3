"""Made-up findings for the tests of results: small, whole, and readable as numbers."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import inf
from pathlib import Path
from typing import Any

import pytest

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.statistics import DONT_KNOW, Answer, Difference, Estimate, add_up
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import snapshot
from drieklank.content.schema import Questionnaire
from drieklank.measure import sheets
from drieklank.measure.actions import plan_round
from drieklank.measure.models import OpenText, ResponseCount, Role, Round, Tally
from drieklank.measure.queries import questionnaire_of, sheet_spec
from drieklank.results.queries.kept import forget_kept
from drieklank.results.rules import Goal, GoalFinding
from tests.cast import Cast

SHORT = {
    "welcome": "Welkom",
    "conversation": "In gesprek",
    "learning": "Samen leren",
    "advocacy": "Voor ieder kind",
    "deciding": "Samen beslissen",
    "community": "Omgeving",
}


def score(value: float, half: float = 4.0, n: int = 60) -> Estimate:
    """A score with an interval of value ± half, kept on the scale."""
    return Estimate(n, value, half / 2, inf, max(0.0, value - half), min(100.0, value + half))


def found(
    key: str, parents: float | None, team: float | None = None, half: float = 4.0
) -> GoalFinding:
    """A goal with these scores; the gap has a margin of 1.4 times that of the scores."""
    goal = Goal(key, SHORT.get(key, key.title()), SHORT.get(key, key.title()), "")
    a = None if parents is None else score(parents, half)
    b = None if team is None else score(team, half, 20)
    gap = None
    if a and b:
        value = a.value - b.value
        gap = Difference(value, value - 1.4 * half, value + 1.4 * half)
    return GoalFinding(goal, a, b, gap)


@pytest.fixture(scope="session")
def expected_nhes(fixtures_dir: Path) -> dict[str, object]:
    """Counts, means and deviations of 600 real parents, computed outside this project."""
    path = fixtures_dir / "statistiek" / "ouders-nhes2019-600.expected.json"
    expected: dict[str, object] = json.loads(path.read_text())
    return expected


# Answers per goal on the scale of four: how a made-up school was scored, parents then team.
LEVELS = {
    "welcome": ((4, 3, 4), (4, 4, 3)),
    "conversation": ((2, 3, 2), (4, 4, 3)),
    "deciding": ((1, 2, 1), (2, 1, 2)),
}


def _codes(asked: Questionnaire, role: int, person: int) -> bytes:
    """One person's sheet; persons differ a little, the same way in every run."""
    codes = []
    spec = sheet_spec(asked)
    goals = {item.key: part.goal or "" for part in asked.parts for item in part.items}
    for place, item in enumerate(spec.items):
        pattern = LEVELS.get(goals.get(item.key, ""), ((3, 2, 3), (3, 3, 2)))[role]
        if item.steps == 1:
            codes.append(int((person + place) % 3 == 0))
        elif item.steps == 4:
            unknown = (person * 7 + place) % 23 == 0
            codes.append(DONT_KNOW if unknown else pattern[(person + place) % 3])
        else:
            codes.append(6 + person % 3)
    return bytes(codes)


def closed_round(
    cast: Cast, parents: int = 40, team: int = 12, texts: Sequence[str] = (), invited: int = 60
) -> Round:
    """A closed round at De Vlieger with so many answers, as measuring leaves it behind."""
    with open_every_tenant("test"):
        day = today()
        planned = plan_round(cast.school, "baseline", day, day + timedelta(days=18), by=SYSTEM)
        Round.objects.filter(pk=planned.pk).update(state="closed", closed_on=day)
        asked = {Role.PARENTS: parents, Role.TEAM: team}
        for place, (role, answered) in enumerate(asked.items()):
            sheet = questionnaire_of(planned, role)
            assert sheet is not None
            people = [
                Answer(_codes(sheet, place, n), 0.5 if place == 0 and n % 4 < 2 else 1.0)
                for n in range(answered)
            ]
            asked_for = invited if place == 0 else max(14, answered)
            ResponseCount.objects.create(
                board=cast.board,
                round=planned,
                role=role,
                invited=asked_for,
                answered=answered if answered >= 5 else None,
            )
            if answered >= 5:
                counts = add_up(sheet_spec(sheet), people).as_json()
                Tally.objects.create(board=cast.board, round=planned, role=role, counts=counts)
        ResponseCount.objects.create(
            board=cast.board,
            round=planned,
            role=Role.PARENTS,
            class_group=cast.group,
            invited=30,
            answered=21,
        )
        for text in texts:
            OpenText.objects.create(
                board=cast.board, round=planned, item="closing.open", text=text, closed_on=day
            )
        found: Round = Round.objects.select_related("school").get(pk=planned.pk)
        return found


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    """Signing in is tested elsewhere."""
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture(autouse=True)
def _no_questions_of_another_test() -> Iterator[None]:
    """Stored questionnaires are kept in memory by number; a rolled back test gives its number away."""
    _forget_questions()
    yield
    _forget_questions()


@pytest.fixture(autouse=True)
def _no_reports_of_another_test() -> None:
    """As above: a report is kept in memory by the number of its version."""
    forget_kept()


def _forget_questions() -> None:
    snapshot.cache_clear()
    sheets._places.cache_clear()
