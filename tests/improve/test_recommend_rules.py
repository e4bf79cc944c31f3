"""What is recommended: the order follows need, evidence, fit, reach and hours, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import isfinite
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drieklank.content.schema.activity import (
    ActivityHead,
    Barrier,
    Evidence,
    EvidenceLevel,
    Minutes,
    Outcome,
)
from drieklank.improve.rules.effort import Per, School, effort_of, is_quick, minutes_each
from drieklank.improve.rules.evidence import Expected, expected
from drieklank.improve.rules.recommend import (
    Here,
    Need,
    Situation,
    is_control,
    need_of,
    recommend,
    score,
)
from drieklank.toolkit.queries import activities

SIZE = School(pupils=200, groups=8, team=14)
PLAIN = Situation("po", SIZE)


def minutes(preparation: int = 30, doing: int = 60, after: int = 0, each: str = "") -> Minutes:
    return Minutes(preparation=preparation, doing=doing, after=after, each=each or None)


def evidence(level: str = "E1", outcome: str = "relation") -> Evidence:
    known = level not in {"E0", "E1"}
    return Evidence(
        level=EvidenceLevel(level),
        outcome=Outcome(outcome) if known else None,
        says="Wat bekend is.",
        references=("wilder",) if known else (),
    )


def head(key: str = "one", **more: Any) -> ActivityHead:
    """An activity of an hour and a half for the parents of a group."""
    found = {
        "key": key,
        "version": 1,
        "title": key.title(),
        "summary": "Je doet iets met ouders.",
        "pillar": "bond",
        "goals": ("conversation",),
        "indicators": (),
        "themes": ("general",),
        "sectors": ("po", "vo"),
        "groups": "alle",
        "partnership": "informal",
        "participation": "empathise",
        "for_whom": "parents",
        "led_by": "working_group",
        "minutes": minutes(),
        "fewest": 6,
        "most": 40,
        "place": "school",
        "cost": "none",
        "materials": (),
        "barriers": (),
        "reaches_all": True,
        "evidence": evidence(),
        "reviewed_on": date(2026, 11, 22),
        **more,
    }
    return ActivityHead(**found)


def need(
    value: float = 50.0, half: float = 4.0, goal: str = "conversation", gap: float = 0.0
) -> Need:
    return Need(
        goal, "Goed in gesprek", value, max(0.0, value - half), min(100.0, value + half), gap
    )


def situation(*needs: Need, **more: Any) -> Situation:
    return replace(PLAIN, needs=needs, **more)


# -- need ---------------------------------------------------------------------------------------------
scores = st.floats(0, 100)
halves = st.floats(0, 50)


@given(scores, scores, halves)
def test_need_of_a_lower_score_is_never_smaller(one: float, other: float, half: float) -> None:
    def made(value: float) -> Need:  # an interval that does not stop at the ends of the scale
        return Need("conversation", "", value, value - half, value + half)

    low, high = sorted((one, other))
    assert need_of(made(low)) >= need_of(made(high)) - 1e-9


@given(scores, halves, st.floats(-100, 100))
def test_need_whatever_was_scored_lies_between_nothing_and_all(
    value: float, half: float, gap: float
) -> None:
    found = need_of(need(value, half, gap=gap))
    assert isfinite(found)
    assert 0.0 <= found <= 1.0


def test_need_of_an_unsure_high_score_is_more_than_of_a_sure_one() -> None:
    assert need_of(need(86.0, 20.0)) > need_of(need(86.0, 1.0)) >= 0.0


def test_need_with_a_wide_gap_is_more_than_without() -> None:
    assert need_of(need(60.0, gap=25.0)) > need_of(need(60.0))
    assert need_of(need(60.0, gap=-25.0)) == need_of(need(60.0, gap=25.0))


# -- the order ----------------------------------------------------------------------------------------
def test_order_with_a_low_and_a_high_goal_puts_the_low_goal_first() -> None:
    heads = [head("a", goals=("welcome",)), head("b", goals=("deciding",))]
    found = recommend(heads, situation(need(70, goal="welcome"), need(40, goal="deciding")))
    assert [one.head.key for one in found] == ["b", "a"]


def test_order_with_chosen_priorities_puts_their_activities_first() -> None:
    heads = [head("a", goals=("welcome",)), head("b", goals=("deciding",))]
    measured = situation(need(55, goal="welcome"), need(45, goal="deciding"))
    assert recommend(heads, measured)[0].head.key == "b"
    assert recommend(heads, replace(measured, priorities=("welcome",)))[0].head.key == "a"


@given(st.floats(0.1, 20), st.floats(0.1, 20), st.floats(0.1, 5))
def test_gain_grows_with_what_may_be_expected(one: float, other: float, spread: float) -> None:
    def gain(mean: float) -> float:
        here = Here(Expected(mean, spread), mean, mean - 1, mean + 1, 12, works=False)
        return score(head(), situation(need()), here).per_hour

    low, high = sorted((one, other))
    assert gain(low) <= gain(high)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_prior_of_a_better_level_on_the_same_outcome_is_higher(outcome: Outcome) -> None:
    means = [expected(level, outcome).mean for level in EvidenceLevel]
    assert means == sorted(set(means))


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 300))
def test_place_sinks_as_minutes_grow(one: int, other: int, doing: int) -> None:
    low, high = sorted((one, other))
    short = score(head(minutes=minutes(low, doing)), situation(need()))
    long = score(head(minutes=minutes(high, doing)), situation(need()))
    assert short.per_hour >= long.per_hour
    assert short.gain == long.gain


@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_order_does_not_depend_on_the_order_of_the_library(keys: list[str]) -> None:
    # Equal in everything but their names: those decide.
    found = recommend([head(key) for key in keys], situation(need()))
    assert [one.head.key for one in found] == ["a", "b", "c", "d", "e"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(scores, halves, st.floats(-100, 100)), max_size=3),
    st.none() | st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 1000),
    st.sampled_from(["po", "vo", "so"]),
)
def test_recommendation_of_the_library_at_any_school_is_a_number_and_finite(
    rows: list[tuple[float, float, float]],
    languages: float | None,
    share: float,
    months: float,
    sector: str,
) -> None:
    goals = ("welcome", "conversation", "deciding")
    heads = [one.head for one in activities()]
    school = Situation(
        sector,
        School(1, 1, 1),
        tuple(need(*row[:2], goal, row[2]) for goal, row in zip(goals, rows, strict=False)),
        languages,
        dict.fromkeys(Barrier, share),
        months_since={one.key: months for one in heads},
    )
    found = recommend(heads, school)
    assert found
    for one in found:
        assert all(isfinite(value) for value in (one.gain, one.low, one.high, one.per_hour))
        assert one.low <= one.gain <= one.high
    rates = [one.per_hour for one in found[:-1]]
    assert rates == sorted(rates, reverse=True)


# -- what always and what never -----------------------------------------------------------------------
def test_recommendation_of_long_activities_still_holds_one_under_half_an_hour() -> None:
    strong = [head(f"long-{n}", evidence=evidence("E4"), minutes=minutes(5, 30)) for n in range(12)]
    weak = head("short", evidence=evidence("E0"), minutes=minutes(5, 20), reaches_all=False)
    found = recommend([*strong, weak], situation(need()), most=5)
    assert [one.head.key for one in found if one.is_quick] == ["short"]
    assert len(found) == 5


def test_recommendation_at_a_school_of_each_sector_holds_one_under_half_an_hour() -> None:
    heads = [one.head for one in activities()]
    for sector in ("po", "vo", "so"):
        for goal in ("welcome", "conversation", "learning", "advocacy", "deciding", "community"):
            found = recommend(heads, replace(PLAIN, sector=sector, priorities=(goal,)), most=3)
            assert any(one.is_quick for one in found), (sector, goal)


def test_quick_of_exactly_half_an_hour_is_not_under_it() -> None:
    assert is_quick(head(minutes=minutes(10, 19)))
    assert not is_quick(head(minutes=minutes(10, 20)))


@pytest.mark.parametrize(
    "words",
    [
        "Ouders controleren elke avond het huiswerk.",
        "Vraag ouders om het huiswerk af te vinken na de controle",
        "Laat ouders het huiswerk overhoren.",
        "Ouders kijken het huiswerk na.",
        "Ouders houden toezicht op het huiswerk.",
    ],
)
def test_control_of_homework_is_never_recommended(words: str) -> None:
    assert is_control(words)
    assert recommend([head("control", summary=words)], situation(need(0.0))) == ()


@pytest.mark.parametrize(
    "words",
    [
        "Een opdracht om over te praten. Geen huiswerk.",
        "De leerkracht controleert de presentie.",
        "Praat over huiswerk. Daarna kijken ouders naar de klas.",
    ],
)
def test_control_is_not_seen_where_nobody_checks_homework(words: str) -> None:
    assert not is_control(words)


def test_library_holds_nothing_that_has_parents_check_homework() -> None:
    assert [
        one.key for one in activities() if is_control(f"{one.head.title}. {one.head.summary}")
    ] == []


def test_recommendation_leaves_out_other_sectors_and_what_is_planned() -> None:
    heads = [head("vo", sectors=("vo",)), head("there"), head("new")]
    found = recommend(heads, situation(need(), planned=frozenset({"there"})))
    assert [one.head.key for one in found] == ["new"]


# -- fit, reach, done lately --------------------------------------------------------------------------
def test_gain_where_parents_name_a_barrier_it_takes_away_is_more() -> None:
    easy = head(barriers=(Barrier.TIME, Barrier.LANGUAGE))
    plain = score(easy, situation(need()))
    named = score(easy, situation(need(), barriers={Barrier.TIME: 0.4}))
    other = score(easy, situation(need(), barriers={Barrier.TRANSPORT: 0.4}))
    assert named.gain == pytest.approx(1.2 * plain.gain)
    assert named.barrier == (Barrier.TIME, 0.4)
    assert other.gain == plain.gain


def test_gain_of_what_is_for_newcomers_is_less_where_nearly_all_speak_dutch() -> None:
    own = head(themes=("newcomers",), barriers=(Barrier.LANGUAGE,))
    few, unknown, many = (
        score(own, situation(need(), languages=share)).gain for share in (0.05, None, 0.5)
    )
    assert few < unknown < many


def test_gain_of_what_does_not_reach_everybody_is_less() -> None:
    part = score(head(reaches_all=False), situation(need()))
    assert part.gain < score(head(), situation(need())).gain


def test_gain_of_what_is_for_some_groups_is_less_for_the_school_as_a_whole() -> None:
    some = score(head(themes=("transitions",)), situation(need()))
    assert some.gain == pytest.approx(0.4 * score(head(), situation(need())).gain)
    both = score(head(themes=("transitions", "general")), situation(need()))
    assert both.gain == score(head(), situation(need())).gain


def test_gain_of_what_was_done_lately_is_less_and_that_wears_off() -> None:
    gains = [
        score(head(), situation(need(), months_since={"one": months})).gain
        for months in (0.0, 6.0, 12.0, 60.0)
    ]
    fresh = score(head(), situation(need())).gain
    assert gains == sorted(gains)
    assert gains[0] == pytest.approx(0.33 * fresh)
    assert gains[-1] == pytest.approx(fresh, rel=0.01)


def test_gain_is_never_more_than_schools_here_saw_at_best() -> None:
    here = Here(Expected(4.0, 2.0), 0.2, -0.8, 1.2, 20, works=False)
    plain = Here(Expected(1.2, 2.0), 0.2, -0.8, 9.0, 20, works=False)
    assert (
        score(head(), situation(need()), here).gain == score(head(), situation(need()), plain).gain
    )


def test_gain_of_what_seems_to_do_harm_is_nothing() -> None:
    here = Here(Expected(-1.0, 2.0), -1.0, -3.0, 1.0, 20, works=False)
    assert score(head(), situation(need()), here).gain == 0.0


# -- hours --------------------------------------------------------------------------------------------
def test_hours_of_a_talk_with_every_child_count_every_child() -> None:
    talk = head(
        for_whom="family", led_by="teacher", fewest=2, most=5, minutes=minutes(60, 20),
        themes=("general",),
    )  # fmt: skip
    found = effort_of(talk, SIZE)
    assert (found.per, found.minutes, found.many) == (Per.FAMILY, 20, 200)
    # 8 teachers prepare an hour, 200 talks of 20 minutes, 90 + 14 x 10 minutes to agree and look back
    assert found.hours == pytest.approx((8 * 60 + 200 * 20 + 230) / 60)
    assert found.whole_hours == 79


def test_hours_of_a_round_of_phone_calls_take_the_minutes_per_family() -> None:
    calls = head(
        for_whom="family", led_by="teacher", fewest=1, most=32,
        minutes=minutes(30, 15, each="drie minuten per gezin; een kwartier per dag"),
    )  # fmt: skip
    assert (effort_of(calls, SIZE).minutes, effort_of(calls, SIZE).many) == (3, 200)


def test_hours_of_a_work_form_of_the_team_count_everybody_in_it() -> None:
    found = effort_of(head(for_whom="team", led_by="leader", minutes=minutes(30, 60)), SIZE)
    assert (found.per, found.minutes, found.many, found.leaders) == (Per.TEAM, 60, 14, 1)


def test_hours_of_an_evening_by_each_teacher_count_the_groups() -> None:
    found = effort_of(head(led_by="teacher"), SIZE)
    assert (found.per, found.many) == (Per.GROUP, 8)


def test_hours_of_what_is_for_a_few_children_count_a_part() -> None:
    few = head(
        for_whom="family", led_by="teacher", fewest=2, most=4, themes=("support",),
        reaches_all=False,
    )  # fmt: skip
    assert effort_of(few, SIZE).many == 50


@pytest.mark.parametrize(
    ("words", "minutes_found"),
    [
        ("drie minuten per gezin; een kwartier per dag, twee weken lang", 3),
        ("ongeveer drie kwartier per gezin, met de reis erbij", 45),
        ("een half uur per kind; in groep 7 een kwartier", 30),
        ("een kwartier per kind; begin met vijf kinderen", 15),
        ("tien minuten bellen per gezin; een kwartier extra", 10),
        ("12 minuten per leerling", 12),
        ("een belletje van twee minuten per gezin vooraf", None),
        ("een uur per week, tien weken", None),
        ("tien minuten thuis", None),
        ("", None),
        (None, None),
    ],
)
def test_minutes_each_are_read_only_where_they_are_of_one_family(
    words: str | None, minutes_found: int | None
) -> None:
    assert minutes_each(words) == minutes_found
