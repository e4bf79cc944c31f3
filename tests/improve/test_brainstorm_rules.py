"""What may happen when on a board."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drieklank.improve.rules.brainstorm import (
    LONGEST_NAME,
    LONGEST_QUESTION,
    READY_QUESTIONS,
    Phase,
    dots_words,
    name_of,
    notes_words,
    phase_fault,
    shows_result,
    takes_dots,
    takes_notes,
)


@given(st.text(min_size=1, max_size=140))
def test_name_made_of_a_note_fits_and_begins_as_the_note(text: str) -> None:
    name = name_of(text)
    assert len(name) <= LONGEST_NAME
    assert " ".join(text.split()).startswith(name.rstrip("…"))


def test_long_note_is_cut_at_a_word() -> None:
    assert (
        name_of("Bel elke ouder die er vorig jaar niet was, ruim twee weken voor de ouderavond")
        == "Bel elke ouder die er vorig jaar niet was, ruim twee weken…"
    )


def test_notes_come_in_until_the_choosing_and_dots_only_then() -> None:
    assert [(takes_notes(phase), takes_dots(phase)) for phase in Phase] == [
        (True, False),
        (True, False),
        (False, True),
        (False, False),
    ]


def test_result_shows_at_the_end_or_on_a_closed_board() -> None:
    assert [shows_result(phase, is_closed=False) for phase in Phase] == [False, False, False, True]
    assert all(shows_result(phase, is_closed=True) for phase in Phase)


def test_nobody_groups_an_empty_board_or_chooses_without_groups() -> None:
    assert phase_fault(Phase.CLUSTER, notes=0, filled_groups=0) != ""
    assert phase_fault(Phase.CHOOSE, notes=9, filled_groups=0) != ""
    assert phase_fault(Phase.CHOOSE, notes=9, filled_groups=1) == ""
    assert phase_fault(Phase.WRITE, notes=0, filled_groups=0) == ""


def test_numbers_are_said_as_people_do() -> None:
    assert [dots_words(n) for n in (0, 1, 2)] == ["geen stip", "1 stip", "2 stippen"]
    assert [notes_words(n) for n in (0, 1, 2)] == ["nog geen briefjes", "1 briefje", "2 briefjes"]


def test_ready_questions_fit_on_the_board() -> None:
    assert max(map(len, READY_QUESTIONS)) <= LONGEST_QUESTION
    assert len(READY_QUESTIONS) == 3
