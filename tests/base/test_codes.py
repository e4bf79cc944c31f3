"""The typable code: a parent who slips gets told so, and never answers in somebody else's place."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base import codes
from drieklank.base.codes import ALPHABET, LENGTH, CodeError, Slip

payloads = st.integers(min_value=0, max_value=(1 << codes.PAYLOAD_BITS) - 1)


def refused(text: str) -> Slip:
    with pytest.raises(CodeError) as caught:
        codes.read(text)
    return caught.value.slip


@given(payloads)
def test_code_read_back_gives_its_payload(payload: int) -> None:
    code = codes.encode(payload)
    assert (len(code), set(code) <= set(ALPHABET)) == (LENGTH, True)
    assert codes.read(code) == payload


@given(payloads)
def test_any_single_wrong_character_is_caught(payload: int) -> None:
    code = codes.encode(payload)
    wrong = [
        code[:place] + other + code[place + 1 :]
        for place in range(LENGTH)
        for other in ALPHABET
        if other != code[place]
    ]
    assert len(wrong) == 310
    assert {refused(text) for text in wrong} == {Slip.CHECK}


@given(payloads)
def test_any_swap_of_two_different_characters_is_caught(payload: int) -> None:
    code = codes.encode(payload)
    for left, right in combinations(range(LENGTH), 2):
        swapped = list(code)
        swapped[left], swapped[right] = swapped[right], swapped[left]
        if code[left] != code[right]:
            assert refused("".join(swapped)) is Slip.CHECK


def test_every_error_pattern_of_one_or_two_places_is_caught() -> None:
    """The code is linear: an error is caught in every code if it is caught in that of zero."""
    zero = [0] * LENGTH
    assert codes._sums(zero) == (0, 0)
    patterns = 0
    for left, right in combinations(range(LENGTH), 2):
        for first in range(32):
            for second in range(32):
                if first or second:
                    symbols = list(zero)
                    symbols[left], symbols[right] = first, second
                    assert codes._sums(symbols) != (0, 0)
                    patterns += 1
    assert patterns == 45 * 1023


@given(payloads)
def test_code_typed_in_a_habit_of_its_own_is_read(payload: int) -> None:
    code = codes.encode(payload)
    typed = codes.show(code).lower().replace("0", "o").replace("1", "l")
    assert codes.read(f"  {typed[:2]} {typed[2:]}\u200f ") == payload
    assert codes.read(codes.show(code).replace("1", "I").replace("-", "–")) == payload


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("", Slip.EMPTY),
        (" - ", Slip.EMPTY),
        ("ABCDE", Slip.LENGTH),
        ("ABCDE-FGHJKM", Slip.LENGTH),
        ("ABCDU-FGHJK", Slip.CHARACTER),
        ("ABCD€-FGHJK", Slip.CHARACTER),
        ("ABCDE-FGHJ٣", Slip.CHARACTER),
    ],
)
def test_text_that_is_no_code_is_told_why(text: str, slip: Slip) -> None:
    assert refused(text) is slip


def test_code_is_shown_in_two_groups_of_five() -> None:
    assert codes.show(codes.encode(0)) == "00000-00000"


@pytest.mark.parametrize("payload", [-1, 1 << codes.PAYLOAD_BITS])
def test_payload_that_does_not_fit_is_refused(payload: int) -> None:
    with pytest.raises(ValueError, match="forty bits"):
        codes.encode(payload)
