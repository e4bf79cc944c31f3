"""A round from plan to close: whom it invites, what it sends, what it leaves behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions, queries, tasks
from drieklank.measure.keys import store
from drieklank.measure.models import (
    Envelope,
    Invitation,
    Role,
    Round,
    RoundState,
)
from drieklank.outbox.models import Message
from drieklank.people.models import ParentChildRelation
from tests.cast import Cast
from tests.measure.conftest import Held

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _every_tenant() -> Any:
    with open_every_tenant("test"):
        yield


def planned(cast: Cast, **shift: int) -> Round:
    day = today() + timedelta(days=shift.get("opens", 0))
    return actions.plan_round(cast.school, "baseline", day, day + timedelta(days=18), by=SYSTEM)


def test_plan_fixes_questionnaires_dates_and_code_and_invites_nobody(cast: Cast) -> None:
    row = planned(cast, opens=3)
    assert (row.state, row.code) == (RoundState.PLANNED, f"de-vlieger-{row.school_year.name[:4]}")
    assert row.roles == [Role.PARENTS, Role.TEAM]
    assert [len(days) for days in (row.remind_on,)] == [2]
    assert Invitation.objects.count() == 0
    assert store().has(row.public_id) is False


def test_second_round_of_an_instrument_at_the_same_time_is_refused(cast: Cast) -> None:
    planned(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        planned(cast)


def test_plan_in_no_school_year_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.NoSchoolYearError):
        planned(cast, opens=800)


def test_plan_can_be_taken_back_until_it_is_opened(cast: Cast) -> None:
    row = planned(cast)
    actions.drop_plan(row, by=SYSTEM)
    assert Round.objects.count() == 0
    row = actions.open_round(planned(cast), by=SYSTEM)
    with pytest.raises(actions.WrongStateError):
        actions.drop_plan(row, by=SYSTEM)


def test_opening_invites_every_parent_of_the_school_once_and_its_team(held: Held) -> None:
    parents, team = held.invitations(), held.invitations(Role.TEAM)
    people = held.cast.parents
    assert {people[name].pk for name in ("mother", "father", "teacher_home")} <= {
        invitation.parent_id for invitation in parents
    }
    assert people["parent_of_sixteen"].pk not in {row.parent_id for row in parents}
    assert (len(parents), len(team)) == (13, 4)
    assert {row.user_id for row in team} == {
        held.cast.users[name].pk for name in ("leader", "teacher", "teacher_parent", "care")
    }
    sizes = [row.family_size for row in parents]
    assert (sizes.count(2), sizes.count(1)) == (6, 7)


def test_secrets_stand_nowhere_in_the_database(held: Held) -> None:
    """Everything a reader of the tables gets to see: no link, no code, no key."""
    invitation = held.invitations()[0]
    link, code = held.link(invitation), held.code(invitation)
    material = store().load(held.round.public_id).material
    for model in (Invitation, Message, Round):
        for row in model.objects.values_list():
            assert link not in str(row)
            assert code not in str(row)
            assert str(material) not in str(row)


def test_mails_are_queued_in_the_language_of_the_parent_without_a_link(held: Held) -> None:
    rows = Message.objects.filter(template="invitation-parents")
    mother = rows.get(to="mother@thuis.example")
    assert (rows.count(), mother.language, mother.filler) == (13, "ar", "measure.invitation")
    assert "link" not in mother.fields
    assert Message.objects.filter(template="invitation-team").count() == 4


def test_link_is_filled_in_only_while_sending_and_not_for_who_may_not_know_any_more(
    held: Held,
) -> None:
    mother = held.cast.parents["mother"]
    invitation = Invitation.objects.get(parent=mother)
    fields = queries.secret_fields(str(invitation.pk))
    assert fields == {
        "link": f"http://testserver/v/{held.link(invitation)}",
        "stop": queries.stop_link(mother),
    }
    relation = ParentChildRelation.objects.get(parent=mother)
    relation.information_right, relation.blocked_reason = "blocked", "uitspraak van de rechter"
    relation.save()
    assert queries.secret_fields(str(invitation.pk)) is None


def test_every_queued_message_has_all_fields_of_its_text(held: Held) -> None:
    from drieklank.content.queries import message  # noqa: PLC0415 -- only this test reads texts

    for row in Message.objects.all():
        secret = queries.secret_fields(row.filler_ref) or {}
        assert set(row.fields) | set(secret) == set(message(row.template).fields)


def test_reminders_go_to_who_has_not_answered_by_then_and_only_once(held: Held) -> None:
    answered = held.invitations()[1]
    held.answer(answered)
    Message.objects.all().delete()
    assert actions.send_reminders(held.round) == 0
    first, second = (now() + timedelta(days=days) for days in (10, 16))
    with time_machine.travel(first):
        assert actions.send_reminders(held.round) == 16
        assert actions.send_reminders(held.fresh()) == 0
    with time_machine.travel(second):
        assert actions.send_reminders(held.fresh()) == 16
    templates = Message.objects.values_list("template", flat=True)
    assert sorted(set(templates)) == [
        "reminder-parents-1",
        "reminder-parents-2",
        "reminder-team-1",
        "reminder-team-2",
    ]
    assert answered.parent.email not in Message.objects.values_list("to", flat=True)


def test_log_of_reminders_does_not_say_who_was_reminded(held: Held) -> None:
    """Who was reminded had not answered: that may not outlive the round."""
    Message.objects.all().delete()
    with time_machine.travel(now() + timedelta(days=10)):
        actions.send_reminders(held.round)
    assert set(Message.objects.values_list("parent_id", "user_id")) == {(None, None)}


def test_counts_are_refreshed_once_a_day_and_never_live(held: Held) -> None:
    for invitation in held.invitations()[:6]:
        held.answer(invitation)
    assert actions.refresh_counts(held.round) is False
    assert queries.response_shown(held.round)[0].total.answered is None
    with time_machine.travel(now() + timedelta(days=1)):
        assert actions.refresh_counts(held.round) is True
        assert actions.refresh_counts(held.round) is False
    assert queries.response_shown(held.round)[0].total.answered == 6
    assert queries.response_shown(held.round)[0].total.invited == 13


def test_double_submission_keeps_one_envelope(held: Held) -> None:
    invitation = held.invitations()[0]
    assert [held.answer(invitation, step) for step in (1, 4)] == [True, False]
    assert Envelope.objects.count() == 1


def test_mark_and_envelope_are_saved_together_or_not_at_all(held: Held) -> None:
    """A mark without an envelope would lose an answer for good: the parent is told it was sent."""
    invitation = held.invitations()[0]
    taken = store().load(held.round.public_id).envelope_id(invitation.pk)
    with open_every_tenant("test"):
        Envelope.objects.create(
            id=taken, board=held.round.board, round=held.round, role=Role.PARENTS, sealed=b"x"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        held.answer(invitation)
    assert Invitation.objects.filter(answered=True).count() == 0


def test_daily_work_opens_reminds_counts_and_closes_by_date(cast: Cast) -> None:
    row = planned(cast, opens=2)
    start = now()
    run = tasks.daily_rounds.func
    run()
    row.refresh_from_db()
    assert row.state == RoundState.PLANNED
    with time_machine.travel(start + timedelta(days=2)):
        run()
        run()
    row = Round.objects.get(pk=row.pk)
    assert row.state == RoundState.OPEN
    invited = Message.objects.count()
    assert invited == Invitation.objects.count()
    with time_machine.travel(start + timedelta(days=12)):
        run()
        run()
    assert Message.objects.filter(template__startswith="reminder").count() == invited
    with time_machine.travel(start + timedelta(days=20)):
        run()
    assert Round.objects.get(pk=row.pk).state == RoundState.OPEN
    with time_machine.travel(start + timedelta(days=21)):
        run()
    assert Round.objects.get(pk=row.pk).state == RoundState.CLOSED
    assert Invitation.objects.count() == 0


def test_summary_for_machines_hides_small_counts(held: Held) -> None:
    assert queries.summary(held.round) == {
        "code": held.round.code,
        "school": "De Vlieger",
        "school_code": "de-vlieger",
        "instrument": "baseline",
        "name": "nulmeting",
        "state": "open",
        "opens_on": held.round.opens_on.isoformat(),
        "closes_on": held.round.closes_on.isoformat(),
        "counts": {
            "parents": {"invited": 13, "answered": None},
            "team": {"invited": 4, "answered": None},
        },
    }
