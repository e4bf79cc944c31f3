"""What parents said, for parents: two pages of ready sentences in one of the seven languages.

It goes to everybody, so it holds only what may be told outside the school: ten or more answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal

from drieklank.base.statistics import Estimate
from drieklank.content.queries import framework_of, interface_texts
from drieklank.content.schema import Item, Kind, Questionnaire, SurveyTexts
from drieklank.content.texts import digits, direction, written_day
from drieklank.measure.queries import Round, questionnaire_of
from drieklank.results.models import Commitment, CommitmentState, Release
from drieklank.results.queries.ledger import Ledger, ledger_of, release_of
from drieklank.results.queries.summary_parts import (
    ParentsSummary,
    SummaryBlock,
    SummaryGoal,
    SummaryPromise,
    SummaryShare,
)
from drieklank.results.release import ITEM, SCALE, figures_from_rows
from drieklank.results.rules import (
    MINIMUM_ABROAD,
    Goal,
    GoalFinding,
    RoleFigures,
    find_goals,
    on_its_own_scale,
)
from drieklank.results.rules.summary import (
    Feeling,
    OfHundred,
    ahead,
    favourable_from,
    feeling,
    feeling_of_range,
    margin_in_words,
    of_hundred,
)

__all__ = ["INTERFACE", "ParentsSummary", "parents_summary", "promises_of"]

INTERFACE = "results-interface"
_MOST = 3
_MOST_PROMISES = 4


@dataclass(frozen=True)
class _Facts:
    measured: Round
    asked: Questionnaire
    ledger: Ledger
    parents: RoleFigures | None
    team: RoleFigures | None
    words: SurveyTexts

    @property
    def lang(self) -> str:
        return self.words.lang

    @property
    def invited(self) -> int:
        counts = self.ledger.counts.get("parents", ())
        return counts[0].invited if counts else 0


def parents_summary(
    measured: Round, language: str, release: Release | None = None
) -> ParentsSummary | None:
    """The summary of a published round in a language (else Dutch); None: not published, or parents
    were not asked. `release`: an earlier version than the newest."""
    release, asked = release or release_of(measured), questionnaire_of(measured, "parents")
    if release is None or asked is None:
        return None
    ledger = ledger_of(release, MINIMUM_ABROAD)
    parents, team = (_figures(ledger, role) for role in ("parents", "team"))
    words = interface_texts(INTERFACE, language)
    return _compose(_Facts(measured, asked, ledger, parents, team, words))


def _figures(ledger: Ledger, role: str) -> RoleFigures | None:
    counts = ledger.counts.get(role, ())
    answered = (counts[0].answered if counts else 0) or 0
    return figures_from_rows(role, answered, ledger.figures, MINIMUM_ABROAD)


def _compose(facts: _Facts) -> ParentsSummary:
    words, measured = facts.words, facts.measured
    goals = _goals(facts)
    well, better = _questions(facts)
    promises = promises_of(measured, facts.lang)
    last = measured.closed_on or measured.closes_on
    return ParentsSummary(
        code=measured.code,
        school=measured.school.name,
        lang=facts.lang,
        dir=direction(facts.lang),
        published_at=facts.ledger.release.published_at,
        title=words["title"],
        lead=words["lead"],
        period=words.fill("period", first=_day(measured.opens_on, facts), last=_day(last, facts)),
        has_figures=facts.parents is not None,
        response=_response(facts, (*well, *better)),
        grade=_grade(facts),
        well_title=words["well_title" if goals else "often_title"],
        well=tuple(_share(facts, *one) for one in well),
        better_title=words["better_title" if goals else "seldom_title"],
        better=tuple(_share(facts, *one) for one in better),
        goals_title=words["goals_title"],
        goals_lead=words["goals_lead"],
        goals=tuple(_stand(facts, goals)),
        apart=_apart(facts, goals),
        next=SummaryBlock(words["next_title"], () if promises else (words["next"],)),
        chosen=words["chosen"] if promises else "",
        promises=promises,
        promises_note=words["in_dutch"] if promises and facts.lang != "nl" else "",
        safe=SummaryBlock(words["safe_title"], (words["safe"],)),
        questions=SummaryBlock(words["questions_title"], (words["questions"],)),
        unreviewed="" if words.is_reviewed else words["unreviewed"],
    )


def _day(day: date, facts: _Facts) -> str:
    return written_day(day, facts.lang)


_Found = tuple[Item, OfHundred, int]


def _response(facts: _Facts, shown: Sequence[_Found]) -> SummaryBlock:
    words = facts.words
    if facts.parents is None:
        return SummaryBlock(words["response_title"], (words["too_few"],))
    answered, invited = facts.parents.answered, facts.invited
    margin = margin_in_words([n for _, _, n in shown], answered, invited)
    if answered >= invited:
        said = [words.fill("took_part_all", invited=answered)]
    else:
        said = [words.fill("took_part", answered=answered, invited=invited), words["missing"]]
    if margin is not None:
        said.append(words.fill("margin", points=margin))
    if shown:
        said.append(words["opinion"])
    return SummaryBlock(words["response_title"], tuple(said))


def _decimal(value: float, lang: str) -> str:
    """One decimal, with the sign and the figures of the language."""
    system = "arab" if lang == "ar" else "latn"
    written = format_decimal(round(value, 1), "0.0", locale=lang, numbering_system=system)
    return "".join(
        digits(int(one), lang) if one.isascii() and one.isdigit() else one for one in written
    )


def _grade(facts: _Facts) -> SummaryBlock | None:
    """The mark that parents give, under the question as it was asked."""
    item = next((one for one in facts.asked.items if one.kind is Kind.GRADE), None)
    figure = facts.parents.items.get(item.key) if facts.parents and item else None
    if item is None or figure is None or figure.score is None:
        return None
    mark = on_its_own_scale(figure.score, item.lowest or 1, item.highest or 10)
    said = [facts.words.fill("grade", grade=_decimal(mark.value, facts.lang))]
    if _is_sure(mark):
        return SummaryBlock(item.text[facts.lang], tuple(said))
    low, high = _decimal(mark.low, facts.lang), _decimal(mark.high, facts.lang)
    said.append(facts.words.fill("grade_between", low=low, high=high))
    return SummaryBlock(item.text[facts.lang], tuple(said))


def _is_sure(mark: Estimate) -> bool:
    return round(mark.low, 1) == round(mark.high, 1)


def _questions(facts: _Facts) -> tuple[list[_Found], list[_Found]]:
    """(most, least favourable) questions on a scale, at most three each; none stands in both."""
    ranked = sorted(_found(facts), key=lambda one: -(one[1].low + one[1].high))
    size = min(_MOST, len(ranked) // 2)
    return ranked[:size], ranked[len(ranked) - size :][::-1]


def _found(facts: _Facts) -> list[_Found]:
    if facts.parents is None:
        return []
    ranges = {
        row.key: row.ranges
        for row in facts.ledger.figures
        if row.role == "parents" and row.kind == ITEM and not row.stratum
    }
    found = []
    for item in facts.asked.items:
        figure = facts.parents.items.get(item.key)
        if item.kind is not Kind.SCALE or figure is None:
            continue
        told = of_hundred(figure.answers, ranges.get(item.key, ()))
        if told is not None:
            found.append((item, told, figure.answers.n))
    return found


def _share(facts: _Facts, item: Item, told: OfHundred, n: int) -> SummaryShare:
    words = facts.words
    opinions = facts.asked.scale(item).opinions
    named = [answer.text[facts.lang] for answer in opinions[favourable_from(len(opinions)) :]]
    if len(named) == 1:
        answers = words.fill("answer_one", first=named[0])
    else:
        answers = words.fill("answer_two", first=", ".join(named[:-1]), second=named[-1])
    if told.count is not None:
        sentence = _with(words, "share", answers, count=told.count)
    else:
        sentence = _with(words, "share_between", answers, low=told.low, high=told.high)
    return SummaryShare(item.text[facts.lang], sentence, told.count)


def _with(words: SurveyTexts, key: str, answers: str, **numbers: int) -> str:
    return words.fill(key, answers=answers, **numbers)


def _goals(facts: _Facts) -> tuple[GoalFinding, ...]:
    if facts.asked.framework is None or facts.parents is None:
        return ()
    goals = [
        Goal(one.key, one.name[facts.lang], "", one.definition[facts.lang])
        for one in framework_of(facts.asked).goals
        if any(part.goal == one.key for part in facts.asked.parts)
    ]
    return find_goals(goals, facts.parents, facts.team)


def _stand(facts: _Facts, goals: Sequence[GoalFinding]) -> Iterator[SummaryGoal]:
    """How parents stand to each goal; one of which only a wide range may be told is passed over."""
    ranges = {
        row.key: (row.low, row.high)
        for row in facts.ledger.figures
        if row.role == "parents" and row.kind == SCALE and not row.stratum and row.score is None
    }
    for found in goals:
        low, high = ranges.get(found.goal.key, (None, None))
        how: Feeling | None = feeling(found.parents)
        if low is not None and high is not None:
            how = feeling_of_range(low, high)
        if how is not None:
            yield SummaryGoal(found.goal.name, found.goal.definition, facts.words[how.value], how)


def _apart(facts: _Facts, goals: Sequence[GoalFinding]) -> SummaryBlock | None:
    """Where parents and team differ more than chance. None: nothing can be said of it.

    That there is no large difference is said only where every goal could be compared.
    """
    wide = sorted(goals, key=lambda found: -abs(found.gap.value) if found.gap else 0.0)
    said = [
        facts.words.fill(who.value, goal=found.goal.name)
        for found in wide
        if (who := ahead(found.gap)) is not None
    ]
    if not said and (not goals or any(found.gap is None for found in goals)):
        return None
    lines = tuple(said[:_MOST]) or (facts.words["apart_none"],)
    return SummaryBlock(facts.words["apart_title"], lines)


def promises_of(measured: Round, lang: str) -> tuple[SummaryPromise, ...]:
    """What the school promised after a round and did not drop, soonest first; without who does it."""
    words = interface_texts(INTERFACE, lang)
    rows = Commitment.objects.filter(round=measured)
    kept = rows.exclude(state=CommitmentState.DROPPED).order_by("due_on", "pk")
    return tuple(
        SummaryPromise(row.text, words.fill("chosen_by", day=written_day(row.due_on, words.lang)))
        for row in kept[:_MOST_PROMISES]
    )
