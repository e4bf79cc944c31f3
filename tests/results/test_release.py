"""What may leave a round: nothing of fewer than five, and out of the ledger what went in."""

from random import Random

import pytest

from drieklank.base.statistics import Answer, ItemSpec, ScaleSpec, SheetSpec, Tally, add_up
from drieklank.results.release import (
    figures_from_rows,
    figures_to_release,
    named_options,
    nearly_all,
    texts_to_release,
)
from drieklank.results.rules import Answers, role_figures

SPEC = SheetSpec(
    (ItemSpec("a", 4), ItemSpec("b", 4), ItemSpec("c", 4), ItemSpec("time", 1)),
    (ScaleSpec("welcome", ("a", "b", "c")),),
)


def tally(answers: int) -> Tally:
    return add_up(SPEC, [Answer(bytes([1 + n % 4, 3, 4 - n % 2, n % 2])) for n in range(answers)])


def test_role_of_four_answers_releases_nothing_at_all() -> None:
    assert figures_to_release("parents", tally(4), 30) == []
    rows = figures_to_release("parents", tally(5), 30)
    assert {row.key for row in rows} == {"welcome", "a", "b", "c"}  # two ticked: that is not told


@pytest.mark.parametrize("invited", [20, 21, 300])
def test_figures_come_back_out_of_the_ledger_as_they_went_in(invited: int) -> None:
    counted = tally(20)
    rows = figures_to_release("parents", counted, invited)
    assert figures_from_rows("parents", 20, rows, 5) == role_figures("parents", counted, invited)


def test_reader_from_outside_sees_no_figure_of_nine_answers() -> None:
    rows = figures_to_release("team", tally(9), 12)
    assert figures_from_rows("team", 9, rows, 5) is not None
    assert figures_from_rows("team", 9, rows, 10) is None


def test_figures_of_one_role_do_not_end_up_with_the_other() -> None:
    rows = figures_to_release("team", tally(9), 12)
    found = figures_from_rows("parents", 40, rows, 5)
    assert found is not None
    assert (dict(found.goals), dict(found.items)) == ({}, {})


def test_open_answers_leave_from_ten_on_and_shuffled() -> None:
    texts = [("open", f"Antwoord {n}") for n in range(10)]
    assert texts_to_release(texts[:9], Random(1)) == []
    kept = texts_to_release([*texts, *[("few", "Antwoord")] * 9], Random(1))
    assert sorted(kept) == sorted(texts)
    assert kept != texts


def options(*chosen: int) -> Answers:
    """How often each option of a question without an order was chosen: the row in the ledger."""
    spec = SheetSpec((ItemSpec("pick", len(chosen)),))
    answers = [Answer(bytes([place])) for place, n in enumerate(chosen, 1) for _ in range(n)]
    rows = figures_to_release("parents", add_up(spec, answers), 100, {"pick"})
    found = figures_from_rows("parents", len(answers), rows, 5)
    assert found is not None
    return found.items["pick"].answers


def test_option_that_few_chose_is_not_named_and_takes_another_along() -> None:
    seen = options(20, 12, 3, 0)
    assert (seen.counts, seen.shares) == ((), ())
    assert named_options(seen) == (0,)
    assert seen.ranges[1:] == ((0.0, pytest.approx(15 / 35)),) * 3


def test_options_that_nobody_or_enough_people_chose_are_all_told() -> None:
    seen = options(20, 15, 0)
    assert (seen.counts, seen.ranges, named_options(seen)) == ((20, 15, 0), (), (0, 1))


def test_option_that_nearly_all_of_few_chose_is_told_as_a_range() -> None:
    assert options(11, 1, 0) == options(12, 0, 0)
    assert nearly_all(options(11, 1, 0)) == 0
    assert nearly_all(options(20, 15, 0)) is None


def test_counts_beside_family_weights_are_people_after_weighting() -> None:
    """Counts less weighted shares would be what the ten families of their own size answered."""
    spec = SheetSpec((ItemSpec("a", 4),), (ScaleSpec("goal", ("a",)),))
    people = [Answer(bytes([4]), 1.0)] * 12 + [Answer(bytes([1 + n % 3]), 0.5) for n in range(24)]
    rows = {row.kind: row for row in figures_to_release("parents", add_up(spec, people), 60)}
    item = rows["item"]
    assert (item.n, item.counts) == (36, (6, 6, 6, 18))
    assert item.shares == pytest.approx((1 / 6, 1 / 6, 1 / 6, 0.5))
    for row in rows.values():
        values = (row.score, row.low, row.high, row.se)
        assert all(
            value is not None and round(value, 1) == pytest.approx(value) for value in values
        )


def test_few_answers_are_told_by_fives_in_an_interval_that_is_never_narrower() -> None:
    spec = SheetSpec((ItemSpec("a", 4),))
    codes = [1, 2, 2, 3, 3, 3, 4, 4, 4, 3, 2, 255, 255, 255]
    counted = add_up(spec, [Answer(bytes([code])) for code in codes])
    (row,) = figures_to_release("team", counted, 20)
    real = role_figures("team", counted, 20)
    assert real is not None
    score = real.items["a"].score
    assert score is not None
    assert (row.n, row.counts, row.dont_know, row.skipped) == (10, (), 5, 0)
    assert row.shares == pytest.approx((0.1, 0.25, 0.4, 0.25))
    assert (row.score, row.low is not None, row.high is not None) == (60.0, True, True)
    assert row.low is not None
    assert row.high is not None
    assert row.low <= score.low
    assert row.high >= score.high
    assert (row.low % 5, row.high % 5) == (0, 0)


@pytest.mark.parametrize("scores", [[4] * 12, [4] * 11 + [3], [1] * 12])
def test_goal_on_which_few_agree_is_told_as_a_fifth_of_the_scale(scores: list[int]) -> None:
    spec = SheetSpec((ItemSpec("a", 4),), (ScaleSpec("goal", ("a",)),))
    counted = add_up(spec, [Answer(bytes([code])) for code in scores])
    goal = next(row for row in figures_to_release("team", counted, 20) if row.kind == "scale")
    assert (goal.score, goal.se) == (None, None)
    assert (goal.low, goal.high) in {(80.0, 100.0), (0.0, 20.0)}
