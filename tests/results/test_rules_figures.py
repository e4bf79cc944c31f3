"""Scores from tallies: what a school reads must be what parents answered, and nothing of too few."""

import csv
from collections import defaultdict
from math import isclose, sqrt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import (
    DONT_KNOW,
    Answer,
    ItemSpec,
    ItemTally,
    ScaleSpec,
    SheetSpec,
    add_up,
    wilson,
)
from drieklank.results.rules import percentages, role_figures, rounded_shares, share_with_interval

SPEC = SheetSpec(
    (*(ItemSpec(f"welcome{i}", 4) for i in range(4)), ItemSpec("grade", 10), ItemSpec("time", 1)),
    (ScaleSpec("welcome", tuple(f"welcome{i}" for i in range(4))),),
)


def sheet(*codes: int, weight: float = 1.0) -> Answer:
    return Answer(bytes(codes), weight)


def test_figures_of_four_answers_are_not_made_and_of_five_are() -> None:
    answers = [sheet(4, 3, 3, 2, 7, 0)] * 5
    assert role_figures("parents", add_up(SPEC, answers[:4]), 40) is None
    figures = role_figures("parents", add_up(SPEC, answers), 40)
    assert figures is not None
    assert figures.answered == 5
    assert isclose(figures.goals["welcome"].value, (100 + 200 / 3 + 200 / 3 + 100 / 3) / 4)


def test_question_that_only_four_could_answer_is_left_out_and_its_neighbours_stay() -> None:
    answers = [sheet(4, 3, 3, 2, 7, 0)] * 4 + [sheet(DONT_KNOW, 3, 3, 2, 7, 0)] * 4
    figures = role_figures("parents", add_up(SPEC, answers), 40)
    assert figures is not None
    assert sorted(figures.items) == ["grade", "time", "welcome1", "welcome2", "welcome3"]
    assert figures.goals["welcome"].n == 8


def test_everyone_saying_dont_know_gives_no_score_at_all() -> None:
    figures = role_figures("parents", add_up(SPEC, [sheet(*[DONT_KNOW] * 5, 0)] * 30), 40)
    assert figures is not None
    assert dict(figures.goals) == {}
    assert sorted(figures.items) == ["time"]


def test_minimum_of_ten_for_readers_outside_the_school_hides_nine_answers() -> None:
    tally = add_up(SPEC, [sheet(4, 3, 3, 2, 7, 1)] * 9)
    assert role_figures("team", tally, 12, minimum=10) is None


def test_ticked_box_is_a_share_of_everyone_by_family_weight() -> None:
    answers = [sheet(4, 4, 4, 4, 8, 1, weight=0.5)] * 4 + [sheet(4, 4, 4, 4, 8, 0)] * 6
    figures = role_figures("parents", add_up(SPEC, answers), 20)
    assert figures is not None
    assert figures.items["time"].answers.counts == (4,)
    assert figures.items["time"].answers.shares == (0.25,)
    assert figures.items["time"].score is None


def test_share_positive_is_the_upper_half_of_the_scale_and_dont_know_stands_beside_it() -> None:
    answers = [sheet(4, 3, 2, 1, 7, 0)] * 6 + [sheet(DONT_KNOW, 1, 2, 1, 7, 0)] * 2
    figures = role_figures("parents", add_up(SPEC, answers), 20)
    assert figures is not None
    assert figures.items["welcome0"].answers.positive == 1.0
    assert figures.items["welcome0"].answers.dont_know_share == 0.25
    assert figures.items["welcome1"].answers.positive == 0.75
    assert figures.items["welcome2"].answers.positive == 0.0


def test_share_of_a_role_that_answered_whole_is_certain_and_else_has_wilsons_interval() -> None:
    certain = share_with_interval(0.25, 20, 20, 20)
    assert (certain.low, certain.value, certain.high) == (0.25, 0.25, 0.25)
    half = share_with_interval(0.25, 20, 20, 40)
    assert half == wilson(5, 20, 40)
    # Ten of the twenty did not know: as many of the forty would not have known.
    assert share_with_interval(0.5, 10, 20, 40) == wilson(5, 10, 20)


def test_percentages_of_few_answers_are_rounded_to_fives() -> None:
    assert percentages((0.125, 0.333, 0.542), 19) == (15, 35, 55)
    assert percentages((0.125, 0.333, 0.542), 20) == (13, 33, 54)
    assert percentages((0.125,)) == (13,)


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4).filter(sum))
def test_rounded_shares_add_up_to_a_hundred_and_stay_near_the_answers(counts: list[int]) -> None:
    n = sum(counts)
    step = 5 if n < 20 else 1
    rounded = rounded_shares([count / n for count in counts], n)
    assert sum(rounded) == 100
    assert all(share % step == 0 and share >= 0 for share in rounded)
    for count, share in zip(counts, rounded, strict=True):
        assert abs(share - 100 * count / n) <= step + 1e-6


@given(
    st.lists(
        st.builds(
            Answer,
            st.lists(st.sampled_from([0, 1, 2, 3, 4, DONT_KNOW]), min_size=4, max_size=4).map(
                lambda codes: bytes([*codes, 7, 1])
            ),
            st.sampled_from([1.0, 0.5]),
        ),
        max_size=30,
    ),
    st.integers(0, 100),
)
def test_every_figure_made_stands_on_five_answers_and_inside_its_interval(
    answers: list[Answer], invited: int
) -> None:
    figures = role_figures("parents", add_up(SPEC, answers), invited)
    if figures is None:
        assert len(answers) < 5
        return
    scores = [*figures.goals.values(), *(i.score for i in figures.items.values() if i.score)]
    for one in scores:
        assert one.n >= 5
        assert 0 <= one.low <= one.value <= one.high <= 100
    for item in figures.items.values():
        assert item.answers.n >= 5
        assert all(0 <= share <= 1 + 1e-12 for share in item.answers.shares)


def test_published_percentages_of_the_national_parent_survey_come_back(fixtures_dir: Path) -> None:
    """NHES Parent and Family Involvement 2019, codebook: N = 16,446, -1 counted in the base."""
    rows = defaultdict(list)
    with (fixtures_dir / "statistiek/nhes-pfi-2019-codeboek-frequenties.csv").open() as file:
        for row in csv.DictReader(file):
            rows[row["item"]].append(row)
    checked = 0
    for item in rows.values():
        for count, percentage in (
            ("n_unweighted", "pct_unweighted"),
            ("n_weighted", "pct_weighted"),
        ):
            base = sum(int(row[count]) for row in item)
            for row in item:
                assert f"{100 * int(row[count]) / base:.2f}" == f"{float(row[percentage]):.2f}"
                checked += 1
    assert checked == 108


def test_shares_of_a_published_question_leave_those_who_were_not_asked_out() -> None:
    """FCSCHOOL of the same codebook: 10,139 of 16,020 who answered are very satisfied, 63.29 %."""
    counts = (10139, 4893, 726, 262)
    tally = ItemTally(4, counts, tuple(map(float, counts)), float(sum(counts)), 426, 0)
    assert tally.n == 16020
    assert round(100 * counts[0] / tally.n, 2) == 63.29


def _parents(fixtures_dir: Path, columns: list[str]) -> list[bytes]:
    with (fixtures_dir / "statistiek/ouders-nhes2019-600.csv").open() as file:
        return [bytes(max(int(row[key]), 0) for key in columns) for row in csv.DictReader(file)]


def test_600_real_parents_give_the_expected_counts_means_and_deviations(
    fixtures_dir: Path, expected_nhes: dict[str, object]
) -> None:
    items: dict[str, dict[str, object]] = expected_nhes["items"]  # type: ignore[assignment]
    columns = [key for key, item in items.items() if "counts" in item]
    spec = SheetSpec(tuple(ItemSpec(key, 4) for key in columns))
    tally = add_up(spec, [Answer(codes) for codes in _parents(fixtures_dir, columns)])
    assert len(columns) == 6
    for key in columns:
        counted, moments = tally.items[key], tally.items[key].answers()
        assert [str(c) for c in counted.counts] == [
            str(c)
            for c in items[key]["counts"].values()  # type: ignore[attr-defined]
        ]
        assert round(moments.mean, 6) == items[key]["mean"]
        assert round(sqrt(moments.variance), 6) == items[key]["sd"]


def test_600_real_parents_give_the_expected_scale_mean(
    fixtures_dir: Path, expected_nhes: dict[str, object]
) -> None:
    scale: dict[str, object] = expected_nhes["scale_satisfaction"]  # type: ignore[assignment]
    columns: list[str] = scale["items"]  # type: ignore[assignment]
    spec = SheetSpec(
        tuple(ItemSpec(key, 4, is_reversed=True) for key in columns),
        (ScaleSpec("satisfied", tuple(columns)),),
    )
    tally = add_up(spec, [Answer(codes) for codes in _parents(fixtures_dir, columns)])
    answers = tally.scales["satisfied"].rescaled(-3 / 100, 4)
    assert answers.n == scale["n_complete"]
    assert round(answers.mean, 6) == scale["mean_of_person_means"]
    assert round(sqrt(answers.variance), 6) == scale["sd_of_person_means"]
