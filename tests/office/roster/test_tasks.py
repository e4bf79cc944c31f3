"""Carrying out in the background: progress from outside the transaction, and a fault that leaves nothing behind."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import OperationalError

from drieklank.audit.actions import SYSTEM
from drieklank.base.tenancy import open_every_tenant
from drieklank.office import tasks
from drieklank.people.actions import roster
from drieklank.people.actions.roster import families, progress
from drieklank.people.models import Pupil, RosterImport
from drieklank.people.roster.snapshot import Kind, RosterPupil, RosterSchool, Snapshot
from tests.cast import Cast

SNAP = Snapshot(
    "made-up",
    frozenset({Kind.PUPILS}),
    True,
    schools=(RosterSchool("98AA00", "De Vlieger", "98AA", "00"),),
    pupils=(RosterPupil("n1", "98AA00", "Geheime", "", "Naam"),),
)


@pytest.fixture
def plan(cast: Cast) -> RosterImport:
    with open_every_tenant("test"):
        Pupil.objects.update(external_id="")
        row = roster.plan_import(roster.Target(cast.board, cast.school), SNAP, "r.zip", by=SYSTEM)
        roster.start_applying(row)
        return row


def state(row: RosterImport) -> str:
    with open_every_tenant("test"):
        return str(RosterImport.objects.get(pk=row.pk).state)


def apply(row: RosterImport) -> None:
    tasks.apply_roster.func(row.board_id, row.pk, "user", None)


@pytest.mark.django_db
def test_progress_is_seen_while_it_runs_and_gone_afterwards(
    plan: RosterImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    real = families.apply

    def look(work: Any) -> None:
        seen.append(progress.read(plan.public_id))
        real(work)

    monkeypatch.setattr(families, "apply", look)
    apply(plan)
    assert [(found.step, found.part, found.percent) for found in seen if found] == [
        ("pupils", 2, 20)
    ]
    assert progress.read(plan.public_id) is None
    assert state(plan) == "applied"


@pytest.mark.django_db
def test_a_fault_leaves_nothing_behind_and_no_name_in_the_log(
    plan: RosterImport, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(work: Any) -> None:
        raise ValueError("Geheime Naam")

    monkeypatch.setattr(families, "apply", break_down)
    with caplog.at_level(logging.DEBUG):
        apply(plan)
    assert state(plan) == "failed"
    assert "Geheime" not in caplog.text
    with open_every_tenant("test"):
        assert not Pupil.objects.filter(external_id="n1").exists()


@pytest.mark.django_db
def test_a_busy_database_is_left_to_the_worker_to_try_again(
    plan: RosterImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(work: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(families, "apply", busy)
        with pytest.raises(OperationalError):
            apply(plan)
    assert state(plan) == "applying"
    apply(plan)
    apply(plan)
    assert state(plan) == "applied"


def test_progress_counts_over_five_parts() -> None:
    progress.teller("proef")("parents", 50, 100)
    found = progress.read("proef")
    assert found == progress.Progress("parents", 4, 70)
    progress.clear("proef")
    progress.clear("proef")
    assert progress.read("proef") is None
