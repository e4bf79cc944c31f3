"""Choosing as somebody who wants more than is his: figures of few, hours that are not there."""

from __future__ import annotations

from html import escape

import pytest

from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.actions.plan import ActionWish, TooManyHoursError, add_action, start_plan
from drieklank.improve.actions.plan_action import set_state
from drieklank.improve.actions.plan_change import PlanWish, change_plan
from drieklank.improve.models import PlanAction
from drieklank.measure.models import Round
from drieklank.results.actions import publish
from drieklank.results.queries.report import report
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
