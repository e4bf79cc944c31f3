"""The criteria for the certificate: from figures and evidence to "met", "not met" or "unknown".

Pure. Scores are judged as they are printed, on tenths of a point: nobody can be refused over a digit
that does not stand on the page. Every sentence says the figure that decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from drieklank.results.rules.certificate_scores import GoalScore, shown, tenths
from drieklank.results.rules.response import Reliability, Response
from drieklank.results.rules.wording import listed


class State(StrEnum):
    """How one criterion stands."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Limits:
    """The borders of one version of the criteria; see content/certificate/."""

    every_goal: int
    most_goals: int
    most_goals_count: int
    parents: int
    response: int
    actions: int
    decline: int


@dataclass(frozen=True, slots=True)
class Visit:
    """The assessor's visit: the day, and how many parents and pupils the assessor spoke."""

    on: date
    parents: int
    pupils: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the criteria look at.

    `scores`: per goal its weighted score, None where parents have no figure. `now` and `before`:
    parents' scores at the end measurement and at the baseline. `actions`: confirmed by the assessor;
    `actions_waiting`: written down and not looked at yet. `council_on`: the confirmed talk with the
    participation council; `council_waiting`: written down, not looked at.
    """

    scores: Mapping[str, GoalScore | None]
    now: Mapping[str, Decimal]
    before: Mapping[str, Decimal]
    response: Response | None
    actions: int = 0
    actions_waiting: int = 0
    council_on: date | None = None
    council_waiting: bool = False
    visit: Visit | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One criterion: how it stands, and the sentence with the figures that decided."""

    key: str
    state: State
    reason: str


def judge(facts: Facts, limits: Limits, names: Mapping[str, str]) -> tuple[Verdict, ...]:
    """All criteria in the order of the published list. `names`: goal key to its Dutch name."""
    return (
        _every_goal(facts, limits, names),
        _most_goals(facts, limits),
        _parents(facts, limits, names),
        _response(facts, limits),
        _actions(facts, limits),
        _council(facts),
        _visit(facts),
        _decline(facts, limits, names),
    )


def is_met(verdicts: Sequence[Verdict]) -> bool:
    """Whether every criterion is met: only then may the certificate be granted."""
    return bool(verdicts) and all(one.state is State.MET for one in verdicts)


def _named(scores: Sequence[tuple[str, Decimal]], names: Mapping[str, str]) -> str:
    return listed([f"{names.get(goal, goal)} ({shown(score)})" for goal, score in scores])


def _unknown_goals(facts: Facts, names: Mapping[str, str]) -> str:
    missing = [names.get(goal, goal) for goal, score in facts.scores.items() if score is None]
    return f"Van {listed(missing)} is er geen score. Daarvoor moeten er tien of meer antwoorden van ouders zijn."


def _every_goal(facts: Facts, limits: Limits, names: Mapping[str, str]) -> Verdict:
    key, known = "every-goal", [one for one in facts.scores.values() if one is not None]
    low = [(one.goal, one.score) for one in known if one.score < limits.every_goal]
    if low:
        return Verdict(key, State.NOT_MET, f"Onder {limits.every_goal}: {_named(low, names)}.")
    if not known or len(known) < len(facts.scores):
        return Verdict(key, State.UNKNOWN, _no_scores(facts, names))
    least = min(known, key=lambda one: one.score)
    said = f"Het laagste doel is {_named([(least.goal, least.score)], names)}, {least.based_on}."
    return Verdict(key, State.MET, said)


def _no_scores(facts: Facts, names: Mapping[str, str]) -> str:
    if not facts.scores:
        return "Er zijn nog geen scores. Daarvoor moet het rapport van de eindmeting gedeeld zijn."
    return _unknown_goals(facts, names)


def _most_goals(facts: Facts, limits: Limits) -> Verdict:
    key = "most-goals"
    high = sum(one is not None and one.score >= limits.most_goals for one in facts.scores.values())
    unknown = sum(one is None for one in facts.scores.values())
    if not facts.scores:
        return Verdict(key, State.UNKNOWN, _no_scores(facts, {}))
    said = f"{high} van de {len(facts.scores)} doelen staan op {limits.most_goals} of hoger."
    if high == 1:
        said = f"1 van de {len(facts.scores)} doelen staat op {limits.most_goals} of hoger."
    if high >= limits.most_goals_count:
        return Verdict(key, State.MET, said)
    if high + unknown >= limits.most_goals_count:
        return Verdict(key, State.UNKNOWN, f"{said} Van {unknown} is er geen score.")
    return Verdict(key, State.NOT_MET, said)


def _parents(facts: Facts, limits: Limits, names: Mapping[str, str]) -> Verdict:
    key = "parents"
    low = [(goal, score) for goal, score in facts.now.items() if score < limits.parents]
    if low:
        return Verdict(key, State.NOT_MET, f"Onder {limits.parents}: {_named(low, names)}.")
    if not facts.scores or any(goal not in facts.now for goal in facts.scores):
        return Verdict(key, State.UNKNOWN, _no_scores(facts, names))
    least = min(facts.now.items(), key=lambda pair: pair[1])
    return Verdict(key, State.MET, f"Het laagst bij ouders: {_named([least], names)}.")


def _response(facts: Facts, limits: Limits) -> Verdict:
    key, found = "response", facts.response
    if found is None or found.invited == 0:
        return Verdict(key, State.UNKNOWN, "Hoeveel ouders meededen, is nog niet bekend.")
    who = f"{found.answered} van de {found.invited} gevraagde ouders deden mee"
    share = f"{tenths(Decimal(100 * min(found.answered, found.invited)) / found.invited)}"
    said = f"{who}: {share.replace('.', ',')} procent."
    if 100 * found.answered >= limits.response * found.invited:
        return Verdict(key, State.MET, said)
    margin = shown(tenths(found.margin))
    if found.reliability() is Reliability.RELIABLE:
        return Verdict(
            key, State.MET, f"{said} Een percentage kan hoogstens {margin} punten afwijken."
        )
    return Verdict(
        key,
        State.NOT_MET,
        f"{said} Nodig is {limits.response} procent, of een afwijking van hoogstens 5 punten. "
        f"Die is nu {margin}.",
    )


def _actions(facts: Facts, limits: Limits) -> Verdict:
    key, count, waiting = "actions", facts.actions, facts.actions_waiting
    said = f"{count} {'actie' if count == 1 else 'acties'} bevestigd door de beoordelaar."
    if count >= limits.actions:
        return Verdict(key, State.MET, said)
    if count + waiting >= limits.actions:
        one = "wacht" if waiting == 1 else "wachten"
        return Verdict(key, State.UNKNOWN, f"{said} {waiting} {one} nog op de beoordelaar.")
    said += f" Er zijn er minstens {limits.actions} nodig."
    if waiting:
        said += f" {waiting} {'wacht' if waiting == 1 else 'wachten'} nog op de beoordelaar."
    return Verdict(key, State.NOT_MET, said)


def _council(facts: Facts) -> Verdict:
    key = "council"
    if facts.council_on is not None:
        return Verdict(key, State.MET, f"Besproken op {_day(facts.council_on)}.")
    if facts.council_waiting:
        return Verdict(key, State.UNKNOWN, "De beoordelaar kijkt dit nog na.")
    return Verdict(
        key, State.NOT_MET, "Het gesprek met de medezeggenschapsraad is niet vastgelegd."
    )


def _visit(facts: Facts) -> Verdict:
    key, visit = "visit", facts.visit
    if visit is None:
        return Verdict(key, State.UNKNOWN, "Het bezoek is nog niet geweest.")
    parents = f"{visit.parents} {'ouder' if visit.parents == 1 else 'ouders'}"
    pupils = f"{visit.pupils} {'leerling' if visit.pupils == 1 else 'leerlingen'}"
    said = f"Op {_day(visit.on)} sprak de beoordelaar {parents} en {pupils}."
    is_whole = visit.parents > 0 and visit.pupils > 0
    return Verdict(key, State.MET if is_whole else State.NOT_MET, said)


def _decline(facts: Facts, limits: Limits, names: Mapping[str, str]) -> Verdict:
    key = "decline"
    changes = {
        goal: facts.now[goal] - facts.before[goal] for goal in facts.now if goal in facts.before
    }
    fallen = [(goal, -change) for goal, change in changes.items() if -change > limits.decline]
    if fallen:
        said = listed([f"{names.get(goal, goal)} ({shown(by)} lager)" for goal, by in fallen])
        return Verdict(key, State.NOT_MET, f"Meer dan {limits.decline} punten gedaald: {said}.")
    if not facts.scores or any(goal not in changes for goal in facts.scores):
        return Verdict(
            key, State.UNKNOWN, "Niet van elk doel zijn er twee scores om te vergelijken."
        )
    goal, least = min(changes.items(), key=lambda pair: pair[1])
    name = names.get(goal, goal)
    if least < 0:
        return Verdict(key, State.MET, f"De grootste daling is {shown(-least)}, bij {name}.")
    return Verdict(key, State.MET, "Geen enkel doel is gedaald.")


_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
