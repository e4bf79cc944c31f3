"""The page with what is recommended: out of the shared report, the library and the plan, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import snapshot
from drieklank.improve.actions.plan import ActionWish, add_action, ensure_plan
from drieklank.improve.models import ActionDone, LearnedEffect
from drieklank.improve.queries.recommend import (
    measured_round,
    recommended,
    recommended_from,
    situation_of,
)
from drieklank.measure import sheets
from drieklank.results.actions import publish
from drieklank.results.queries import report
from drieklank.results.queries.kept import forget_kept
from tests.cast import Cast
from tests.results.conftest import closed_round

PAGE = "/school/de-vlieger/plan/aanraden/"


@pytest.fixture(autouse=True)
def _forget() -> Any:
    """Reports and questionnaires are kept in memory by number; a rolled back test gives it away."""

    def forget() -> None:
        snapshot.cache_clear()
        sheets._places.cache_clear()
        forget_kept()

    forget()
    yield
    forget()


def _page(cast: Cast, who: str = "leader", **query: str) -> str:
    answer = cast.client(who).get(PAGE.replace("de-vlieger", cast.school.code), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def _measured(cast: Cast) -> Any:
    measured = closed_round(cast)
    with open_every_tenant("test"):
        publish(measured, by=cast.actor("leader"))
        measured.refresh_from_db()
    return measured


def test_page_without_a_measurement_says_so_and_names_no_score(cast: Cast) -> None:
    shown = _page(cast)
    assert "Er is nog geen rapport met doelen." in shown
    assert "past nu het best" in shown
    assert "Ouders gaven" not in shown
    assert shown.count("Zet in ons plan") == 12


def test_page_after_a_report_names_the_score_that_the_report_names(cast: Cast) -> None:
    measured = _measured(cast)
    with open_every_tenant("test"):
        found = recommended(cast.school)
        told = report(measured)
    assert told is not None
    scores = {part.found.goal.key: part.found.parents for part in told.goals}
    first = found[0].scored.need
    assert first is not None
    score = scores[first.goal]
    assert score is not None
    assert score.value < 50  # one of the two low goals of this school
    shown = _page(cast)
    assert f"Ouders gaven ‘{first.name}’ {round(score.value)} van de 100" in shown
    assert "Er is nog geen rapport met doelen." not in shown


def test_needs_are_the_figures_of_the_report_and_barriers_those_of_its_list(cast: Cast) -> None:
    measured = _measured(cast)
    with open_every_tenant("test"):
        told = report(measured)
        found = situation_of(cast.school, measured=measured)
    assert told is not None
    assert {one.goal: (one.score, one.low, one.high) for one in found.needs} == {
        part.found.goal.key: (
            part.found.parents.value,
            part.found.parents.low,
            part.found.parents.high,
        )
        for part in told.goals
        if part.found.parents
    }
    apart = {one.goal: one.gap for one in found.needs}
    assert apart["conversation"] > 20  # the team stands higher, beyond chance
    named = sorted(round(100 * share) for share in (found.barriers or {}).values())
    assert set(named) <= {box.percentage for box in told.boxes}
    assert len(named) == 7


def test_round_that_is_not_shared_is_no_measurement(cast: Cast) -> None:
    closed_round(cast)
    with open_every_tenant("test"):
        assert measured_round(cast.school) is None
    assert "Ouders gaven" not in _page(cast)


def test_what_stands_in_the_plan_is_left_out_and_what_was_done_stands_lower(cast: Cast) -> None:
    with open_every_tenant("test"):
        first, second, *_ = recommended(cast.school)
        by = cast.actor("leader")
        plan = ensure_plan(cast.school, by=by)
        row = add_action(plan, ActionWish(first.title, activity=first.key), by=by)
        planned = recommended(cast.school, plan=plan)
        assert planned[0].key == second.key
        assert first.key not in {one.key for one in planned}
        ActionDone.objects.create(
            board=cast.board, action=row, on=today(), what="Gedaan", fidelity="planned"
        )
        row.state = "dropped"
        row.save()
        again = recommended(cast.school, plan=plan)
    assert again[0].key == second.key
    late = next((one for one in again if one.key == first.key), None)
    assert (
        late is None
        or "Jullie deden dit nog geen maand geleden. Daarom staat het lager." in late.reasons
    )


def test_goal_that_is_asked_for_leaves_out_what_does_not_serve_it(cast: Cast) -> None:
    with open_every_tenant("test"):
        found = recommended_from(cast.school, None, only="community")
    assert len(found) > 3
    *asked, last = found
    assert {one.scored.goal for one in asked} == {"community"}
    assert all("community" in one.scored.head.goals for one in asked)
    # For this goal the library has nothing under half an hour: one for another goal stands last.
    assert not any(one.is_quick for one in asked)
    assert last.is_quick
    assert f"‘{found[0].title}’ past nu het best" in _page(cast, doel="community")
    assert "past nu het best" in _page(cast, doel="no-such-goal")


def test_teacher_reads_and_cannot_add(cast: Cast) -> None:
    shown = _page(cast, "teacher")
    assert "past nu het best" in shown
    assert "Zet in ons plan" not in shown


def test_board_member_reads_no_figure_of_fewer_than_ten(cast: Cast) -> None:
    measured = closed_round(cast, parents=8, team=6)
    with open_every_tenant("test"):
        publish(measured, by=cast.actor("leader"))
    assert "Ouders gaven" in _page(cast)
    assert "Ouders gaven" not in _page(cast, "board_member")


def test_what_schools_here_saw_is_told_with_its_margin(cast: Cast) -> None:
    with open_every_tenant("test"):
        key = recommended(cast.school)[0].key
    LearnedEffect.objects.create(
        year="2025-2026", sector="po", activity=key, goals=["deciding"], did=20, did_not=35,
        effect=4.1, effect_low=1.8, effect_high=6.4, mean=3.9, spread=1.0, low=1.9, high=5.9,
        works=True, computed_on=today(), rules=1,
    )  # fmt: skip
    shown = _page(cast)
    assert "Hielp waarschijnlijk op scholen hier. Minstens 20 scholen" in shown
    assert "4 punten meer omhoog dan op scholen die het niet deden (2 tot 6)" in shown
    with open_every_tenant("test"):
        assert recommended(cast.school)[0].works


def test_reading_the_page_asks_a_constant_number_of_statements(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    _measured(cast)
    client = cast.client("leader")
    path = PAGE.replace("de-vlieger", cast.school.code)
    client.get(path)
    with django_assert_max_num_queries(45):
        assert client.get(path).status_code == 200
