"""Learning once a year: from consenting schools alone, of ten or more on both sides, and never twice."""

from __future__ import annotations

import json
from datetime import date

import pytest

from drieklank.audit.actions import SYSTEM
from drieklank.audit.models import AuditEvent
from drieklank.base.tenancy import open_every_tenant
from drieklank.config.cli import main
from drieklank.config.schedule import SCHEDULE, Daily
from drieklank.improve.actions.learning import AlreadyLearned, Taught, learn_from
from drieklank.improve.models import ActionDone, LearnedEffect, Plan, PlanAction
from drieklank.improve.queries.learning import doses_of, seen_here
from drieklank.improve.tasks import learn_from_second_measurements
from drieklank.results.models import BenchmarkConsent
from drieklank.results.queries.pairs import pairs_until
from drieklank.schools.models import ClassGroup, School
from tests.results.schools_beside import YEAR, published, schools_of, takes_part, year_of

pytestmark = pytest.mark.django_db


def told_to() -> set[str]:
    """The schools whose log says that they were learned from."""
    with open_every_tenant("test"):
        rows = AuditEvent.objects.filter(verb="learning.used")
        return set(rows.values_list("object_id", flat=True))


def change(school: School, **fields: object) -> None:
    """Another choice of the school about what it shares."""
    with open_every_tenant("test"):
        BenchmarkConsent.objects.filter(school=school).update(**fields)


BEFORE = "2024-2025"
ACTIVITY = "positive-phone-round"  # serves conversation and welcome
GOALS = ("welcome", "conversation", "learning", "advocacy", "deciding", "community")
BOARDS = (8, 8, 8)


def shares(school: School) -> None:
    takes_part(school)
    change(school, shares_activities=True)


def did(school: School, activity: str = ACTIVITY, on: date = date(2025, 11, 3)) -> None:
    """The school wrote down that it did an activity, everywhere and as planned."""
    with open_every_tenant("test"):
        plan, _ = Plan.objects.get_or_create(
            board=school.board,
            school=school,
            school_year=YEAR,
            defaults={
                "title": "Plan",
                "starts_on": date(2025, 8, 1),
                "ends_on": date(2026, 7, 31),
            },
        )
        row = PlanAction.objects.create(
            board=school.board, plan=plan, title=activity, activity=activity, state="done"
        )
        ActionDone.objects.create(
            board=school.board, action=row, on=on, what="Gebeld", fidelity="planned"
        )


def measured_twice(school: School, number: int, rise: float) -> None:
    """Two shared reports: all goals near 60, of which two rise by so much."""
    base = {goal: 58.0 + (7 * number + 3 * place) % 5 for place, goal in enumerate(GOALS)}
    published(school, base, year=BEFORE)
    after = {goal: score + (number + place) % 3 for place, (goal, score) in enumerate(base.items())}
    after |= {goal: after[goal] + rise for goal in ("welcome", "conversation")}
    published(school, after, year=YEAR)


def many(doers: int = 12, rise: float = 12.0, *boards: int) -> list[School]:
    """Schools that share, of which the first of each board did the activity and rose."""
    schools = schools_of(*(boards or BOARDS))
    order = sorted(schools, key=lambda one: (int(one.code.split("-")[2]), one.code))
    for number, school in enumerate(order):
        shares(school)
        measured_twice(school, number, rise if number < doers else 0.0)
        if number < doers:
            did(school)
    return order


def test_rise_of_schools_that_did_it_is_learned_and_told_of_all_together() -> None:
    many()
    assert learn_from(YEAR, by=SYSTEM) == Taught(24, 1, 1)
    row = LearnedEffect.objects.get()
    assert (row.year, row.sector, row.activity) == (YEAR, "po", ACTIVITY)
    assert (row.goals, row.did, row.did_not) == (["conversation", "welcome"], 10, 10)
    assert row.effect_low < 12.0 < row.effect_high + 2
    assert 0 < row.effect_low < row.mean < row.effect + 0.1  # drawn towards the evidence
    assert row.works
    here = seen_here("po")[ACTIVITY]
    assert (here.schools, here.works, here.effect) == (10, True, row.effect)
    assert seen_here("vo") == {}


def test_no_rise_is_learned_as_nothing() -> None:
    many(rise=0.0)
    assert learn_from(YEAR, by=SYSTEM) == Taught(24, 1, 0)
    row = LearnedEffect.objects.get()
    assert row.effect_low < 0 < row.effect_high


def test_each_school_that_was_used_reads_so_in_its_log() -> None:
    schools = many()
    learn_from(YEAR, by=SYSTEM)
    assert told_to() == {str(one.pk) for one in schools}


@pytest.mark.parametrize(
    ("doers", "boards"),
    [(9, BOARDS), (15, BOARDS), (12, (12, 12)), (12, (22, 1, 1))],
    ids=["nine did", "nine did not", "two boards", "one large board"],
)
def test_too_few_schools_on_either_side_store_nothing(doers: int, boards: tuple[int, ...]) -> None:
    many(doers, 12.0, *boards)
    assert learn_from(YEAR, by=SYSTEM) == Taught(0, 0, 0)
    assert not LearnedEffect.objects.exists()
    assert told_to() == set()


def test_school_that_shares_only_its_scores_is_not_learned_from() -> None:
    schools = many()
    change(schools[0], shares_activities=False)
    with open_every_tenant("test"):
        assert len(pairs_until(YEAR)) == 23
    assert learn_from(YEAR, by=SYSTEM).schools == 23


def test_school_that_stopped_is_not_learned_from() -> None:
    schools = many()
    change(schools[-1], withdrawn_on=date(2026, 5, 1))
    assert learn_from(YEAR, by=SYSTEM).schools == 23


def test_figure_that_may_not_leave_the_school_is_not_learned_from() -> None:
    (school,) = schools_of(1)
    shares(school)
    published(school, {"welcome": 50.0, "deciding": 40.0}, year=BEFORE)
    published(school, {"welcome": 55.0}, year=YEAR, is_outside=False, month=2)
    with open_every_tenant("test"):
        assert pairs_until(YEAR) == []


def test_year_is_learned_from_once() -> None:
    many()
    learn_from(YEAR, by=SYSTEM)
    with pytest.raises(AlreadyLearned):
        learn_from(YEAR, by=SYSTEM)
    assert LearnedEffect.objects.count() == 1


def test_dose_counts_what_was_done_between_the_two_rounds_alone() -> None:
    (school,) = schools_of(1)
    shares(school)
    measured_twice(school, 0, 0.0)  # 1 March 2025 and 1 March 2026
    with open_every_tenant("test"):
        for number in range(4):
            ClassGroup.objects.create(
                board=school.board,
                school=school,
                school_year=year_of(school.board),
                name=f"groep {number}",
            )
    did(school, "home-visit", on=date(2025, 2, 1))
    did(school, "holiday-reading", on=date(2026, 4, 1))
    did(school, ACTIVITY)
    did(school, "advice-talk")
    with open_every_tenant("test"):
        ActionDone.objects.filter(action__activity="advice-talk").update(
            groups=["groep 1"], fidelity="partly"
        )
        pairs = pairs_until(YEAR)
        assert [(one.first_on, one.second_on) for one in pairs] == [
            (date(2025, 3, 1), date(2026, 3, 1))
        ]
        assert doses_of(pairs) == {school.pk: {ACTIVITY: 1.0, "advice-talk": 0.125}}


def test_command_says_what_was_learned_and_is_refused_the_second_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    many()
    assert main(["learn", YEAR, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "year": YEAR,
        "schools": 24,
        "activities": 1,
        "working": 1,
    }
    assert main(["learn", YEAR]) == 1
    assert "al geleerd" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("year", "says"),
    [
        ("2025-2027", "geen schooljaar"),
        ("2098-2099", "nog niet voorbij"),
        (YEAR, "niets te leren"),
    ],
)
def test_command_that_cannot_learn_says_why(
    year: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["learn", year]) == 1
    assert says in capsys.readouterr().err


def test_learning_happens_by_itself_once_a_year() -> None:
    assert Daily("drieklank.improve.tasks.learn_from_second_measurements", hour=5) in SCHEDULE
    many()
    learn_from_second_measurements.func()
    learn_from_second_measurements.func()
    assert LearnedEffect.objects.count() == 1
