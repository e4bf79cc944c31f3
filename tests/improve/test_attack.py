"""Choosing as somebody who wants more than is his: figures of few, hours that are not there."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import pytest
from django.apps import apps
from django.test import Client
from icalendar import Calendar

from drieklank.audit.actions import SYSTEM
from drieklank.audit.erasure import erase_person
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.documents.word import word_file
from drieklank.improve.actions.plan import ActionWish, TooManyHoursError, add_action, start_plan
from drieklank.improve.actions.plan_action import set_state
from drieklank.improve.actions.plan_change import PlanWish, change_plan
from drieklank.improve.actions.plan_feeds import make_feed
from drieklank.improve.actions.plan_reminders import stop_reminders
from drieklank.improve.actions.readiness import GuidanceWish, ask_guidance
from drieklank.improve.actions.steering import ask_parent, ask_staff
from drieklank.improve.actions.track import write_note
from drieklank.improve.models import (
    CalendarFeed,
    GuidanceRequest,
    NoPlanMail,
    PlanAction,
    PrepTask,
    SteeringMember,
    StepAgreement,
    StepNote,
    Track,
)
from drieklank.improve.queries.plan_document import plan_document
from drieklank.improve.queries.plan_feeds import calendar_for
from drieklank.measure.models import Round
from drieklank.results.actions import publish
from drieklank.results.queries.report import report
from drieklank.schools.models import Membership, User
from tests.cast import Cast
from tests.improve.track_stage import make_track, page, step
from tests.results.conftest import closed_round


def test_adviser_reads_nothing_on_a_steps_papers_that_seven_parents_said(cast: Cast) -> None:
    """Ten answers must stand behind what leaves the school; the report keeps to that, so must its echo."""
    measured = closed_round(cast, parents=7, team=12)
    with open_every_tenant("test"):
        publish(measured, by=cast.actor("leader"))
        shared = Round.objects.get(pk=measured.pk)
        inside, outside = report(shared, 5), report(shared, 10)
    assert inside is not None
    assert outside is not None
    assert inside.headline != outside.headline
    row = step(make_track(cast, round=shared), "intake")
    for rest in ("", "vragen/", "papier/"):
        leader, adviser = page(cast, "leader", row, rest), page(cast, "adviser", row, rest)
        assert escape(inside.headline) in leader, rest
        assert escape(inside.headline) not in adviser, rest
        assert escape(outside.headline) in adviser, rest


def full_plan(cast: Cast) -> tuple[PlanAction, PlanAction]:
    """A plan of ten hours: an action of eight that was dropped, and one of eight in its place."""
    leader = cast.actor("leader")
    with open_every_tenant("test"):
        plan = start_plan(cast.school, by=leader)
        change_plan(plan, PlanWish(plan.title, 10), version=plan.version, by=leader)
        gone = add_action(plan, ActionWish("Soep", owner=cast.users["teacher"], hours=8), by=leader)
        set_state(gone, "dropped", "Geen keuken.", by=leader)
        there = add_action(plan, ActionWish("Bellen", hours=8), by=leader)
    return gone, there


@pytest.mark.parametrize("state", ["planned", "busy"])
def test_teacher_cannot_take_a_dropped_action_up_again_past_the_hours_of_the_team(
    cast: Cast, state: str
) -> None:
    gone, there = full_plan(cast)
    with open_every_tenant("test"), pytest.raises(TooManyHoursError) as told:
        set_state(gone, state, "Toch een keuken.", by=cast.actor("teacher"))
    assert (told.value.over, told.value.to_drop) == (6, [there])
    address = f"/school/de-vlieger/plan/actie/{gone.public_id}/stand/"
    sent = {"stand-state": state, "stand-outcome": "Toch", "stand-version": str(gone.version + 1)}
    answer = cast.client("teacher").post(address, sent)
    assert answer.status_code == 200
    assert "6 uur" in answer.content.decode()
    with open_every_tenant("test"):
        assert PlanAction.objects.get(pk=gone.pk).state == "dropped"


@pytest.fixture
def asked(cast: Cast) -> GuidanceRequest:
    """A request for guidance by the leader, who is its contact as well."""
    user = cast.users["leader"]
    wish = GuidanceWish(
        "Bureau Samen", "vraag@bureau.example", ("vision",), "in mei", user.name, user.email
    )
    with open_every_tenant("test"):
        return ask_guidance(cast.school, wish, by=cast.actor("leader"))


def test_erasing_who_asked_for_guidance_leaves_neither_name_nor_address(
    cast: Cast, asked: GuidanceRequest
) -> None:
    with open_every_tenant("test"):
        erase_person("user", cast.users["leader"].pk, SYSTEM, cast.school)
        assert not GuidanceRequest.objects.exists()


def test_erasing_a_parent_takes_her_seat_along_and_leaves_the_trajectory(cast: Cast) -> None:
    track = make_track(cast)
    with open_every_tenant("test"):
        ask_parent(track, cast.parents["mother"], by=cast.actor("leader"))
        erase_person("parent", cast.parents["mother"].pk, SYSTEM, cast.school)
        assert not SteeringMember.objects.exists()
        assert Track.objects.count() == 1


def test_erasing_a_colleague_empties_every_place_of_choosing_where_she_stands(cast: Cast) -> None:
    """All tables of improve that point at a person, at once; what the school made stays."""
    teacher = cast.users["teacher"]
    with open_every_tenant("test"):
        plan = start_plan(cast.school, by=cast.actor("leader"))
        action = add_action(plan, ActionWish("Bellen", owner=teacher), by=cast.actor("leader"))
        make_feed(teacher, cast.school, "own", by=cast.actor("teacher"))
        stop_reminders(teacher, cast.board, by=cast.actor("teacher"))
        row = step(make_track(cast), "intake")
        write_note(row, "Ik bel morgen.", by=cast.actor("teacher"))
        ask_staff(row.track, teacher, by=cast.actor("leader"))
        erase_person("user", teacher.pk, SYSTEM, cast.school)
        action.refresh_from_db()
        assert (action.title, action.owner_id) == ("Bellen", None)
        for model in (CalendarFeed, NoPlanMail, StepNote, SteeringMember):
            assert not model._default_manager.exists(), model
        left = [
            field
            for model in apps.get_app_config("improve").get_models()
            for field in model._meta.concrete_fields
            if field.related_model is User
            and model._default_manager.filter(**{field.name: teacher.pk}).exists()
        ]
        assert left == []


FORGED = {
    "voorbereiden/": {"text": "Bel", "owner": ""},
    "afspreken/": {"title": "Bel", "due_on": "2099-01-01", "hours": "1", "owner": ""},
}


@pytest.mark.parametrize("rest", FORGED)
@pytest.mark.parametrize("who", ["leader_elsewhere", "administrator"])
def test_person_of_elsewhere_is_given_nothing_to_do_by_a_forged_form(
    cast: Cast, rest: str, who: str
) -> None:
    row = step(make_track(cast), "intake")
    sent = FORGED[rest] | {"owner": str(cast.users[who].pk)}
    answer = cast.client("leader").post(f"/school/de-vlieger/traject/{row.public_id}/{rest}", sent)
    assert answer.status_code == 200
    with open_every_tenant("test"):
        assert not PrepTask.objects.filter(owner=cast.users[who]).exists()
        assert not StepAgreement.objects.exists()


def test_address_of_a_calendar_dies_with_the_role_and_with_a_new_one(cast: Cast) -> None:
    teacher = cast.users["teacher"]
    with open_every_tenant("test"):
        start_plan(cast.school, by=cast.actor("leader"))
        old = make_feed(teacher, cast.school, "plan", by=cast.actor("teacher"))
        new = make_feed(teacher, cast.school, "plan", by=cast.actor("teacher"))
        assert not CalendarFeed.objects.filter(secret_hash__in=[old, new]).exists()
    said = [Client().get(f"/agenda/{one}.ics").status_code for one in (old, new, old + new, "x")]
    assert said == [404, 200, 404, 404]
    with open_every_tenant("test"):
        Membership.objects.filter(user=teacher).update(ended_on=today() - timedelta(days=1))
    assert Client().get(f"/agenda/{new}.ics").status_code == 404


def test_line_end_in_a_title_adds_no_line_to_a_calendar(cast: Cast) -> None:
    evil = "Bellen\r\nEND:VEVENT\r\nATTACH:https://elders.example/;x,y"
    leader = cast.actor("leader")
    with open_every_tenant("test"):
        plan = start_plan(cast.school, by=leader)
        add_action(plan, ActionWish(evil, due_on=today()), by=leader)
        made = calendar_for(cast.school, "plan", cast.users["leader"])
        word = word_file(plan_document(plan, with_names=True), now())
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert "ATTACH" not in event
    assert made.count(b"END:VEVENT") - made.count(b"\\nEND:VEVENT") == 1
    assert word.startswith(b"PK")
