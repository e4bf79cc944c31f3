"""Many schools counted at once come to what each comes to by itself."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import (
    DONT_KNOW,
    Answer,
    ItemSpec,
    Moments,
    ScaleSpec,
    SheetSpec,
    Tally,
    add_up,
)
from drieklank.base.statistics.many import (
    ManyMoments,
    ManyTallies,
    add_up_cells,
    add_up_many,
    joined,
)

SPEC = SheetSpec(
    (
        ItemSpec("a", 4),
        ItemSpec("b", 4, is_reversed=True),
        ItemSpec("c", 4),
        ItemSpec("box", 1),
        ItemSpec("grade", 10),
    ),
    (ScaleSpec("goal", ("a", "b", "c")), ScaleSpec("one", ("c",))),
)
CODE = [st.sampled_from([0, *range(1, item.steps + 1), DONT_KNOW]) for item in SPEC.items]
PERSON = st.tuples(st.tuples(*CODE).map(bytes), st.sampled_from([1.0, 0.5, 1 / 3]))
SCHOOLS = st.lists(st.lists(PERSON, min_size=1, max_size=12), min_size=1, max_size=6)
School = Sequence[tuple[bytes, float]]


def counted(schools: Sequence[School]) -> ManyTallies:
    codes = b"".join(codes for school in schools for codes, _ in school)
    sheets = np.frombuffer(codes, dtype=np.uint8).reshape(-1, len(SPEC.items))
    starts = np.cumsum([0, *(len(school) for school in schools)])[:-1]
    weights = np.array([weight for school in schools for _, weight in school])
    return add_up_many(SPEC, sheets, starts, weights)


def alone(school: School) -> Tally:
    return add_up(SPEC, [Answer(codes, weight) for codes, weight in school])


@given(SCHOOLS)
def test_every_school_has_the_tally_that_it_has_alone(schools: list[School]) -> None:
    many = counted(schools)
    scores = many.scores()
    for at, school in enumerate(schools):
        tally = alone(school)
        for place, item in enumerate(SPEC.items):
            one = tally.items[item.key]
            assert tuple(many.counts[at, place, : item.steps]) == one.counts
            assert tuple(many.weights[at, place, : item.steps]) == pytest.approx(one.weights)
            assert many.weight_squares[at, place] == pytest.approx(one.weight_squares)
            assert many.dont_know[at, place] == one.dont_know
            assert many.skipped[at, place] == one.skipped
            if item.steps > 1:
                same(scores, at, place, one.scores())
        for place, scale in enumerate(SPEC.scales):
            same(many.scales, at, place, tally.scales[scale.key])


def same(many: ManyMoments, school: int, place: int, one: Moments) -> None:
    found = [
        getattr(many, name)[school, place]
        for name in ("n", "weight", "weight_squares", "total", "squares")
    ]
    sums = [one.n, one.weight, one.weight_squares, one.total, one.squares]
    assert found == pytest.approx(sums, abs=1e-6)
    assert many.effective_n()[school, place] == pytest.approx(one.effective_n)
    if one.n:
        assert many.mean()[school, place] == pytest.approx(one.mean)
    if one.effective_n > 1.01:
        assert many.variance()[school, place] == pytest.approx(one.variance, abs=1e-6)


@given(SCHOOLS)
def test_schools_may_be_counted_in_parts(schools: list[School]) -> None:
    parts = joined([counted([school]) for school in schools])
    whole = counted(schools)
    assert np.array_equal(parts.counts, whole.counts)
    assert np.allclose(parts.scales.squares, whole.scales.squares)
    assert np.allclose(parts.scores().total, whole.scores().total)


def test_box_that_may_be_ticked_has_no_score() -> None:
    scores = counted([[(bytes([1, 1, 1, 1, 1]), 1.0)]]).scores()
    assert list(scores.n[0]) == [1, 1, 1, 0, 1]
    assert np.isnan(scores.mean()[0, 3])


@pytest.mark.parametrize("codes", [bytes([5, 1, 1, 1, 1]), bytes([1, 1, 1, 2, 1])])
def test_answer_that_a_question_does_not_have_is_refused(codes: bytes) -> None:
    with pytest.raises(ValueError, match="answer that its question does not have"):
        counted([[(codes, 1.0)]])


@given(SCHOOLS)
def test_cells_of_a_round_are_counted_as_each_by_itself(schools: list[School]) -> None:
    cells = [[codes for codes, _ in school] for school in schools]
    found = add_up_cells(SPEC, cells)
    assert len(found) == len(cells)
    for tally, cell in zip(found, cells, strict=True):
        one = add_up(SPEC, [Answer(codes, 1.0) for codes in cell])
        assert (tally.respondents, tally.weight) == (one.respondents, one.weight)
        assert tally.items == one.items
        assert list(tally.scales) == list(one.scales)
        for key, moments in tally.scales.items():
            assert vars_of(moments) == pytest.approx(vars_of(one.scales[key]))


def vars_of(moments: Moments) -> tuple[float, ...]:
    return (
        moments.n,
        moments.weight,
        moments.weight_squares,
        moments.total,
        moments.squares,
    )


def test_no_cells_give_no_tallies() -> None:
    assert add_up_cells(SPEC, []) == []
