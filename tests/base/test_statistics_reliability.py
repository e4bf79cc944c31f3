"""Alpha, omega and ICC against published examples, scipy and their own definitions."""

import csv
import json
from itertools import pairwise
from math import inf, isclose, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats  # type: ignore[import-untyped]

from drieklank.base.statistics import (
    Floats,
    Icc,
    Moments,
    alpha_if_deleted,
    covariances,
    cronbach_alpha,
    icc_from_moments,
    omega_total,
)
from drieklank.base.statistics.factor import one_factor

# Twelve people, eleven questions right (1) or wrong (0), with gaps: real-statistics.com, "Cronbach's
# alpha"; the documentation of pingouin gives psych::alpha of it, pairwise and complete.
_GAPS = """
11111111111 11111111010 .011.111100 11101101100 11111000100 01.01111000 11110010000 11111000000
01011000010 10010100.00 11100000000 10010000000
"""

# The satisfaction of clerks with seven sides of their work in thirty departments, in per cent
# (Chatterjee and Price 1977, Regression Analysis by Example; `attitude` in R).
_ATTITUDE = """
43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35
81 78 56 66 71 83 47  43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41
72 82 72 67 71 83 31  67 61 45 47 62 80 41  64 53 53 58 58 67 34  67 60 47 39 59 74 41
69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46  81 90 50 72 60 54 36
74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49
63 54 42 48 66 75 33  66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38
85 85 71 71 77 74 55  82 82 39 59 64 78 39
"""

# Six people judged by four others (Shrout and Fleiss 1979, Psychological Bulletin 86:420-428, table 2).
_JUDGED = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def gaps() -> Floats:
    return np.array(
        [[nan if cell == "." else float(cell) for cell in row] for row in _GAPS.split()]
    )


def attitude() -> Floats:
    return np.array(_ATTITUDE.split(), dtype=float).reshape(30, 7)


def moments_of(values: list[float]) -> Moments:
    return Moments(
        len(values), len(values), len(values), sum(values), sum(value**2 for value in values)
    )


def alpha_of(table: Floats, *, pairwise: bool = False) -> float:
    found = cronbach_alpha(covariances(table, pairwise=pairwise))
    assert found is not None
    return found


def test_alpha_with_gaps_equals_the_published_pairwise_and_complete_values() -> None:
    assert isclose(alpha_of(gaps(), pairwise=True), 0.732660835214447, rel_tol=1e-12)
    assert isclose(alpha_of(gaps()), 0.8016949152542373, rel_tol=1e-12)


def test_alpha_and_omega_of_the_attitude_data_equal_what_psych_and_mbess_give() -> None:
    """psych::alpha: raw 0.84, and .81 .80 .83 .80 .80 .86 .84 without each question in turn.

    MBESS::ci.reliability(type="omega"): 0.8563268 (S. D. Winter, ESCP 8082 R labs, chapter 5).
    """
    table = attitude()
    covariance = covariances(table, pairwise=False)
    assert np.round(table.std(axis=0, ddof=1), 2).tolist() == [
        12.17, 13.31, 12.24, 11.74, 10.40, 9.89, 10.29,
    ]  # fmt: skip
    assert round(alpha_of(table), 2) == 0.84
    left = alpha_if_deleted(covariance, 7)
    assert [round(value, 2) for value in left if value is not None] == [
        0.81, 0.80, 0.83, 0.80, 0.80, 0.86, 0.84,
    ]  # fmt: skip
    omega = omega_total(covariance)
    assert omega is not None
    assert round(omega, 7) == 0.8563268


def test_alpha_of_real_parents_equals_the_expected_figures(fixtures_dir: Path) -> None:
    folder = fixtures_dir / "statistiek"
    expected = json.loads((folder / "ouders-nhes2019-600.expected.json").read_text())
    scale = expected["scale_satisfaction"]
    with (folder / "ouders-nhes2019-600.csv").open(newline="") as source:
        rows = [[float(row[item]) for item in scale["items"]] for row in csv.DictReader(source)]
    table = np.where(np.array(rows) == -1, nan, np.array(rows))
    covariance = covariances(table, pairwise=False)
    assert round(alpha_of(table), 6) == scale["alpha_raw"]
    left = alpha_if_deleted(covariance, 5)
    assert [round(value, 6) for value in left if value is not None] == list(
        scale["alpha_if_deleted"].values()
    )
    omega = omega_total(covariance)
    assert omega is not None
    assert alpha_of(table) < omega < 0.89


def test_one_factor_of_the_five_exams_equals_the_published_solution() -> None:
    """Mardia, Kent and Bibby 1979, Multivariate Analysis, chapter 9: maximum likelihood, k = 1."""
    lower = [0.553, 0.547, 0.610, 0.409, 0.485, 0.711, 0.389, 0.437, 0.665, 0.607]
    correlations = np.eye(5)
    correlations[np.tril_indices(5, -1)] = lower
    fitted = one_factor(correlations + np.tril(correlations, -1).T)
    assert fitted is not None
    published = [0.600, 0.667, 0.917, 0.772, 0.724]
    assert np.allclose(np.abs(fitted.loadings), published, atol=0.0015)


def test_omega_of_a_matrix_made_of_one_factor_is_found_back_exactly() -> None:
    loadings, unique = np.array([1.2, 0.8, -0.3, 0.5]), np.array([0.5, 1.0, 0.7, 2.0])
    covariance = np.outer(loadings, loadings) + np.diag(unique)
    omega = omega_total(covariance)
    assert omega is not None
    assert isclose(omega, 2.2**2 / (2.2**2 + 4.2), rel_tol=1e-6)


def test_omega_equals_alpha_where_all_questions_weigh_the_same() -> None:
    covariance = np.full((4, 4), 0.36) + np.diag([0.5, 0.9, 0.4, 0.7])
    omega, alpha = omega_total(covariance), cronbach_alpha(covariance)
    assert omega is not None
    assert alpha is not None
    assert isclose(omega, alpha, rel_tol=1e-7)


@pytest.mark.parametrize("seed", range(8))
def test_omega_equals_scipys_own_minimum(seed: int) -> None:
    random = np.random.default_rng(seed)
    size = 4 + seed % 4
    loadings = random.uniform(0.3, 1.2, size)
    rows = np.outer(random.normal(size=200), loadings) + random.normal(size=(200, size))
    covariance = covariances(rows, pairwise=False)
    assert covariance is not None
    deviations = np.sqrt(np.diag(covariance))
    correlations = covariance / np.outer(deviations, deviations)

    def misfit(point: Floats) -> float:
        implied = np.outer(point[:size], point[:size]) + np.diag(np.exp(point[size:]))
        determinant = np.linalg.slogdet(implied)[1]
        return float(determinant + np.trace(np.linalg.solve(implied, correlations)))

    start = np.concatenate([np.full(size, 0.6), np.log(np.full(size, 0.5))])
    best = optimize.minimize(misfit, start, method="BFGS", options={"gtol": 1e-7}).x
    common = float(best[:size] @ deviations) ** 2
    own = float(np.exp(best[size:]) @ deviations**2)
    omega = omega_total(covariance)
    assert omega is not None
    assert isclose(omega, common / (common + own), abs_tol=1e-5)


def test_reliability_that_cannot_be_computed_is_none_and_never_a_fall() -> None:
    one, two = np.array([[1.0]]), np.array([[1.0, 0.5], [0.5, 1.0]])
    constant = np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 0.0]])
    twins = np.full((3, 3), 1.0)
    heywood = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.3], [0.9, 0.3, 1.0]])
    unrelated = np.eye(4)
    assert [cronbach_alpha(matrix) for matrix in (None, one, np.zeros((3, 3)))] == [None] * 3
    assert [
        omega_total(matrix) for matrix in (None, one, two, constant, twins, heywood, unrelated)
    ] == [None] * 7
    assert alpha_if_deleted(two, 2) == (None, None)
    assert alpha_if_deleted(None, 3) == (None, None, None)
    assert cronbach_alpha(twins) == 1.0


def test_covariances_of_too_few_rows_are_none() -> None:
    assert covariances(np.array([[1.0, 2.0]]), pairwise=False) is None
    assert covariances(np.array([[1.0, nan], [nan, 2.0], [3.0, nan]]), pairwise=False) is None
    assert covariances(np.array([[1.0, nan], [nan, 2.0], [3.0, 1.0]]), pairwise=True) is None
    assert covariances(np.empty((0, 2)), pairwise=True) is None


def test_weights_count_as_so_many_people_and_their_scale_does_not_matter() -> None:
    table = np.array([[1.0, 2.0, 1.0], [4.0, 3.0, 4.0], [2.0, 2.0, 4.0], [3.0, 1.0, 2.0]])
    twice = np.array([2.0, 1.0, 3.0, 1.0])
    repeated = np.repeat(table, twice.astype(int), axis=0)
    weighted = cronbach_alpha(covariances(table, twice, pairwise=False))
    scaled = cronbach_alpha(covariances(table, twice * 1000, pairwise=True))
    assert weighted is not None
    assert scaled is not None
    assert isclose(weighted, alpha_of(repeated), rel_tol=1e-12)
    assert isclose(scaled, weighted, rel_tol=1e-12)


answers = st.lists(st.integers(1, 4), min_size=4, max_size=4)


@given(st.lists(answers, min_size=2, max_size=30))
def test_covariances_without_gaps_equal_numpys_both_ways(rows: list[list[int]]) -> None:
    table = np.array(rows, dtype=float)
    for together in (True, False):
        found = covariances(table, pairwise=together)
        assert found is not None
        assert np.allclose(found, np.cov(table, rowvar=False), atol=1e-9)


@settings(deadline=None)  # a factor that fits badly takes its steps
@given(st.lists(answers, min_size=5, max_size=30))
def test_reliability_never_passes_one_and_ignores_the_order_of_questions(
    rows: list[list[int]],
) -> None:
    table = np.array(rows, dtype=float)
    alpha = cronbach_alpha(covariances(table, pairwise=False))
    turned = cronbach_alpha(covariances(table[:, ::-1], pairwise=False))
    omega = omega_total(covariances(table, pairwise=False))
    assert (alpha is None) == (turned is None)
    if alpha is not None and turned is not None:
        assert alpha <= 1.0 + 1e-9
        assert isclose(alpha, turned, rel_tol=1e-6, abs_tol=1e-6)
    assert omega is None or 0.0 <= omega < 1.0


# -- groups -------------------------------------------------------------------------------------------


def test_icc_equals_the_published_example_of_shrout_and_fleiss() -> None:
    """ICC(1,1) = .17 and ICC(1,4) = .44 of six people with four judges each."""
    found = icc_from_moments([moments_of([float(x) for x in row]) for row in _JUDGED])
    assert found.icc1 is not None
    assert found.icc2 is not None
    assert (round(found.icc1, 2), round(found.icc2, 2)) == (0.17, 0.44)


def test_icc_of_classes_of_unequal_size_follows_from_scipys_anova() -> None:
    classes = [[70.0, 80, 60, 90], [50.0, 40], [66.7, 100, 83.3, 91, 75, 66], [20.0, 55, 60]]
    found = icc_from_moments([moments_of(values) for values in classes])
    ratio = stats.f_oneway(*classes).statistic
    sizes = [len(values) for values in classes]
    usual = (sum(sizes) - sum(size**2 for size in sizes) / sum(sizes)) / (len(sizes) - 1)
    assert found.icc1 is not None
    assert found.icc2 is not None
    assert isclose(found.icc2, 1 - 1 / ratio, rel_tol=1e-9)
    assert isclose(found.icc1, (ratio - 1) / (ratio - 1 + usual), rel_tol=1e-9)


def test_icc_is_one_where_classes_agree_within_and_none_where_nothing_can_be_said() -> None:
    assert icc_from_moments([moments_of([1.0, 1.0]), moments_of([3.0, 3.0])]) == Icc(1.0, 1.0)
    nothing = Icc(None, None)
    assert icc_from_moments([]) == nothing
    assert icc_from_moments([moments_of([1.0, 2.0])]) == nothing
    assert icc_from_moments([moments_of([1.0]), moments_of([2.0])]) == nothing
    assert icc_from_moments([moments_of([2.0, 2.0]), moments_of([2.0, 2.0])]) == nothing


@given(st.lists(st.lists(st.integers(0, 100), min_size=2, max_size=9), min_size=2, max_size=9))
def test_icc_never_passes_one_and_both_have_the_same_sign(groups: list[list[int]]) -> None:
    found = icc_from_moments([moments_of([float(x) for x in group]) for group in groups])
    for value in (found.icc1, found.icc2):
        assert value is None or -inf < value <= 1.0 + 1e-9
    if found.icc1 is not None and found.icc2 is not None:
        assert found.icc1 * found.icc2 >= 0


def test_weight_of_one_for_everybody_changes_no_icc() -> None:
    plain = [moments_of([1.0, 2.0, 4.0]), moments_of([3.0, 4.0])]
    heavy = [
        Moments(g.n, g.weight * 7, g.weight_squares * 49, g.total * 7, g.squares * 7) for g in plain
    ]
    for one, other in pairwise([icc_from_moments(plain), icc_from_moments(heavy)]):
        assert one.icc1 is not None
        assert other.icc1 is not None
        assert isclose(one.icc1, other.icc1, rel_tol=1e-9)
