"""What is stored of a group of schools: enough schools, of enough boards, with consent, once a year."""

from datetime import date

import pytest

from drieklank.audit.actions import SYSTEM
from drieklank.audit.models import AuditEvent
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.measure.queries import tally
from drieklank.people.models import Pupil
from drieklank.results.actions import publish
from drieklank.results.actions.benchmark import AlreadyFrozen, Frozen, freeze, stop_taking_part
from drieklank.results.models import ReferenceFigure, ReferenceGroup
from drieklank.results.queries.benchmark_members import Figure, brought_in
from drieklank.schools.models import School
from tests.cast import Cast
from tests.results.conftest import closed_round
from tests.results.schools_beside import YEAR, published, schools_of, takes_part, taking_part

SCORES = [50.0 + 3 * number for number in range(12)]
NOTHING = Frozen(0, 0, 0)


def figure(key: str = "welcome") -> ReferenceFigure:
    return ReferenceFigure.objects.get(key=key, group__kind="sector")


@pytest.mark.django_db
def test_twelve_schools_of_three_boards_become_one_group() -> None:
    taking_part(SCORES, 4, 4, 4)
    assert freeze(YEAR, by=SYSTEM) == Frozen(12, 1, 1)
    group = ReferenceGroup.objects.get()
    assert (group.year, group.sector, group.kind, group.value) == (YEAR, "po", "sector", "")
    assert (group.questionnaire, group.version, group.role) == ("baseline-parents", 1, "parents")
    row = figure()
    # Equal answers, so equal weights: the plain mean; tau² is the variance of the scores less 625/40.
    assert (row.schools, row.mean, row.spread) == (12, 66.5, 625.0)
    assert row.between == pytest.approx(117.0 - 625 / 40, abs=0.06)
    assert row.low_quartile == pytest.approx(66.5 - 0.6745 * row.between**0.5, abs=0.06)
    assert row.differs


@pytest.mark.django_db
@pytest.mark.parametrize(
    "boards", [(3, 3, 3), (6, 6), (10, 1, 1)], ids=["nine schools", "two boards", "one large board"]
)
def test_group_that_points_at_schools_is_not_stored(boards: tuple[int, ...]) -> None:
    taking_part(SCORES[: sum(boards)], *boards)
    assert freeze(YEAR, by=SYSTEM) == NOTHING
    assert ReferenceGroup.objects.count() == 0


@pytest.mark.django_db
def test_year_without_enough_schools_stays_open_until_there_are() -> None:
    taking_part(SCORES[:9], 3, 3, 3)
    assert freeze(YEAR, by=SYSTEM) == NOTHING
    (late,) = schools_of(1, start=9)
    takes_part(late)
    published(late, {"welcome": 60.0})
    assert freeze(YEAR, by=SYSTEM).schools == 10


@pytest.mark.django_db
def test_second_freeze_of_a_year_is_refused_so_that_nothing_can_be_subtracted() -> None:
    schools = taking_part(SCORES, 4, 4, 4)
    freeze(YEAR, by=SYSTEM)
    before = list(ReferenceFigure.objects.values())
    with open_every_tenant("test"):
        published(schools[0], {"welcome": 0.0}, month=6)
    with pytest.raises(AlreadyFrozen):
        freeze(YEAR, by=SYSTEM)
    assert list(ReferenceFigure.objects.values()) == before


@pytest.mark.django_db
def test_school_without_consent_brings_nothing() -> None:
    taking_part(SCORES, 4, 4, 4)
    (silent,) = schools_of(1, start=9)
    published(silent, {"welcome": 0.0})
    freeze(YEAR, by=SYSTEM)
    assert (figure().schools, figure().mean) == (12, 66.5)


def test_withdrawn_consent_is_gone_from_the_next_freeze_and_stays_in_the_last(cast: Cast) -> None:
    schools = taking_part(SCORES, 4, 4, 4)
    freeze(YEAR, by=SYSTEM)
    with open_every_tenant("test"):
        assert stop_taking_part(schools[0], by=cast.actor("leader"))
        for school, score in zip(schools, SCORES, strict=True):
            published(school, {"welcome": score}, year="2026-2027")
    freeze("2026-2027", by=SYSTEM)
    found = ReferenceFigure.objects.order_by("group__year").values_list("schools", "mean")
    assert list(found) == [(12, 66.5), (11, 68.0)]


@pytest.mark.django_db
@pytest.mark.parametrize(("n", "is_outside"), [(9, False), (10, False)])
def test_score_that_may_not_leave_the_school_is_not_in_the_group(n: int, is_outside: bool) -> None:
    taking_part(SCORES, 4, 4, 4)
    (small,) = schools_of(1, start=9)
    takes_part(small)
    published(small, {"welcome": 0.0}, n=n, is_outside=is_outside)
    freeze(YEAR, by=SYSTEM)
    assert figure().schools == 12


@pytest.mark.django_db
def test_rounds_of_another_year_do_not_count_so_that_years_cannot_be_subtracted() -> None:
    schools = taking_part(SCORES, 4, 4, 4)
    published(schools[0], {"welcome": 0.0}, year="2024-2025")
    freeze(YEAR, by=SYSTEM)
    assert figure().mean == 66.5


@pytest.mark.django_db
def test_newest_round_of_the_year_counts_once() -> None:
    schools = taking_part(SCORES, 4, 4, 4)
    published(schools[0], {"welcome": 62.0}, month=6)
    freeze(YEAR, by=SYSTEM)
    assert (figure().schools, figure().mean) == (12, 67.5)


@pytest.mark.django_db
def test_school_where_everybody_answered_weighs_as_its_number_of_answers() -> None:
    """Its own interval is zero; in the group it would outweigh all others."""
    taking_part(SCORES, 4, 4, 4)
    (whole,) = schools_of(1, start=9)
    takes_part(whole)
    published(whole, {"welcome": 100.0}, n=10, invited=10)
    freeze(YEAR, by=SYSTEM)
    row = figure()
    assert row.schools == 13
    assert 66.5 < row.mean < 70.0


@pytest.mark.django_db
def test_sectors_and_goals_stand_apart() -> None:
    taking_part(SCORES, 4, 4, 4)
    secondary = schools_of(4, 4, 4, sector="vo", start=5)
    for school in secondary:
        takes_part(school)
        published(school, {"welcome": 40.0, "conversation": 30.0})
    freeze(YEAR, by=SYSTEM)
    rows = ReferenceFigure.objects.values_list("group__sector", "key", "mean")
    assert sorted(rows) == [
        ("po", "welcome", 66.5),
        ("vo", "conversation", 30.0),
        ("vo", "welcome", 40.0),
    ]


def test_published_round_brings_its_scores_and_the_spread_that_its_answers_have(cast: Cast) -> None:
    """Worked back from the ledger, which rounds: without the correction for 40 of 60 people."""
    measured = closed_round(cast, parents=40, invited=60)
    takes_part(cast.school)
    with open_every_tenant("test"):
        publish(measured, by=SYSTEM)
        counted = tally(measured, "parents")
        assert counted is not None
        (year,) = {measured.school_year.name}
        found = {
            asked.role: one.scores for asked, schools in brought_in(year).items() for one in schools
        }
    goal = found["parents"][Figure("scale", "welcome")]
    moments = counted.scales["welcome"]
    assert goal.score == pytest.approx(moments.mean, abs=0.06)
    assert goal.answers == pytest.approx(moments.effective_n, abs=0.6)
    # The ledger holds the standard error in tenths, with the correction; nothing else is lost.
    told = (goal.spread / goal.answers / 3) ** 0.5
    assert told == pytest.approx((moments.variance / moments.effective_n / 3) ** 0.5, abs=0.06)
    # The whole team of twelve answered, of fourteen: questions of twelve answers leave the school.
    assert Figure("scale", "welcome") in found["team"]


def pupils(school: School, number: int) -> None:
    with open_every_tenant("test"):
        Pupil.objects.bulk_create(
            Pupil(
                board=school.board,
                school=school,
                external_id=f"{school.code}-{place}",
                first_name="A",
                last_name="B",
                birth_date=date(2016, 1, 1),
            )
            for place in range(number)
        )


@pytest.mark.django_db
def test_size_is_told_only_where_the_rest_is_enough_too() -> None:
    """Twelve small schools beside five large ones: the sector less the small ones is five schools."""
    small = taking_part(SCORES, 4, 4, 4)
    for school in small:
        pupils(school, 3)
    large = schools_of(2, 2, 1, start=5)
    for school in large:
        takes_part(school)
        published(school, {"welcome": 40.0})
        pupils(school, 301)
    freeze(YEAR, by=SYSTEM)
    assert list(ReferenceGroup.objects.values_list("kind", "value")) == [("sector", "")]


@pytest.mark.django_db
def test_size_and_languages_become_groups_where_all_sides_are_enough() -> None:
    first = taking_part(SCORES, 4, 4, 4)
    for school in first:
        pupils(school, 3)
    second = schools_of(4, 4, 4, start=5)
    for school in second:
        takes_part(school, "many")
        published(school, {"welcome": 40.0})
    freeze(YEAR, by=SYSTEM)
    rows = ReferenceFigure.objects.values_list("group__kind", "group__value", "schools", "mean")
    assert sorted(rows) == [
        ("languages", "many", 12, 40.0),
        ("sector", "", 24, pytest.approx(53.2, abs=0.1)),
        ("size", "small", 12, 66.5),
    ]


@pytest.mark.django_db
def test_every_school_whose_scores_were_used_finds_it_in_its_log() -> None:
    schools = taking_part(SCORES, 4, 4, 4)
    freeze(YEAR, by=SYSTEM)
    with open_every_tenant("test"):
        lines = AuditEvent.objects.filter(verb="benchmark.used").order_by("school_id")
        assert [line.school_id for line in lines] == [school.pk for school in schools]
        assert {str(line.facts) for line in lines} == {str({"year": YEAR})}


@pytest.mark.django_db
def test_freezing_leaves_the_open_boards_as_they_were() -> None:
    schools = taking_part(SCORES, 4, 4, 4)
    with open_tenant(schools[0].board_id):
        freeze(YEAR, by=SYSTEM)
        assert School.objects.count() == 4
