"""What stands out: a school must not be told to work on what is only chance."""

from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import Difference
from drieklank.results.rules import (
    Answers,
    Finding,
    Goal,
    GoalFinding,
    Item,
    ItemFigure,
    ItemFinding,
    RoleFigures,
    Tip,
    find_goals,
    find_items,
    improvements,
    priorities,
    strengths,
    tips_for,
    weakest_and_strongest,
)
from drieklank.results.rules.findings import by_gap, judge
from tests.results.conftest import found, score


def keys(findings: tuple[GoalFinding, ...]) -> list[str]:
    return [one.goal.key for one in findings]


def test_strength_needs_70_of_parents_and_of_team() -> None:
    rows = [
        found("welcome", 84, 90),
        found("learning", 84, 69.9),
        found("deciding", 70, 70),
        found("community", 95, None),
    ]
    assert keys(strengths(rows)) == ["welcome", "deciding"]


def test_score_below_50_of_parents_is_an_improvement_whatever_the_team_says() -> None:
    assert judge(score(49.9), None, None) == {Finding.IMPROVEMENT}
    assert judge(score(50), None, None) == frozenset()


def test_gap_of_20_is_an_improvement_and_of_15_a_discussion_even_when_both_are_high() -> None:
    assert found("welcome", 75, 95).findings == {
        Finding.STRENGTH,
        Finding.IMPROVEMENT,
        Finding.DISCUSSION,
    }
    assert found("welcome", 75, 90).findings == {Finding.STRENGTH, Finding.DISCUSSION}
    assert found("welcome", 75, 89.9).findings == {Finding.STRENGTH}


def test_gap_where_parents_are_more_positive_counts_just_as_much() -> None:
    assert found("learning", 80, 58).findings == {Finding.IMPROVEMENT, Finding.DISCUSSION}


def test_gap_that_may_be_chance_is_neither_improvement_nor_discussion() -> None:
    assert found("learning", 60, 82, half=20).findings == frozenset()


def test_goal_without_parents_is_nothing_even_with_a_low_team() -> None:
    assert found("learning", None, 20).findings == frozenset()


def test_priorities_are_three_at_most_lowest_parents_first_then_widest_gap() -> None:
    rows = [
        found("welcome", 60, 85),
        found("conversation", 45, 50),
        found("learning", 55, 90),
        found("advocacy", 30, 35),
        found("deciding", 80, 82),
    ]
    assert keys(improvements(rows)) == ["advocacy", "conversation", "learning", "welcome"]
    assert keys(priorities(rows)) == ["advocacy", "conversation", "learning"]


def test_goals_stand_by_gap_and_those_without_one_come_last() -> None:
    rows = [found("welcome", 60, 65), found("learning", 60), found("deciding", 60, 30)]
    assert keys(by_gap(rows)) == ["deciding", "welcome", "learning"]


def _item(key: str, goal: str = "welcome") -> Item:
    return Item(key, goal, f"{goal}.{key[-1]}", key, key, mirror=f"team.{key}")


def _figure(key: str, value: float, n: int = 30) -> ItemFigure:
    return ItemFigure(key, Answers(n, (), (), 0, 0), score(value))


def test_items_meet_their_mirror_of_the_team_and_none_where_it_is_hidden() -> None:
    parents = RoleFigures("parents", 30, {}, {"a1": _figure("a1", 40), "a2": _figure("a2", 60)})
    team = RoleFigures("team", 9, {}, {"team.a1": _figure("team.a1", 80)})
    first, second = find_items([_item("a1"), _item("a2")], parents, team)
    assert first.gap is not None
    assert first.gap.value == -40
    assert first.findings == {Finding.IMPROVEMENT, Finding.DISCUSSION}
    assert second.team is None
    assert second.gap is None


def test_goals_of_a_hidden_role_have_no_score_and_no_gap() -> None:
    goal = Goal("welcome", "Iedereen welkom", "Welkom", "")
    parents = RoleFigures("parents", 30, {"welcome": score(70)}, {})
    (only,) = find_goals([goal], parents, None)
    assert only == GoalFinding(goal, score(70), None, None)
    assert find_goals([goal], None, None) == (GoalFinding(goal, None, None, None),)


def _found_items(*values: float) -> list[ItemFinding]:
    return [
        ItemFinding(_item(f"a{i}"), _figure(f"a{i}", value), None, None)
        for i, value in enumerate(values)
    ]


def test_no_question_is_both_strongest_and_weakest_when_there_are_few() -> None:
    strongest, weakest = weakest_and_strongest(_found_items(40, 60, 80))
    assert [i.item.key for i in strongest] == ["a2"]
    assert [i.item.key for i in weakest] == ["a0"]
    assert weakest_and_strongest(_found_items(40)) == ((), ())


def test_tips_serve_the_weakest_indicator_of_the_goal_first() -> None:
    tips = tuple(Tip(f"t{i}", f"welcome.{i}", "", "") for i in (0, 1, 2, 9))
    goal = Goal("welcome", "Iedereen welkom", "Welkom", "", tips=tips)
    chosen = tips_for(goal, _found_items(70, 30, 50), most=3)
    assert [tip.key for tip in chosen] == ["t1", "t2", "t0"]


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0.1, 30))
def test_nothing_is_a_discussion_when_the_interval_holds_zero(
    parents: float, team: float, half: float
) -> None:
    a, b = score(parents, half), score(team, half)
    gap = Difference(parents - team, parents - team - half, parents - team + half)
    judged = judge(a, b, gap)
    if not gap.is_beyond_chance:
        assert Finding.DISCUSSION not in judged
    if Finding.STRENGTH in judged:
        assert min(parents, team) >= 70
    if Finding.IMPROVEMENT in judged:
        assert parents < 50 or abs(parents - team) >= 20
