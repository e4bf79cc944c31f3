"""The criteria at their borders, and properties of the weighted score."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.results.rules import Response
from drieklank.results.rules.certificate import (
    Facts,
    Limits,
    State,
    Visit,
    is_met,
    judge,
)
from drieklank.results.rules.certificate_scores import (
    SOURCES,
    GoalScore,
    goal_score,
    level_score,
    tenths,
)
from drieklank.results.rules.certificate_track import (
    Independence,
    Stage,
    Validity,
    add_months,
    add_years,
    appeal_until,
    last_day,
    may_appeal,
    may_ask,
    objection,
    validity,
)

GOALS = ("welcome", "conversation", "learning", "advocacy", "deciding", "community")
NAMES = dict.fromkeys(GOALS, "Doel") | {"welcome": "Welkom"}
WEIGHTS = {"parents": 40, "team": 25, "documents": 20, "pupils": 15}
LIMITS = Limits(55, 65, 4, 50, 40, 3, 5)
DAY = date(2026, 6, 1)


def facts(
    scores: dict[str, str] | None = None,
    now: dict[str, str] | None = None,
    before: dict[str, str] | None = None,
    **more: object,
) -> Facts:
    """Six good goals, all evidence there; each test spoils one thing."""
    of = {goal: Decimal(70) for goal in GOALS}
    weighted = of | {goal: Decimal(value) for goal, value in (scores or {}).items()}
    found = {
        "scores": {
            goal: GoalScore(goal, value, {"parents": value}) for goal, value in weighted.items()
        },
        "now": of | {goal: Decimal(value) for goal, value in (now or {}).items()},
        "before": of | {goal: Decimal(value) for goal, value in (before or {}).items()},
        "response": Response(200, 120),
        "actions": 3,
        "council_on": DAY,
        "visit": Visit(DAY, 6, 8),
    } | more
    return Facts(**found)  # type: ignore[arg-type] # a mixed bag of good values


def state(found: Facts, key: str) -> State:
    return next(one.state for one in judge(found, LIMITS, NAMES) if one.key == key)


def reason(found: Facts, key: str) -> str:
    return next(one.reason for one in judge(found, LIMITS, NAMES) if one.key == key)


def test_school_that_meets_everything_may_get_the_certificate() -> None:
    verdicts = judge(facts(), LIMITS, NAMES)

    assert [one.key for one in verdicts] == [
        "every-goal", "most-goals", "parents", "response", "actions", "council", "visit", "decline",
    ]  # fmt: skip
    assert is_met(verdicts) is True


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"scores": {"welcome": "54.9"}}, "every-goal"),
        ({"scores": dict.fromkeys(GOALS[:3], "64.9")}, "most-goals"),
        ({"now": {"welcome": "49.9"}, "before": {"welcome": "49.9"}}, "parents"),
        ({"response": Response(200, 79)}, "response"),
        ({"actions": 2}, "actions"),
        ({"council_on": None}, "council"),
        ({"visit": Visit(DAY, 0, 8)}, "visit"),
        ({"visit": Visit(DAY, 6, 0)}, "visit"),
        ({"before": {"welcome": "75.1"}}, "decline"),
    ],
)
def test_one_criterion_just_missed_refuses_the_whole(change: dict[str, object], key: str) -> None:
    verdicts = judge(facts(**change), LIMITS, NAMES)  # type: ignore[arg-type] # as above

    assert [one.key for one in verdicts if one.state is State.NOT_MET] == [key]
    assert is_met(verdicts) is False


@pytest.mark.parametrize(
    "change",
    [
        {"scores": {"welcome": "55.0"}},
        {"scores": dict.fromkeys(GOALS[:2], "64.9") | {"learning": "65.0"}},
        {"now": {"welcome": "50.0"}, "before": {"welcome": "50.0"}},
        {"response": Response(200, 80)},
        {"actions": 3},
        {"visit": Visit(DAY, 1, 1)},
        {"before": {"welcome": "75.0"}},
    ],
)
def test_exactly_on_the_border_is_enough(change: dict[str, object]) -> None:
    assert is_met(judge(facts(**change), LIMITS, NAMES)) is True  # type: ignore[arg-type] # as above


@pytest.mark.parametrize(
    "change",
    [
        {"actions": 1, "actions_waiting": 2},
        {"council_on": None, "council_waiting": True},
        {"visit": None},
    ],
)
def test_evidence_that_waits_for_the_assessor_is_neither_met_nor_failed(
    change: dict[str, object],
) -> None:
    verdicts = judge(facts(**change), LIMITS, NAMES)  # type: ignore[arg-type] # as above

    assert [one.state for one in verdicts if one.state is not State.MET] == [State.UNKNOWN]
    assert is_met(verdicts) is False


def test_round_without_a_report_leaves_everything_about_figures_unknown() -> None:
    verdicts = judge(Facts({}, {}, {}, None), LIMITS, NAMES)

    assert {one.key: one.state for one in verdicts if one.state is State.NOT_MET} == {
        "actions": State.NOT_MET,
        "council": State.NOT_MET,
    }
    assert "rapport van de eindmeting" in reason(Facts({}, {}, {}, None), "every-goal")


def test_goal_without_parents_is_unknown_and_says_which() -> None:
    scores = {goal: GoalScore(goal, Decimal(80), {}) for goal in GOALS} | {"welcome": None}
    found = facts(scores=None)
    found = Facts(scores, found.now, found.before, found.response)

    assert state(found, "every-goal") is State.UNKNOWN
    assert "Welkom" in reason(found, "every-goal")


def test_low_goal_fails_even_where_another_is_unknown() -> None:
    """A refusal must not hide behind a missing figure."""
    scores = {goal: GoalScore(goal, Decimal(40), {}) for goal in GOALS} | {"welcome": None}
    base = facts()

    assert state(Facts(scores, base.now, base.before, base.response), "every-goal") is State.NOT_MET


@pytest.mark.parametrize(
    ("invited", "answered", "expected"),
    [
        (100, 40, State.MET),
        (100, 39, State.NOT_MET),
        (1200, 300, State.MET),  # 25 percent, and within 5 points
        (3000, 350, State.MET),  # under 12 percent: a sample of the size that domain 3.6 names
        (3000, 300, State.NOT_MET),
        (0, 0, State.UNKNOWN),
    ],
)
def test_response_counts_by_share_or_by_margin(
    invited: int, answered: int, expected: State
) -> None:
    assert state(facts(response=Response(invited, answered)), "response") is expected


def test_sentences_say_the_figure_that_decided() -> None:
    found = facts(
        scores={"welcome": "54.9"}, before={"learning": "75.4"}, response=Response(200, 50)
    )

    assert reason(found, "every-goal") == "Onder 55: Welkom (54,9)."
    assert reason(found, "decline") == "Meer dan 5 punten gedaald: Doel (5,4 lager)."
    assert reason(found, "response").startswith(
        "50 van de 200 gevraagde ouders deden mee: 25,0 procent."
    )
    assert reason(found, "visit") == "Op 1 juni 2026 sprak de beoordelaar 6 ouders en 8 leerlingen."


# -- scores ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "expected"),
    [(54.94, "54.9"), (54.95, "55.0"), (54.949999, "54.9"), (0.05, "0.1"), (100.0, "100.0")],
)
def test_scores_are_judged_on_the_tenth_that_is_printed(value: float, expected: str) -> None:
    assert str(tenths(value)) == expected


@pytest.mark.parametrize(
    ("levels", "expected"), [([], None), ([0], "0.0"), ([3, 3], "100.0"), ([1, 2, 2], "55.6")]
)
def test_levels_become_a_score(levels: list[int], expected: str | None) -> None:
    found = level_score(levels)

    assert (None if found is None else str(found)) == expected


def test_four_sources_weigh_as_published() -> None:
    sources = {
        "parents": Decimal(80),
        "team": Decimal(60),
        "documents": Decimal(50),
        "pupils": Decimal(40),
    }
    found = goal_score("welcome", sources, WEIGHTS)

    assert found is not None
    assert found.score == Decimal("63.0")  # 32 + 15 + 10 + 6
    assert found.based_on == "op basis van 4 bronnen"


def test_missing_source_shares_its_weight_in_proportion() -> None:
    found = goal_score("welcome", {"parents": Decimal(80), "team": Decimal(60)}, WEIGHTS)

    assert found is not None
    assert found.score == Decimal("72.3")  # (80 x 40 + 60 x 25) / 65
    assert found.based_on == "op basis van 2 bronnen"


def test_no_parents_means_no_score_whatever_others_say() -> None:
    assert goal_score("welcome", {"team": Decimal(90), "documents": Decimal(90)}, WEIGHTS) is None


scores = st.decimals(0, 100, places=1)
sources = st.dictionaries(st.sampled_from(SOURCES[1:]), scores).flatmap(
    lambda rest: scores.map(lambda parents: {"parents": parents, **rest})
)


@given(sources)
def test_weighted_score_lies_between_its_sources(found: dict[str, Decimal]) -> None:
    score = goal_score("welcome", found, WEIGHTS)

    assert score is not None
    assert min(found.values()) <= score.score <= max(found.values())


@given(sources, scores)
def test_raising_one_source_never_lowers_the_score(
    found: dict[str, Decimal], higher: Decimal
) -> None:
    name = min(found)
    raised = found | {name: max(found[name], higher)}
    before, after = goal_score("g", found, WEIGHTS), goal_score("g", raised, WEIGHTS)

    assert before is not None
    assert after is not None
    assert after.score >= before.score


@given(st.dictionaries(st.sampled_from(GOALS), scores, min_size=1), st.integers(0, 300))
def test_better_figures_never_turn_met_into_not_met(
    given_scores: dict[str, Decimal], answered: int
) -> None:
    worse = {goal: str(score) for goal, score in given_scores.items()}
    better = {goal: str(min(Decimal(100), score + 1)) for goal, score in given_scores.items()}
    low = judge(facts(worse, worse, response=Response(300, answered)), LIMITS, NAMES)
    high = judge(
        facts(better, better, response=Response(300, min(300, answered + 1))), LIMITS, NAMES
    )

    lost = [
        a.key
        for a, b in zip(low, high, strict=True)
        if a.state is State.MET and b.state is not State.MET
    ]
    assert lost == []


# -- the way ---------------------------------------------------------------------------------------
def test_ties_to_the_school_are_named_in_words() -> None:
    assert objection(Independence()) == ""
    assert "begeleid" in objection(Independence(helped=True))
    assert "bestuur" in objection(Independence(works_at_board=True))
    assert "kind" in objection(Independence(is_parent=True))
    assert "iemand anders" in objection(Independence(decided_before=True))


@pytest.mark.parametrize(
    ("stage", "days", "expected"),
    [
        (Stage.REFUSED, 42, True),
        (Stage.REFUSED, 43, False),
        (Stage.UPHELD, 1, False),
        (Stage.GRANTED, 1, False),
        (Stage.APPEALED, 1, False),
    ],
)
def test_appeal_is_for_a_first_refusal_within_six_weeks(
    stage: Stage, days: int, expected: bool
) -> None:
    assert may_appeal(stage, DAY, 6, DAY + timedelta(days=days)) is expected
    assert appeal_until(DAY, 6) == DAY + timedelta(days=42)


def test_certificate_holds_on_its_last_day_and_not_after() -> None:
    last = last_day(DAY, 2)

    assert last == date(2028, 5, 31)
    assert validity(last, None, last) is Validity.VALID
    assert validity(last, None, last + timedelta(days=1)) is Validity.EXPIRED
    assert validity(last, DAY, last + timedelta(days=1)) is Validity.WITHDRAWN
    assert validity(last, last, DAY) is Validity.VALID


def test_dates_that_do_not_exist_move_to_the_end_of_the_month() -> None:
    assert add_years(date(2028, 2, 29), 2) == date(2030, 2, 28)
    assert add_months(date(2026, 8, 31), -6) == date(2026, 2, 28)
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert add_months(date(2026, 1, 15), -1) == date(2025, 12, 15)


@pytest.mark.parametrize(
    ("stages", "until", "expected"),
    [
        ({Stage.ASKED}, None, False),
        ({Stage.APPEALED}, None, False),
        ({Stage.DROPPED}, None, True),
        (set(), add_months(DAY, 6), True),
        (set(), add_months(DAY, 6) + timedelta(days=1), False),
    ],
)
def test_school_asks_once_at_a_time_and_renews_near_the_end(
    stages: set[Stage], until: date | None, expected: bool
) -> None:
    assert may_ask(frozenset(stages), until, 6, DAY) is expected
