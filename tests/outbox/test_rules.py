"""When to try again, what is final, and how a body falls into blocks."""

from datetime import date, timedelta

import pytest

from drieklank.outbox.rules import Block, BlockKind, blocks, dates_in, is_final, wait_before


def test_waits_grow_and_then_end() -> None:
    waits = [wait_before(attempt) for attempt in range(1, 8)]
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] is None
    assert waits[:-1] == sorted(w for w in waits if w is not None)


@pytest.mark.parametrize(
    ("code", "about_recipient", "final"),
    [(550, True, True), (451, True, False), (535, False, False), (None, True, False)],
)
def test_only_a_refusal_of_the_recipient_for_good_is_final(
    code: int | None, about_recipient: bool, final: bool
) -> None:
    assert is_final(code, about_recipient=about_recipient) is final


def test_dates_are_found_by_name_and_form() -> None:
    fields = {"closes_on": "2026-11-22", "name": "2026-11-22", "seen_on": "morgen", "days_on": 3}
    assert dates_in(fields) == {"closes_on": date(2026, 11, 22)}


def test_link_and_code_stand_apart_only_when_alone_on_a_line() -> None:
    body = "Hallo,\n\nOpen:\nhttps://x.example/a\n\nA1B2\n\nTyp A1B2 over.\nDag\n"
    assert blocks(body, link="https://x.example/a", code="A1B2") == [
        Block(BlockKind.TEXT, ("Hallo,",)),
        Block(BlockKind.TEXT, ("Open:",)),
        Block(BlockKind.LINK, ("https://x.example/a",)),
        Block(BlockKind.CODE, ("A1B2",)),
        Block(BlockKind.TEXT, ("Typ A1B2 over.", "Dag")),
    ]
