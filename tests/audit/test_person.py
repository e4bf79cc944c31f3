"""One person's data: a file with all of it and nothing of another, and gone without a trace of who."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import models

from drieklank.audit.actions import SYSTEM, note
from drieklank.audit.erasure import erase_person
from drieklank.audit.export import HIDDEN, Subject, as_json, export_person
from drieklank.audit.ledger import reapply
from drieklank.audit.models import AuditEvent, RetentionRun
from drieklank.audit.queries import between, lines_of_school, who_looked
from drieklank.audit.retention import run_retention, tables
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Round
from drieklank.outbox.models import Message
from drieklank.people.models import (
    AccessCode,
    Enrolment,
    Parent,
    ParentChildRelation,
    PersonSession,
    Pupil,
)
from drieklank.results.models import Commitment, Release
from drieklank.schools.models import Membership, SchoolYear, User
from tests.cast import Cast

NAMES = {"mother": "Mona", "father": "Karim"}


@pytest.fixture(autouse=True)
def _all_boards(db: None):
    with open_every_tenant("test"):
        yield


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """Both parents have left traces in every table about them."""
    for who, name in NAMES.items():
        parent = cast.parents[who]
        cast.client(who)
        AccessCode.objects.create(
            board=cast.board,
            code_hash=f"code-{who}",
            parent=parent,
            purpose="mail",
            expires_at=now(),
        )
        Message.objects.create(
            board=cast.board,
            template="hello",
            to=f"{name.lower()}@thuis.example",
            parent_id=parent.pk,
            queued_on=today(),
        )
        note("parent.viewed", parent, by=cast.actor("leader"), reason=f"{name} vroeg erom")
    return cast


def text_of(subject: Subject) -> str:
    return as_json(export_person(subject))


# -- export ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("who", "other"), [("mother", "father"), ("father", "mother")])
def test_a_parents_file_holds_the_parent_whole_and_nothing_of_the_other(
    busy: Cast, who: str, other: str
) -> None:
    parent, stranger = busy.parents[who], busy.parents[other]

    text = text_of(Subject("parent", parent.pk))

    found = {table["table"] for table in json.loads(text)["tables"]}
    assert found == {
        "Aangemeld apparaat van ouder of leerling",
        "Bericht",
        "Code om binnen te komen",
        "Ouder",
        "Relatie tussen ouder en kind",
    }
    assert NAMES[who] in text
    assert parent.email in text
    for secret in (NAMES[other], stranger.email, str(stranger.public_id)):
        assert secret not in text


def test_a_childs_file_for_one_parent_leaves_the_other_out(busy: Cast) -> None:
    yara = busy.pupils["yara"]
    both = text_of(Subject("pupil", yara.pk))
    assert "Mona" in both
    assert "Karim" in both  # there was something to leak

    for_mother = text_of(Subject("pupil", yara.pk, asked_by_parent=busy.parents["mother"].pk))

    assert "Yara" in for_mother
    assert "6a" in for_mother
    assert "Mona" in for_mother
    assert "Karim" not in for_mother


def test_a_file_holds_no_code_secret_or_mark_of_an_answer(busy: Cast) -> None:
    text = text_of(Subject("parent", busy.parents["mother"].pk))

    assert "code-mother" not in text
    session = PersonSession.objects.get(parent=busy.parents["mother"])
    assert session.secret_hash not in text
    assert {"answered", "sealed", "secret_hash", "code_hash", "password"} <= HIDDEN


def test_labels_are_dutch_and_choices_are_words(busy: Cast) -> None:
    exported = export_person(Subject("parent", busy.parents["mother"].pk))
    relation = next(t for t in exported["tables"] if t["table"].startswith("Relatie"))

    (row,) = relation["rows"]
    assert row["gezag"] == "heeft gezag"
    assert row["vanaf"] == "2024-08-01"
    assert row["leerling"] == "Yara Haddad"
    assert "2 jaar na" in relation["term"]


def test_a_file_of_staff_holds_rows_of_this_board_only(cast: Cast) -> None:
    teacher = cast.users["teacher"]
    Membership.objects.create(
        board=cast.other_board,
        user=teacher,
        school=cast.elsewhere,
        role="school_leader",
        started_on=today(),
    )

    text = text_of(Subject("user", teacher.pk, board_id=cast.board.pk))

    assert "leerkracht of mentor" in text
    assert "schoolleider" not in text


def test_children_at_other_schools_stay_out_of_a_parents_file(cast: Cast) -> None:
    father = cast.parents["father"]
    ParentChildRelation.objects.create(
        board=cast.board, parent=father, pupil=cast.pupils["pupil"], started_on=today()
    )
    here = Pupil.objects.filter(school=cast.school).values("pk")

    text = text_of(Subject("parent", father.pk, pupils=here))

    assert "Yara" in text
    assert "Sam" not in text


# -- erasure ---------------------------------------------------------------------------------------
def rows_naming(pk: int, kind: str) -> dict[str, int]:
    """How many rows of each table still lead to the person."""
    found = {}
    for table in tables():
        if path := table.kept.about.get(kind):
            found[table.label] = table.model._base_manager.filter(**{path: pk}).count()
    return {label: count for label, count in found.items() if count}


def test_an_erased_parent_is_found_nowhere_and_the_child_and_other_parent_stay(
    busy: Cast, django_capture_on_commit_callbacks
) -> None:
    father = busy.parents["father"]
    assert len(rows_naming(father.pk, "parent")) == 5

    with django_capture_on_commit_callbacks(execute=True):
        removed = erase_person("parent", father.pk, busy.actor("leader"), busy.school, "op verzoek")

    assert rows_naming(father.pk, "parent") == {}
    assert removed == {
        "outbox.Message": 1,
        "people.AccessCode": 1,
        "people.Parent": 1,
        "people.ParentChildRelation": 1,
        "people.PersonSession": 1,
    }
    assert Pupil.objects.filter(pk=busy.pupils["yara"].pk).exists()
    assert Parent.objects.filter(pk=busy.parents["mother"].pk).exists()
    assert RetentionRun.objects.get().removed == removed


def test_the_line_of_an_erasure_says_that_and_not_who(busy: Cast) -> None:
    erase_person(
        "parent", busy.parents["father"].pk, busy.actor("leader"), busy.school, "op verzoek"
    )

    line = AuditEvent.objects.get(verb="parent.erased")
    assert (line.school_id, line.reason, line.parent_id) == (busy.school.pk, "op verzoek", None)
    dump = json.dumps(list(AuditEvent.objects.values("facts", "reason", "object_id")))
    assert "Karim" not in dump
    assert "Mona vroeg erom" in dump  # reasons about others stay


def test_an_older_backup_brings_the_erased_parent_back_for_a_moment_only(
    busy: Cast, django_capture_on_commit_callbacks
) -> None:
    father = busy.parents["father"]
    copy = Parent.objects.get(pk=father.pk)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person("parent", father.pk, busy.actor("leader"), busy.school)
    copy.save(force_insert=True)

    reapply()

    assert not Parent.objects.filter(pk=father.pk).exists()
    assert "Karim" not in settings.LEDGER_FILE.read_text(encoding="utf-8")


def test_an_erased_pupil_takes_places_and_relations_along_and_lonely_parents_follow(
    busy: Cast,
) -> None:
    yara = busy.pupils["yara"]

    removed = erase_person("pupil", yara.pk, busy.actor("leader"), busy.school)

    assert removed["people.Pupil"] == 1
    assert removed["people.ParentChildRelation"] == 2
    assert not Enrolment.objects.filter(pupil_id=yara.pk).exists()
    assert run_retention()["people.Parent"] == 2


def test_a_row_that_must_stay_is_emptied_instead(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    teacher = cast.users["teacher"]

    def held(self: User, *args: object, **kwargs: object) -> None:
        raise models.ProtectedError("held", {cast.board})

    monkeypatch.setattr(User, "delete", held)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person("user", teacher.pk, cast.actor("leader"), cast.school)

    row = User.objects.get(pk=teacher.pk)
    assert (row.name, row.phone, row.last_login) == ("", "", None)
    assert row.email.endswith("@weg.invalid")
    assert "teacher@" not in row.email
    last = json.loads(settings.LEDGER_FILE.read_text().splitlines()[-1])
    assert (last["kind"], last["model"], last["set"]["name"]) == ("revoke", "schools.User", "")


# -- who looked ------------------------------------------------------------------------------------
def verbs(lines) -> list[str]:
    return [line.verb for line in lines.order_by("pk")]


def test_a_report_stays_when_the_leader_who_shared_it_is_erased(cast: Cast) -> None:
    leader, school = cast.users["leader"], cast.school
    measured = Round.objects.create(
        board=cast.board,
        code="vlieger-weg",
        school=school,
        school_year=SchoolYear.objects.filter(board=cast.board).latest("starts_on"),
        instrument="baseline",
        state="published",
        opens_on=today(),
        closes_on=today() + timedelta(days=18),
    )
    release = Release.objects.create(
        board=cast.board, round=measured, published_at=now(), published_by=leader
    )
    promise = Commitment.objects.create(
        board=cast.board,
        school=school,
        round=measured,
        text="Wij bellen elk gezin",
        owner=leader,
        due_on=today(),
        made_on=today(),
    )
    erase_person("user", leader.pk, by=SYSTEM, about=school)
    release.refresh_from_db()
    promise.refresh_from_db()
    assert (release.published_by_id, promise.owner_id) == (None, None)
    assert promise.text == "Wij bellen elk gezin"


def test_a_parent_sees_who_looked_at_the_own_data_and_child_and_never_the_other_parents_steps(
    cast: Cast,
) -> None:
    mother, father, yara = cast.parents["mother"], cast.parents["father"], cast.pupils["yara"]
    note("pupil.viewed", yara, by=cast.actor("teacher"))
    note("pupil.exported", yara, by=cast.actor("father"))
    note("pupil.changed", yara, by=cast.actor("mother"))
    note("parent.viewed", mother, by=cast.actor("leader"))
    note("parent.changed", father, by=cast.actor("leader"))
    note("relation.decided", cast.rows["relation_father_Yara"], by=cast.actor("leader"))
    note("relation.changed", cast.rows["relation_mother_Yara"], by=cast.actor("leader"))
    note("pupil.viewed", cast.pupils["far"], by=SYSTEM)

    seen = who_looked(parent_id=mother.pk, pupil_ids=[yara.pk])

    assert verbs(seen) == ["pupil.viewed", "pupil.changed", "parent.viewed", "relation.changed"]
    assert verbs(who_looked(pupil_id=yara.pk)) == ["pupil.viewed"]
    assert verbs(who_looked()) == []


def test_the_schools_lines_include_what_an_administrator_opened_there(cast: Cast) -> None:
    note("pupil.viewed", cast.pupils["yara"], by=SYSTEM)
    note("pupil.viewed", cast.pupils["pupil"], by=SYSTEM)
    for path in ("/school/de-vlieger/team/", "/school/de-brug/team/"):
        note("staff_session.request", cast.staff_session(), by=SYSTEM, path=path)

    lines = lines_of_school(cast.school.pk, cast.school.code)

    assert verbs(lines) == ["pupil.viewed", "staff_session.request"]
    assert between(lines, today(), today()).count() == 2
    assert between(lines, today() + timedelta(days=1), None).count() == 0
    assert between(lines, None, today() - timedelta(days=1)).count() == 0
