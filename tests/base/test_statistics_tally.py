"""Counting at close: what is kept of the answers must be right, and must hold no respondent."""

import json
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import (
    DONT_KNOW,
    SKIPPED,
    Answer,
    ItemSpec,
    Moments,
    ScaleSpec,
    SheetSpec,
    Tally,
    add_up,
)

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
