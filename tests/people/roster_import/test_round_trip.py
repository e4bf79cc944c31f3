"""A roster in the database: the same file twice changes nothing, and undoing brings back what was there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from drieklank.audit.actions import SYSTEM
from drieklank.base.tenancy import open_tenant
from drieklank.people.actions import roster
from drieklank.people.models import Enrolment, Parent, ParentChildRelation, Pupil, RosterImport
from drieklank.people.roster.changes import Way
from drieklank.people.roster.snapshot import Kind, RosterPupil, RosterSchool, Snapshot
from drieklank.schools.models import Board, ClassGroup, GroupAssignment, Membership, User
from tests.people.roster.rosters import rosters

pytestmark = pytest.mark.django_db
# No shrinking: each example fills a database, and a failing one is small already.
slow = settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TABLES = ("people.Pupil", "people.Parent", "people.Enrolment", "people.ParentChildRelation")
TABLES += ("schools.ClassGroup", "schools.Membership", "schools.GroupAssignment", "schools.User")
# What may differ after going there and back: rows made anew for the same fact.
NOT_THE_SAME = {"id", "public_id", "password"}


@pytest.fixture
def board(db: None) -> Board:
    return Board.objects.create(code="proef", name="Stichting Proef")


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the tables an import touches, as plain values."""
    found = {}
    for label in TABLES:
        rows = apps.get_model(label)._base_manager.order_by("pk").values()
        found[label] = sorted(
            repr(sorted((k, v) for k, v in row.items() if k not in NOT_THE_SAME)) for row in rows
        )
    return found


def bring_in(board: Board, snap: Snapshot) -> RosterImport:
    target = roster.Target(board)
    row = roster.plan_import(target, snap, "bestand.zip", by=SYSTEM, new_schools=True)
    return roster.apply_import(row, by=SYSTEM, allow_leaving=10_000)


@slow
@given(snap=rosters())
def test_the_same_file_twice_changes_nothing(board: Board, snap: Snapshot) -> None:
    with open_tenant(board.pk):
        _empty(board)
        bring_in(board, snap)
        again = roster.compare_roster(roster.Target(board), snap)
        assert again.changes.changes == ()
        assert Pupil.objects.count() == len(snap.pupils)
        assert ParentChildRelation.objects.count() == len(snap.relations)
        assert {r.authority for r in ParentChildRelation.objects.all()} <= {"unknown"}


@slow
@given(first=rosters(schools=1), second=rosters(schools=1), data=st.data())
def test_undoing_brings_back_what_was_there(
    board: Board, first: Snapshot, second: Snapshot, data: st.DataObject
) -> None:
    """Two unrelated rosters of one school: the second adds, changes and removes, and all of it is undone."""
    second = replace(second, groups=tuple(replace(g, year_group="") for g in second.groups))
    with open_tenant(board.pk):
        _empty(board)
        bring_in(board, first)
        _age(board)
        before = everything()
        row = bring_in(board, second)
        undone = roster.undo_import(row, by=SYSTEM)
        assert undone.state == "undone"
        after = everything()
        assert {label: set(before[label]) ^ set(after[label]) for label in TABLES} == {
            key: set() for key in TABLES
        }


def _age(board: Board) -> None:
    """As if the first import was long ago: what starts and ends on one day leaves no history."""
    for model in (Enrolment, ParentChildRelation, Membership, GroupAssignment):
        model.objects.filter(board_id=board.pk).update(started_on="2025-01-01")
    RosterImport.objects.update(applied_at="2025-01-01T12:00:00Z")


def _empty(board: Board) -> None:
    """Hypothesis runs many examples in one test."""
    for model in (Pupil, Parent, ClassGroup, Membership, RosterImport):
        model.objects.filter(board_id=board.pk).delete()
    board_schools = apps.get_model("schools.School").objects.filter(board=board)
    board_schools.delete()
    User.objects.all().delete()


def test_change_set_counts_new_changed_and_leaving(board: Board) -> None:
    pupils = tuple(RosterPupil(f"p{n}", "91AA00", "Noor", "", f"Nr{n}") for n in range(20))
    snap = Snapshot("made-up", frozenset({Kind.PUPILS, Kind.GROUPS}), True, pupils=pupils)
    snap = replace(snap, schools=(RosterSchool("91AA00", "School", "91AA", "00"),))
    with open_tenant(board.pk):
        bring_in(board, snap)
        later = replace(
            snap,
            pupils=(
                *pupils[2:19],
                replace(pupils[1], last_name="Anders"),
                replace(pupils[0], key="nieuw"),
            ),
        )
        found = roster.compare_roster(roster.Target(board), later).changes
        assert found.counts()["pupils"] == {"new": 1, "changed": 1, "leaving": 2}
        assert not found.too_many_leave()
        fewer = replace(snap, pupils=pupils[:17])
        found = roster.compare_roster(roster.Target(board), fewer).changes
        assert found.too_many_leave()
        assert found.too_many_leave(2)
        assert not found.too_many_leave(3)
        row = roster.plan_import(roster.Target(board), fewer, "half.zip", by=SYSTEM)
        with pytest.raises(roster.TooManyLeaving):
            roster.apply_import(row, by=SYSTEM)
        assert Pupil.objects.filter(left_on__isnull=True).count() == 20
        roster.apply_import(row, by=SYSTEM, allow_leaving=3)
        assert Pupil.objects.filter(left_on__isnull=True).count() == 17
        assert [
            change.way
            for change in roster.compare_roster(roster.Target(board), fewer).changes.changes
        ] == []
        back = roster.compare_roster(roster.Target(board), snap).changes
        assert {(change.way, tuple(change.values)) for change in back.changes} == {
            (Way.CHANGED, ("left_on",))
        }
