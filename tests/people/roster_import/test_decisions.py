"""What a file may never do: overrule a decision, let a stranger in, lock someone out, or mend what is elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.people.actions import roster
from drieklank.people.actions.families import change_relation, end_relation
from drieklank.people.models import Enrolment, Parent, ParentChildRelation, Pupil, RosterImport
from drieklank.people.roster.changes import Way
from drieklank.people.roster.refusal import RosterRefused
from drieklank.people.roster.snapshot import (
    Duty,
    Kind,
    RosterGroup,
    RosterParent,
    RosterPupil,
    RosterRelation,
    RosterSchool,
    RosterStaff,
    Snapshot,
    Tie,
)
from drieklank.schools.models import Board, GroupAssignment, Membership, School, User

pytestmark = pytest.mark.django_db
PLACE = RosterSchool("98ZZ00", "De Proef", "98ZZ", "00")
GROUP = RosterGroup("g1", "98ZZ00", "7a", "7")
CHILD = RosterPupil("p1", "98ZZ00", "Noor", "van den", "Berg", "2015-05-05", "7", "", ("g1",))
MOTHER = RosterParent("m1", "Mo", "van den", "Berg", "mo@ouder.example", "+31612345678")
FATHER = RosterParent("v1", "Jo", "", "Vos", "jo@ouder.example")
TEACHER = RosterStaff(
    "t1", "Tess", "de", "Wit", "tess@school.example", (("98ZZ00", Duty.TEACHER),), ("g1",)
)
SNAP = Snapshot(
    "made-up",
    frozenset(Kind),
    True,
    "",
    (PLACE,),
    (GROUP,),
    (CHILD,),
    (TEACHER,),
    (MOTHER, FATHER),
    (RosterRelation("m1", "p1"), RosterRelation("v1", "p1")),
)


@pytest.fixture
def board(db: None) -> Board:
    with open_every_tenant("test"):
        return Board.objects.create(code="proef", name="Stichting Proef")


@pytest.fixture(autouse=True)
def _everything_open(db: None):  # type: ignore[no-untyped-def]
    with open_every_tenant("test"):
        yield


def bring_in(board: Board, snap: Snapshot = SNAP, **more: object) -> RosterImport:
    row = roster.plan_import(
        roster.Target(board),
        snap,
        "r.zip",
        by=SYSTEM,
        new_schools=True,
        **more,  # type: ignore[arg-type]
    )
    return roster.apply_import(row, by=SYSTEM, allow_leaving=100)


def compare(board: Board, snap: Snapshot) -> list[tuple[str, str, str]]:
    found = roster.compare_roster(roster.Target(board), snap).changes
    return [(change.kind.value, change.way.value, change.label) for change in found.changes]


def relation(key: str) -> ParentChildRelation:
    return ParentChildRelation.objects.filter(parent__external_id=key).latest("pk")


def test_new_people_come_with_groups_roles_and_authority_unknown(board: Board) -> None:
    bring_in(board)
    pupil = Pupil.objects.get()
    assert (pupil.name_prefix, str(pupil.birth_date), pupil.year_group) == (
        "van den",
        "2015-05-05",
        "7",
    )
    assert Enrolment.objects.get().class_group.name == "7a"
    member = Membership.objects.get()
    assert (member.user.name, member.role, member.external_id) == ("Tess de Wit", "teacher", "t1")
    assert not member.user.has_usable_password()
    assert GroupAssignment.objects.get().user == member.user
    mother = relation("m1")
    assert (mother.authority, mother.information_right, mother.decided_by_hand) == (
        "unknown",
        "full",
        False,
    )


def test_a_decision_about_authority_survives_a_file_that_no_longer_names_the_parent(
    board: Board,
) -> None:
    bring_in(board)
    change_relation(relation("m1"), {"authority": "full"}, by=SYSTEM)
    bring_in(board, replace(SNAP, parents=(), relations=()))
    assert relation("m1").ended_on is None
    assert relation("m1").authority == "full"
    assert relation("v1").ended_on is not None


def test_another_kind_of_tie_in_the_file_changes_nothing_that_was_decided(board: Board) -> None:
    bring_in(board)
    change_relation(relation("m1"), {"authority": "none"}, by=SYSTEM)
    both = (RosterRelation("m1", "p1", Tie.GUARDIAN), RosterRelation("v1", "p1", Tie.GUARDIAN))
    bring_in(board, replace(SNAP, relations=both))
    assert (relation("m1").kind, relation("m1").authority) == ("parent", "none")
    assert relation("v1").kind == "guardian"


def test_a_parent_whom_the_school_shut_out_is_not_let_in_again_without_asking(board: Board) -> None:
    bring_in(board)
    end_relation(relation("v1"), by=SYSTEM)
    planned = roster.compare_roster(roster.Target(board), SNAP)
    assert [(doubt.key, doubt.role) for doubt in planned.changes.doubts] == [
        (("v1", "p1"), "eerder door de school beëindigd")
    ]
    bring_in(board)
    assert (
        ParentChildRelation.objects.filter(parent__external_id="v1", ended_on__isnull=True).count()
        == 0
    )
    bring_in(board, decisions={("v1", "p1"): True})
    assert (
        ParentChildRelation.objects.filter(parent__external_id="v1", ended_on__isnull=True).count()
        == 1
    )


def test_a_relative_becomes_a_parent_only_by_decision_and_then_stays(board: Board) -> None:
    doubtful = replace(
        SNAP,
        relations=(RosterRelation("m1", "p1"), RosterRelation("v1", "p1", Tie.GUARDIAN, "oom")),
    )
    bring_in(board, doubtful)
    assert not Parent.objects.filter(external_id="v1").exists()
    bring_in(board, doubtful, decisions={("v1", "p1"): True})
    assert relation("v1").ended_on is None
    assert compare(board, doubtful) == []


def test_a_teacher_who_is_a_parent_here_is_tied_to_the_own_child(board: Board) -> None:
    bring_in(board, replace(SNAP, parents=(replace(MOTHER, email="tess@school.example"), FATHER)))
    parent = Parent.objects.get(external_id="m1")
    assert parent.user == User.objects.get(email="tess@school.example")


def test_an_account_of_another_board_keeps_its_name_and_address(board: Board) -> None:
    other = Board.objects.create(code="ander", name="Ander")
    school = School.objects.create(board=other, code="ver", name="Ver", brin="97ZZ", sector="po")
    user = User.objects.create_user("tess@school.example", "Tess Elders")
    Membership.objects.create(
        board=other, user=user, school=school, role="teacher", started_on=today()
    )
    bring_in(board)
    user.refresh_from_db()
    assert user.name == "Tess Elders"
    assert Membership.objects.filter(user=user).count() == 2
    changed = replace(SNAP, staff=(replace(TEACHER, email="nieuw@school.example"),))
    planned = roster.compare_roster(roster.Target(board), changed).changes
    assert [c.kind for c in planned.changes] == []
    assert any(
        "e-mailadres van deze medewerker is veranderd" in p.message for p in planned.problems
    )


def test_staff_no_longer_in_the_file_lose_the_role_that_a_file_gave_and_keep_the_one_given_by_hand(
    board: Board,
) -> None:
    bring_in(board)
    school = School.objects.get(board=board)
    Membership.objects.create(
        board=board,
        user=User.objects.get(),
        school=school,
        role="care_coordinator",
        started_on=today(),
    )
    bring_in(board, replace(SNAP, staff=()))
    running = Membership.objects.filter(ended_on__isnull=True)
    assert list(running.values_list("role", flat=True)) == ["care_coordinator"]


def test_the_last_leader_is_not_removed_by_a_file(board: Board) -> None:
    leader = replace(TEACHER, duties=(("98ZZ00", Duty.LEADER),), groups=())
    bring_in(board, replace(SNAP, staff=(leader,)))
    row = bring_in(board, replace(SNAP, staff=()))
    assert Membership.objects.get().ended_on is None
    assert row.changes.get(kind="staff").stayed


def test_a_pupil_added_by_hand_is_recognised_by_name_and_birth_date(board: Board) -> None:
    school = School.objects.create(
        board=board, code="proef", name="De Proef", brin="98ZZ", sector="po"
    )
    by_hand = Pupil.objects.create(
        board=board,
        school=school,
        first_name="Noor",
        name_prefix="van den",
        last_name="Berg",
        birth_date="2015-05-05",
    )
    bring_in(board)
    assert Pupil.objects.get().pk == by_hand.pk
    by_hand.refresh_from_db()
    assert by_hand.external_id == "p1"


def test_an_empty_cell_never_wipes_out_what_is_known(board: Board) -> None:
    bring_in(board)
    bare = replace(
        SNAP,
        parents=(replace(MOTHER, email="", phone=""), FATHER),
        pupils=(replace(CHILD, birth_date=""),),
    )
    assert compare(board, bare) == []


def test_a_pupil_in_another_school_of_the_board_moves_along_with_the_number(board: Board) -> None:
    second = RosterSchool("98YY00", "De Tweede", "98YY", "00")
    both = replace(SNAP, schools=(PLACE, second))
    bring_in(board, both)
    moved = replace(both, pupils=(replace(CHILD, school_key="98YY00", groups=()),))
    bring_in(board, moved)
    assert Pupil.objects.get().school.name == "De Tweede"
    assert compare(board, moved) == []


def test_a_hand_edit_after_planning_wins_and_is_listed(board: Board) -> None:
    bring_in(board)
    renamed = replace(SNAP, pupils=(replace(CHILD, last_name="Anders"),))
    row = roster.plan_import(roster.Target(board), renamed, "r.zip", by=SYSTEM)
    Pupil.objects.update(last_name="Met de hand")
    roster.apply_import(row, by=SYSTEM)
    assert Pupil.objects.get().last_name == "Met de hand"
    assert row.changes.get(kind="pupils").stayed


def test_an_earlier_import_cannot_be_undone_before_a_later_one(board: Board) -> None:
    first = bring_in(board)
    later = bring_in(board, replace(SNAP, pupils=(replace(CHILD, last_name="Anders"),)))
    with pytest.raises(roster.CannotUndo, match="Draai dat eerst terug"):
        roster.undo_import(first, by=SYSTEM)
    roster.undo_import(later, by=SYSTEM)
    roster.undo_import(first, by=SYSTEM)
    assert not Pupil.objects.exists()
    assert not Parent.objects.exists()
    assert not User.objects.exists()


def test_lists_of_one_school_leave_parents_from_another_source_alone(board: Board) -> None:
    bring_in(board)
    zermelo = Snapshot(
        "zermelo-ouders",
        frozenset({Kind.PARENTS, Kind.RELATIONS}),
        parents=(replace(FATHER, key="z9", last_name="Ander", email="z@ouder.example"),),
        relations=(RosterRelation("z9", "p1"), RosterRelation("z9", "onbekend")),
    )
    row = bring_in(board, zermelo)
    assert Parent.objects.get(last_name="Ander").external_id.endswith(":z9")
    assert ParentChildRelation.objects.filter(ended_on__isnull=True).count() == 3
    assert [problem[2] for problem in row.problems] == [
        "Bij deze ouder staat een leerlingnummer dat wij niet kennen."
    ]


def test_a_file_without_schools_needs_one_and_a_file_of_another_school_is_refused(
    board: Board,
) -> None:
    bring_in(board)
    School.objects.create(board=board, code="twee", name="Twee", brin="98YY", sector="po")
    loose = replace(
        SNAP, schools=(), groups=(), staff=(), pupils=(replace(CHILD, school_key="", groups=()),)
    )
    with pytest.raises(RosterRefused, match="van welke school"):
        roster.compare_roster(roster.Target(board), loose)
    with pytest.raises(RosterRefused, match="andere school"):
        roster.compare_roster(roster.Target(board, School.objects.get(code="twee")), SNAP)


def test_a_group_that_changes_its_name_stays_the_same_group(board: Board) -> None:
    bring_in(board)
    before = Enrolment.objects.get().class_group_id
    renamed = replace(SNAP, groups=(replace(GROUP, name="7 blauw"),))
    found = roster.compare_roster(roster.Target(board), renamed).changes
    assert [(c.kind, c.way) for c in found.changes] == [(Kind.GROUPS, Way.CHANGED)]
    bring_in(board, renamed)
    place = Enrolment.objects.get(ended_on__isnull=True)
    assert (place.class_group_id, place.class_group.name) == (before, "7 blauw")
    assert compare(board, renamed) == []
