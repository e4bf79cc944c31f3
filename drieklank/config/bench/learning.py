"""`drieklank bench learning`: how well learning from second measurements finds planted effects.

The world and the aims stand in docs/simulation.md and were written before the first run.
"""

from __future__ import annotations

import time
from typing import Any, Final

import numpy as np

from drieklank.config.bench.learning_world import Made, World, make
from drieklank.improve.rules.evidence import ANSWER_SPREAD
from drieklank.improve.rules.learning import Floats, Learned, learn

SEEDS: Final = 200
# Seeds that were not looked at while the estimator was made.
_FRESH_FROM: Final = 1000
_PLAIN_LIMIT: Final = 1.96
_FRESH: Final = ("planted", "nothing", "permuted")
AIM_RANK: Final = 0.8
AIM_LABELLED: Final = 0.05
AIM_DISTANCE: Final = 0.02

_WORLDS: Final[dict[str, World]] = {
    "planted": World(),
    "nothing": World(smallest=0.0, largest=0.0),
    "permuted": World(is_permuted=True),
    "30 schools": World(schools=30),
    "120 schools": World(schools=120),
    "24 activities": World(activities=24),
    "eager schools": World(eager=1.5),
    "eager schools, nothing": World(smallest=0.0, largest=0.0, eager=1.5),
}


def measure(seeds: int = SEEDS) -> dict[str, Any]:
    """All worlds, and whether the aims are met."""
    began = time.process_time()
    worlds = {name: told(*simulate(world, seeds)) for name, world in _WORLDS.items()}
    apart, ratio = plain(make(_WORLDS["nothing"], range(seeds)))
    worlds["nothing, compared plainly"] = {
        "bias_points": round(float(apart.mean()), 3),
        "labelled": round(float((ratio > _PLAIN_LIMIT).mean()), 3),
    }
    for name in _FRESH:
        worlds[f"{name}, fresh seeds"] = told(*simulate(_WORLDS[name], seeds, _FRESH_FROM))
    found = {"seeds": seeds, "worlds": worlds}
    seconds = round(time.process_time() - began, 2)
    return found | {"cpu_seconds": seconds, "aims": _aims(worlds)}


def simulate(world: World, seeds: int = SEEDS, first: int = 0) -> tuple[Made, Learned]:
    """So many worlds from this seed on, and what is learned in each."""
    made = make(world, range(first, first + seeds))
    return made, learn(made.seen)


def told(made: Made, learned: Learned) -> dict[str, float]:
    """What came out of one kind of world."""
    apart = np.abs(learned.mean - made.seen.prior_mean).mean(axis=-1) / ANSWER_SPREAD
    inside = (learned.effect_low <= made.truth) & (made.truth <= learned.effect_high)
    drawn = (learned.low <= made.truth) & (made.truth <= learned.high)
    found = {
        "rank_correlation": np.median(rank_correlation(made.truth, learned.mean)),
        "rank_correlation_prior": np.median(rank_correlation(made.truth, made.seen.prior_mean)),
        "labelled": learned.works.mean(),
        "worlds_with_a_label": learned.works.any(axis=-1).mean(),
        "distance_to_prior": np.median(apart),
        "informed": np.median(learned.informed),
        "bias_points": (learned.effect - made.truth).mean(),
        "effect_interval_holds": inside.mean(),
        "learned_interval_holds": drawn.mean(),
    }
    return {name: round(float(value), 3) for name, value in found.items()}


def plain(made: Made) -> tuple[Floats, Floats]:
    """What comes of no regard for regression to the mean: (points, t), worlds x activities.

    The mean rise on the first goal of an activity on schools that did it, less that on the others.
    """
    seen = made.seen
    rise = seen.after - seen.before
    first = np.argmax(seen.serves[0], axis=-1)
    rises, did = rise[..., first], seen.doses > 0
    means, squares = [], []
    for side in (did, ~did):
        count = side.sum(axis=-2)
        mean = np.where(side, rises, 0.0).sum(axis=-2) / count
        off = np.where(side, rises - mean[..., None, :], 0.0)
        means.append(mean)
        squares.append((off**2).sum(axis=-2) / (count - 1) / count)
    apart: Floats = means[0] - means[1]
    return apart, apart / np.sqrt(squares[0] + squares[1])


def rank_correlation(one: Floats, other: Floats) -> Floats:
    """Spearman's, over the last axis, equal values sharing a rank; 0 where all are equal."""
    first, second = _ranks(one), _ranks(other)
    first = first - first.mean(axis=-1, keepdims=True)
    second = second - second.mean(axis=-1, keepdims=True)
    below = np.sqrt((first**2).sum(axis=-1) * (second**2).sum(axis=-1))
    above = (first * second).sum(axis=-1)
    found: Floats = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    return found


def _ranks(values: Floats) -> Floats:
    lower = (values[..., None, :] < values[..., :, None]).sum(axis=-1)
    equal = (values[..., None, :] == values[..., :, None]).sum(axis=-1)
    found: Floats = lower + (equal + 1) / 2
    return found


def _aims(worlds: dict[str, dict[str, float]]) -> list[dict[str, Any]]:
    rank = worlds["planted"]["rank_correlation"]
    below = (
        ("geen effecten: deel met het label", worlds["nothing"]["labelled"], AIM_LABELLED),
        ("verwisselde doses: afstand", worlds["permuted"]["distance_to_prior"], AIM_DISTANCE),
        ("verwisselde doses: deel met het label", worlds["permuted"]["labelled"], AIM_LABELLED),
    )
    return [
        {
            "what": "rangcorrelatie, minstens",
            "measured": rank,
            "aim": AIM_RANK,
            "met": rank >= AIM_RANK,
        },
        *(
            {"what": f"{what}, hoogstens", "measured": at, "aim": aim, "met": at <= aim}
            for what, at, aim in below
        ),
    ]


def lines(found: dict[str, Any]) -> list[str]:
    """The figures as text."""
    return [
        f"{found['seeds']} werelden van elk soort, {found['cpu_seconds']:g} s processortijd",
        *(
            f"{name}: " + ", ".join(f"{what} {value:g}" for what, value in values.items())
            for name, values in found["worlds"].items()
        ),
        *(
            f"{aim['what']} {aim['aim']:g}: {aim['measured']:g} "
            f"{'gehaald' if aim['met'] else 'NIET gehaald'}"
            for aim in found["aims"]
        ),
    ]
