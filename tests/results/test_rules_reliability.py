"""Reliability of a round: of the questionnaire, from stored sums, and never of too few."""

from math import isclose

import numpy as np

from drieklank.base.statistics import (
    Answer,
    ItemSpec,
    ScaleSpec,
    SheetSpec,
    Tally,
    add_up,
    covariances,
    cronbach_alpha,
    omega_total,
)
from drieklank.results.rules.reliability import group_icc, joint_reliability, round_reliability

SPEC = SheetSpec(
    tuple(ItemSpec(key, 4) for key in "abcd"), (ScaleSpec("welcome", ("a", "b", "c", "d")),)
)


def rows(seed: int, size: int, shift: float = 0.0) -> np.ndarray:
    random = np.random.default_rng(seed)
    opinions = random.normal(2.5 + shift, 0.9, (size, 1))
    return np.clip(np.round(opinions + random.normal(0, 0.6, (size, 4))), 1, 4)


def tally_of(table: np.ndarray) -> Tally:
    sheets = [Answer(bytes(row.astype(int).tolist())) for row in table]
    return add_up(SPEC, sheets, with_products=True)


def test_reliability_of_a_round_equals_that_of_the_rows_nobody_has_any_more() -> None:
    table = rows(1, 80)
    found = round_reliability(tally_of(table))["welcome"]
    covariance = covariances(table, pairwise=False)
    alpha, omega = cronbach_alpha(covariance), omega_total(covariance)
    assert found.n == 80
    assert found.alpha is not None
    assert found.omega is not None
    assert alpha is not None
    assert omega is not None
    assert isclose(found.alpha, alpha, rel_tol=1e-9)
    assert isclose(found.omega, omega, rel_tol=1e-6)


def test_reliability_of_a_round_of_forty_nine_is_not_made() -> None:
    assert round_reliability(tally_of(rows(2, 49))) == {}


def test_reliability_of_a_board_takes_the_schools_that_kept_sums_together() -> None:
    schools = [rows(3, 60), rows(4, 70), rows(5, 20)]
    found = joint_reliability([tally_of(school) for school in schools])["welcome"]
    alpha = cronbach_alpha(covariances(np.vstack(schools[:2]), pairwise=False))
    assert found.n == 130
    assert found.alpha is not None
    assert alpha is not None
    assert isclose(found.alpha, alpha, rel_tol=1e-9)
    assert joint_reliability([]) == {}


def test_classes_that_differ_have_an_icc_and_one_class_or_few_parents_have_none() -> None:
    classes = [tally_of(rows(seed, 20, shift)) for seed, shift in ((6, -1), (7, 0), (8, 1))]
    found = group_icc(classes)["welcome"]
    assert found.icc1 is not None
    assert found.icc2 is not None
    assert 0.2 < found.icc1 < found.icc2 < 1.0
    assert group_icc(classes[:1]) == {}
    assert group_icc(classes[:2]) == {}  # forty parents
    assert group_icc([]) == {}
