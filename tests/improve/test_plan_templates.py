"""Taking over a plan: real days, all or nothing within the hours, and never the same action twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from drieklank.audit.models import AuditEvent
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import plan_templates
from drieklank.content.schema.plan_template import Anchor
from drieklank.improve.actions.plan import ensure_plan
from drieklank.improve.models import Plan, PlanAction
from drieklank.improve.rules.plan_templates import dated, outside, working_day
from tests.cast import Cast

PAGE = "/school/de-vlieger/plan/voorbeelden/"
GOOD_START = f"{PAGE}good-start/"
DAYS = {"school_year": "2026-11-30"}
ALL = ["calendar", "names", "group-evening", "start-talks", "good-news", "look-back"]


@pytest.fixture(autouse=True)
def _on_a_day_in_november() -> Iterator[None]:
    """The days below are days of one school year."""
    with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=False):
        yield


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_day_in_a_weekend_moves_to_the_monday_and_no_other_day_moves(day: date) -> None:
    moved = working_day(day)
    assert moved.weekday() < 5
    assert (moved - day).days == {5: 2, 6: 1}.get(day.weekday(), 0)


def test_weeks_count_from_the_day_that_the_action_belongs_to() -> None:
    template = plan_templates().found["lob-with-parents"]
    start, evening = date(2026, 9, 7), date(2026, 11, 12)
    days = {Anchor.START: start, Anchor.PARENT_EVENING: evening}
    found = {one.action.key: one for one in dated(template, days)}
    assert found["what-we-ask"].due_on == start + timedelta(weeks=3)
    assert found["home-task"].starts_on == evening - timedelta(weeks=3)
    assert (found["evening"].starts_on, found["evening"].due_on) == (evening, evening)


def test_action_beyond_the_school_year_is_named() -> None:
    template = plan_templates().found["good-start"]
    found = dated(template, {Anchor.SCHOOL_YEAR: date(2027, 6, 1)})
    late = outside(found, date(2026, 8, 1), date(2027, 7, 31))
    assert late == ("Bel elk gezin met iets moois", "Kijk na tien weken wie je nog niet sprak")


# -- the pages -----------------------------------------------------------------------------------------


def rows() -> list[PlanAction]:
    with open_every_tenant("test"):
        return list(PlanAction.objects.order_by("place"))


def limit(cast: Cast, hours: int) -> None:
    with open_every_tenant("test"):
        plan = ensure_plan(cast.school, by=cast.actor("leader"))
        Plan.objects.filter(pk=plan.pk).update(hours_limit=hours)


def test_primary_school_sees_no_plan_for_secondary_schools(cast: Cast) -> None:
    shown = cast.client("leader").get(PAGE).content.decode()
    assert "Van groep 8 naar de brugklas" in shown
    assert "Samen kiezen: loopbaan met ouders" not in shown
    assert cast.client("leader").get(f"{PAGE}lob-with-parents/").status_code == 404


def test_days_are_shown_before_anything_is_taken_over(cast: Cast) -> None:
    client = cast.client("leader")
    empty = client.get(GOOD_START).content.decode()
    assert "Neem over in ons plan" not in empty
    shown = client.get(GOOD_START, DAYS).content.decode()
    assert "14 december 2026" in shown  # two weeks after the first day
    assert "Vakanties kent deze bladzijde niet" in shown
    assert rows() == []


def test_teacher_reads_the_days_and_cannot_take_over(cast: Cast) -> None:
    shown = cast.client("teacher").get(GOOD_START, DAYS).content.decode()
    assert "14 december 2026" in shown
    assert "Neem over in ons plan" not in shown
    refused = cast.client("teacher").post(f"{GOOD_START}overnemen/", DAYS | {"acties": ALL})
    assert refused.status_code == 404
    assert rows() == []


def test_ticked_actions_stand_in_the_plan_with_days_owners_in_words_and_what_parents_notice(
    cast: Cast,
) -> None:
    data = DAYS | {"acties": ["names", "good-news"]}
    response = cast.client("leader").post(f"{GOOD_START}overnemen/", data)
    assert response.headers["Location"] == "/school/de-vlieger/plan/"
    names, calls = rows()
    assert (names.title, names.due_on) == (
        "Leer de namen van alle ouders van je groep",
        date(2026, 12, 14),
    )
    assert (calls.activity, calls.hours, calls.source) == ("positive-phone-round", 22, "template")
    assert calls.source_ref == "good-start:good-news"
    assert calls.owner is None
    assert calls.owner_words == "alle leerkrachten en mentoren"
    assert calls.for_parents.startswith("U krijgt een telefoontje")
    with open_every_tenant("test"):
        assert AuditEvent.objects.filter(verb="plan.template_taken").count() == 1


def test_what_was_taken_over_is_not_taken_twice_and_says_so(cast: Cast) -> None:
    client = cast.client("leader")
    client.post(f"{GOOD_START}overnemen/", DAYS | {"acties": ["names"]})
    client.post(f"{GOOD_START}overnemen/", DAYS | {"acties": ["names", "calendar"]})
    assert [row.source_ref for row in rows()] == ["good-start:names", "good-start:calendar"]
    assert "Staat al in het plan" in client.get(GOOD_START, DAYS).content.decode()


def test_too_many_hours_writes_nothing_keeps_ticks_and_days_and_says_what_fits(cast: Cast) -> None:
    limit(cast, 60)
    data = DAYS | {"acties": ["names", "start-talks"]}
    response = cast.client("leader").post(f"{GOOD_START}overnemen/", data)
    shown = response.content.decode()
    assert response.status_code == 422
    assert "dat is 30 uur meer dan het team dit jaar heeft" in shown
    assert "Voer met elk gezin een startgesprek" in shown
    assert 'value="2026-11-30"' in shown
    assert 'value="names" checked' in shown
    assert 'value="good-news" checked' not in shown
    assert rows() == []


def test_what_is_said_to_fit_does_fit(cast: Cast) -> None:
    limit(cast, 60)
    client = cast.client("leader")
    shown = client.post(f"{GOOD_START}overnemen/", DAYS | {"acties": ALL}).content.decode()
    start = shown.index("Het past als je")
    told = shown[start : shown.index("</p>", start)]
    template = plan_templates().found["good-start"]
    left = [one.key for one in template.actions if f"‘{one.title}’" not in told]
    assert 0 < len(left) < len(ALL)
    client.post(f"{GOOD_START}overnemen/", DAYS | {"acties": left})
    assert {row.source_ref.partition(":")[2] for row in rows()} == set(left)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({}, "Wat is de eerste schooldag na de zomer?"),
        ({"school_year": "morgen"}, "schrijf de datum als dag-maand-jaar"),
        ({"school_year": "2099-01-01"}, "meer dan anderhalf jaar hier vandaan"),
    ],
)
def test_day_that_cannot_be_is_said_beside_the_field(
    cast: Cast, days: dict[str, str], said: str
) -> None:
    response = cast.client("leader").post(f"{GOOD_START}overnemen/", days | {"acties": ALL})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert rows() == []


def test_no_tick_takes_nothing_over_and_says_so(cast: Cast) -> None:
    response = cast.client("leader").post(f"{GOOD_START}overnemen/", DAYS)
    assert response.status_code == 422
    assert "Er staat geen vinkje" in response.content.decode()
    assert rows() == []
