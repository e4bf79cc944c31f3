"""The figures behind the certificate: out of the ledgers of two rounds, and the adviser's checklist.

A certificate is public, so every source counts only as far as it may be shown outside the school
(ten answers or more): a smaller team is a missing source, or its score would follow from the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from drieklank.base.statistics import Estimate
from drieklank.content.queries import framework_of
from drieklank.content.schema import CertificateRules, Framework, Kind
from drieklank.measure.models_signed import SignedSheet
from drieklank.measure.queries import Round, questionnaire_of, rounds_of
from drieklank.measure.queries.signed import signed_answers
from drieklank.results.queries.change import goal_changes
from drieklank.results.queries.ledger import ledger_of, release_of
from drieklank.results.queries.parts import period_words, round_title
from drieklank.results.release import figures_from_rows
from drieklank.results.rules import MINIMUM_ABROAD, Response
from drieklank.results.rules.certificate import Facts, Limits
from drieklank.results.rules.certificate_scores import (
    GoalScore,
    goal_score,
    level_score,
    tenths,
)
from drieklank.results.rules.change import GoalChange
from drieklank.schools.models import School

CHECKLIST = "checklist"
_ROLES = ("parents", "team", "pupils")
_INSTRUMENTS = ("baseline", "final")


@dataclass(frozen=True)
class Measured:
    """Two rounds and the checklist, as far as anybody may see them.

    `scores`: goal to its weighted score, None without a figure of parents. `roles`: role to goal to
    estimate, at the end measurement. `changes`: parents, in the order of the goals.
    """

    names: Mapping[str, str]
    scores: Mapping[str, GoalScore | None]
    roles: Mapping[str, Mapping[str, Estimate]]
    changes: tuple[GoalChange, ...]
    response: Response | None
    checklist: SignedSheet | None = None

    def facts(self) -> Facts:
        """What the criteria look at, without the evidence."""
        before = {one.goal.key: one.before for one in self.changes if one.is_same}
        return Facts(
            scores=self.scores,
            now={goal: tenths(one.value) for goal, one in self._parents().items()},
            before={goal: tenths(one.value) for goal, one in before.items() if one is not None},
            response=self.response,
        )

    def _parents(self) -> Mapping[str, Estimate]:
        parents = self.roles.get("parents", {})
        return {goal: parents[goal] for goal in self.names if goal in parents}


def limits_of(rules: CertificateRules) -> Limits:
    """The borders of a version, as the pure rules take them."""
    return Limits(**rules.limits.model_dump())


def measured(baseline: Round, final: Round, rules: CertificateRules) -> Measured:
    """The figures of two published rounds. A round that is not published gives no figure."""
    framework = _framework(final)
    names = {goal.key: str(goal.name) for goal in framework.goals} if framework else {}
    figures, response = _ledger(final)
    checklist = _checklist(final.school, baseline)
    documents = _documents(checklist)
    weights = rules.weights.model_dump()
    scores = {
        goal: goal_score(goal, _sources(goal, figures, documents), weights)
        for goal in names
        if figures
    }
    changes = goal_changes(baseline, final, "parents", MINIMUM_ABROAD)
    return Measured(names, scores, figures, changes, response, checklist)


def _framework(final: Round) -> Framework | None:
    asked = questionnaire_of(final, "parents")
    return framework_of(asked) if asked is not None and asked.framework is not None else None


def _ledger(final: Round) -> tuple[Mapping[str, Mapping[str, Estimate]], Response | None]:
    release = release_of(final)
    if release is None:
        return {}, None
    ledger = ledger_of(release, MINIMUM_ABROAD)
    found: dict[str, Mapping[str, Estimate]] = {}
    response = None
    for role in _ROLES:
        counts = ledger.counts.get(role, ())
        answered = counts[0].answered if counts else None
        if answered is None:
            continue
        rows = [row for row in ledger.figures if not row.stratum]
        figures = figures_from_rows(role, answered, rows, MINIMUM_ABROAD)
        if figures is not None:
            found[role] = figures.goals
        if role == "parents":
            response = Response(counts[0].invited, answered)
    return found, response


def _sources(
    goal: str, roles: Mapping[str, Mapping[str, Estimate]], documents: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    known = {role: tenths(goals[goal].value) for role, goals in roles.items() if goal in goals}
    return known | ({"documents": documents[goal]} if goal in documents else {})


def _checklist(school: School, baseline: Round) -> SignedSheet | None:
    """The newest signed checklist; one from before the baseline says nothing about this track."""
    found = signed_answers(school, CHECKLIST)
    if found is None or found.signed_on is None or found.signed_on < baseline.opens_on:
        return None
    return found


def _documents(checklist: SignedSheet | None) -> dict[str, Decimal]:
    if checklist is None:
        return {}
    asked = checklist.questionnaire.questionnaire
    levels: dict[str, list[int]] = {}
    for part in asked.parts:
        for item in part.items:
            said = checklist.answers.get(item.key)
            if part.goal is None or item.kind is not Kind.SCALE or not said:
                continue
            value = asked.scale(item).answer(said).value
            if value is not None:
                levels.setdefault(part.goal, []).append(value)
    scores = {goal: level_score(values) for goal, values in levels.items()}
    return {goal: score for goal, score in scores.items() if score is not None}


@dataclass(frozen=True)
class Pair:
    """Two published rounds that asked the same questions: a possible request."""

    baseline: Round
    final: Round
    key: str = field(default="")

    @property
    def words(self) -> str:
        """Eindmeting, 1 juni tot en met 20 juni 2026, naast de nulmeting van 3 juni 2024."""
        period = period_words(self.final.opens_on, self.final.closes_on)
        earlier = period_words(self.baseline.opens_on, self.baseline.closes_on)
        first = round_title(self.baseline)
        return f"{round_title(self.final)}, {period}, naast de {first[:1].lower()}{first[1:]} van {earlier}"


def pairs(school: School, since: date) -> tuple[Pair, ...]:
    """The pairs whose second round closed on `since` or later, newest first."""
    rows = list(rounds_of(school).filter(instrument__in=_INSTRUMENTS, state="published", topic=""))
    found = []
    for final in rows:
        closed = final.closed_on or final.closes_on
        for baseline in rows:
            is_later = final.opens_on > (baseline.closed_on or baseline.closes_on)
            if closed >= since and is_later and _asked(baseline) == _asked(final):
                found.append(Pair(baseline, final, f"{baseline.code}/{final.code}"))
    return tuple(found)


def _asked(row: Round) -> tuple[str, int] | None:
    asked = questionnaire_of(row, "parents")
    return (asked.key, asked.version) if asked else None
