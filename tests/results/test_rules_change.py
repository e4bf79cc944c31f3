"""Change between two rounds: only on the same questions, and never more than the figures bear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import Estimate, Moments, difference, estimate_mean
from drieklank.results.rules import Answers, Goal, Item, ItemFigure, RoleFigures
from drieklank.results.rules.change import (
    GoalChange,
    as_sample,
    change_lead,
    change_sentence,
    change_words,
    goal_changes,
    item_changes,
    questions_sentence,
    shared_items,
)
from tests.results.conftest import score

GOALS = (
    Goal("welcome", "Iedereen welkom", "Welkom", ""),
    Goal("deciding", "Samen beslissen", "", ""),
)
ESTIMATES = st.builds(score, st.floats(0, 100), st.floats(0.5, 20))


def figures(goals: dict[str, float], items: dict[str, float] | None = None) -> RoleFigures:
    answers = Answers(20, (5, 5, 5, 5), (0.25,) * 4, 0, 0)
    found = {key: ItemFigure(key, answers, score(value)) for key, value in (items or {}).items()}
    return RoleFigures("parents", 20, {key: score(value) for key, value in goals.items()}, found)


def change(before: float, after: float) -> GoalChange:
    one, other = score(before), score(after)
    return GoalChange(GOALS[0], one, other, difference(other, one))


def test_change_is_now_minus_then_with_its_interval_in_words() -> None:
    first, second = goal_changes(
        GOALS,
        figures({"welcome": 55, "deciding": 40}),
        figures({"welcome": 67, "deciding": 42}),
        {"welcome", "deciding"},
    )
    assert change_sentence(first) == (
        "Ouders gaven eerst 55 en nu 67. Dat is 12 punten hoger (tussen 6 en 18 punten)."
    )
    assert change_words(first) == "+12"
    assert change_sentence(second) == (
        "Ouders gaven eerst 40 en nu 42. Dat is geen verschil dat groter is dan toeval."
    )
    assert change_words(second) == "kan toeval zijn"


def test_goal_whose_questions_changed_is_not_compared() -> None:
    (found, _) = goal_changes(
        GOALS, figures({"welcome": 20}), figures({"welcome": 90}), {"deciding"}
    )
    assert found.difference is None
    assert "veranderd" in change_sentence(found)
    assert change_words(found) == "andere vragen"


def test_question_with_other_words_under_the_same_key_is_another_question() -> None:
    shared = shared_items({"a": "x", "b": "y", "c": "z"}, {"a": "x", "b": "anders", "d": "w"})
    assert (shared.shared, shared.added, shared.removed) == (("a",), ("b", "d"), ("b", "c"))
    assert questions_sentence(shared) == (
        "Één vraag is gelijk gebleven; alleen die vergelijken we. Twee vragen van toen zijn nu niet "
        "meer gesteld. Twee vragen zijn nieuw."
    )
    assert questions_sentence(shared_items({"a": "x"}, {"a": "x"})) == ""


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xy")),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xy")),
)
def test_every_question_is_shared_or_only_in_one_round(
    before: dict[str, str], after: dict[str, str]
) -> None:
    found = shared_items(before, after)
    assert set(found.shared) | set(found.added) == set(after)
    assert set(found.shared) | set(found.removed) == set(before)
    assert not set(found.shared) & (set(found.added) | set(found.removed))


def test_only_shared_questions_are_compared() -> None:
    items = [Item(key, "welcome", "", key, key) for key in ("a", "b")]
    (found,) = item_changes(items, figures({}, {"a": 50, "b": 1}), figures({}, {"a": 70}), {"a"})
    assert found.item.key == "a"
    assert found.is_beyond_chance


@given(ESTIMATES, ESTIMATES)
def test_no_sentence_claims_a_change_inside_its_interval(a: Estimate, b: Estimate) -> None:
    found = GoalChange(GOALS[0], a, b, difference(b, a))
    claims = " hoger" in change_sentence(found) or " lager" in change_sentence(found)
    assert claims == found.is_beyond_chance
    lead = change_lead([found])
    assert ("hoger bij" in lead or "lager bij" in lead) == claims


@given(ESTIMATES, ESTIMATES)
def test_told_interval_is_never_narrower_than_the_real_one(a: Estimate, b: Estimate) -> None:
    found = GoalChange(GOALS[0], a, b, difference(b, a))
    said = change_sentence(found)
    if found.difference and found.is_beyond_chance:
        low, high = said.split("tussen ")[1].split(" punten")[0].split(" en ")
        near, far = sorted((abs(found.difference.low), abs(found.difference.high)))
        assert int(low) <= near
        assert int(high) >= far


def test_lead_names_goals_that_rose_and_fell_and_counts_the_rest() -> None:
    fell = GoalChange(GOALS[1], score(70), score(50), difference(score(50), score(70)))
    assert change_lead([change(50, 70), fell, change(50, 51)]) == (
        "De score van ouders is hoger bij ‘Iedereen welkom’ en lager bij ‘Samen beslissen’. "
        "Bij één doel is er geen verschil dat groter is dan toeval."
    )
    assert change_lead([]) == "De twee metingen zijn niet te vergelijken."


SHARES = st.lists(st.floats(0.01, 1), min_size=4, max_size=4).map(
    lambda parts: tuple(part / sum(parts) for part in parts)
)


def asked(shares: tuple[float, ...], n: int, population: float) -> RoleFigures:
    """One goal of one question, answered by n of a population."""
    moments = Moments(
        n,
        n,
        n,
        n
        * sum(
            share * place for share, place in zip(shares, (0, 100 / 3, 200 / 3, 100), strict=True)
        ),
        n
        * sum(
            share * place**2
            for share, place in zip(shares, (0, 100 / 3, 200 / 3, 100), strict=True)
        ),
    )
    value = estimate_mean(moments, population)
    assert value is not None
    figure = ItemFigure("a", Answers(n, (1, 1, 1, 1), shares, 0, 0), value)
    return RoleFigures("team", n, {"welcome": value}, {"a": figure})


@given(SHARES, st.integers(5, 60))
def test_whole_team_that_answers_twice_is_read_as_if_others_could_have(
    shares: tuple[float, ...], n: int
) -> None:
    corrected = asked(shares, n, n)
    drawn = as_sample(corrected, n, {"welcome": {"a"}})
    without_end = asked(shares, n, 1e12)
    assert corrected.goals["welcome"].se == 0.0
    assert drawn.goals["welcome"].se == pytest.approx(without_end.goals["welcome"].se, rel=1e-6)
    assert drawn.goals["welcome"].value == corrected.goals["welcome"].value


@given(SHARES, st.integers(5, 60), st.integers(1, 200))
def test_correction_is_taken_out_exactly_where_some_did_not_answer(
    shares: tuple[float, ...], n: int, others: int
) -> None:
    drawn = as_sample(asked(shares, n, n + others), n + others, {"welcome": {"a"}})
    without_end = asked(shares, n, 1e12)
    assert drawn.goals["welcome"].se == pytest.approx(without_end.goals["welcome"].se, rel=1e-6)
    score = drawn.items["a"].score
    assert score is not None
    assert score.se == pytest.approx(without_end.goals["welcome"].se, rel=1e-6)


def test_same_answer_of_a_whole_team_twice_is_no_certainty() -> None:
    drawn = as_sample(asked((0.0, 0.0, 1.0, 0.0), 12, 12), 12, {"welcome": {"a"}})
    assert drawn.goals["welcome"].se > 0.0
