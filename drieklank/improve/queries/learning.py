"""What was learned of activities, and what there is to learn from: pairs of rounds, and doses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from drieklank.improve.models import ActionDone, ActionState, LearnedEffect, PlanAction
from drieklank.improve.rules.dose import Written, dose
from drieklank.improve.rules.evidence import Expected
from drieklank.improve.rules.recommend import Here
from drieklank.results.queries.pairs import Pair
from drieklank.schools.models import ClassGroup


@dataclass(frozen=True)
class _Done:
    """An action of the library that a school says it did, with all that was written of it."""

    school_id: int
    activity: str
    year: str
    is_done: bool
    written: tuple[Written, ...]


def seen_here(sector: str) -> dict[str, Here]:
    """Per activity what schools of this sector saw, of the newest year that was learned from."""
    newest = LearnedEffect.objects.filter(sector=sector).order_by("-year").first()
    if newest is None:
        return {}
    rows = LearnedEffect.objects.filter(sector=sector, year=newest.year)
    return {
        row.activity: Here(
            Expected(row.mean, row.spread),
            row.effect,
            row.effect_low,
            row.effect_high,
            row.did,
            row.works,
        )
        for row in rows
    }


def is_learned(year: str) -> bool:
    """Whether a school year has been learned from."""
    return LearnedEffect.objects.filter(year=year).exists()


def doses_of(pairs: Collection[Pair]) -> dict[int, dict[str, float]]:
    """Per school the dose (0-1) of each activity that it did between its two rounds.

    Inside `open_every_tenant`. Three statements.
    """
    between = {one.school_id: one for one in pairs}
    groups = _groups(between)
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for one in _done(between):
        many = groups.get((one.school_id, one.year), 1)
        given = dose(one.written, many, is_done=one.is_done)
        own = found[one.school_id]
        own[one.activity] = max(given, own.get(one.activity, 0.0))
    return {
        school: {key: given for key, given in own.items() if given > 0}
        for school, own in found.items()
    }


def _groups(between: Mapping[int, Pair]) -> dict[tuple[int, str], int]:
    """How many groups a school had in a school year."""
    rows = ClassGroup.objects.filter(school__in=list(between)).order_by()
    counted = rows.values_list("school_id", "school_year__name").annotate(Count("pk"))
    return {(school, year): many for school, year, many in counted}


def _done(between: Mapping[int, Pair]) -> list[_Done]:
    actions = PlanAction.objects.filter(plan__school__in=list(between)).exclude(activity="")
    written = _written(between)
    rows = actions.order_by("pk").values_list(
        "pk", "plan__school_id", "activity", "plan__school_year", "state", "due_on"
    )
    found = []
    for pk, school, activity, year, state, due_on in rows:
        pair = between[school]
        in_time = due_on is not None and pair.first_on < due_on <= pair.second_on
        is_done = state == ActionState.DONE and in_time
        found.append(_Done(school, activity, year, is_done, tuple(written.get(pk, ()))))
    return found


def _written(between: Mapping[int, Pair]) -> dict[int, Sequence[Written]]:
    """What was written down of each action between the two rounds of its school."""
    rows = ActionDone.objects.filter(action__plan__school__in=list(between)).order_by("pk")
    found: dict[int, list[Written]] = defaultdict(list)
    for action, school, on, groups, fidelity in rows.values_list(
        "action_id", "action__plan__school_id", "on", "groups", "fidelity"
    ):
        if between[school].first_on < on <= between[school].second_on:
            found[action].append(Written(tuple(groups), fidelity))
    return dict(found)
