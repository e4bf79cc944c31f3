"""What is recommended to a school, and why: its released figures, the library, its plans, other schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from drieklank.base.clock import today
from drieklank.base.statistics import Difference
from drieklank.content.queries import framework
from drieklank.content.schema import Kind
from drieklank.content.schema.activity import Barrier
from drieklank.improve.models import ActionDone, ActionState, Plan, PlanAction
from drieklank.improve.queries.learning import seen_here
from drieklank.improve.rules.effort import School as Size
from drieklank.improve.rules.reasons import gain_words, hours_words, reasons
from drieklank.improve.rules.recommend import (
    MOST,
    Need,
    Scored,
    Situation,
    recommend,
)
from drieklank.measure.queries import Round, questionnaire_of, rounds_of
from drieklank.people.queries import enrolled
from drieklank.results.queries import Report, ledger_of, published, release_of
from drieklank.results.queries.benchmark_members import consent_of
from drieklank.results.queries.kept import kept, key_of
from drieklank.results.queries.parts import GoalPart, period_words, round_title
from drieklank.schools.models import School
from drieklank.schools.queries import groups_on, team_of
from drieklank.toolkit.queries import Activity, activities, time_of
from drieklank.toolkit.reading import card_of

__all__ = [
    "Measured",
    "Recommended",
    "measured_round",
    "measured_words",
    "recommended",
    "recommended_from",
    "situation_of",
]

# Answers behind a figure, for a reader inside the school.
_MINIMUM: Final = 5
_DAYS_A_MONTH: Final = 30.4
# What a leader told of the school stands for a share, where the roll of a round does not say it.
_TOLD: Final = {"few": 0.1, "some": 0.35, "many": 0.6}


@dataclass(frozen=True)
class Recommended:
    """One activity as the page shows it; `gain` in words, `hours` whole hours of the team."""

    key: str
    title: str
    summary: str
    time: str
    for_whom: str
    dots: int
    sides: str
    sides_label: str
    goal: str
    reasons: tuple[str, ...]
    evidence: str
    hours: int
    hours_words: str
    gain: str
    is_quick: bool
    works: bool
    scored: Scored


@dataclass(frozen=True)
class Measured:
    """The facts that a published round gives; nothing of them says who answered."""

    needs: tuple[Need, ...]
    languages: float | None
    barriers: tuple[tuple[Barrier, float], ...]


def recommended(
    school: School, priorities: Sequence[str] = (), *, plan: Plan | None = None
) -> tuple[Recommended, ...]:
    """At most twelve activities for this school, the most gain per hour first, each with reasons.

    `priorities`: keys of goals that count double. `plan`: what stands in it is left out, and the
    round it answers is the one that counts; without it, the newest report. For readers inside the
    school; others by `recommended_from`.
    """
    return recommended_from(school, measured_round(school, plan), priorities, plan=plan)


def recommended_from(
    school: School,
    measured: Round | None,
    priorities: Sequence[str] = (),
    *,
    plan: Plan | None = None,
    minimum: int = _MINIMUM,
    only: str = "",
    most: int = MOST,
) -> tuple[Recommended, ...]:
    """The same from one round (None: without a measurement), for a reader with this minimum.

    `only`: the key of the one goal that activities must serve.
    """
    situation = situation_of(school, priorities, plan=plan, measured=measured, minimum=minimum)
    situation = replace(situation, only=only)
    library = {one.key: one for one in activities()}
    heads = [one.head for one in library.values()]
    found = recommend(heads, situation, seen_here(situation.sector), most)
    names = {goal.key: str(goal.name) for goal in framework().goals}
    return tuple(
        _told(one, library[one.head.key], situation, names.get(one.goal, "")) for one in found
    )


def measured_round(school: School, plan: Plan | None = None) -> Round | None:
    """The published round with goals that counts: the plan's, else the newest; None: not measured."""
    if plan is not None and plan.round is not None and release_of(plan.round) is not None:
        return plan.round
    for one in rounds_of(school).filter(state="published"):
        asked = questionnaire_of(one, "parents")
        if asked is not None and asked.framework is not None:
            return one
    return None


def measured_words(measured: Round) -> str:
    """Which measurement counts: "Nulmeting, 5 oktober tot en met 23 oktober 2026"."""
    last = measured.closed_on or measured.closes_on
    return f"{round_title(measured)}, {period_words(measured.opens_on, last)}"


def situation_of(
    school: School,
    priorities: Sequence[str] = (),
    *,
    plan: Plan | None = None,
    measured: Round | None = None,
    minimum: int = _MINIMUM,
) -> Situation:
    """The school as far as recommending asks."""
    found = facts_of(measured, minimum) if measured else Measured((), None, ())
    day = today()
    size = Size(
        max(1, enrolled(school).count()),
        max(1, groups_on(school, day).count()),
        max(1, team_of(school).values("user_id").distinct().count()),
    )
    return Situation(
        sector=school.sector,
        size=size,
        needs=found.needs,
        languages=_languages(school, found),
        barriers=dict(found.barriers),
        priorities=tuple(priorities),
        months_since=_months_since(school, day),
        planned=_planned(plan),
    )


def facts_of(measured: Round, minimum: int = _MINIMUM) -> Measured:
    """What a published round says of needs and barriers, kept in memory as the report is."""
    release = release_of(measured)
    if release is None:
        return Measured((), None, ())
    key = ("needs", *key_of(measured, release, minimum))
    return kept(key, lambda: _facts(measured, minimum))


def _facts(measured: Round, minimum: int) -> Measured:
    release, report = release_of(measured), published(measured, minimum)
    if release is None or not isinstance(report, Report):
        return Measured((), None, ())
    ledger = ledger_of(release, minimum, item_strata=False)
    invited = {one.name: one.invited for one in ledger.languages.get("parents", ())}
    everybody = sum(invited.values())
    needs = tuple(need for part in report.goals if (need := _need(part)) is not None)
    return Measured(
        needs,
        invited.get("other", 0) / everybody if everybody else None,
        tuple(_ticked(measured, report)),
    )


def _need(part: GoalPart) -> Need | None:
    goal, score, between = part.found.goal, part.found.parents, part.found.parents_range
    gap = _gap(part.found.gap)
    if score is not None:
        return Need(goal.key, goal.name, score.value, score.low, score.high, gap)
    if between is not None:
        low, high = between
        return Need(goal.key, goal.name, (low + high) / 2, low, high, gap, is_range=True)
    return None


def _gap(gap: Difference | None) -> float:
    """How much higher the team stands, where that is more than chance."""
    return -gap.value if gap is not None and gap.is_beyond_chance else 0.0


def _ticked(measured: Round, report: Report) -> list[tuple[Barrier, float]]:
    """The barriers of the list that parents could tick, with the share that did as the report tells it."""
    asked = questionnaire_of(measured, "parents")
    known = {one.value: one for one in Barrier}
    shares = {box.text: box.percentage / 100 for box in report.boxes}
    return [
        (known[option.key], shares[str(option.text)])
        for item in (asked.items if asked else ())
        if item.kind is Kind.CHOICES
        for option in item.options
        if option.key in known and str(option.text) in shares
    ]


def _languages(school: School, found: Measured) -> float | None:
    """The share of families with another language: of the round, else as the leader told it."""
    if found.languages is not None:
        return found.languages
    consent = consent_of(school)
    return _TOLD.get(consent.languages) if consent else None


def _planned(plan: Plan | None) -> frozenset[str]:
    if plan is None:
        return frozenset()
    rows = PlanAction.objects.filter(plan=plan).exclude(state=ActionState.DROPPED)
    return frozenset(rows.exclude(activity="").values_list("activity", flat=True))


def _months_since(school: School, day: date) -> dict[str, float]:
    """Per activity since how many months it was done here: the last day written down, else its term."""
    last: dict[str, date] = {}
    rows = PlanAction.objects.filter(plan__school=school, state=ActionState.DONE)
    logged = ActionDone.objects.filter(action__plan__school=school).exclude(action__activity="")
    days = [
        *rows.exclude(activity="").values_list("activity", "due_on"),
        *logged.values_list("action__activity", "on"),
    ]
    for key, on in days:
        if on is not None and on <= day:
            last[key] = max(on, last.get(key, on))
    return {key: (day - on).days / _DAYS_A_MONTH for key, on in last.items()}


def _told(scored: Scored, found: Activity, situation: Situation, goal: str) -> Recommended:
    head, card = found.head, card_of(found)
    return Recommended(
        head.key,
        head.title,
        head.summary,
        time_of(found),
        card.for_whom,
        card.dots,
        card.sides,
        card.sides_label,
        goal,
        reasons(scored, situation),
        head.evidence.says,
        scored.effort.whole_hours,
        hours_words(scored.effort.whole_hours),
        gain_words(scored),
        scored.is_quick,
        scored.here is not None and scored.here.works,
        scored,
    )
