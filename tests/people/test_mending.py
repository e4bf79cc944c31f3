"""Pupils, parents and relations mended by hand: what changes, what is written down, what closes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.conf import settings

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.people.actions.families import (
    add_parent,
    add_relation,
    change_parent,
    change_relation,
    end_relation,
)
from drieklank.people.actions.pupils import (
    add_pupil,
    change_pupil,
    move_pupil,
    pupil_leaves,
    pupil_returns,
)
from drieklank.people.models import (
    AccessCode,
    Enrolment,
    Parent,
    ParentChildRelation,
    PersonSession,
    Pupil,
)
from tests.cast import Cast

YESTERDAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _all_boards(db: None):
    with open_every_tenant("test"):
        yield


def last_line() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


def ledger() -> list[dict[str, object]]:
    if not settings.LEDGER_FILE.exists():
        return []
    return [json.loads(line) for line in settings.LEDGER_FILE.read_text().splitlines()]


def relation(cast: Cast, who: str = "father") -> ParentChildRelation:
    return ParentChildRelation.objects.select_related("pupil").get(parent=cast.parents[who])


# -- pupils ----------------------------------------------------------------------------------------
def test_a_new_pupil_sits_in_the_group_from_today_and_the_line_names_no_value(cast: Cast) -> None:
    pupil = add_pupil(
        cast.school,
        {"first_name": "Nina", "last_name": "Nieuw", "year_group": "6"},
        cast.group,
        by=cast.actor("leader"),
    )

    place = Enrolment.objects.get(pupil=pupil)
    assert (place.class_group, place.started_on, place.ended_on) == (cast.group, today(), None)
    line = last_line()
    assert (line.verb, line.pupil_id, line.actor_id) == (
        "pupil.added",
        pupil.pk,
        cast.users["leader"].pk,
    )
    assert "Nina" not in json.dumps(line.facts)


def test_only_what_differs_is_written_down_and_nothing_where_nothing_differs(cast: Cast) -> None:
    yara = cast.pupils["yara"]
    before = AuditEvent.objects.count()

    assert change_pupil(yara, {"first_name": "Yara"}, by=cast.actor("leader")) == []
    assert AuditEvent.objects.count() == before
    changed = change_pupil(yara, {"first_name": "Yaara", "email": ""}, by=cast.actor("leader"))

    assert changed == ["first_name"]
    assert Pupil.objects.get(pk=yara.pk).first_name == "Yaara"
    assert last_line().facts == {"fields": ["first_name"]}


def test_another_group_ends_the_old_place_and_keeps_it_as_history(cast: Cast) -> None:
    yara = cast.pupils["yara"]

    assert move_pupil(yara, cast.group, by=cast.actor("leader")) is False
    assert move_pupil(yara, cast.other_group, by=cast.actor("leader")) is True

    places = list(Enrolment.objects.filter(pupil=yara).order_by("pk"))
    assert [(p.class_group, p.ended_on) for p in places] == [
        (cast.group, today() - YESTERDAY),
        (cast.other_group, None),
    ]


def test_a_place_put_right_the_same_day_leaves_no_history_of_a_slip(cast: Cast) -> None:
    pupil = add_pupil(
        cast.school, {"first_name": "N", "last_name": "N"}, cast.group, by=cast.actor("leader")
    )

    move_pupil(pupil, cast.other_group, by=cast.actor("leader"))

    assert [p.class_group for p in Enrolment.objects.filter(pupil=pupil)] == [cast.other_group]


def test_a_pupil_who_leaves_keeps_the_relations_and_can_come_back(cast: Cast) -> None:
    yara = cast.pupils["yara"]
    PersonSession.objects.create(
        board=cast.board, secret_hash="h", pupil=yara, last_seen_on=today(), expires_at=now()
    )

    pupil_leaves(yara, today(), by=cast.actor("leader"))

    assert Pupil.objects.get(pk=yara.pk).left_on == today() + YESTERDAY
    assert Enrolment.objects.get(pupil=yara).ended_on == today()
    assert ParentChildRelation.objects.filter(pupil=yara, ended_on=None).count() == 2
    assert not PersonSession.objects.filter(pupil=yara).exists()

    pupil_returns(yara, cast.other_group, by=cast.actor("leader"))
    assert Pupil.objects.get(pk=yara.pk).left_on is None
    assert Enrolment.objects.filter(pupil=yara).count() == 2


def test_withdrawn_consent_of_an_adult_pupil_outlives_an_older_backup(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    pupil = cast.pupils["pupil"]
    Pupil.objects.filter(pk=pupil.pk).update(shares_with_parents=True)
    pupil.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        change_pupil(pupil, {"shares_with_parents": False}, by=cast.actor("leader"))

    assert ledger()[-1]["set"] == {"shares_with_parents": False}


# -- parents ---------------------------------------------------------------------------------------
def test_another_address_signs_the_parent_out_and_closes_mailed_codes(cast: Cast) -> None:
    mother = cast.parents["mother"]
    cast.client("mother")
    AccessCode.objects.create(
        board=cast.board, code_hash="c", parent=mother, purpose="mail", expires_at=now()
    )

    change_parent(mother, {"phone": "06 1"}, school=cast.school, by=cast.actor("leader"))
    assert PersonSession.objects.filter(parent=mother).exists()
    change_parent(
        mother, {"email": "nieuw@thuis.example"}, school=cast.school, by=cast.actor("leader")
    )

    assert not PersonSession.objects.filter(parent=mother).exists()
    assert not AccessCode.objects.filter(parent=mother).exists()
    line = last_line()
    assert (line.verb, line.school_id, line.parent_id) == (
        "parent.changed",
        cast.school.pk,
        mother.pk,
    )


def test_a_new_parent_belongs_to_the_board_and_is_reached_through_the_child(cast: Cast) -> None:
    parent = add_parent(cast.school, {"last_name": "Nieuw"}, by=cast.actor("leader"))
    row = add_relation(parent, cast.pupils["yara"], {}, by=cast.actor("leader"))

    assert Parent.objects.get(pk=parent.pk).board == cast.board
    assert (row.started_on, row.decided_by_hand) == (today(), False)


@pytest.mark.parametrize("values", [{"authority": "full"}, {"information_right": "on_request"}])
def test_what_is_said_about_authority_at_the_start_is_decided_by_hand(
    cast: Cast, values: dict[str, str]
) -> None:
    row = add_relation(
        cast.parents["teacher_home"], cast.pupils["yara"], values, by=cast.actor("leader")
    )

    assert row.decided_by_hand is True


def test_a_decision_about_authority_is_marked_and_a_language_is_not(cast: Cast) -> None:
    row = relation(cast)

    change_relation(row, {"preferred_language": "en"}, by=cast.actor("leader"))
    assert (row.decided_by_hand, last_line().verb) == (False, "relation.changed")
    change_relation(row, {"authority": "none"}, by=cast.actor("leader"))

    saved = ParentChildRelation.objects.get(pk=row.pk)
    assert (saved.decided_by_hand, saved.authority) == (True, "none")
    assert last_line().verb == "relation.decided"
    assert last_line().school_id == cast.school.pk


def test_a_blocked_parent_stays_blocked_after_an_older_backup(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    row = relation(cast)
    values = {
        "information_right": "blocked",
        "blocked_reason": "Uitspraak van de rechter",
        "review_on": today() + timedelta(days=90),
    }

    with django_capture_on_commit_callbacks(execute=True):
        change_relation(row, values, by=cast.actor("leader"))

    line = ledger()[-1]
    assert (line["kind"], line["model"], line["id"]) == (
        "revoke",
        "people.ParentChildRelation",
        row.pk,
    )
    assert line["set"]["information_right"] == "blocked"
    assert "rechter" not in json.dumps(line)
    # What the ledger would put back passes the table's own condition.
    ParentChildRelation.objects.filter(pk=row.pk).update(**line["set"])


def test_an_ended_relation_signs_out_a_parent_without_another_child(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    row = relation(cast)
    cast.client("father")
    AccessCode.objects.create(
        board=cast.board, code_hash="c", relation=row, purpose="print", expires_at=now()
    )

    with django_capture_on_commit_callbacks(execute=True):
        end_relation(row, by=cast.actor("leader"))

    assert ParentChildRelation.objects.get(pk=row.pk).ended_on == today() - YESTERDAY
    assert not PersonSession.objects.filter(parent=cast.parents["father"]).exists()
    assert not AccessCode.objects.filter(relation=row).exists()
    assert ledger()[-1]["set"] == {"ended_on": (today() - YESTERDAY).isoformat()}


def test_a_parent_with_another_child_stays_signed_in(cast: Cast) -> None:
    father = cast.parents["father"]
    ParentChildRelation.objects.create(
        board=cast.board, parent=father, pupil=cast.pupils["own_child"], started_on=today()
    )
    cast.client("father")

    end_relation(relation_of_yara(father), by=cast.actor("leader"))

    assert PersonSession.objects.filter(parent=father).exists()


def relation_of_yara(father: Parent) -> ParentChildRelation:
    rows = ParentChildRelation.objects.select_related("pupil")
    return rows.get(parent=father, pupil__first_name="Yara")


def test_the_same_two_can_start_again_after_an_end(cast: Cast) -> None:
    row = relation(cast)
    end_relation(row, by=cast.actor("leader"))

    again = add_relation(row.parent, row.pupil, {}, by=cast.actor("leader"))

    assert again.pk != row.pk
