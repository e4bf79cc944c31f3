"""The plan in somebody's own calendar: valid, the same event for ever, and nothing about anybody."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.actions.plan import ActionWish, add_action, ensure_plan
from drieklank.improve.models import CalendarFeed, PlanAction
from drieklank.improve.rules.plan_calendar import Entry, calendar_of
from drieklank.schools.models import Membership, User
from tests.cast import Cast

PAGE = "/school/de-vlieger/plan/agenda/"
MADE = datetime(2026, 11, 2, 9, 30, 15, 123, tzinfo=UTC)


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_event_is_a_whole_day_with_the_end_on_the_day_after() -> None:
    (event,) = events(calendar_of("Plan", [Entry("a@x", "Bel; ouders, nu", *DAYS)], MADE))
    assert str(event["summary"]) == "Bel; ouders, nu"
    assert event["dtstart"].dt == date(2027, 3, 5)
    assert event["dtend"].dt == date(2027, 3, 6)
    assert event["dtstamp"].dt == MADE.replace(microsecond=0)
    assert event["summary"].params["LANGUAGE"] == "nl"


DAYS = (date(2027, 3, 5), date(2027, 3, 5))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120), max_size=8))
def test_any_title_comes_back_as_it_was_and_no_line_is_too_long(titles: list[str]) -> None:
    entries = [Entry(f"{n:02}@x", title, *DAYS) for n, title in enumerate(titles)]
    content = calendar_of("Plan", entries, MADE)
    assert [str(event["summary"]) for event in events(content)] == titles
    assert content.count(b"\r\n") == content.count(b"\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_dropped_action_is_cancelled_in_a_calendar_that_had_it() -> None:
    (event,) = events(calendar_of("Plan", [Entry("a@x", "Bel", *DAYS, 3, is_dropped=True)], MADE))
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 3)


@pytest.fixture
def actions(cast: Cast) -> dict[str, PlanAction]:
    leader = cast.actor("leader")
    with open_every_tenant("test"):
        plan = ensure_plan(cast.school, by=leader)
        day = today()
        mine = ActionWish(
            "Bel alle ouders",
            owner=cast.users["teacher"],
            starts_on=day,
            due_on=day + timedelta(days=20),
        )
        other = ActionWish("Lees de gids", owner=cast.users["leader"], due_on=day)
        loose = ActionWish("Nog geen dag")
        return {
            "mine": add_action(plan, mine, by=leader),
            "other": add_action(plan, other, by=leader),
            "loose": add_action(plan, loose, by=leader),
        }


def feed_path(content: str) -> str:
    """The path of the address that a page shows."""
    start = content.index('value="http') + len('value="')
    address = content[start : content.index('"', start)]
    return "/" + address.split("/", 3)[3]


def test_own_calendar_holds_the_own_actions_and_no_name_of_anybody(
    cast: Cast, actions: dict[str, PlanAction]
) -> None:
    response = cast.client("teacher").get(f"{PAGE}mijn-acties.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    titles = [str(event["summary"]) for event in events(response.content)]
    assert titles == ["Begin: Bel alle ouders", "Klaar: Bel alle ouders"]
    whole = cast.client("teacher").get(f"{PAGE}plan.ics").content.decode()
    for person in cast.users.values():
        assert str(person) not in whole


def test_address_works_without_signing_in_until_it_is_revoked(
    cast: Cast, actions: dict[str, PlanAction]
) -> None:
    teacher, nobody = cast.client("teacher"), cast.client("nobody")
    made = teacher.post(f"{PAGE}plan/maak/")
    path = feed_path(made.content.decode())
    assert made.headers["Cache-Control"] == "no-store"
    first = nobody.get(path)
    titles = {str(event["summary"]) for event in events(first.content)}
    assert titles == {
        "Begin: Bel alle ouders", "Klaar: Bel alle ouders", "Klaar: Lees de gids",
    }  # fmt: skip
    uids = {str(event["uid"]) for event in events(first.content)}
    assert uids == {str(event["uid"]) for event in events(nobody.get(path).content)}
    assert path not in teacher.get(PAGE).content.decode()
    teacher.post(f"{PAGE}plan/stop/")
    assert nobody.get(path).status_code == 404


def test_new_address_ends_the_old_one_and_only_a_hash_is_kept(
    cast: Cast, actions: dict[str, PlanAction]
) -> None:
    client = cast.client("teacher")
    old = feed_path(client.post(f"{PAGE}plan/maak/").content.decode())
    new = feed_path(client.post(f"{PAGE}plan/maak/").content.decode())
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    secret = new.removeprefix("/agenda/").removesuffix(".ics")
    with open_every_tenant("test"):
        row = CalendarFeed.objects.get()
        assert AuditEvent.objects.filter(verb="plan.feed_made").count() == 2
    assert len(secret) >= 43
    assert secret not in {str(value) for value in vars(row).values()}


def test_colleague_who_left_the_school_reads_nothing_any_more(
    cast: Cast, actions: dict[str, PlanAction]
) -> None:
    path = feed_path(cast.client("teacher").post(f"{PAGE}plan/maak/").content.decode())
    with open_every_tenant("test"):
        yesterday = today() - timedelta(days=1)
        Membership.objects.filter(user=cast.users["teacher"]).update(ended_on=yesterday)
    assert cast.client("nobody").get(path).status_code == 404


def test_person_whose_account_was_closed_reads_nothing_any_more(
    cast: Cast, actions: dict[str, PlanAction]
) -> None:
    path = feed_path(cast.client("teacher").post(f"{PAGE}plan/maak/").content.decode())
    User.objects.filter(pk=cast.users["teacher"].pk).update(is_active=False)
    assert cast.client("nobody").get(path).status_code == 404


def test_wrong_secret_and_wrong_kind_say_nothing(cast: Cast) -> None:
    assert cast.client("nobody").get(f"/agenda/{'x' * 43}.ics").status_code == 404
    assert cast.client("teacher").get(f"{PAGE}alles.ics").status_code == 404
    assert cast.client("teacher").get(PAGE).status_code == 200
