"""The blind spot: what the team predicted minus what parents said, and never more than that."""

from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import Estimate, difference
from drieklank.results.rules import Answers, Item, ItemFigure, RoleFigures
from drieklank.results.rules.blind_spot import (
    NO_GUESSES,
    Guess,
    find_guesses,
    guess_sentence,
    guess_words,
    guesses_lead,
    widest_first,
)
from tests.results.conftest import score

ITEM = Item("welcome.greeted", "welcome", "", "Wordt u gegroet?", "Groeten", "predict.greeted")
ESTIMATES = st.builds(score, st.floats(0, 100), st.floats(0.5, 20))


def guess(predicted: float, said: float, half: float = 4.0) -> Guess:
    one, other = score(predicted, half), score(said, half)
    return Guess(ITEM, one, other, difference(one, other))


def figures(role: str, key: str, value: Estimate) -> RoleFigures:
    answers = Answers(20, (5, 5, 5, 5), (0.25,) * 4, 0, 0)
    return RoleFigures(role, 20, {}, {key: ItemFigure(key, answers, value)})


def test_difference_is_predicted_minus_said() -> None:
    (found,) = find_guesses(
        [ITEM],
        figures("parents", "welcome.greeted", score(55)),
        figures("team", "predict.greeted", score(72)),
    )
    assert found.difference is not None
    assert found.difference.value == 17
    assert guess_sentence(found) == (
        "Het team verwachtte 72, ouders gaven 55. Ouders zijn minder positief dan het team dacht: "
        "17 punten (tussen 11 en 23 punten)."
    )
    assert guess_words(found) == "17 te hoog"


def test_prediction_without_enough_answers_is_not_compared() -> None:
    (found,) = find_guesses([ITEM], figures("parents", "welcome.greeted", score(55)), None)
    assert found.difference is None
    assert guess_sentence(found) == NO_GUESSES
    assert guesses_lead([found]) == NO_GUESSES


@given(ESTIMATES, ESTIMATES)
def test_no_sentence_claims_a_difference_inside_its_interval(a: Estimate, b: Estimate) -> None:
    found = Guess(ITEM, a, b, difference(a, b))
    claims = "positiever" in guess_sentence(found) or "minder positief" in guess_sentence(found)
    assert claims == found.is_beyond_chance
    assert ("te hoog" in guess_words(found) or "te laag" in guess_words(found)) == claims
    assert ("schatte" in guesses_lead([found])) == claims


def test_lead_counts_only_what_is_beyond_chance() -> None:
    guesses = [guess(80, 50), guess(50, 51), guess(40, 70), guess(60, 62)]
    assert guesses_lead(guesses) == (
        "Het team schatte één vraag te hoog en één vraag te laag in. Bij twee vragen is er geen "
        "verschil dat groter is dan toeval."
    )
    assert [g.difference.value for g in widest_first(guesses) if g.difference] == [30, -30, -1, -2]
