"""The attacker must be good at it: a leak that is put there on purpose is found."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.measure.attack.guessing import (
    COUNTS,
    TEXTS,
    Scores,
    Seen,
    beyond,
    guess,
    may_have_answered,
)
from tests.measure.attack.series import Played

DRAW = random.Random(8)


def tally(weights: list[float]) -> dict[str, Any]:
    return {"items": {"v1": {"counts": [1, 9], "weights": weights}}}


def played(size: int = 10) -> tuple[Played, Seen]:
    """A round of single parents of one group, of which the attacker saw who answered and in which order."""
    parents = DRAW.sample(range(100), size)
    one = Played(None, size, parents, {at: f"{DRAW.random()}" for at in parents})  # type: ignore[arg-type] # no database here
    one.people = dict.fromkeys(parents, ((1,), 1, "nl"))
    one.sought = DRAW.choice(parents)
    texts = [(f"{DRAW.random()}", one.texts[at]) for at in DRAW.sample(parents, size)]
    mixed = DRAW.sample(parents, size)
    return one, Seen(parents, mixed, sorted(parents), mixed, texts, [], {"": tally([1.0, 9.0])})


def test_texts_in_the_order_of_answering_are_found_out_and_mixed_ones_are_not() -> None:
    leaking, tight = Scores(), Scores()
    for number in range(60):
        one, seen = played()
        guess(one, seen, tight, number)
        seen.texts.sort(key=lambda row: one.arrived.index(_writer(one, row[1])))
        guess(one, seen, leaking, number)
    assert beyond(tight) == {}
    assert ("order of rows, order of answering", 10) in beyond(leaking)
    assert leaking["order of rows, order of answering", 10].hits == 60
    assert {name for name, _ in tight} == {COUNTS, *TEXTS}


def _writer(one: Played, text: str) -> int:
    return next(parent for parent, own in one.texts.items() if own == text)


def test_text_that_leaks_a_little_more_than_chance_is_found_out_over_many_rounds() -> None:
    """Three in ten where one in ten may be right."""
    scores = Scores()
    for number in range(170):
        one, seen = played()
        if DRAW.random() < 0.22:
            seen.texts.sort(key=lambda row: one.arrived.index(_writer(one, row[1])))
        guess(one, seen, scores, number)
    assert ("order of rows, order of answering", 10) in beyond(scores)


def test_weight_borne_by_one_answer_leaves_one_candidate_and_is_refused() -> None:
    """As it was before weights had to be borne by five: counts less weights named the parent."""
    one, seen = played(6)
    assert sorted(may_have_answered(one, seen)) == sorted(one.arrived)
    one.people[one.sought] = ((1,), 2, "nl")
    seen.tallies[""] = tally([0.5, 5.0])
    with pytest.raises(AssertionError):
        guess(one, seen, Scores(), 0)
