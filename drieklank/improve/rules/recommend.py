"""Which activities to recommend to a school: expected gain per hour of its team.

Gain is what an activity does to a goal (points of 0-100; `rules.evidence`, and what was learned from
second measurements), times how much the school needs that goal, how well it fits and whether it
reaches every family. Everything counts by multiplying, so nothing makes up for a goal that is not
needed. Which weight is why, docs/decisions/0020 says. The order depends on nothing but the facts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import erf, exp, pi, sqrt
from typing import Final

from drieklank.content.schema.activity import ActivityHead, Barrier, Sector, Theme
from drieklank.improve.rules.effort import Effort, School, effort_of, is_for_some, is_quick
from drieklank.improve.rules.evidence import Expected, expected

_CONFIDENCE: Final = 1.96
# What a goal may come to by own work; above it there is little to gain.
_TARGET: Final = 85.0
# A gap of fifty points or more adds a fifth to the need.
_GAP_WEIGHT, _WIDEST_GAP = 0.2, 50.0
# Nothing was measured: every goal is needed alike.
_UNKNOWN_NEED: Final = 0.4
# The first goal of an activity counts whole; the others it serves as well.
_SECOND_GOAL: Final = 0.8
_NOT_CHOSEN: Final = 0.5
_NOT_EVERYBODY: Final = 0.85
# What is for some groups only moves the answers of a whole school by so much less.
_FOR_SOME: Final = 0.4
_BARRIER_WEIGHT: Final = 0.5
_SUITS_LANGUAGES, _NOT_FOR_HERE = 1.15, 0.6
MANY_LANGUAGES: Final = 0.25
# What was done lately counts for a third, and in so many months that wears off to a third of it.
_RECENT_WEIGHT, _WEARS_OFF = 0.67, 12.0
_SOME_ONLY: Final = frozenset({Theme.NEWCOMERS})
MOST: Final = 12

_CONTROL: Final = re.compile(
    r"(controle|controler|nakijk|kijk\w*\b.*\bna\b|overhor|afteken|toezicht|toezien)", re.IGNORECASE
)
_HOMEWORK: Final = re.compile(r"huiswerk|thuiswerk|maakwerk", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Need:
    """How parents scored a goal (0-100 with a 95 % interval), and how much higher the team did.

    `gap` is 0 where the two may differ by chance. `is_range`: only the ends may be told.
    """

    goal: str
    name: str
    score: float
    low: float
    high: float
    gap: float = 0.0
    is_range: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """A school as far as recommending asks. `needs` empty: it did not measure.

    `languages`: share of families with another language (0-1), None: not known. `barriers`: share
    of parents (0-1) who ticked it. `priorities`: goals the school chose. `months_since`: per
    activity since when it was done here. `planned`: activities in the running plan. `only`: the one
    goal that activities must serve; empty: any.
    """

    sector: str
    size: School
    needs: tuple[Need, ...] = ()
    languages: float | None = None
    barriers: Mapping[Barrier, float] | None = None
    priorities: tuple[str, ...] = ()
    months_since: Mapping[str, float] | None = None
    planned: frozenset[str] = frozenset()
    only: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """What schools of the platform saw: the learned expectation, and their own figure with its
    interval, in points for a full dose. `schools` that did it, at least. `works`: beyond chance."""

    expected: Expected
    effect: float
    low: float
    high: float
    schools: int
    works: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """One activity with everything that its place comes from."""

    head: ActivityHead
    gain: float
    low: float
    high: float
    effort: Effort
    goal: str
    need: Need | None
    barrier: tuple[Barrier, float] | None
    months_since: float | None
    here: Here | None
    is_quick: bool

    @property
    def per_hour(self) -> float:
        """Points of gain per hour of the team."""
        return self.gain / self.effort.hours


def is_control(words: str) -> bool:
    """Whether a text asks parents to check homework: never recommended, since what studies there
    are find nothing or harm (Hill and Tyson 2009; Wilder 2014; domain 6.2)."""
    return any(
        _HOMEWORK.search(sentence) and _CONTROL.search(sentence)
        for sentence in re.split(r"[.!?\n]", words)
    )


def need_of(need: Need) -> float:
    """0-1: how far parents stand below what a school can come to, as far as their answers tell.

    The mean of what is missing over all scores that the interval allows: an unsure score near the
    top may still be a low one.
    """
    spread = max(need.high - need.low, 0.0) / (2 * _CONFIDENCE)
    short = _TARGET - need.score
    if spread > 0:
        z = short / spread
        density = exp(-0.5 * min(z * z, 1000.0)) / sqrt(2 * pi)
        short = short * 0.5 * (1 + erf(z / sqrt(2))) + spread * density
    gap = _GAP_WEIGHT * min(abs(need.gap), _WIDEST_GAP) / _WIDEST_GAP
    return min(max(short, 0.0) / _TARGET + gap, 1.0)


def recommend(
    heads: Iterable[ActivityHead],
    situation: Situation,
    here: Mapping[str, Here] | None = None,
    most: int = MOST,
) -> tuple[Scored, ...]:
    """At most so many activities, the largest expected gain per hour first.

    One of them takes less than half an hour, if need be for another goal than was asked for. What
    is in the plan already, what is for another sector and what has parents check homework is left
    out.
    """
    known = tuple(heads)
    ranked = _ranked(known, situation, here or {})
    if situation.only and not any(one.is_quick for one in ranked):
        wider = _ranked(known, replace(situation, only=""), here or {})
        return (*ranked[: most - 1], *[one for one in wider if one.is_quick][:1])
    return _with_a_quick_one(ranked, most)


def _ranked(
    heads: Iterable[ActivityHead], situation: Situation, here: Mapping[str, Here]
) -> list[Scored]:
    fitting = (head for head in heads if _fits(head, situation))
    found = (score(head, situation, here.get(head.key)) for head in fitting)
    return sorted(found, key=lambda one: (-one.per_hour, one.head.key))


def score(head: ActivityHead, situation: Situation, here: Here | None = None) -> Scored:
    """What an activity may bring this school, and why."""
    effect = here.expected if here else expected(head.evidence.level, head.evidence.outcome)
    mean = min(effect.mean, here.high) if here else effect.mean
    goal, need, size = _needed(head, situation)
    barrier = _barrier(head, situation.barriers or {})
    months = (situation.months_since or {}).get(head.key)
    times = size * _fit(head, situation, barrier) * _recent(months)
    times *= 1.0 if head.reaches_all else _NOT_EVERYBODY
    times *= _FOR_SOME if is_for_some(head) else 1.0
    half = _CONFIDENCE * effect.spread
    return Scored(
        head,
        max(mean, 0.0) * times,
        (mean - half) * times,
        (mean + half) * times,
        effort_of(head, situation.size),
        goal,
        need,
        barrier,
        months,
        here,
        is_quick(head),
    )


def sector_of(sector: str) -> Sector:
    """The sector whose activities a school uses; special schools those of primary."""
    return Sector.SECONDARY if sector == Sector.SECONDARY else Sector.PRIMARY


def _fits(head: ActivityHead, situation: Situation) -> bool:
    return (
        sector_of(situation.sector) in head.sectors
        and head.key not in situation.planned
        and (not situation.only or situation.only in head.goals)
        and not is_control(f"{head.title}. {head.summary}")
    )


def _needed(head: ActivityHead, situation: Situation) -> tuple[str, Need | None, float]:
    """The goal for which the school needs the activity most, and how much (0-1)."""
    needs = {need.goal: need for need in situation.needs}
    found: list[tuple[float, int, str, Need | None]] = []
    for place, goal in enumerate(head.goals):
        if situation.only and goal != situation.only:
            continue
        need = needs.get(goal)
        size = need_of(need) if need else _UNKNOWN_NEED
        size *= 1.0 if place == 0 else _SECOND_GOAL
        if situation.priorities and goal not in situation.priorities:
            size *= _NOT_CHOSEN
        found.append((size, -place, goal, need))
    size, _, goal, need = max(found, key=lambda one: one[:2])
    return goal, need, size


def _barrier(head: ActivityHead, barriers: Mapping[Barrier, float]) -> tuple[Barrier, float] | None:
    """The barrier that most parents named and that the activity takes into account."""
    own = [(barriers[one], one) for one in sorted(head.barriers) if barriers.get(one, 0.0) > 0]
    if not own:
        return None
    share, barrier = max(own, key=lambda pair: pair[0])
    return barrier, share


def _fit(head: ActivityHead, situation: Situation, barrier: tuple[Barrier, float] | None) -> float:
    found = 1.0 + _BARRIER_WEIGHT * min(barrier[1], 1.0) if barrier else 1.0
    if situation.languages is not None:
        is_many = situation.languages >= MANY_LANGUAGES
        if is_many and Barrier.LANGUAGE in head.barriers:
            found *= _SUITS_LANGUAGES
        if not is_many and head.themes[0] in _SOME_ONLY:
            found *= _NOT_FOR_HERE
    return found


def _recent(months: float | None) -> float:
    """1 where it was never done; a third just after, and back towards 1 as months go by."""
    return 1.0 if months is None else 1.0 - _RECENT_WEIGHT * exp(-max(months, 0.0) / _WEARS_OFF)


def _with_a_quick_one(ranked: Sequence[Scored], most: int) -> tuple[Scored, ...]:
    chosen: Collection[Scored] = ranked[:most]
    quick = next((one for one in ranked if one.is_quick), None)
    if quick is None or quick in chosen or most < 1:
        return tuple(chosen)
    return (*ranked[: most - 1], quick)
