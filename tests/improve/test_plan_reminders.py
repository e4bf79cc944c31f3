"""Owners hear once before the day and once after it, at most one mail a week, and never after they said no."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.config.schedule import SCHEDULE, Daily
from drieklank.improve.actions.plan import ActionWish, add_action, ensure_plan
from drieklank.improve.models import Plan, PlanAction
from drieklank.improve.rules.plan_reminders import Kind, Reminder, Term, due
from drieklank.improve.tasks import daily_improve
from drieklank.outbox.models import Message
from drieklank.outbox.rules import Quiet
from drieklank.outbox.tasks import send_waiting
from drieklank.schools.models import Membership
from tests.cast import Cast

NOW = date(2027, 1, 11)


def term(days: int, action: int = 1, owner: int = 1, state: str = "planned") -> Term:
    return Term(action, owner, state, NOW + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "kind"),
    [(8, None), (7, Kind.SOON), (0, Kind.SOON), (-1, Kind.LATE), (-90, Kind.LATE)],
)
def test_what_there_is_to_say_about_a_day(days: int, kind: Kind | None) -> None:
    found = due([term(days)], set(), {}, NOW)
    assert [one.kind for ones in found.values() for one in ones] == ([kind] if kind else [])


def test_what_is_done_or_dropped_is_never_told() -> None:
    terms = [term(-1, 1, state="done"), term(2, 2, state="dropped")]
    assert due(terms, set(), {}, NOW) == {}


def test_another_day_is_told_anew() -> None:
    said = {Reminder(1, 1, Kind.SOON, NOW + timedelta(days=3))}
    assert due([term(3)], said, {}, NOW) == {}
    assert len(due([term(4)], said, {}, NOW)[1]) == 1


days_ahead = st.integers(-30, 30)


@given(st.lists(st.tuples(days_ahead, st.integers(1, 3)), max_size=12), st.integers(1, 60))
def test_nobody_gets_two_mails_within_a_week_and_nothing_is_told_twice(
    given_terms: list[tuple[int, int]], length: int
) -> None:
    terms = [term(days, n, owner) for n, (days, owner) in enumerate(given_terms)]
    said: set[Reminder] = set()
    last: dict[int, date] = {}
    mails: dict[int, list[date]] = {}
    for offset in range(length):
        day = NOW + timedelta(days=offset)
        for owner, reminders in due(terms, said, last, day).items():
            assert not said & set(reminders)
            said |= set(reminders)
            last[owner] = day
            mails.setdefault(owner, []).append(day)
    for days in mails.values():
        gaps = [(b - a).days for a, b in pairwise(days)]
        assert all(gap >= 7 for gap in gaps)


# -- the mails ------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _sends(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.QUIET = Quiet(0, 0, sunday=False)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    with open_every_tenant("test"):
        found = ensure_plan(cast.school, by=cast.actor("leader"))
        Plan.objects.filter(pk=found.pk).update(state="running")
        return Plan.objects.get(pk=found.pk)


def put(cast: Cast, plan: Plan, title: str, days: int, who: str = "teacher") -> PlanAction:
    wish = ActionWish(title, owner=cast.users[who], due_on=today() + timedelta(days=days))
    with open_every_tenant("test"):
        return add_action(plan, wish, by=cast.actor("leader"))


def queued() -> list[Message]:
    with open_every_tenant("test"):
        return list(Message.objects.filter(template="plan-reminder").order_by("pk"))


def test_one_mail_tells_all_actions_of_a_person(cast: Cast, plan: Plan) -> None:
    put(cast, plan, "Bel alle ouders", 5)
    put(cast, plan, "Lees de gids", -2)
    put(cast, plan, "Nog lang niet", 30)
    put(cast, plan, "Van een ander", 3, "leader")
    daily_improve.func()
    daily_improve.func()
    send_waiting.func()
    assert len(queued()) == 2
    (mine,) = [one for one in mail.outbox if one.to == [cast.users["teacher"].email]]
    assert "Bel alle ouders (klaar op" in mine.body
    assert "Lees de gids (zou klaar zijn op" in mine.body
    assert "Nog lang niet" not in mine.body
    assert "Van een ander" not in mine.body
    assert "/herinneringen/" in mine.body


def test_a_second_mail_waits_a_week(cast: Cast, plan: Plan) -> None:
    put(cast, plan, "Bel alle ouders", 5)
    daily_improve.func()
    put(cast, plan, "Lees de gids", 2)
    daily_improve.func()
    assert len(queued()) == 1
    start = today()
    with time_machine.travel(start + timedelta(days=7), tick=False):
        daily_improve.func()
    second = queued()[1].fields["actions"]
    assert "Bel alle ouders (zou klaar zijn op" in second
    assert "Lees de gids (zou klaar zijn op" in second


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_plan_that_does_not_run_reminds_nobody(cast: Cast, plan: Plan, state: str) -> None:
    put(cast, plan, "Bel alle ouders", 2)
    with open_every_tenant("test"):
        Plan.objects.filter(pk=plan.pk).update(state=state)
    daily_improve.func()
    assert queued() == []


def test_mail_that_waits_for_the_morning_is_dropped_when_the_plan_closes_first(
    cast: Cast, plan: Plan
) -> None:
    put(cast, plan, "Bel alle ouders", 2)
    daily_improve.func()
    with open_every_tenant("test"):
        Plan.objects.filter(pk=plan.pk).update(state="closed")
    send_waiting.func()
    assert mail.outbox == []


def test_colleague_who_left_is_not_reminded(cast: Cast, plan: Plan) -> None:
    put(cast, plan, "Bel alle ouders", 2)
    with open_every_tenant("test"):
        gone = today() - timedelta(days=1)
        Membership.objects.filter(user=cast.users["teacher"]).update(ended_on=gone)
    daily_improve.func()
    assert queued() == []


def test_link_in_the_mail_stops_them_by_a_press_and_never_by_opening(
    cast: Cast, plan: Plan
) -> None:
    put(cast, plan, "Bel alle ouders", 2)
    daily_improve.func()
    send_waiting.func()
    start = mail.outbox[0].body.index("/herinneringen/")
    path = mail.outbox[0].body[start:].split()[0]
    nobody = cast.client("nobody")
    assert "Stop de herinneringen" in nobody.get(path).content.decode()
    put(cast, plan, "Lees de gids", 1)
    assert "Je krijgt geen herinneringen meer" in nobody.post(path).content.decode()
    with time_machine.travel(today() + timedelta(days=9), tick=False):
        daily_improve.func()
    assert len(queued()) == 1
    assert "Stop de herinneringen" in nobody.post(path, {"aan": "1"}).content.decode()
    with time_machine.travel(today() + timedelta(days=9), tick=False):
        daily_improve.func()
    assert len(queued()) == 2


def test_altered_link_stops_nobody(cast: Cast) -> None:
    assert cast.client("nobody").post("/herinneringen/1-1.onzin/").status_code == 404


def test_own_page_switches_them_off_and_on(cast: Cast, plan: Plan) -> None:
    put(cast, plan, "Bel alle ouders", 2)
    client, page = cast.client("teacher"), "/school/de-vlieger/plan/agenda/"
    said = client.post(f"{page}herinneringen/", follow=True).content.decode()
    assert "Herinner mij weer" in said
    daily_improve.func()
    assert queued() == []
    client.post(f"{page}herinneringen/", {"aan": "1"})
    daily_improve.func()
    assert len(queued()) == 1


def test_reminding_is_done_every_day() -> None:
    assert Daily("drieklank.improve.tasks.daily_improve", hour=8) in SCHEDULE
