"""Learning once a year from schools that measured twice and share what they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.db import transaction

from drieklank.audit.actions import Who, note
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import framework
from drieklank.improve.models import LearnedEffect
from drieklank.improve.queries.learning import doses_of, is_learned
from drieklank.improve.rules.evidence import expected
from drieklank.improve.rules.learning import Floats, Learned, Seen, learn
from drieklank.results.queries.pairs import Pair, is_enough, pairs_until, year_due
from drieklank.schools.models import School
from drieklank.toolkit.queries import Activity, activities

# Goes up when the rules change so that older rows can no longer be held against newer ones.
RULES: Final = 1
# Beside the activities: a level per goal, a slope, what else was done, and something left to judge by.
_SPARE: Final = 9
_FIVES: Final = 5
_DECIMALS: Final = 1

_Doses = Mapping[int, Mapping[str, float]]


class AlreadyLearned(Exception):
    """This school year was learned from already, and that never changes."""


@dataclass(frozen=True)
class Taught:
    """What learning stored; nothing where too few schools share what they did."""

    schools: int
    activities: int
    working: int


@transaction.atomic
def learn_from(year: str, *, by: Who) -> Taught:
    """Store what all pairs of rounds up to the end of a school year teach, once for that year.

    Raises:
        AlreadyLearned: the year was learned from.
    """
    if is_learned(year):
        raise AlreadyLearned(year)
    with open_every_tenant("what schools of many boards did becomes what activities do"):
        pairs = pairs_until(year)
        doses = doses_of(pairs)
        rows: list[LearnedEffect] = []
        used: set[int] = set()
        for sector, own in sorted(_by_sector(pairs).items()):
            made = _of_sector(year, sector, own, doses)
            if made:
                rows += made
                used |= {one.school_id for one in own}
        LearnedEffect.objects.bulk_create(rows)
        for school in School.objects.filter(pk__in=used):
            note("learning.used", school, by=by, year=year)
    return Taught(len(used), len(rows), sum(row.works for row in rows))


def learn_due(*, by: Who) -> Taught:
    """Learn from the school year that ended, where that was not done yet."""
    year = year_due(today())
    return Taught(0, 0, 0) if is_learned(year) else learn_from(year, by=by)


def _by_sector(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for one in sorted(pairs, key=lambda pair: pair.school_id):
        found[one.sector].append(one)
    return found


def _of_sector(year: str, sector: str, pairs: Sequence[Pair], doses: _Doses) -> list[LearnedEffect]:
    """A row per activity that enough schools did and enough did not (unsaved)."""
    chosen = [one for one in activities() if _is_told(one.key, pairs, doses)]
    # The most done first, as far as there are schools to tell them apart.
    chosen.sort(key=lambda one: (-len(_did(one.key, pairs, doses)), one.key))
    chosen = chosen[: max(len(pairs) - _SPARE, 0) // 2]
    if not chosen:
        return []
    learned = learn(_seen(chosen, pairs, doses))
    return [
        _row(year, sector, one, learned, place, len(_did(one.key, pairs, doses)), len(pairs))
        for place, one in enumerate(chosen)
    ]


def _did(key: str, pairs: Sequence[Pair], doses: _Doses) -> list[Pair]:
    return [one for one in pairs if doses.get(one.school_id, {}).get(key, 0.0) > 0]


def _is_told(key: str, pairs: Sequence[Pair], doses: _Doses) -> bool:
    """Whether ten schools of three boards did it, and as many did not."""
    did = {one.school_id for one in _did(key, pairs, doses)}
    sides = (
        [one.board_id for one in pairs if one.school_id in did],
        [one.board_id for one in pairs if one.school_id not in did],
    )
    return all(is_enough(side) for side in sides)


def _seen(chosen: Sequence[Activity], pairs: Sequence[Pair], doses: _Doses) -> Seen:
    goals = [goal.key for goal in framework().goals]
    keys = [one.key for one in chosen]
    priors = [expected(one.head.evidence.level, one.head.evidence.outcome) for one in chosen]
    given = np.array(
        [[doses.get(one.school_id, {}).get(key, 0.0) for key in keys] for one in pairs]
    )
    return Seen(
        _column(pairs, goals, "before", 0),
        _column(pairs, goals, "before", 1),
        _column(pairs, goals, "after", 0),
        _column(pairs, goals, "after", 1),
        given,
        np.array([[goal in one.head.goals for goal in goals] for one in chosen]),
        _others(set(keys), pairs, doses, goals),
        np.array([one.mean for one in priors]),
        np.array([one.spread for one in priors]),
    )


def _column(pairs: Sequence[Pair], goals: Sequence[str], side: str, place: int) -> Floats:
    nothing = (np.nan, np.nan)
    return np.array(
        [[getattr(one, side).get(goal, nothing)[place] for goal in goals] for one in pairs]
    )


def _others(keys: set[str], pairs: Sequence[Pair], doses: _Doses, goals: Sequence[str]) -> Floats:
    """Per school and goal the doses of everything else it did for that goal."""
    serves = {one.key: one.head.goals for one in activities() if one.key not in keys}
    found = np.zeros((len(pairs), len(goals)))
    for row, one in enumerate(pairs):
        for key, given in doses.get(one.school_id, {}).items():
            for goal in serves.get(key, ()):
                if goal in goals:
                    found[row, goals.index(goal)] += given
    return found


def _row(
    year: str, sector: str, one: Activity, learned: Learned, place: int, did: int, schools: int
) -> LearnedEffect:
    def told(values: Floats) -> float:
        return round(float(values[place]), _DECIMALS)

    low = told(learned.effect_low)
    return LearnedEffect(
        year=year,
        sector=sector,
        activity=one.key,
        goals=list(one.head.goals),
        did=did - did % _FIVES,
        did_not=(schools - did) - (schools - did) % _FIVES,
        effect=told(learned.effect),
        effect_low=low,
        effect_high=told(learned.effect_high),
        mean=told(learned.mean),
        spread=told(learned.spread),
        low=told(learned.low),
        high=told(learned.high),
        works=bool(learned.works[place]) and low > 0,
        computed_on=today(),
        rules=RULES,
    )
