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
        (replace(SCHOOL, state="published"), Page.REPORT, "De uitkomst ligt klaar."),
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
)
def test_the_circle_always_says_where_the_school_is_once(state, start, length) -> None:
    opens_on = DAY + timedelta(days=start)
    facts = replace(
        SCHOOL,
        state=state,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=length),
        closed_on=DAY,
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
