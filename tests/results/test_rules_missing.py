"""Who is missing, and how far a score could move: bounds that always hold."""

from hypothesis import given
from hypothesis import strategies as st

from drieklank.results.rules import Response
from drieklank.results.rules.missing import (
    Part,
    bounds_of,
    extremes_sentence,
    falls_sentence,
    goal_bounds,
    groups_sentence,
    language_sentence,
    less_often,
    shift_sentence,
)
from tests.results.conftest import found

SCORES = st.floats(0, 100)
SHARES = st.floats(0, 1)


def test_bounds_of_half_a_school_reach_half_the_scale() -> None:
    bounds = bounds_of(60.0, 0.5)
    assert (bounds.some, bounds.many, bounds.low, bounds.high) == (55.0, 50.0, 30.0, 80.0)


@given(SCORES, SHARES, st.floats(0, 100))
def test_bounds_hold_whatever_the_missing_think(score: float, share: float, theirs: float) -> None:
    bounds = bounds_of(score, share)
    truth = share * score + (1 - share) * theirs
    assert bounds.low - 1e-9 <= truth <= bounds.high + 1e-9
    assert bounds.low - 1e-9 <= bounds.many <= bounds.some + 1e-9 <= score + 2e-9


@given(st.integers(1, 500), st.integers(0, 600), SCORES)
def test_told_fall_is_never_smaller_than_the_fall_itself(
    invited: int, answered: int, score: float
) -> None:
    response = Response(invited, answered)
    said = shift_sentence(response)
    if response.missing == 0 or answered == 0:
        assert said == ""
        return
    bounds = bounds_of(score, response.share)
    some, many = (int(part.split()[0]) for part in said.split("hoogstens ")[1:])
    assert score - bounds.some <= some + 1e-6
    assert score - bounds.many <= many + 1e-6


def test_missing_families_pull_a_strong_goal_under_its_limit_and_it_is_said() -> None:
    bounds = goal_bounds([found("welcome", 74), found("deciding", 30)], Response(100, 60))
    assert falls_sentence(bounds) == "In dat laatste geval komt ‘Welkom’ onder de 70."
    assert extremes_sentence(bounds) == (
        "Zeker weten we alleen dit: wat zij ook vinden, de score van ‘Welkom’ ligt tussen 44 en 85."
    )
    assert shift_sentence(Response(100, 60)) == (
        "Stel dat de ouders die niet meededen 10 punten minder positief zijn. Dan zou een score "
        "hoogstens 4 punten lager zijn als iedereen meedeed. Bij 20 punten minder is dat hoogstens "
        "8 punten."
    )


def test_nothing_can_move_where_everybody_answered() -> None:
    assert goal_bounds([found("welcome", 74)], Response(40, 43)) == ()
    assert falls_sentence(()) == extremes_sentence(()) == ""


def test_other_language_that_answered_less_often_is_named_with_its_numbers() -> None:
    parts = (Part("Nederlands", 123, 83), Part("Andere talen", 41, 14))
    assert language_sentence(parts, Response(164, 97)) == (
        "Ouders die de school kent met een andere taal dan Nederlands, deden minder vaak mee: "
        "14 van de 41. Vraag hen persoonlijk wat zij vinden."
    )


def test_other_language_that_answered_as_often_is_not_told_to_stay_away() -> None:
    parts = (Part("Nederlands", 123, 83), Part("Andere talen", 41, 27))
    assert language_sentence(parts, Response(164, 110)) == (
        "Ouders die de school kent met een andere taal dan Nederlands, deden ongeveer even vaak mee "
        "als andere ouders: 27 van de 41."
    )


def test_other_language_that_answered_more_often_is_told_so() -> None:
    parts = (Part("Nederlands", 123, 60), Part("Andere talen", 41, 31))
    assert language_sentence(parts, Response(164, 91)) == (
        "Ouders die de school kent met een andere taal dan Nederlands, deden vaker mee dan andere "
        "ouders: 31 van de 41."
    )


def test_language_that_may_not_be_told_is_not_told() -> None:
    assert language_sentence((Part("Andere talen", 4, None),), Response(164, 97)) == ""
    assert language_sentence((), Response(164, 97)) == ""


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), min_size=1, max_size=8),
)
def test_part_that_answered_as_often_as_the_rest_is_never_named(
    sizes: list[tuple[int, int]],
) -> None:
    parts = [Part(str(n), invited, min(a, invited)) for n, (invited, a) in enumerate(sizes)]
    role = Response(sum(p.invited for p in parts), sum(p.answered or 0 for p in parts))
    for part in less_often(parts, role):
        assert part.share is not None
        assert part.share < role.share


def test_groups_that_stayed_behind_are_named_in_the_order_of_the_school() -> None:
    parts = (Part("groep 3", 20, 6), Part("groep 4", 20, 18), Part("groep 5", 20, None))
    assert groups_sentence(parts, Response(60, 40)) == (
        "Groep 3 deed minder vaak mee dan de andere groepen."
    )


def test_groups_that_stayed_behind_together_are_named_in_one_sentence() -> None:
    parts = (Part("groep 3", 20, 6), Part("groep 4", 20, 18), Part("groep 5", 20, 5))
    assert groups_sentence(parts, Response(60, 29)) == (
        "Groep 3 en groep 5 deden minder vaak mee dan de andere groepen."
    )
