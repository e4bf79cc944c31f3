"""Counting at close: what is kept of the answers must be right, and must hold no respondent."""

import json
from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import (
    DONT_KNOW,
    MINIMUM_COMPLETE,
    SKIPPED,
    Answer,
    ItemSpec,
    Moments,
    ScaleSpec,
    SheetSpec,
    Tally,
    add_up,
    cronbach_alpha,
    omega_total,
    pooled,
)
from drieklank.base.statistics.products import LEFT_OUT

GOAL = SheetSpec(
    (*(ItemSpec(key, 4) for key in "abcd"), ItemSpec("late", 4, is_reversed=True)),
    (ScaleSpec("welcome", ("a", "b", "c", "d")), ScaleSpec("all", ("a", "late"))),
)

codes = st.sampled_from([SKIPPED, 1, 2, 3, 4, DONT_KNOW])
sheets = st.lists(
    st.builds(
        Answer,
        st.lists(codes, min_size=5, max_size=5).map(bytes),
        st.sampled_from([1.0, 0.5, 1 / 3]),
    ),
    max_size=40,
)


def test_counts_of_mixed_answers_keep_dont_know_apart_from_zero() -> None:
    tally = add_up(GOAL, [Answer(bytes([4, 4, 1, DONT_KNOW, 2])), Answer(bytes([3, 0, 1, 2, 4]))])

    assert tally.respondents == 2
    assert tally.items["a"].counts == (0, 0, 1, 1)
    assert tally.items["b"].counts == (0, 0, 0, 1)
    assert tally.items["b"].skipped == 1
    assert tally.items["d"].counts == (0, 1, 0, 0)
    assert tally.items["d"].dont_know == 1
    assert isclose(tally.items["a"].scores().mean, (100 + 200 / 3) / 2)


def test_goal_score_with_three_of_four_answered_counts_and_with_two_does_not() -> None:
    tally = add_up(
        GOAL,
        [
            Answer(bytes([4, 4, 1, DONT_KNOW, 0])),
            Answer(bytes([4, 4, DONT_KNOW, SKIPPED, 0])),
        ],
    )

    assert tally.scales["welcome"].n == 1
    assert isclose(tally.scales["welcome"].mean, (100 + 100 + 0) / 3)


def test_reversed_question_scores_the_other_way_round_but_is_counted_as_given() -> None:
    tally = add_up(GOAL, [Answer(bytes([4, 4, 4, 4, 4]))])

    assert tally.items["late"].counts == (0, 0, 0, 1)
    assert tally.items["late"].scores().mean == 0
    assert tally.scales["all"].mean == 50


def test_two_parents_of_one_family_together_weigh_as_much_as_one_alone() -> None:
    pair = [Answer(bytes([4, 4, 4, 4, 1]), 0.5), Answer(bytes([2, 2, 2, 2, 1]), 0.5)]
    tally = add_up(GOAL, [*pair, Answer(bytes([1, 1, 1, 1, 1]), 1.0)])

    assert tally.weight == 2
    assert isclose(tally.items["a"].scores().mean, ((100 + 100 / 3) / 2 + 0) / 2)
    assert isclose(tally.scales["welcome"].mean, tally.items["a"].scores().mean)


def test_ticked_box_of_one_step_is_counted_over_all_respondents() -> None:
    spec = SheetSpec((ItemSpec("barrier.time", 1),))
    tally = add_up(spec, [Answer(b"\x01"), Answer(b"\x00"), Answer(b"\x01")])

    assert tally.items["barrier.time"].counts == (2,)
    assert tally.respondents == 3


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(bytes([5, 1, 1, 1, 1])), "question a "),
        (Answer(bytes([1, 1])), "5 answers"),
        (Answer(bytes([1, 1, 1, 1, 1]), 0.0), "weight"),
    ],
)
def test_sheet_that_does_not_fit_is_refused_without_repeating_the_answer(
    answer: Answer, message: str
) -> None:
    with pytest.raises(ValueError, match=message) as refused:
        add_up(GOAL, [answer])
    assert "(5" not in str(refused.value)


def test_scale_that_names_an_unknown_question_is_refused() -> None:
    with pytest.raises(ValueError, match="'z'"):
        SheetSpec((ItemSpec("a", 4),), (ScaleSpec("goal", ("a", "z")),))
    with pytest.raises(ValueError, match="twice"):
        SheetSpec((ItemSpec("a", 4), ItemSpec("a", 4)))


def test_nobody_answered_gives_empty_sums_instead_of_a_fall() -> None:
    tally = add_up(GOAL, [])

    assert tally.respondents == 0
    assert tally.items["a"].n == 0
    assert tally.scales["welcome"] == Moments(0, 0.0, 0.0, 0.0, 0.0)


def test_everyone_said_dont_know_gives_no_score() -> None:
    tally = add_up(GOAL, [Answer(bytes([DONT_KNOW] * 5))] * 6)

    assert tally.respondents == 6
    assert tally.items["a"].dont_know == 6
    assert tally.items["a"].n == 0
    assert tally.scales["welcome"].n == 0


@given(sheets)
def test_tally_survives_a_json_column_whole(answers: list[Answer]) -> None:
    tally = add_up(GOAL, answers)
    assert Tally.from_json(json.loads(json.dumps(tally.as_json()))) == tally


@given(sheets, st.randoms(use_true_random=False))
def test_tally_does_not_depend_on_the_order_of_answers(
    answers: list[Answer], random: object
) -> None:
    shuffled = list(answers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = add_up(GOAL, answers), add_up(GOAL, shuffled)
    assert {k: i.counts for k, i in first.items.items()} == {
        k: i.counts for k, i in second.items.items()
    }
    assert {k: s.n for k, s in first.scales.items()} == {k: s.n for k, s in second.scales.items()}
    for key, scale in first.scales.items():
        assert isclose(scale.total, second.scales[key].total, abs_tol=1e-9)


@given(sheets)
def test_scores_lie_between_0_and_100_whatever_is_answered(answers: list[Answer]) -> None:
    tally = add_up(GOAL, answers)
    for moments in (*tally.scales.values(), *(item.scores() for item in tally.items.values())):
        if moments.n:
            assert -1e-9 <= moments.mean <= 100 + 1e-9
            assert moments.effective_n <= moments.n + 1e-9
            assert 0 <= moments.variance <= 100**2 / 4 * 2 + 1e-6


@given(sheets)
def test_every_respondent_is_found_once_in_each_question(answers: list[Answer]) -> None:
    tally = add_up(GOAL, answers)
    for item in tally.items.values():
        assert item.n + item.dont_know + item.skipped == len(answers)


# -- sums and products for reliability ------------------------------------------------------------------


def full(seed: int, size: int, weight: float = 1.0) -> list[Answer]:
    """Complete sheets of one opinion each, with a little of the moment."""
    random = np.random.default_rng(seed)
    opinions = random.integers(1, 5, size)
    rows = np.clip(opinions[:, None] + random.integers(-1, 2, (size, 5)), 1, 4)
    return [Answer(bytes(row.tolist()), weight) for row in rows]


def test_products_of_fifty_complete_sheets_give_the_alpha_of_the_rows() -> None:
    sheets = [*full(1, 60), *full(2, 30, 0.5)]
    kept = add_up(GOAL, sheets, with_products=True).products["welcome"]
    rows = np.array([list(sheet.codes[:4]) for sheet in sheets], dtype=float)
    weights = np.array([sheet.weight for sheet in sheets])
    found = kept.covariances()
    assert found is not None
    expected = np.cov(rows * 100 / 3, rowvar=False, aweights=weights)
    assert np.allclose(found, expected, rtol=1e-9)
    assert kept.n == 90
    alpha, omega = cronbach_alpha(found), omega_total(found)
    assert alpha is not None
    assert omega is not None
    assert 0.7 < alpha <= omega < 1.0


def test_products_turn_reversed_questions_so_that_alpha_is_of_the_scale() -> None:
    sheets = [Answer(bytes([a, 1, 1, 1, 5 - a])) for a in (1, 2, 3, 4)] * 15
    found = add_up(GOAL, sheets, with_products=True).products["all"].covariances()
    alpha = cronbach_alpha(found)
    assert alpha is not None
    assert isclose(alpha, 1.0)


def test_products_of_forty_nine_are_not_kept_and_neither_where_nobody_asked_for_them() -> None:
    sheets = full(3, MINIMUM_COMPLETE)
    assert add_up(GOAL, sheets[1:], with_products=True).products == {}
    assert add_up(GOAL, sheets).products == {}
    assert sorted(add_up(GOAL, sheets, with_products=True).products) == ["all", "welcome"]


def test_answers_of_the_one_sheet_with_a_gap_do_not_follow_from_counts_less_products() -> None:
    """Counts hold all sheets and products the complete ones: with one gap the rest is one person."""
    alone = Answer(bytes([1, 1, 1, SKIPPED, 1]))
    sheets = [*full(4, 70), alone]
    tally = add_up(GOAL, sheets, with_products=True)
    assert tally.products["welcome"].n == 70 - LEFT_OUT
    assert tally.items["a"].n - tally.products["welcome"].n == LEFT_OUT + 1
    assert "welcome" not in add_up(GOAL, [*full(4, 59), alone], with_products=True).products


def test_sheet_that_says_nothing_on_a_scale_costs_no_complete_sheet() -> None:
    silent = Answer(bytes([SKIPPED, DONT_KNOW, SKIPPED, DONT_KNOW, 2]))
    tally = add_up(GOAL, [*full(5, 55), silent], with_products=True)
    assert tally.products["welcome"].n == 55


def test_products_survive_a_json_column_and_older_tallies_load_without_them() -> None:
    tally = add_up(GOAL, full(6, 60), with_products=True)
    stored = json.loads(json.dumps(tally.as_json()))
    assert Tally.from_json(stored) == tally
    del stored["products"]
    assert Tally.from_json(stored).products == {}


def test_products_of_two_schools_pooled_equal_those_of_all_their_sheets() -> None:
    first, second = full(7, 60), full(8, 80)
    parts = [add_up(GOAL, own, with_products=True).products["welcome"] for own in (first, second)]
    together = pooled(parts)
    whole = add_up(GOAL, first + second, with_products=True).products["welcome"]
    assert together is not None
    assert together.n == whole.n
    assert np.allclose(together.sums, whole.sums)
    one, other = together.covariances(), whole.covariances()
    assert one is not None
    assert other is not None
    assert np.allclose(one, other)
    assert pooled([]) is None
    with pytest.raises(ValueError, match="same questions"):
        pooled([parts[0], add_up(GOAL, first, with_products=True).products["all"]])
