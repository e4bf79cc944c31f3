"""Learning from second measurements: what it finds, and what it must not find.

The worlds and the aims stand in docs/simulation.md.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from drieklank.config.bench.learning import (
    AIM_DISTANCE,
    AIM_LABELLED,
    AIM_RANK,
    SEEDS,
    plain,
    rank_correlation,
    simulate,
    told,
)
from drieklank.config.bench.learning_world import World, make
from drieklank.improve.rules.dose import UNWRITTEN, Written, dose
from drieklank.improve.rules.learning import Seen, learn, most_probable

NOTHING = World(smallest=0.0, largest=0.0)


# -- the simulation -----------------------------------------------------------------------------------
def test_learning_with_planted_effects_finds_their_order() -> None:
    began = time.process_time()
    found = told(*simulate(World()))
    assert time.process_time() - began < 20
    assert found["rank_correlation"] >= AIM_RANK
    # The prior knows nothing of these effects: the order was learned.
    assert abs(found["rank_correlation_prior"]) < 0.1


def test_learning_without_effects_calls_at_most_one_in_twenty_working() -> None:
    _, learned = simulate(NOTHING)
    assert learned.works.shape == (SEEDS, 12)
    assert learned.works.mean() <= AIM_LABELLED
    assert learned.works.any(axis=-1).mean() <= AIM_LABELLED


def test_learning_without_effects_would_call_more_working_without_the_guard() -> None:
    # Otherwise the test above would hold for any rule.
    _, learned = simulate(NOTHING)
    assert (learned.effect_low > 0).any(axis=-1).mean() > AIM_LABELLED


def test_learning_with_doses_of_other_schools_goes_back_to_the_prior() -> None:
    found = told(*simulate(World(is_permuted=True)))
    assert found["distance_to_prior"] <= AIM_DISTANCE
    assert found["labelled"] <= AIM_LABELLED
    assert told(*simulate(World()))["distance_to_prior"] > 5 * AIM_DISTANCE


def test_learning_without_effects_makes_intervals_that_hold_nothing() -> None:
    found = told(*simulate(NOTHING))
    assert found["effect_interval_holds"] >= 0.93
    assert abs(found["bias_points"]) < 0.1


# -- regression to the mean ---------------------------------------------------------------------------
def test_low_scores_that_come_up_by_themselves_are_no_effect_of_what_was_done() -> None:
    # Schools do what they scored low on; a plain comparison of doers and others sees a rise.
    made, learned = simulate(NOTHING)
    apart, ratio = plain(made)
    assert apart.mean() > 0.5
    assert (ratio > 1.96).mean() > AIM_LABELLED
    assert abs(learned.effect.mean()) < 0.1


def test_most_probable_start_of_a_small_school_is_nearer_the_mean() -> None:
    scores = np.array([[30.0], [30.0], [60.0], [70.0], [60.0]])
    variances = np.array([[4.0], [100.0], [10.0], [10.0], [10.0]])
    start, unsure, mean = most_probable(scores, variances)
    assert mean[0, 0] == pytest.approx(50.0)
    assert 30.0 < start[0, 0] < start[1, 0] < 50.0
    assert unsure[0, 0] < unsure[1, 0] < variances[1, 0]


# -- what it takes ------------------------------------------------------------------------------------
def _seen() -> Seen:
    seen = make(World(), range(3)).seen
    return Seen(*(getattr(seen, name)[0] for name in Seen.__slots__))


def test_learning_of_one_world_is_the_same_alone_and_beside_others() -> None:
    together, alone = learn(make(World(), range(3)).seen), learn(_seen())
    np.testing.assert_allclose(together.mean[0], alone.mean)
    np.testing.assert_allclose(together.effect_low[0], alone.effect_low)


def test_learning_does_not_depend_on_the_order_of_the_schools() -> None:
    seen = _seen()
    order = np.random.default_rng(5).permutation(seen.before.shape[0])
    turned = replace(
        seen,
        **{
            name: getattr(seen, name)[order]
            for name in ("before", "before_variance", "after", "after_variance", "doses", "others")
        },
    )
    np.testing.assert_allclose(learn(turned).mean, learn(seen).mean)


def test_learning_with_goals_missing_still_gives_numbers() -> None:
    seen = _seen()
    before, after = seen.before.copy(), seen.after.copy()
    before[:20, 0], after[30:40, 2] = np.nan, np.nan
    variance = seen.before_variance.copy()
    variance[:20, 0] = np.nan
    found = learn(replace(seen, before=before, after=after, before_variance=variance))
    for name in ("effect", "effect_low", "effect_high", "mean", "spread", "low", "high"):
        assert np.isfinite(getattr(found, name)).all(), name
    assert rank_correlation(found.mean[None], learn(seen).mean[None])[0] > 0.8


def test_learning_of_two_activities_always_done_together_tells_none_apart() -> None:
    seen = _seen()
    doses = seen.doses.copy()
    doses[:, 6] = doses[:, 0]
    serves = seen.serves.copy()
    serves[6] = serves[0]
    found = learn(replace(seen, doses=doses, serves=serves))
    assert np.isfinite(found.mean).all()
    assert not found.works[[0, 6]].any()
    assert (found.effect_high - found.effect_low)[[0, 6]].min() > 100.0


def test_learning_where_other_activities_were_done_does_not_take_their_effect() -> None:
    # All of the rise is of something else that the same schools did: it is told as "other".
    seen = _seen()
    others = np.zeros_like(seen.before)
    others[:, 0] = (seen.doses[:, 0] > 0) * 1.0 + (np.arange(60) % 5 == 0)
    after = seen.after + 8.0 * others
    plain = learn(replace(seen, after=after))
    known = learn(replace(seen, after=after, others=others))
    truth = learn(seen).effect[0]
    assert abs(known.effect[0] - truth) < abs(plain.effect[0] - truth) / 2


# -- dose ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "is_done", "expected"),
    [
        ([], False, 0.0),
        ([], True, UNWRITTEN),
        ([Written((), "planned")], False, 1.0),
        ([Written((), "partly")], True, 0.5),
        ([Written(("groep 3", "groep 4"), "planned")], False, 0.5),
        ([Written(("groep 3",), "partly"), Written(("groep 3",), "planned")], False, 0.25),
        ([Written((), "partly"), Written(("groep 3",), "planned")], False, (1.0 + 3 * 0.5) / 4),
        ([Written(("groep 3",), "adapted")] * 9, False, 0.2),
        ([Written(("a", "b", "c", "d", "e", "f"), "planned")], False, 1.0),
    ],
)
def test_dose_is_the_share_of_the_school_times_how_closely(
    written: list[Written], is_done: bool, expected: float
) -> None:
    assert dose(written, 4, is_done=is_done) == pytest.approx(expected)
