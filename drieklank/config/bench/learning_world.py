"""Made-up schools with made-up effects, to try learning on. What each number stands for, and why it is
that, docs/simulation.md says. All worlds of a run at once: the first axis is the seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from drieklank.content.schema.activity import EvidenceLevel
from drieklank.improve.rules.evidence import ANSWER_SPREAD, expected
from drieklank.improve.rules.learning import Bools, Floats, Seen

GOALS: Final = 6
_BOARD: Final = 3  # schools of one board
_LEVELS: Final = "E0 E0 E0 E0 E0 E1 E1 E2 E2 E2 E3 E4".split()


@dataclass(frozen=True, slots=True)
class World:
    """What is made up. `largest` and `smallest`: effects of a full dose, in spreads of answers."""

    schools: int = 60
    activities: int = 12
    smallest: float = 0.1
    largest: float = 0.5
    is_permuted: bool = False
    # By how much a school that does one activity more than others improves anyway, in points.
    eager: float = 0.0


@dataclass(frozen=True, slots=True)
class Made:
    """What the estimator sees, and the truth: points for a full dose, worlds x activities."""

    seen: Seen
    truth: Floats


def make(world: World, seeds: range) -> Made:
    """So many worlds, each from its own seed."""
    each = [_one(world, np.random.default_rng(seed)) for seed in seeds]
    seen = Seen(*(np.stack(part) for part in zip(*(one[0] for one in each), strict=True)))
    return Made(seen, np.stack([one[1] for one in each]))


def _one(world: World, draw: np.random.Generator) -> tuple[tuple[Floats | Bools, ...], Floats]:
    schools, many = world.schools, world.activities
    answers = np.clip(np.exp(draw.normal(np.log(70), 0.45, schools)), 20, 250).round()
    again = np.maximum((answers * draw.uniform(0.8, 1.1, schools)).round(), 10)
    level = 62 + draw.normal(0, 5, GOALS)
    stood = level + draw.normal(0, 5, (schools, 1)) + draw.normal(0, 5, (schools, GOALS))
    before = (stood + _noise(answers, draw)).round(1)

    serves = _serves(many)
    truth = draw.permutation(np.linspace(world.smallest, world.largest, many)) * ANSWER_SPREAD
    did = _chosen(before, many, draw)
    dose = np.where(did, draw.beta(4, 2, (schools, many)), 0.0)
    wrote = np.clip(dose + draw.normal(0, 0.15, dose.shape), 0.1, 1.0).round(1)
    wrote = np.where(did, wrote, 0.0)

    board = np.repeat(draw.normal(0, 1, -(-schools // _BOARD)), _BOARD)[:schools, None]
    more = did.sum(axis=1, keepdims=True)
    by_itself = (
        1.0
        + board
        + draw.normal(0, 2, (schools, 1))
        + draw.normal(0, 2, (schools, GOALS))
        - 0.15 * (stood - level)
        + world.eager * (more - more.mean())
    )
    per_goal = truth[:, None] * draw.uniform(0.75, 1.25, (many, GOALS)) * serves
    after = (stood + by_itself + dose @ per_goal + _noise(again, draw)).round(1)
    if world.is_permuted:
        wrote = wrote[draw.permutation(schools)]
    mean, spread = _priors(many, draw)
    parts = (
        before,
        _variance(answers),
        after,
        _variance(again),
        wrote,
        serves,
        np.zeros((schools, GOALS)),
        mean,
        spread,
    )
    return parts, truth


def _noise(answers: Floats, draw: np.random.Generator) -> Floats:
    """The chance in a school's scores: a parent's answers on two goals correlate a half."""
    shared = draw.normal(0, 1, (len(answers), 1))
    own = draw.normal(0, 1, (len(answers), GOALS))
    found: Floats = ANSWER_SPREAD / np.sqrt(answers)[:, None] * (shared + own) / np.sqrt(2)
    return found


def _variance(answers: Floats) -> Floats:
    """As the ledger tells it: a standard error to a tenth."""
    error = (ANSWER_SPREAD / np.sqrt(answers)).round(1)
    return np.repeat(error[:, None] ** 2, GOALS, axis=1)


def _serves(many: int) -> Bools:
    """Goal by goal an activity; every second one serves the next goal as well."""
    found = np.zeros((many, GOALS), dtype=np.bool_)
    for place in range(many):
        found[place, place % GOALS] = True
        if (place // GOALS + place) % 2:
            found[place, (place + 1) % GOALS] = True
    return found


def _chosen(before: Floats, many: int, draw: np.random.Generator) -> Bools:
    """Three to six activities per school, sooner those for a goal it scored low on."""
    apart = before - before.mean(axis=0)
    weight = -apart[:, np.arange(many) % GOALS] / 7.0
    # Gumbel's trick: the largest of weight + Gumbel noise are a draw without putting back.
    rank = np.argsort(np.argsort(-(weight + draw.gumbel(size=weight.shape)), axis=1), axis=1)
    found: Bools = rank < draw.integers(3, 7, (len(before), 1))
    return found


def _priors(many: int, draw: np.random.Generator) -> tuple[Floats, Floats]:
    """Levels as in the library, dealt without a look at the truth."""
    levels = draw.permutation(np.resize(np.array(_LEVELS), many))
    found = [expected(EvidenceLevel(str(level)), None) for level in levels]
    return np.array([one.mean for one in found]), np.array([one.spread for one in found])
