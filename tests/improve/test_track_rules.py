"""Rules of a trajectory: which step is now, minutes, order, two people writing, and the words."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from drieklank.improve.rules import track as rules
from drieklank.improve.rules.track import Edit, Need, Stand, StepFacts

DAY = date(2026, 11, 23)


def test_first_open_step_is_the_one_to_work_on() -> None:
    assert rules.stands([True, False, False]) == (Stand.DONE, Stand.NOW, Stand.NEXT)
    assert rules.stands([False, True, True]) == (Stand.NOW, Stand.DONE, Stand.DONE)
    assert rules.stands([True, True]) == (Stand.DONE, Stand.DONE)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 52))
def test_no_step_falls_in_a_weekend_so_nobody_plans_a_team_day_on_sunday(
    start: date, week: int
) -> None:
    usual = rules.usual_day(start, week)
    assert usual.weekday() < 5
    assert timedelta(0) <= usual - (start + timedelta(weeks=week)) <= timedelta(days=2)


def test_agenda_says_how_many_minutes_are_too_many_or_left() -> None:
    assert (
        rules.Length(100, 90).words
        == "De onderdelen duren samen 100 minuten. Dat is 10 minuten te lang."
    )
    assert (
        rules.Length(80, 90).words
        == "De onderdelen duren samen 80 minuten. Er is nog 10 minuten over."
    )
    assert (
        rules.Length(90, 90).words
        == "De onderdelen duren samen 90 minuten, precies de tijd die er is."
    )


@given(st.lists(st.integers(), min_size=1, unique=True), st.data())
def test_moving_a_block_never_loses_one_and_up_then_down_is_where_it_was(
    order: list[int], data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(order))
    up = rules.moved(order, key, -1)
    assert sorted(up) == sorted(order)
    back = rules.moved(up, key, 1)
    assert back == order if up != order else up == order


texts = st.text(max_size=8)


@given(texts, st.lists(st.tuples(texts, st.booleans()), max_size=8))
def test_whatever_two_people_send_no_saved_text_goes_unseen(
    start: str, sent: list[tuple[str, bool]]
) -> None:
    """A text is overwritten only by somebody who had seen it."""
    stored, version = start, 1
    seen_by = {True: (start, 1), False: (start, 1)}
    for text, who in sent:
        seen_text, seen = seen_by[who]
        found = rules.edit(stored=stored, version=version, sent=text, seen=seen)
        if found is Edit.SAVE:
            assert seen_text == stored
            stored, version = text, version + 1
        elif found is Edit.SAME:
            assert text.strip() == stored.strip()
        else:
            assert seen != version
        seen_by[who] = (stored, version)


def test_agreement_says_how_late_it_is_and_is_silent_once_done() -> None:
    def words(days: int, *, done: bool = False) -> str:
        return rules.due_words(DAY + timedelta(days=days), is_done=done, day=DAY)

    assert [words(days) for days in (-3, -1, 0, 1, 5, 30)] == [
        "3 dagen te laat",
        "één dag te laat",
        "vandaag",
        "morgen",
        "nog 5 dagen",
        "",
    ]
    assert words(-3, done=True) == ""
    assert rules.due_words(None, is_done=False, day=DAY) == ""


def test_term_that_outlives_the_advisers_access_is_refused_with_what_to_do() -> None:
    def found(end: int, until: int | None, *, adviser: bool = True) -> dict[str, str]:
        return rules.faults(
            starts_on=DAY,
            ends_on=DAY + timedelta(days=end),
            adviser_until=None if until is None else DAY + timedelta(days=until),
            has_adviser=adviser,
        )

    assert found(90, 100) == {}
    assert found(90, None, adviser=False) == {}
    assert set(found(120, 100)) == {"ends_on"}
    assert set(found(90, None)) == {"adviser"}
    assert set(found(0, 100)) == {"ends_on"}


def test_steering_group_without_a_parent_says_so() -> None:
    assert "geen ouder" in rules.missing_in_group(0, 3)
    assert rules.missing_in_group(1, 0) == "Er zit nog niemand van het team in de stuurgroep."
    assert rules.missing_in_group(1, 1) == ""


def test_step_asks_for_a_day_then_preparation_then_its_minutes_then_to_be_closed() -> None:
    def asks(
        held: int | None, left: int = 0, *, minutes: bool = False, closed: bool = False
    ) -> Need:
        held_on = None if held is None else DAY + timedelta(days=held)
        return rules.need(StepFacts("Intake", held_on, left, minutes, closed), DAY)

    assert asks(None) is Need.DAY
    assert asks(3, 2) is Need.PREPARE
    assert asks(3) is Need.HOLD
    assert asks(-1, 2) is Need.WRITE
    assert asks(-1, 2, minutes=True) is Need.CLOSE
    assert asks(-1, minutes=True, closed=True) is Need.NONE


def test_headings_say_the_finding() -> None:
    facts = StepFacts("Teamdag", DAY, 1, has_minutes=False, is_closed=False)
    assert rules.finding(facts, DAY) == "Teamdag: nog één ding voor te bereiden"
    names = ("Intake", "Teamdag", "Tussengesprek")
    assert rules.track_finding(names, [False] * 3) == "Stap 1 van 3: intake"
    assert rules.track_finding(names, [True, False, False]) == "Intake gedaan, nu teamdag"
    assert rules.track_finding(names, [True] * 3) == "Alle vijf stappen zijn gedaan"
