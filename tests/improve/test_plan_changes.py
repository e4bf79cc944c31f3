"""Changing a plan: nothing typed is overwritten unseen, hours hold, and what was left goes along."""

from datetime import date, timedelta
from typing import Any

import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.actions import plan_action as on_action
from drieklank.improve.actions import plan_change as on_plan
from drieklank.improve.actions.plan import ActionWish, TooManyHoursError, add_action, start_plan
from drieklank.improve.actions.plan_draft import (
    Assignment,
    TooManyChosenError,
    add_actions,
    assign,
)
from drieklank.improve.models import Plan, PlanAction
from drieklank.improve.queries.plan import actions_of, priorities_of
from drieklank.improve.queries.plan_page import plan_page
from drieklank.results.queries.commitments import commitments_of
from tests.cast import Cast
from tests.results.certificates import LOW, measured

SOON = date(2099, 1, 1)


@pytest.fixture(autouse=True)
def _open(cast: Cast) -> Any:
    with open_every_tenant("test"):
        yield


@pytest.fixture
def plan(cast: Cast) -> Plan:
    made = start_plan(cast.school, by=cast.actor("leader"))
    return on_plan.change_plan(
        made, on_plan.PlanWish("Ons plan", 20), version=made.version, by=cast.actor("leader")
    )


def add(cast: Cast, plan: Plan, title: str, hours: int = 4, **more: Any) -> PlanAction:
    return add_action(plan, ActionWish(title, hours=hours, **more), by=cast.actor("leader"))


def fresh(row: PlanAction) -> PlanAction:
    return PlanAction.objects.select_related("plan", "plan__school", "priority").get(pk=row.pk)


def test_fewer_hours_than_the_plan_asks_are_refused_until_something_goes(
    cast: Cast, plan: Plan
) -> None:
    add(cast, plan, "Bel alle ouders", 5)
    hall = add(cast, plan, "Versier de hal", 12)
    by, wish = cast.actor("leader"), on_plan.PlanWish("Ons plan", 10)
    with pytest.raises(TooManyHoursError) as told:
        on_plan.change_plan(plan, wish, version=plan.version, by=by)
    assert (told.value.over, told.value.to_drop) == (7, [hall])
    changed = on_plan.change_plan(plan, wish, version=plan.version, drop=[hall.pk], by=by)
    assert changed.hours_limit == 10
    assert (fresh(hall).state, fresh(hall).outcome) == ("dropped", on_plan.NO_HOURS)


def test_who_changes_an_older_plan_is_told_and_nothing_is_written(cast: Cast, plan: Plan) -> None:
    by = cast.actor("leader")
    on_plan.change_plan(plan, on_plan.PlanWish("Van Ad", 30), version=plan.version, by=by)
    with pytest.raises(on_plan.PlanChangedError) as told:
        on_plan.change_plan(plan, on_plan.PlanWish("Van Lies", 40), version=plan.version, by=by)
    assert (told.value.row.title, told.value.row.hours_limit) == ("Van Ad", 30)


def test_who_changes_an_older_action_is_told_and_nothing_is_written(cast: Cast, plan: Plan) -> None:
    row, by = add(cast, plan, "Bel alle ouders"), cast.actor("leader")
    wish = ActionWish("Bel alle nieuwe ouders", hours=4)
    on_action.change_action(row, wish, version=row.version, by=by)
    with pytest.raises(on_plan.ActionChangedError):
        on_action.change_action(row, ActionWish("Bel niemand"), version=row.version, by=by)
    assert fresh(row).title == "Bel alle nieuwe ouders"


def test_priorities_keep_their_actions_when_they_are_chosen_again(cast: Cast, plan: Plan) -> None:
    by = cast.actor("leader")
    welcome, deciding = on_plan.set_priorities(
        plan,
        [on_plan.PriorityWish("Welkom", "welcome"), on_plan.PriorityWish("Meedoen", "deciding")],
        by=by,
    )
    kept = add(cast, plan, "Bel alle ouders", priority=welcome)
    loose = add(cast, plan, "Denk mee", priority=deciding)
    on_plan.set_priorities(
        plan,
        [on_plan.PriorityWish("Iets eigens"), on_plan.PriorityWish("Welkom", "welcome")],
        by=by,
    )
    assert [row.title for row in priorities_of(plan)] == ["Iets eigens", "Welkom"]
    assert (fresh(kept).priority, fresh(loose).priority) == (welcome, None)


def test_a_fourth_priority_is_refused(cast: Cast, plan: Plan) -> None:
    wishes = [on_plan.PriorityWish(f"Nummer {n}") for n in range(4)]
    with pytest.raises(on_plan.TooManyPrioritiesError):
        on_plan.set_priorities(plan, wishes, by=cast.actor("leader"))


def test_several_actions_are_put_in_together_or_not_at_all(cast: Cast, plan: Plan) -> None:
    wishes = [ActionWish("Bel alle ouders", hours=8), ActionWish("Versier de hal", hours=14)]
    with pytest.raises(TooManyChosenError) as told:
        add_actions(plan, wishes, by=cast.actor("leader"))
    assert (told.value.over, told.value.titles) == (2, ["Versier de hal"])
    assert actions_of(plan).count() == 0


def test_actions_are_given_out_all_at_once_and_hours_hold(cast: Cast, plan: Plan) -> None:
    first, second = add(cast, plan, "Bel alle ouders", 4), add(cast, plan, "Denk mee", 4)
    owner, by = cast.users["teacher"].pk, cast.actor("leader")
    wishes = [
        Assignment(first.pk, owner, SOON, 4, first.version),
        Assignment(second.pk, None, None, 30, second.version),
    ]
    with pytest.raises(TooManyHoursError) as told:
        assign(plan, wishes, by=by)
    assert told.value.over == 14
    assert fresh(first).owner_id is None
    assert assign(plan, wishes, drop=[second.pk], by=by) == 1
    assert (fresh(first).owner_id, fresh(first).due_on) == (owner, SOON)
    assert fresh(second).state == "dropped"


def test_giving_out_says_where_somebody_was_first(cast: Cast, plan: Plan) -> None:
    row, by = add(cast, plan, "Bel alle ouders"), cast.actor("leader")
    on_action.change_action(row, ActionWish("Bel ouders", hours=6), version=row.version, by=by)
    with pytest.raises(on_plan.ActionChangedError):
        assign(plan, [Assignment(row.pk, None, SOON, 4, row.version)], by=by)


def test_what_was_done_adds_up_and_makes_the_action_busy(cast: Cast, plan: Plan) -> None:
    row, by = add(cast, plan, "Bel alle ouders"), cast.actor("teacher")
    for hours, euros in ((2, 0), (3, 40)):
        wish = on_action.DoneWish(today(), "Gebeld", "planned", ("6a",), hours, euros)
        on_action.log_done(row, wish, by=by)
    page = plan_page(plan)
    assert (page.spent, page.euros, page.lines[0].spent) == (5, 40, 5)
    assert fresh(row).state == "busy"


def test_an_action_moves_among_those_of_its_priority_only(cast: Cast, plan: Plan) -> None:
    by = cast.actor("leader")
    (one,) = on_plan.set_priorities(plan, [on_plan.PriorityWish("Welkom", "welcome")], by=by)
    first = add(cast, plan, "Eerst", 1, priority=one)
    add(cast, plan, "Los", 1)
    second = add(cast, plan, "Dan", 1, priority=one)
    on_action.move_action(second, up=True, by=by)
    assert [row.title for row in actions_of(plan)] == ["Dan", "Los", "Eerst"]
    on_action.move_action(fresh(second), up=True, by=by)
    on_action.move_action(fresh(first), up=False, by=by)
    assert [row.title for row in actions_of(plan)] == ["Dan", "Los", "Eerst"]


def test_what_was_not_done_goes_along_to_the_next_plan_without_its_days(cast: Cast) -> None:
    by = cast.actor("leader")
    old = start_plan(cast.school, by=by)
    (welcome,) = on_plan.set_priorities(old, [on_plan.PriorityWish("Welkom", "welcome")], by=by)
    left = add(cast, old, "Bel alle ouders", priority=welcome, due_on=SOON, activity="x")
    done = add(cast, old, "Klaar")
    on_action.set_state(done, "done", "", by=by)
    old.refresh_from_db()
    on_plan.close_plan(old, "Het lukte half.", version=old.version, by=by)
    new = start_plan(cast.school, by=by)
    assert on_plan.unfinished_before(new) == [left]
    (copied,) = on_plan.take_over(new, [left.pk, done.pk], by=by)
    assert (copied.title, copied.hours, copied.due_on, copied.activity) == (
        "Bel alle ouders",
        4,
        None,
        "x",
    )
    assert copied.priority is not None
    assert (copied.priority.plan, copied.priority.goal) == (new, "welcome")


def test_an_action_becomes_a_promise_once(cast: Cast) -> None:
    report, by = measured(cast, "baseline", 30, LOW), cast.actor("leader")
    plan = start_plan(cast.school, by=by, measured=report)
    row = add(
        cast, plan, "Bel ouders", due_on=today() + timedelta(days=9), for_parents="Wij bellen u."
    )
    owner = cast.users["teacher"]
    promised = on_action.promise(fresh(row), report, owner, by=by)
    again = on_action.promise(fresh(row), report, owner, by=by)
    (kept,) = commitments_of(report)
    assert (kept.text, kept.owner) == ("Wij bellen u.", owner)
    assert promised.commitment == again.commitment == kept


def test_a_pulse_of_another_school_is_refused(cast: Cast, plan: Plan) -> None:
    elsewhere = measured(cast, "baseline", 30)
    elsewhere.school_id = cast.brug.pk
    row = add(cast, plan, "Bel alle ouders")
    with pytest.raises(ValueError, match="another school"):
        on_action.ask_parents(row, elsewhere, by=cast.actor("leader"))
