"""The start page always has one next step, and says no more than is known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.homes.rules import (
    Facts,
    Page,
    called,
    circle,
    coming,
    greeting,
    next_step,
    number_word,
)

DAY = date(2026, 11, 22)
SCHOOL = Facts(pupils=211, parents=228, team=17)
REPORTED = replace(SCHOOL, state="published", closed_on=date(2026, 10, 23))
OPEN = replace(
    SCHOOL, state="open", opens_on=date(2026, 11, 16), closes_on=date(2026, 12, 4), invited=228
)


@pytest.mark.parametrize(
    ("facts", "page", "finding"),
    [
        (Facts(0, 0, 0), Page.IMPORT, "Laten we beginnen."),
        (SCHOOL, Page.PLAN, "De school staat klaar."),
        (replace(SCHOOL, state="lost"), Page.PLAN, "De school staat klaar."),
        (
            replace(SCHOOL, state="planned", opens_on=date(2027, 1, 4)),
            Page.ROUND,
            "De nulmeting begint op 4 januari.",
        ),
        (OPEN, Page.ROUND, "De nulmeting loopt nog 12 dagen."),
        (replace(OPEN, closes_on=DAY), Page.ROUND, "De nulmeting loopt nog vandaag."),
        (
            replace(OPEN, closes_on=DAY + timedelta(days=1)),
            Page.ROUND,
            "De nulmeting loopt nog één dag.",
        ),
        (replace(SCHOOL, state="closed"), Page.REPORT, "De nulmeting is klaar."),
        (REPORTED, Page.IMPROVE, "De uitkomst ligt klaar."),
        (replace(REPORTED, plan="draft"), Page.IMPROVE, "Er ligt een concept van het plan."),
        (replace(REPORTED, plan="running"), Page.IMPROVE, "Het plan staat vast."),
        (
            replace(REPORTED, plan="running", plan_actions=5, plan_done=2),
            Page.IMPROVE,
            "Van 5 acties zijn er 2 klaar.",
        ),
        (
            replace(REPORTED, plan="running", plan_actions=1, plan_done=1),
            Page.IMPROVE,
            "Van 1 actie is er 1 klaar.",
        ),
        (
            replace(REPORTED, plan="running", again=True),
            Page.IMPROVE,
            "Er is opnieuw gemeten.",
        ),
        (replace(REPORTED, plan="closed"), Page.PLAN, "Het plan is afgesloten."),
    ],
)
def test_a_leader_gets_the_next_step_of_the_schools_state(facts, page, finding) -> None:
    step = next_step(facts, DAY)

    assert (step.page, step.finding) == (page, finding)


def test_too_few_answers_are_not_counted_out_loud() -> None:
    assert "228 ouders zijn gevraagd" in next_step(OPEN, DAY).text
    assert next_step(replace(OPEN, answered=97), DAY).text.startswith(
        "97 van de 228 ouders deden mee."
    )


@given(
    state=st.sampled_from(["", "planned", "open", "closed", "published", "lost"]),
    start=st.integers(-60, 60),
    length=st.integers(0, 90),
    plan=st.sampled_from(["", "draft", "running", "closed"]),
    done=st.integers(0, 5),
    again=st.booleans(),
)
def test_the_circle_always_says_where_the_school_is_once(
    state, start, length, plan, done, again
) -> None:
    opens_on = DAY + timedelta(days=start)
    facts = replace(
        SCHOOL,
        state=state,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=length),
        closed_on=DAY,
        plan=plan,
        plan_actions=5,
        plan_done=done,
        again=again,
    )

    parts = circle(facts, DAY)

    assert [part.label for part in parts] == [
        "Meten",
        "Begrijpen",
        "Kiezen",
        "Doen",
        "Opnieuw meten",
    ]
    assert [part.state for part in parts].count("now") == 1
    assert all(0 <= part.share <= 100 for part in parts)


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        (REPORTED, "Begrijpen"),
        (replace(REPORTED, plan="draft"), "Kiezen"),
        (replace(REPORTED, plan="running"), "Doen"),
        (replace(REPORTED, plan="closed"), "Opnieuw meten"),
        (replace(REPORTED, plan="running", again=True), "Begrijpen"),
        (OPEN, "Meten"),
        (replace(OPEN, plan="draft"), "Meten"),
        (replace(OPEN, plan="running"), "Opnieuw meten"),
    ],
)
def test_the_plan_moves_the_school_along_the_circle(facts: Facts, place: str) -> None:
    assert [part.label for part in circle(facts, DAY) if part.state == "now"] == [place]


def test_doing_is_as_far_as_the_actions_that_are_done() -> None:
    doing = circle(replace(REPORTED, plan="running", plan_actions=4, plan_done=1), DAY)[3]
    assert (doing.label, doing.share) == ("Doen", 25)


def test_a_part_that_is_done_tells_no_day_that_nobody_knows() -> None:
    measured_again = replace(OPEN, plan="running", closed_on=None)
    assert [part.note for part in circle(measured_again, DAY)[:4]] == ["", "", "", ""]


def test_what_lies_ahead_stands_in_order_and_never_behind() -> None:
    ahead = coming(OPEN, [date(2026, 11, 20), date(2026, 11, 30)], DAY)

    assert [one.on for one in ahead] == [date(2026, 11, 30), date(2026, 12, 4)]
    assert coming(replace(OPEN, state="closed"), [date(2026, 11, 30)], DAY) == ()


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (5, "Hallo Noor."),
        (6, "Goedemorgen Noor."),
        (12, "Goedemiddag Noor."),
        (18, "Goedenavond Noor."),
    ],
)
def test_the_greeting_fits_the_hour(hour, said) -> None:
    assert greeting(hour, "Noor Veldkamp") == said


def test_small_numbers_open_a_heading_as_words() -> None:
    assert [number_word(n) for n in (1, 6, 12, 13)] == ["Eén", "Zes", "Twaalf", "13"]


def test_called_with_two_of_one_name_tells_them_apart() -> None:
    names = [("Bo", "Postma"), ("Bo", "Haddad"), ("Yara", "Haddad")]
    assert called(names) == ("Bo P.", "Bo H.", "Yara")
