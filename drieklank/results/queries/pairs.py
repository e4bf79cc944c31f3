"""Schools that were measured twice with the same questions and share what they did: for learning alone.

Read across boards: inside `open_every_tenant`. Only figures that may be seen outside the school, of
ten answers or more, out of shared reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from drieklank.results.models import BenchmarkConsent, FigureKind, Release
from drieklank.results.queries.benchmark_members import Figure, Newest, Score, newest_of, scores_of
from drieklank.results.rules.benchmark import spread_within
from drieklank.results.rules.benchmark_groups import is_enough, is_over, year_due

__all__ = ["Pair", "is_enough", "is_over", "pairs_until", "year_due"]

_PARENTS: Final = "parents"


@dataclass(frozen=True)
class Pair:
    """Two rounds of a school. Per goal (score 0-100, variance), then and now; only goals of both."""

    school_id: int
    board_id: int
    sector: str
    first_on: date
    second_on: date
    before: Mapping[str, tuple[float, float]]
    after: Mapping[str, tuple[float, float]]


def pairs_until(year: str) -> list[Pair]:
    """The newest pair of every school that shares what it did, closed by the end of a school year."""
    running = BenchmarkConsent.objects.filter(withdrawn_on__isnull=True, shares_activities=True)
    boards = dict(running.values_list("school_id", "board_id"))
    end = date(int(year[5:]), 7, 31)
    releases = Release.objects.filter(
        round__school__in=boards, round__closed_on__isnull=False, round__closed_on__lte=end
    )
    days = {
        row["round_id"]: (row["round__opens_on"], row["round__closed_on"] or row["round__opens_on"])
        for row in releases.values("round_id", "round__opens_on", "round__closed_on")
    }
    parents = [one for one in newest_of(releases, per_round=True) if one.role == _PARENTS]
    chosen = _newest_pairs(parents)
    scores = scores_of([one for pair in chosen for one in pair])
    goals = {
        place: _goals(scores.get((one.release_id, one.role), {})) for place, one in _flat(chosen)
    }
    spread = _spread([score for own in goals.values() for score in own.values()])
    found = []
    for number, (first, second) in enumerate(chosen):
        then, now = goals[(number, 0)], goals[(number, 1)]
        both = [key for key in then if key in now]
        if both and np.isfinite(spread):
            found.append(
                Pair(
                    first.school_id,
                    boards[first.school_id],
                    first.asked.sector,
                    days[first.round_id][1],
                    days[second.round_id][0],
                    {key: (then[key].score, spread / then[key].answers) for key in both},
                    {key: (now[key].score, spread / now[key].answers) for key in both},
                )
            )
    return found


def _newest_pairs(parents: Iterable[Newest]) -> list[tuple[Newest, Newest]]:
    """The last two rounds per school that asked one version of one questionnaire."""
    lines: dict[int, dict[tuple[str, int], list[Newest]]] = defaultdict(lambda: defaultdict(list))
    for one in parents:  # first held first
        lines[one.school_id][(one.asked.questionnaire, one.asked.version)].append(one)
    found = []
    for asked in lines.values():
        twice = [line for line in asked.values() if len(line) > 1]
        if twice:
            line = max(twice, key=len)
            found.append((line[-2], line[-1]))
    return found


def _flat(
    chosen: Collection[tuple[Newest, Newest]],
) -> Iterable[tuple[tuple[int, int], Newest]]:
    for number, pair in enumerate(chosen):
        for place, one in enumerate(pair):
            yield (number, place), one


def _goals(scores: Mapping[Figure, Score]) -> dict[str, Score]:
    return {
        figure.key: score for figure, score in scores.items() if figure.kind == FigureKind.SCALE
    }


def _spread(scores: Collection[Score]) -> float:
    """How far single answers lie apart within schools: one variance for all, as in comparing."""
    if not scores:
        return float("nan")
    rows = np.array([(one.spread, one.answers - 1.0) for one in scores])
    return float(spread_within(rows[:, :1], rows[:, 1:])[0])
