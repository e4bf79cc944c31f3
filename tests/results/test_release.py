"""What may leave a round: nothing of fewer than five, and out of the ledger what went in."""

from random import Random

import pytest

from drieklank.base.statistics import Answer, ItemSpec, ScaleSpec, SheetSpec, Tally, add_up
from drieklank.results.release import figures_from_rows, figures_to_release, texts_to_release
from drieklank.results.rules import role_figures

SPEC = SheetSpec(
    (ItemSpec("a", 4), ItemSpec("b", 4), ItemSpec("c", 4), ItemSpec("time", 1)),
    (ScaleSpec("welcome", ("a", "b", "c")),),
)


def tally(answers: int) -> Tally:
    return add_up(SPEC, [Answer(bytes([1 + n % 4, 3, 4 - n % 2, n % 2])) for n in range(answers)])


def test_role_of_four_answers_releases_nothing_at_all() -> None:
    assert figures_to_release("parents", tally(4), 30) == []
    rows = figures_to_release("parents", tally(5), 30)
    assert {row.key for row in rows} == {"welcome", "a", "b", "c"}  # two ticked: that is not told


@pytest.mark.parametrize("invited", [20, 21, 300])
def test_figures_come_back_out_of_the_ledger_as_they_went_in(invited: int) -> None:
    counted = tally(20)
    rows = figures_to_release("parents", counted, invited)
    assert figures_from_rows("parents", 20, rows, 5) == role_figures("parents", counted, invited)


def test_reader_from_outside_sees_no_figure_of_nine_answers() -> None:
    rows = figures_to_release("team", tally(9), 12)
    assert figures_from_rows("team", 9, rows, 5) is not None
    assert figures_from_rows("team", 9, rows, 10) is None


def test_figures_of_one_role_do_not_end_up_with_the_other() -> None:
    rows = figures_to_release("team", tally(9), 12)
    found = figures_from_rows("parents", 40, rows, 5)
    assert found is not None
    assert (dict(found.goals), dict(found.items)) == ({}, {})


def test_open_answers_leave_from_ten_on_and_shuffled() -> None:
    texts = [("open", f"Antwoord {n}") for n in range(10)]
    assert texts_to_release(texts[:9], Random(1)) == []
    kept = texts_to_release([*texts, *[("few", "Antwoord")] * 9], Random(1))
    assert sorted(kept) == sorted(texts)
    assert kept != texts
