"""`drieklank stats`: others check our rules with their own files, of whatever make they are."""

import csv
import json
import math
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats  # type: ignore[import-untyped]

from drieklank.results.rules.answers_figures import all_figures
from drieklank.results.rules.answers_file import read_table, sample_of
from drieklank.results.rules.answers_spec import parse_spec
from tests.conftest import ROOT
from tests.results.desk import ANSWERS, PLAIN, Desk


@pytest.fixture
def desk(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    return Desk(tmp_path, capfdbinary)


# -- figures ------------------------------------------------------------------------------------------


def test_real_parents_get_the_expected_figures_from_the_real_command(
    fixtures_dir: Path, tmp_path: Path
) -> None:
    folder = fixtures_dir / "statistiek"
    expected = json.loads((folder / "ouders-nhes2019-600.expected.json").read_text())
    want = expected["scale_satisfaction"]
    spec = tmp_path / "spec.yaml"
    spec.write_text(
        "missing: [-1]\nweight: null\ngroup: CENREG\npopulation: null\nalpha: complete\nscales:\n"
        f"  satisfied: {{items: [{', '.join(want['items'])}], min: 1, max: 4, reverse: []}}\n"
        "  enjoys: {items: [SEENJOY], min: 1, max: 4}\n"
    )
    command = [str(ROOT / ".venv/bin/drieklank"), "stats", str(folder / "ouders-nhes2019-600.csv")]
    done = subprocess.run([*command, "--spec", str(spec)], capture_output=True, check=True)
    assert done.stderr == b""
    found = json.loads(done.stdout)["scales"]
    scale = found["satisfied"]
    assert list(scale) == [
        "n", "mean", "sd", "se", "ci95", "alpha", "omega", "icc1", "icc2", "items",
    ]  # fmt: skip
    assert scale["n"] == want["n_complete"]
    assert round(scale["mean"], 6) == want["mean_of_person_means"]
    assert round(scale["sd"], 6) == want["sd_of_person_means"]
    assert round(scale["alpha"], 6) == want["alpha_raw"]
    assert scale["alpha"] < scale["omega"] < 0.89
    for item, asked in {**scale["items"], **found["enjoys"]["items"]}.items():
        assert asked["n"] == expected["items"][item]["n"]
        assert asked["counts"] == expected["items"][item]["counts"]
        assert round(asked["mean"], 6) == expected["items"][item]["mean"]
        assert round(asked["sd"], 6) == expected["items"][item]["sd"]
        left = asked["alpha_if_deleted"]
        assert (left and round(left, 6)) == want["alpha_if_deleted"].get(item)


def test_every_published_percentage_of_the_codebook_comes_back_from_its_counts(
    fixtures_dir: Path, desk: Desk
) -> None:
    """14 questions, N = 16,446: a file with as many answers gives the published two decimals."""
    path = fixtures_dir / "statistiek" / "nhes-pfi-2019-codeboek-frequenties.csv"
    with path.open(newline="") as source:
        rows = list(csv.DictReader(source))
    assert len(rows) == 54
    for item in dict.fromkeys(row["item"] for row in rows):
        own = [row for row in rows if row["item"] == item]
        lines = "".join(f"{row['code']}\n" * int(row["n_unweighted"]) for row in own)
        spec = f"scales: {{s: {{items: [{item}], min: -1, max: 99}}}}"
        asked = desk.scale(f"{item}\n{lines}", spec)["items"][item]
        for row in own:
            share = 100 * asked["counts"][row["code"]] / asked["n"]
            assert round(share, 2) == float(row["pct_unweighted"])


def test_mean_interval_is_students_with_the_correction_for_a_finite_population(desk: Desk) -> None:
    means = [4 / 3, 11 / 3, 8 / 3, 2]
    plain = desk.scale(ANSWERS)
    low, high = scipy_stats.t.interval(0.95, 3, loc=np.mean(means), scale=scipy_stats.sem(means))
    assert plain["ci95"] == pytest.approx([low, high], rel=1e-12)
    assert plain["se"] == pytest.approx(scipy_stats.sem(means), rel=1e-12)
    school = desk.scale(ANSWERS, f"population: 16\n{PLAIN}")
    assert school["se"] == pytest.approx(plain["se"] * math.sqrt(1 - 4 / 16), rel=1e-12)
    wide, narrow = plain["ci95"][1] - plain["mean"], school["ci95"][1] - school["mean"]
    assert narrow == pytest.approx(wide * math.sqrt(0.75), rel=1e-12)


@pytest.mark.parametrize("population", ["4", "3", "1"])
def test_population_not_larger_than_the_answers_leaves_no_doubt(
    desk: Desk, population: str
) -> None:
    found = desk.scale(ANSWERS, f"population: {population}\n{PLAIN}")
    assert found["se"] == 0
    assert found["ci95"] == [found["mean"], found["mean"]]


def test_reversed_question_turns_in_the_scale_and_stays_as_given_by_itself(desk: Desk) -> None:
    spec = "scales: {s: {items: [a, b], min: 1, max: 4, reverse: [b]}}"
    found = desk.scale("a,b\n1,4\n2,3\n4,1\n4,2\n", spec)
    assert found["mean"] == pytest.approx((1 + 2 + 4 + 3.5) / 4)
    assert found["items"]["b"]["mean"] == 2.5
    assert found["items"]["b"]["counts"] == {"1": 1, "2": 1, "3": 1, "4": 1}
    assert found["alpha"] > 0.9
    assert found["items"]["b"]["alpha_if_deleted"] is None


def test_respondent_counts_from_two_thirds_of_the_questions(desk: Desk) -> None:
    found = desk.scale("a,b,c\n4,4,\n4,,\n,,\n1,2,3\n")
    assert found["n"] == 2
    assert found["mean"] == 3.0
    assert found["items"]["a"]["n"] == 3


def test_alpha_with_gaps_is_over_complete_rows_or_pairwise_as_asked(desk: Desk) -> None:
    """real-statistics.com; psych::alpha gives .8017 and .7327 (documentation of pingouin)."""
    rows = (
        "11111111111 11111111010 .011.111100 11101101100 11111000100 01.01111000 11110010000 "
        "11111000000 01011000010 10010100.00 11100000000 10010000000"
    ).split()
    heading = ",".join(f"q{number}" for number in range(11))
    answers = "\n".join([heading, *(",".join(row).replace(".", "") for row in rows)])
    scales = f"scales: {{s: {{items: [{heading}], min: 0, max: 1}}}}"
    assert desk.scale(answers, scales)["alpha"] == pytest.approx(0.8016949152542373)
    assert desk.scale(answers, f"alpha: pairwise\n{scales}")["alpha"] == pytest.approx(
        0.732660835214447
    )


def test_groups_give_icc_of_the_published_example(desk: Desk) -> None:
    """Shrout and Fleiss 1979: ICC(1,1) = .17, ICC(1,4) = .44; here a judge is a respondent."""
    judged = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    lines = [f"klas {i},{mark}" for i, marks in enumerate(judged) for mark in marks]
    spec = "group: class\nscales: {s: {items: [mark], min: 1, max: 10}}"
    found = desk.scale("\n".join(["class,mark", *lines, ",10"]), spec)
    assert (round(found["icc1"], 2), round(found["icc2"], 2)) == (0.17, 0.44)
    assert found["n"] == 25


def test_group_with_the_number_of_a_missing_answer_is_a_group_all_the_same(desk: Desk) -> None:
    spec = "missing: [9, -1, NA]\ngroup: g\nscales: {s: {items: [a], min: 1, max: 4}}"
    with_nine = desk.scale("g,a\n9,1\n9,2\n8,4\n8,3\n-1,4\nNA,1\n", spec)
    named = desk.scale("g,a\nx,1\nx,2\ny,4\ny,3\n", spec)
    assert with_nine["icc1"] == pytest.approx(named["icc1"])


def test_weight_moves_the_mean_and_its_error_but_not_the_number_of_people(desk: Desk) -> None:
    answers = "w,a\n1,4\n0.5,1\n0.5,2\n1,3\n"
    found = desk.scale(answers, "weight: w\nscales: {s: {items: [a], min: 1, max: 4}}")
    w, y = np.array([1, 0.5, 0.5, 1]), np.array([4.0, 1, 2, 3])
    mean = np.average(y, weights=w)
    sd = math.sqrt(float(np.cov(y, aweights=w)))
    effective = w.sum() ** 2 / (w**2).sum()
    assert (found["n"], found["items"]["a"]["n"]) == (4, 4)
    assert found["mean"] == pytest.approx(mean)
    assert found["sd"] == found["items"]["a"]["sd"] == pytest.approx(sd)
    assert found["se"] == pytest.approx(sd / math.sqrt(effective))
    assert found["items"]["a"]["counts"] == {"1": 1, "2": 1, "3": 1, "4": 1}


def test_rows_without_weight_do_not_count_and_that_is_said(desk: Desk) -> None:
    answers = "w,a\n1,4\n0,1\n,1\nNA,1\n-9,1\n1,2\n"
    spec = "weight: w\nmissing: [-9]\nscales: {s: {items: [a], min: 1, max: 4}}"
    found = desk.scale(answers, spec)
    assert (found["n"], found["mean"]) == (2, 3.0)
    assert "gewicht 0 tellen niet mee: 4." in desk.said
    assert "negatief gewicht" in desk.refusal("w,a\n-2,4\n", spec)
    assert desk.scale("w,a\n0,4\n", spec)["n"] == 0


@settings(deadline=None)  # a factor that fits badly takes its steps
@given(
    st.lists(
        st.tuples(*[st.sampled_from(["", "1", "2", "3", "4", "-1"])] * 3, st.sampled_from("123")),
        max_size=25,
    ),
    st.sampled_from(["complete", "pairwise"]),
    st.sampled_from(["null", "1", "30"]),
)
def test_any_answers_give_json_without_nan_and_within_the_scale(
    rows: list[tuple[str, ...]],
    alpha: str,
    population: str,
) -> None:
    spec = parse_spec(
        f"missing: [-1]\ngroup: g\nweight: g\nalpha: {alpha}\npopulation: {population}\n"
        "scales: {s: {items: [a, b, c], min: 1, max: 4, reverse: [c]}}"
    )
    text = "\n".join(["a,b,c,g", *(",".join(row) for row in rows)])
    sample = sample_of(read_table(text.encode(), spec.columns), spec)
    found = json.loads(json.dumps(all_figures(sample, spec), allow_nan=False))["scales"]["s"]
    assert found["mean"] is None or 1 <= found["mean"] <= 4
    assert (found["mean"] is None) == (found["n"] == 0)
    # Pairwise covariances of few rows need not fit any data: alpha then may pass one.
    assert found["alpha"] is None or found["alpha"] <= 1 + 1e-9 or alpha == "pairwise"
    assert found["omega"] is None or 0 <= found["omega"] < 1
    for item in found["items"].values():
        assert sum(item["counts"].values()) == item["n"]


# -- little or nothing to compute ---------------------------------------------------------------------

NOTHING = ("sd", "se", "ci95", "alpha", "omega", "icc1", "icc2")


def test_nobody_and_one_respondent_give_null_where_nothing_can_be_computed(desk: Desk) -> None:
    nobody = desk.scale("a,b,c\n")
    assert (nobody["n"], nobody["mean"]) == (0, None)
    assert [nobody[key] for key in NOTHING] == [None] * 7
    assert nobody["items"]["a"] == {
        "n": 0, "mean": None, "sd": None, "counts": {}, "alpha_if_deleted": None,
    }  # fmt: skip
    one = desk.scale("a,b,c\n1,2,3\n", f"population: 20\n{PLAIN}")
    assert (one["n"], one["mean"]) == (1, 2.0)
    assert [one[key] for key in NOTHING] == [None] * 7


def test_everyone_the_same_gives_no_spread_and_no_alpha(desk: Desk) -> None:
    found = desk.scale("a,b,c\n" + "3,3,3\n" * 9)
    assert (found["sd"], found["se"], found["ci95"]) == (0, 0, [3, 3])
    assert [found[key] for key in ("alpha", "omega")] == [None, None]


def test_constant_question_among_others_leaves_alpha_and_takes_omega(desk: Desk) -> None:
    found = desk.scale("a,b,c\n1,1,4\n2,2,4\n3,3,4\n4,3,4\n")
    assert found["items"]["c"]["sd"] == 0
    assert found["alpha"] > 0.5
    assert found["omega"] is None


def test_question_that_nobody_answered_leaves_the_others_as_they_are(desk: Desk) -> None:
    found = desk.scale("a,b,c\n1,2,\n4,3,\n2,2,\n")
    assert (found["n"], found["alpha"], found["items"]["c"]["n"]) == (3, None, 0)
    assert found["items"]["c"]["mean"] is None


@pytest.mark.parametrize(("unit", "start"), [(1e-7, 0.0), (1.0, 1e9), (1e6, -1e9)])
def test_unit_and_standing_of_the_answers_change_no_reliability(
    desk: Desk, unit: float, start: float
) -> None:
    random = np.random.default_rng(3)
    opinions = random.integers(1, 4, (60, 1)) + random.integers(0, 2, (60, 3))
    groups = np.arange(60) % 7
    spec = "group: g\nscales: {s: {items: [a, b, c]}}"

    def figures(table: np.ndarray) -> dict[str, Any]:
        rows = [
            ",".join([*map(repr, row), str(group)])
            for row, group in zip(table.tolist(), groups, strict=True)
        ]
        return desk.scale("\n".join(["a,b,c,g", *rows]), spec)

    wanted, found = figures(opinions), figures(start + unit * opinions)
    assert found["sd"] == pytest.approx(wanted["sd"] * unit, rel=1e-6)
    for key in ("alpha", "omega", "icc1", "icc2"):
        assert found[key] == pytest.approx(wanted[key], rel=1e-5), key


def test_answers_beyond_all_bounds_end_as_null(desk: Desk) -> None:
    spec = "scales: {s: {items: [a, b]}}"
    found = desk.scale("a,b\n1e308,1e308\n-1e308,1e308\n5,5\n", spec)
    assert [found[key] for key in ("mean", *NOTHING)] == [None] * 8
    assert found["items"]["a"]["sd"] is None
    assert found["items"]["a"]["counts"] == {"-1e+308": 1, "5": 1, "1e+308": 1}
