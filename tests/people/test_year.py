"""The change of year: looked at first, done once, nobody lost, no relation touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.people.actions.year import CannotChangeYear, Choices, change_year
from drieklank.people.models import Enrolment, ParentChildRelation, PersonSession, Pupil
from drieklank.people.queries import year_in_use
from drieklank.people.queries.year import year_preview
from drieklank.schools.models import ClassGroup, GroupAssignment, SchoolYear
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _all_boards(db: None):
    with open_every_tenant("test"):
        yield


@pytest.fixture
def summer(cast: Cast):
    """The tenth of July of the year in use."""
    with time_machine.travel(cast.group.school_year.ends_on - timedelta(days=21), tick=False):
        yield cast


@pytest.fixture
def eight(cast: Cast) -> ClassGroup:
    """Group 8 with one pupil, who leaves."""
    group = ClassGroup.objects.create(
        board=cast.board,
        school=cast.school,
        school_year=cast.group.school_year,
        name="groep 8",
        year_group="8",
    )
    pupil = Pupil.objects.create(
        board=cast.board,
        school=cast.school,
        first_name="Acht",
        last_name="Achterberg",
        year_group="8",
    )
    Enrolment.objects.create(
        board=cast.board, pupil=pupil, class_group=group, started_on=date(2024, 8, 1)
    )
    cast.pupils["eight"] = pupil
    return group


def proposal(cast: Cast, **changed: object) -> Choices:
    preview = year_preview(cast.school)
    assert preview is not None
    choices = Choices(preview.from_year.pk, tuple(part.plan for part in preview.groups))
    return replace(choices, **changed)


def places(cast: Cast, who: str) -> list[tuple[str, date, date | None]]:
    rows = Enrolment.objects.filter(pupil=cast.pupils[who]).order_by("pk")
    return [(row.class_group.name, row.started_on, row.ended_on) for row in rows]


def test_the_preview_shows_next_year_and_changes_nothing(cast: Cast, eight: ClassGroup) -> None:
    preview = year_preview(cast.school)

    assert preview is not None
    assert [(p.plan.old_name, p.plan.name, p.plan.leaves) for p in preview.groups] == [
        ("6a", "7a", False),
        ("7", "8", False),
        ("groep 8", "", True),
    ]
    assert preview.pupil_count == 3
    assert SchoolYear.objects.filter(board=cast.board).count() == 1


def test_pupils_go_up_leave_and_stay_while_history_and_relations_stay(
    summer: Cast, eight: ClassGroup
) -> None:
    cast = summer
    before = list(ParentChildRelation.objects.order_by("pk").values())
    yesterday = today() - timedelta(days=1)

    done = change_year(
        cast.school,
        proposal(cast, stays=frozenset({cast.pupils["own_child"].pk})),
        by=cast.actor("leader"),
    )

    assert (done.up, done.stayed, done.left) == (1, 1, 1)
    assert places(cast, "yara") == [("6a", date(2024, 8, 1), yesterday), ("7a", today(), None)]
    assert places(cast, "own_child")[-1] == ("7", today(), None)
    assert places(cast, "eight") == [("groep 8", date(2024, 8, 1), yesterday)]
    after = {
        key: Pupil.objects.get(pk=cast.pupils[key].pk) for key in ("yara", "own_child", "eight")
    }
    assert {k: (p.year_group, p.left_on) for k, p in after.items()} == {
        "yara": ("7", None),
        "own_child": ("7", None),
        "eight": ("8", today()),
    }
    assert list(ParentChildRelation.objects.order_by("pk").values()) == before
    line = AuditEvent.objects.get(verb="school.year_changed")
    assert (line.school_id, line.facts["up"]) == (cast.school.pk, 1)


def test_no_pupil_is_lost_and_other_schools_do_not_move(summer: Cast, eight: ClassGroup) -> None:
    cast = summer
    change_year(cast.school, proposal(cast), by=cast.actor("leader"))

    here = Pupil.objects.filter(school=cast.school)
    sitting = set(
        Enrolment.objects.filter(ended_on=None, pupil__school=cast.school).values_list(
            "pupil_id", flat=True
        )
    )
    left = set(here.exclude(left_on=None).values_list("pk", flat=True))
    assert sitting | left == set(here.values_list("pk", flat=True))
    assert sitting & left == set()
    assert places(cast, "pupil")[-1][2] is None
    assert places(cast, "far")[-1][2] is None


def test_the_change_is_done_once(summer: Cast) -> None:
    cast = summer
    choices = proposal(cast)
    change_year(cast.school, choices, by=cast.actor("leader"))
    count = Enrolment.objects.count()

    with pytest.raises(CannotChangeYear, match="al gewisseld"):
        change_year(cast.school, choices, by=cast.actor("leader"))
    with pytest.raises(CannotChangeYear, match="Wisselen kan vanaf"):
        change_year(cast.school, proposal(cast), by=cast.actor("leader"))

    assert Enrolment.objects.count() == count
    assert year_in_use(cast.school) != cast.group.school_year


def test_before_july_it_can_only_be_looked_at(cast: Cast) -> None:
    day = cast.group.school_year.ends_on.replace(month=6, day=30)
    with time_machine.travel(day, tick=False):
        with pytest.raises(CannotChangeYear, match="Wisselen kan vanaf 1-7-"):
            change_year(cast.school, proposal(cast), by=cast.actor("leader"))
        assert SchoolYear.objects.filter(board=cast.board).count() == 1
    with time_machine.travel(day + timedelta(days=1), tick=False):
        assert change_year(cast.school, proposal(cast), by=cast.actor("leader")).up == 2


def test_groups_that_changed_meanwhile_stop_it_with_nothing_written(summer: Cast) -> None:
    cast = summer
    choices = proposal(cast)
    Enrolment.objects.filter(class_group=cast.other_group).update(ended_on=today())

    with pytest.raises(CannotChangeYear, match="veranderd sinds"):
        change_year(cast.school, choices, by=cast.actor("leader"))

    assert ClassGroup.objects.filter(school=cast.school).count() == 2


def test_after_august_the_old_year_ends_on_its_own_last_day(cast: Cast) -> None:
    ends = cast.group.school_year.ends_on
    with time_machine.travel(ends + timedelta(days=40), tick=False):
        change_year(cast.school, proposal(cast), by=cast.actor("leader"))

    assert places(cast, "yara") == [
        ("6a", date(2024, 8, 1), ends),
        ("7a", ends + timedelta(days=1), None),
    ]


def test_groups_that_an_import_made_are_used_and_places_in_them_not_doubled(summer: Cast) -> None:
    cast = summer
    year = cast.group.school_year
    following = SchoolYear.objects.create(
        board=cast.board,
        name=f"{year.starts_on.year + 1}-{year.starts_on.year + 2}",
        starts_on=year.starts_on.replace(year=year.starts_on.year + 1),
        ends_on=year.ends_on.replace(year=year.ends_on.year + 1),
    )
    ready = ClassGroup.objects.create(
        board=cast.board, school=cast.school, school_year=following, name="7A", year_group="7"
    )

    done = change_year(cast.school, proposal(cast), by=cast.actor("leader"))

    assert done.year == following
    assert Enrolment.objects.get(pupil=cast.pupils["yara"], ended_on=None).class_group == ready


def test_teachers_stop_unless_they_go_along(summer: Cast) -> None:
    cast = summer
    choices = proposal(cast)
    plans = tuple(replace(plan, keeps_teachers=plan.old_name == "7") for plan in choices.plans)

    change_year(cast.school, replace(choices, plans=plans), by=cast.actor("leader"))

    now = GroupAssignment.objects.filter(ended_on=None, class_group__school=cast.school)
    assert [(row.user, row.class_group.name) for row in now] == [
        (cast.users["teacher_parent"], "8")
    ]
    assert {row.class_group for row in GroupAssignment.objects.exclude(ended_on=None)} == {
        cast.group,
        cast.other_group,
    }


def test_two_groups_may_become_one(summer: Cast) -> None:
    cast = summer
    choices = proposal(cast)
    plans = tuple(replace(plan, name="Bovenbouw") for plan in choices.plans)

    change_year(cast.school, replace(choices, plans=plans), by=cast.actor("leader"))

    group = ClassGroup.objects.get(name="Bovenbouw")
    assert group.year_group == ""
    assert Enrolment.objects.filter(class_group=group).count() == 2
    assert {p.year_group for p in Pupil.objects.filter(enrolments__class_group=group)} == {"7", "8"}


def test_a_pupil_who_leaves_is_signed_out_and_a_secondary_class_goes_a_year_up(
    summer: Cast,
) -> None:
    cast = summer
    cast.client("pupil")
    preview = year_preview(cast.brug)
    assert preview is not None
    assert [part.plan.name for part in preview.groups] == ["h5b"]

    change_year(
        cast.brug,
        Choices(
            preview.from_year.pk,
            tuple(part.plan for part in preview.groups),
            leaves=frozenset({cast.pupils["pupil"].pk}),
        ),
        by=cast.actor("staff_session"),
    )

    assert not PersonSession.objects.filter(pupil=cast.pupils["pupil"]).exists()


def test_a_school_without_pupils_has_nothing_to_change(cast: Cast) -> None:
    Enrolment.objects.filter(class_group__school=cast.school).delete()

    assert year_preview(cast.school) is None
