"""The typable code on a letter: ten characters that catch a slip of the finger.

A code is written in Crockford's base 32 (no I, L, O or U): eight characters carry forty
secret bits, two are check characters. Together they form a Reed-Solomon code over GF(32)
with distance three. Every single wrong character and every swap of two characters, adjacent
or not, therefore gives something that is certainly not a code. That has a second use: a slip
is recognised without asking the database, so it never counts as a guess.

Reading is lenient: small letters, spaces, dashes and dots are fine, O is read as 0, I and L as 1.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PAYLOAD_BITS: Final = 40
LENGTH: Final = 10
_DATA: Final = 8
_IGNORED: Final = " -–—._\t\r\n\u00a0\u200e\u200f\u200b\ufeff"
_FIELD_POLYNOMIAL: Final = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


class Slip(StrEnum):
    """Why a typed text is not a code; the page says it in the reader's language."""

    EMPTY = "empty"
    LENGTH = "length"
    CHARACTER = "character"
    CHECK = "check"


class CodeError(ValueError):
    """Raised for a text that cannot be a code; `slip` says why."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(slip.value)
        self.slip = slip


def _power_tables() -> tuple[tuple[int, ...], tuple[int, ...]]:
    powers, logarithms, value = [], [0] * 32, 1
    for exponent in range(31):
        powers.append(value)
        logarithms[value] = exponent
        value <<= 1
        if value & 0b100000:
            value ^= _FIELD_POLYNOMIAL
    return tuple(powers), tuple(logarithms)


_POWERS, _LOGARITHMS = _power_tables()
_VALUES: Final = {character: value for value, character in enumerate(ALPHABET)} | {
    "O": 0,
    "I": 1,
    "L": 1,
}


def _times(left: int, right: int) -> int:
    if not left or not right:
        return 0
    return _POWERS[(_LOGARITHMS[left] + _LOGARITHMS[right]) % 31]


def _sums(symbols: list[int]) -> tuple[int, int]:
    """Return the two check sums: plain, and weighted by the place (as a power of two)."""
    plain = weighted = 0
    for place, symbol in enumerate(symbols):
        plain ^= symbol
        weighted ^= _times(symbol, _POWERS[place])
    return plain, weighted


def _check_symbols(data: list[int]) -> list[int]:
    """Return the two symbols that bring both sums of the ten to zero."""
    plain, weighted = _sums(data)
    first_weight, second_weight = _POWERS[_DATA], _POWERS[_DATA + 1]
    # first + second = plain; w1·first + w2·second = weighted, in a field where minus is plus.
    numerator = weighted ^ _times(second_weight, plain)
    difference = first_weight ^ second_weight
    inverse = _POWERS[(31 - _LOGARITHMS[difference]) % 31]
    first = _times(numerator, inverse)
    return [first, plain ^ first]


def encode(payload: int) -> str:
    """Return the ten characters, without dash, of a payload of forty bits.

    Raises:
        ValueError: the payload is negative or needs more than forty bits.
    """
    if not 0 <= payload < 1 << PAYLOAD_BITS:
        raise ValueError("a code carries exactly forty bits")
    data = [(payload >> shift) & 31 for shift in range(PAYLOAD_BITS - 5, -1, -5)]
    return "".join(ALPHABET[symbol] for symbol in data + _check_symbols(data))


def show(code: str) -> str:
    """Return a code as it is printed and read out: `XXXXX-XXXXX`."""
    return f"{code[:5]}-{code[5:]}"


def read(text: str) -> int:
    """Return the payload of a code as somebody typed it.

    Raises:
        CodeError: with the kind of slip; never says whether a code is in use.
    """
    typed = [character for character in text.upper() if character not in _IGNORED]
    if not typed:
        raise CodeError(Slip.EMPTY)
    if any(character not in _VALUES for character in typed):
        raise CodeError(Slip.CHARACTER)
    if len(typed) != LENGTH:
        raise CodeError(Slip.LENGTH)
    symbols = [_VALUES[character] for character in typed]
    if _sums(symbols) != (0, 0):
        raise CodeError(Slip.CHECK)
    payload = 0
    for symbol in symbols[:_DATA]:
        payload = payload << 5 | symbol
    return payload
