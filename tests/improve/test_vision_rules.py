"""What is decided about a vision: when it is agreed, what changed, who chose what, when to look back."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from drieklank.content.queries import interface_texts
from drieklank.improve.rules.vision import (
    NextStep,
    Party,
    Stand,
    compare,
    is_agreed,
    is_review_due,
    may_sign,
    missing_parties,
    next_step,
)
from drieklank.improve.rules.vision_values import (
    Counted,
    beside,
    clean_word,
    counting_faults,
    is_enough,
)

DAY = date(2026, 11, 22)
TEXTS = st.text(alphabet="abc \n", max_size=40)


@given(TEXTS, TEXTS)
def test_comparison_loses_no_word_of_either_text(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert "".join(one.text for one in pieces if one.kind != "added") == before
    assert "".join(one.text for one in pieces if one.kind != "removed") == after


def test_comparison_names_only_the_word_that_changed() -> None:
    pieces = compare("Wij bellen op tijd.", "Wij bellen altijd op tijd.")
    assert [one.text for one in pieces if one.kind != "same"] == ["altijd "]


def test_vision_is_agreed_only_when_all_three_say_yes() -> None:
    for answers in product((True, False, None), repeat=3):
        given_ = {
            party: said for party, said in zip(Party, answers, strict=True) if said is not None
        }
        assert is_agreed(given_) == (answers == (True, True, True))
        assert is_agreed(given_) == (missing_parties(given_) == ())


def test_parents_and_council_sign_only_what_was_put_before_them() -> None:
    assert may_sign("team", "concept")
    assert not may_sign("parents", "concept")
    assert not may_sign("council", "concept")
    assert all(may_sign(party, "offered") for party in Party)
    assert not any(may_sign(party, "agreed") for party in Party)


def test_expectations_wait_for_a_look_a_year_after_the_last_one() -> None:
    old, year = DAY - timedelta(days=800), timedelta(days=365)
    assert not is_review_due([], [], DAY)
    assert not is_review_due([DAY - year], [], DAY)
    assert is_review_due([DAY - year - timedelta(days=1)], [], DAY)
    assert not is_review_due([old], [DAY - timedelta(days=30)], DAY)
    assert is_review_due([old], [DAY - timedelta(days=400)], DAY)


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_next_step_of_an_agreed_vision_never_goes_back_to_writing(
    a: bool, b: bool, c: bool, d: bool, e: bool
) -> None:
    found = next_step(Stand(a, b, "agreed", c, d, e))
    assert found in {NextStep.EXPECT, NextStep.REVIEW, NextStep.SHOW, NextStep.NONE}


def test_next_step_follows_the_order_of_the_work() -> None:
    assert next_step(Stand(False, False, "", False, False, False)) is NextStep.CHOOSE
    assert next_step(Stand(True, False, "", False, False, False)) is NextStep.CLOSE
    assert next_step(Stand(False, True, "", False, False, False)) is NextStep.WRITE
    assert next_step(Stand(False, True, "concept", False, True, False)) is NextStep.OFFER
    assert next_step(Stand(False, True, "offered", True, True, True)) is NextStep.SIGN


def test_four_people_on_one_side_show_nothing() -> None:
    assert not is_enough(40, 4)
    assert not is_enough(4, 40)
    assert is_enough(5, 5)


def test_value_stands_with_a_side_from_one_in_five_and_twice_on() -> None:
    rows = [
        Counted("Samen", 6, 8),
        Counted("Rustig", 4, 1),
        Counted("Gastvrij", 0, 9),
        Counted("Moedig", 1, 2),
    ]
    found = beside(rows, team_people=10, parents_people=40)
    assert [one.name for one in found.both] == ["Samen"]
    assert [one.name for one in found.team] == ["Rustig"]
    assert [one.name for one in found.parents] == ["Gastvrij"]
    assert [one.name for one in found.rest] == ["Moedig"]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=8),
    st.integers(9, 30),
    st.integers(9, 30),
)
def test_every_chosen_value_stands_in_exactly_one_place(
    times: list[tuple[int, int]], team: int, parents: int
) -> None:
    rows = [Counted(str(place), a, b) for place, (a, b) in enumerate(times)]
    found = beside(rows, team, parents)
    placed = [*found.team, *found.both, *found.parents, *found.rest]
    assert sorted(one.name for one in placed) == sorted(
        one.name for one in rows if one.team or one.parents
    )


def test_own_words_are_counted_as_one_whatever_the_spelling() -> None:
    assert {clean_word(one) for one in ("Soep!", " soep ", "SOEP.", "soep")} == {"soep"}


def test_numbers_from_a_table_that_cannot_be_are_refused() -> None:
    assert counting_faults(10, {"early": 10, "open": 3}) == []
    assert "vaker" in counting_faults(3, {"early": 4})[0]
    assert "meer keuzes" in counting_faults(2, dict.fromkeys("abcdef", 2))[0]
    assert counting_faults(0, {"early": 1})


def test_every_card_says_how_a_parent_notices_it() -> None:
    words = interface_texts("vision-interface", "nl")
    signs = [words[key] for key in words if key.startswith("value_") and key.endswith("_sign")]
    assert len(signs) == 40
    assert len(set(signs)) == 40
    assert all(one.startswith("U merkt het als ") and one[-1] in ".?" for one in signs)
