"""List, detail and yes/no come from one table; who has no line sees nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import Model
from django.http import Http404
from django.test import RequestFactory

from drieklank.access.actor import actor_of_user
from drieklank.access.doors import explain, fetch, may, visible
from drieklank.access.reach import REACH
from drieklank.access.rules import RULES, Right, Role, Scope
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.people.models import Enrolment, Parent, ParentChildRelation, Pupil
from drieklank.schools.models import ClassGroup, School
from tests.cast import ROLES, Cast


def seen(cast: Cast, who: str, right: Right, model: type[Model]) -> set[Model]:
    actor = cast.actor(who)
    with open_tenant(*actor.board_ids):
        return set(visible(actor, right, model._default_manager.all()))


PUPILS = {
    "nobody": set(),
    "leader": {"yara", "own_child"},
    "teacher": {"yara"},
    "teacher_parent": {"yara"},  # her own child sits in group 7, which is hers: left out
    "care": {"yara", "own_child"},
    "board_member": set(),
    "adviser": set(),
    "administrator": set(),
    "staff_session": {"yara", "own_child", "pupil"},
    "leader_elsewhere": {"far"},
    "mother": set(),
    "father": set(),
    "parent_elsewhere": set(),
    "pupil": set(),
}


@pytest.mark.parametrize("who", ROLES)
def test_pupils_as_staff_sees_them(cast: Cast, who: str) -> None:
    assert seen(cast, who, Right.PUPIL_VIEW, Pupil) == {cast.pupils[k] for k in PUPILS[who]}


OWN = {
    "mother": {"yara"},
    "father": {"yara"},
    "parent_elsewhere": {"far"},
    "pupil": {"pupil"},
}


@pytest.mark.parametrize("who", ROLES)
def test_own_children_as_parents_see_them(cast: Cast, who: str) -> None:
    expected = {cast.pupils[key] for key in OWN.get(who, ())}

    assert seen(cast, who, Right.OWN_CHILD_VIEW, Pupil) == expected


@pytest.mark.parametrize("who", ["mother", "father"])
def test_separated_parents_never_see_each_other(cast: Cast, who: str) -> None:
    rights = [right for right in Right if right.startswith("people.Parent:")]
    relations = [right for right in Right if right.startswith("people.ParentChildRelation:")]

    for right in rights:
        assert seen(cast, who, right, Parent) <= {cast.parents[who]}
    for right in relations:
        assert seen(cast, who, right, ParentChildRelation) == set()
    with open_every_tenant("test"):
        assert Parent.objects.count() == 5


@pytest.mark.parametrize(
    "change", [{"information_right": "on_request"}, {"information_right": "blocked"}]
)
def test_a_parent_without_full_information_does_not_see_the_child(cast: Cast, change) -> None:
    with open_every_tenant("test"):
        ParentChildRelation.objects.filter(parent=cast.parents["father"]).update(
            blocked_reason="uitspraak", **change
        )

    assert seen(cast, "father", Right.OWN_CHILD_VIEW, Pupil) == set()
    assert seen(cast, "mother", Right.OWN_CHILD_VIEW, Pupil) == {cast.pupils["yara"]}


def test_an_ended_relation_closes_the_child_at_once(cast: Cast) -> None:
    with open_every_tenant("test"):
        ParentChildRelation.objects.filter(parent=cast.parents["father"]).update(
            ended_on=today() - timedelta(days=1)
        )

    assert seen(cast, "father", Right.OWN_CHILD_VIEW, Pupil) == set()


def test_from_eighteen_parents_see_only_what_the_pupil_shares(cast: Cast) -> None:
    cast_parent = "parent_of_sixteen"
    child = cast.pupils["pupil"]
    birthday = child.birth_date.replace(year=child.birth_date.year + 18)

    with time_machine.travel(birthday - timedelta(days=1)):
        assert seen(cast, cast_parent, Right.OWN_CHILD_VIEW, Pupil) == {child}
    with time_machine.travel(birthday):
        assert seen(cast, cast_parent, Right.OWN_CHILD_VIEW, Pupil) == set()
        with open_every_tenant("test"):
            Pupil.objects.filter(pk=child.pk).update(shares_with_parents=True)
        assert seen(cast, cast_parent, Right.OWN_CHILD_VIEW, Pupil) == {child}


def test_a_pupil_who_changed_group_leaves_the_former_teachers_list(cast: Cast) -> None:
    with open_every_tenant("test"):
        Enrolment.objects.filter(pupil=cast.pupils["yara"]).update(ended_on=today())

    assert seen(cast, "teacher", Right.PUPIL_VIEW, Pupil) == set()
    assert seen(cast, "teacher", Right.PARENT_VIEW, Parent) == set()


def test_a_parent_whose_relation_ended_leaves_the_teachers_list(cast: Cast) -> None:
    with open_every_tenant("test"):
        ParentChildRelation.objects.filter(parent=cast.parents["father"]).update(ended_on=today())

    assert seen(cast, "teacher", Right.PARENT_VIEW, Parent) == {cast.parents["mother"]}
    relations = seen(cast, "teacher", Right.RELATION_VIEW, ParentChildRelation)
    assert {row.parent for row in relations} == {cast.parents["mother"]}


def test_a_role_ends_on_its_last_day(cast: Cast) -> None:
    row = cast.rows["membership_leader"]
    with open_every_tenant("test"):
        type(row).objects.filter(pk=row.pk).update(ended_on=today() - timedelta(days=1))

    assert seen(cast, "leader", Right.SCHOOL_VIEW, School) == set()


def test_an_adviser_sees_the_school_within_the_term_only(cast: Cast) -> None:
    assert seen(cast, "adviser", Right.SCHOOL_VIEW, School) == {cast.school}

    with time_machine.travel(cast.rows["adviser_assignment"].ends_on + timedelta(days=1)):
        assert seen(cast, "adviser", Right.SCHOOL_VIEW, School) == set()


def test_an_administrator_has_rights_within_a_staff_session_only(cast: Cast) -> None:
    assert seen(cast, "administrator", Right.SCHOOL_VIEW, School) == set()
    assert seen(cast, "staff_session", Right.SCHOOL_VIEW, School) == {cast.school, cast.brug}

    running = cast.staff_session()
    with time_machine.travel(now() + timedelta(hours=1, minutes=1)):
        assert actor_of_user(cast.users["administrator"], running).grants == ()


@pytest.mark.parametrize("who", [*ROLES, "parent_of_sixteen"])
def test_list_and_yes_no_agree_for_every_right_and_row(cast: Cast, who: str) -> None:
    actor = cast.actor(who)
    models = {"people.Pupil": Pupil, "people.Parent": Parent, "schools.ClassGroup": ClassGroup}
    with open_every_tenant("test"):
        for right in Right:
            model = models.get(right.partition(":")[0])
            if model is None:
                continue
            listed = set(visible(actor, right, model.objects.all()))
            for row in model.objects.all():
                assert may(actor, right, row) == (row in listed)
                assert bool(explain(actor, right, row)) == (row in listed)


@pytest.mark.parametrize("who", ROLES)
def test_no_row_of_another_board_ever(cast: Cast, who: str) -> None:
    actor = cast.actor(who)
    with open_every_tenant("test"):
        for right in Right:
            for model in (Pupil, Parent, ClassGroup, School):
                if right.partition(":")[0] == model._meta.label:
                    boards = {row.board_id for row in visible(actor, right, model.objects.all())}
                    assert boards <= set(actor.board_ids)


def test_fetch_answers_404_for_a_row_out_of_reach(cast: Cast) -> None:
    request = RequestFactory().get("/")
    request.actor = cast.actor("leader_elsewhere")

    with open_every_tenant("test"):
        assert (
            fetch(request, School.objects.all(), Right.SCHOOL_VIEW, code="elders") == cast.elsewhere
        )
        with pytest.raises(Http404):
            fetch(request, School.objects.all(), Right.SCHOOL_VIEW, code="de-vlieger")


def test_every_scope_of_the_table_can_reach_its_rows() -> None:
    for rule in RULES:
        if rule.scope is Scope.SELF:
            continue
        reach = REACH[rule.right.partition(":")[0]]
        needed = {
            Scope.GROUP: reach.group,
            Scope.SCHOOL: reach.school,
            Scope.ASSIGNED: reach.school,
            Scope.BOARD: reach.board,
            Scope.OWN: reach.parent or reach.pupil,
        }
        assert needed[rule.scope], rule


def test_administrators_never_hold_a_right_on_reports_or_answers() -> None:
    held = {rule.right for rule in RULES if rule.role is Role.ADMINISTRATOR}

    assert held.isdisjoint({Right.REPORT_VIEW, Right.REPORT_PUBLISH, Right.ROUND_MANAGE})


def test_staff_whose_address_a_parent_was_given_by_hand_loses_the_own_child_and_its_parents(
    cast: Cast,
) -> None:
    with open_every_tenant("test"):
        Parent.objects.filter(pk=cast.parents["mother"].pk).update(email=cast.users["care"].email)
    assert seen(cast, "care", Right.PUPIL_VIEW, Pupil) == {cast.pupils["own_child"]}
    assert seen(cast, "care", Right.PARENT_VIEW, Parent) == {cast.parents["teacher_home"]}
