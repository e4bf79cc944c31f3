"""Starting a plan and adding to it: one at a time, and never more hours than the team has."""

from typing import Any

import pytest

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.actions.plan import (
    ActionWish,
    NotPublishedError,
    PlanExistsError,
    TooManyHoursError,
    add_action,
    ensure_plan,
    start_plan,
)
from drieklank.improve.models import Plan, PlanAction
from drieklank.improve.queries.plan import actions_of, current_plan, plans_of
from drieklank.improve.rules.plan import year_of
from tests.cast import Cast
from tests.results.conftest import closed_round


@pytest.fixture(autouse=True)
def _open(cast: Cast) -> Any:
    with open_every_tenant("test"):
        yield


def plan_of(cast: Cast, limit: int | None = None) -> Plan:
    plan = start_plan(cast.school, by=cast.actor("leader"))
    if limit is not None:
        Plan.objects.filter(pk=plan.pk).update(hours_limit=limit)
        plan.hours_limit = limit
    return plan


def add(cast: Cast, plan: Plan, title: str, hours: int, activity: str = "") -> PlanAction:
    wish = ActionWish(title, hours=hours, activity=activity)
    return add_action(plan, wish, by=cast.actor("leader"))


def test_a_first_plan_is_a_draft_for_this_school_year_and_is_logged(cast: Cast) -> None:
    plan = start_plan(cast.school, by=cast.actor("leader"))
    assert (plan.school_year, plan.state, plan.round) == (year_of(today()).name, "draft", None)
    assert current_plan(cast.school) == plan
    assert AuditEvent.objects.filter(verb="plan.started", object_id=str(plan.pk)).count() == 1


def test_a_second_plan_beside_an_open_one_is_refused_and_ensuring_gives_the_first(
    cast: Cast,
) -> None:
    plan = ensure_plan(cast.school, by=cast.actor("leader"))
    with pytest.raises(PlanExistsError):
        start_plan(cast.school, by=cast.actor("leader"))
    assert ensure_plan(cast.school, by=cast.actor("leader")) == plan
    assert plans_of(cast.school).count() == 1


def test_after_this_years_plan_is_closed_the_next_one_is_for_next_year(cast: Cast) -> None:
    first = start_plan(cast.school, by=cast.actor("leader"))
    Plan.objects.filter(pk=first.pk).update(state="closed")
    second = start_plan(cast.school, by=cast.actor("leader"))
    assert second.school_year == year_of(first.ends_on.replace(month=8)).name
    assert [row.pk for row in plans_of(cast.school)] == [second.pk, first.pk]


def test_a_plan_cannot_answer_a_round_without_a_report(cast: Cast) -> None:
    with pytest.raises(NotPublishedError):
        start_plan(cast.school, by=cast.actor("leader"), measured=closed_round(cast))
    assert plans_of(cast.school).count() == 0


def test_actions_stand_in_the_order_they_came(cast: Cast) -> None:
    plan = plan_of(cast)
    add(cast, plan, "Bel alle ouders", 6)
    add(cast, plan, "Maak een poster", 2)
    assert [row.title for row in actions_of(plan)] == ["Bel alle ouders", "Maak een poster"]


def test_more_hours_than_the_team_has_are_refused_and_what_to_drop_is_told(cast: Cast) -> None:
    plan = plan_of(cast, limit=20)
    keep = add(cast, plan, "Bel alle ouders", 4)
    drop = add(cast, plan, "Versier de hal", 12)
    with pytest.raises(TooManyHoursError) as told:
        add(cast, plan, "Koffie op het plein", 6)
    assert (told.value.over, told.value.to_drop) == (2, [drop])
    assert told.value.new_is_least is False
    assert list(actions_of(plan)) == [keep, drop]


def test_exactly_the_hours_of_the_team_fit(cast: Cast) -> None:
    plan = plan_of(cast, limit=10)
    add(cast, plan, "Bel alle ouders", 10)
    assert actions_of(plan).count() == 1


def test_a_new_action_that_brings_least_per_hour_is_told_to_be_so(cast: Cast) -> None:
    plan = plan_of(cast, limit=10)
    add(cast, plan, "Bel alle ouders", 8)
    with pytest.raises(TooManyHoursError) as told:
        add(cast, plan, "Verbouw de hal", 30)
    assert told.value.new_is_least is True


def test_hours_that_are_spent_are_not_what_to_drop(cast: Cast) -> None:
    plan = plan_of(cast, limit=20)
    done = add(cast, plan, "Versier de hal", 18)
    PlanAction.objects.filter(pk=done.pk).update(state="done")
    with pytest.raises(TooManyHoursError) as told:
        add(cast, plan, "Bel alle ouders", 6)
    assert told.value.to_drop == []


def test_what_was_dropped_asks_no_hours(cast: Cast) -> None:
    plan = plan_of(cast, limit=20)
    gone = add(cast, plan, "Versier de hal", 18)
    PlanAction.objects.filter(pk=gone.pk).update(state="dropped")
    add(cast, plan, "Bel alle ouders", 20)
    assert actions_of(plan).count() == 2
