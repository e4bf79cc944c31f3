"""What must go, goes: no table forgotten, both sides of every border, a trail of counts."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from drieklank.audit.actions import SYSTEM, note
from drieklank.audit.models import AuditEvent, RetentionRun
from drieklank.audit.retention import THIRD_PARTY, Table, declaration, due, run_retention, tables
from drieklank.base.clock import now, today
from drieklank.base.privacy import Kept, NotPersonal
from drieklank.base.tenancy import open_every_tenant
from drieklank.outbox.models import Message
from drieklank.people.models import Enrolment, Parent, ParentChildRelation, Pupil
from drieklank.schools.models import Membership, User
from tests.cast import Cast

YEARS_2 = timedelta(days=2 * 365)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _all_boards(db: None):
    with open_every_tenant("test"):
        yield


def test_every_model_says_what_it_keeps_or_stands_among_the_libraries() -> None:
    forgotten = [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if not isinstance(declaration(model), Kept | NotPersonal)
    ]

    assert forgotten == []


def test_no_library_stands_in_the_table_that_is_not_installed() -> None:
    installed = {model._meta.label for model in apps.get_models()}

    assert set(THIRD_PARTY) - installed == set()


def test_every_declaration_names_fields_and_paths_that_exist() -> None:
    seen = 0
    for table in tables():
        names = {field.name for field in table.model._meta.get_fields()}
        columns = {field.attname for field in table.model._meta.concrete_fields}
        assert set(table.kept.fields) <= names | columns, table.label
        for path in table.kept.about.values():
            table.model._base_manager.filter(**{path: 1}).exists()
        assert due(table).count() == 0
        seen += 1
    assert seen > 10


def test_every_term_starts_at_a_date_or_moment() -> None:
    kinds = {
        table.label: type(table.model._meta.get_field(table.kept.since))
        for table in tables()
        if table.kept.since
    }

    assert [label for label, kind in kinds.items() if not issubclass(kind, models.DateField)] == []


def test_a_pupil_goes_the_day_after_two_years_and_takes_places_and_relations_along(
    cast: Cast,
) -> None:
    yara = cast.pupils["yara"]
    Pupil.objects.filter(pk=yara.pk).update(left_on=today() - YEARS_2)

    assert run_retention() == {}
    with time_machine.travel(now() + DAY):
        removed = run_retention()

    # Both parents had no other child here.
    assert removed == {
        "people.Enrolment": 1,
        "people.Parent": 2,
        "people.ParentChildRelation": 2,
        "people.Pupil": 1,
    }
    assert not Pupil.objects.filter(pk=yara.pk).exists()
    assert not Enrolment.objects.filter(pupil_id=yara.pk).exists()


def test_a_parent_stays_while_one_relation_runs_and_goes_two_years_after_the_last(
    cast: Cast,
) -> None:
    father = cast.parents["father"]
    relation = cast.rows["relation_father_Yara"]
    other = ParentChildRelation.objects.create(
        board=cast.board,
        parent=father,
        pupil=cast.pupils["pupil"],
        started_on=today() - 2 * YEARS_2,
    )
    ParentChildRelation.objects.filter(pk=relation.pk).update(ended_on=today() - YEARS_2 - DAY)

    assert run_retention() == {"people.ParentChildRelation": 1}
    assert Parent.objects.filter(pk=father.pk).exists()

    ParentChildRelation.objects.filter(pk=other.pk).update(ended_on=today() - YEARS_2)
    assert run_retention() == {}
    with time_machine.travel(now() + DAY):
        assert run_retention() == {"people.Parent": 1, "people.ParentChildRelation": 1}


def test_a_parent_just_added_by_hand_without_a_child_is_not_swept_away(cast: Cast) -> None:
    parent = Parent.objects.create(board=cast.board, last_name="Nieuw")
    note("parent.added", parent, by=SYSTEM)

    assert run_retention() == {}
    with time_machine.travel(now() + YEARS_2 + DAY):
        note("parent.viewed", parent, by=SYSTEM)  # looking does not keep a person alive
        run_retention()
    assert not Parent.objects.filter(pk=parent.pk).exists()


def test_a_parent_whose_only_child_was_erased_goes_the_next_night(cast: Cast) -> None:
    father = cast.parents["father"]
    for verb in ("parent.added", "relation.added", "parent.signed_in"):
        note(verb, father if "parent" in verb else cast.rows["relation_father_Yara"], by=SYSTEM)
    cast.pupils["yara"].delete()

    assert run_retention()["people.Parent"] == 2


def test_a_member_of_staff_goes_a_year_after_the_last_day(cast: Cast) -> None:
    teacher = cast.users["teacher"]
    User.objects.filter(pk=teacher.pk).update(ended_on=today() - timedelta(days=365))

    assert run_retention() == {}
    with time_machine.travel(now() + DAY):
        removed = run_retention()

    assert removed == {"schools.GroupAssignment": 1, "schools.Membership": 1, "schools.User": 1}
    assert not Membership.objects.filter(user_id=teacher.pk).exists()


def test_lines_sessions_and_messages_go_at_their_own_term(cast: Cast) -> None:
    note("pupil.viewed", cast.pupils["yara"], by=SYSTEM)
    Session.objects.create(session_key="k", session_data="", expire_date=now() + timedelta(days=29))
    Message.objects.create(board=cast.board, template="x", to="a@b.example", queued_on=today())

    midday = timezone.make_aware(datetime.combine(today(), time(12)))
    with time_machine.travel(midday + timedelta(days=28)):
        assert run_retention() == {}
    with time_machine.travel(midday + timedelta(days=31)):
        assert run_retention() == {"outbox.Message": 1, "sessions.Session": 1}
    with time_machine.travel(midday + YEARS_2 + 2 * DAY):
        assert run_retention().get("audit.AuditEvent") == 1
    assert AuditEvent.objects.count() == 0


def test_the_trail_of_a_run_counts_what_went_and_a_rehearsal_removes_nothing(cast: Cast) -> None:
    Pupil.objects.filter(pk=cast.pupils["far"].pk).update(left_on=today() - 2 * YEARS_2)

    assert run_retention(dry_run=True) == {"people.Parent": 1, "people.Pupil": 1}
    assert RetentionRun.objects.count() == 0
    assert Pupil.objects.count() == 4

    removed = run_retention()
    run = RetentionRun.objects.get()
    assert run.removed == removed
    assert removed["people.Pupil"] == 1
    assert abs(run.ran_at - now()) < timedelta(minutes=1)


def test_more_rows_than_one_batch_all_go(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drieklank.audit.retention.BATCH", 2)
    Message.objects.bulk_create(
        Message(
            board=cast.board, template="x", to="a@b.example", queued_on=today() - timedelta(days=31)
        )
        for _ in range(5)
    )

    assert run_retention() == {"outbox.Message": 5}


def test_a_table_that_is_held_fast_does_not_stop_the_others(
    cast: Cast, monkeypatch, caplog
) -> None:
    def held(self, *args: object, **kwargs: object):
        raise models.ProtectedError("no", {cast.board})

    Message.objects.create(
        board=cast.board, template="x", to="a@b.example", queued_on=today() - timedelta(days=31)
    )
    Pupil.objects.filter(pk=cast.pupils["far"].pk).update(left_on=today() - 2 * YEARS_2)
    original = models.QuerySet.delete
    monkeypatch.setattr(
        models.QuerySet,
        "delete",
        lambda self: held(self) if self.model is Message else original(self),
    )

    assert run_retention()["people.Pupil"] == 1
    assert "outbox.Message is held fast by schools.Board" in caplog.text


def test_a_row_that_does_not_meet_the_condition_stays(cast: Cast) -> None:
    table = Table(
        Pupil,
        Kept(
            why="x",
            fields=(),
            days=0,
            since="left_on",
            where={"shares_with_parents": True},
        ),
    )
    Pupil.objects.filter(pk=cast.pupils["yara"].pk).update(left_on=today() - DAY)

    assert due(table).count() == 0
    Pupil.objects.filter(pk=cast.pupils["yara"].pk).update(shares_with_parents=True)
    assert due(table).count() == 1
