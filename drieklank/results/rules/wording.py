"""Numbers and lists in Dutch."""

from collections.abc import Sequence
from math import ceil, floor

from drieklank.base.statistics import Difference

_WORDS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def whole(value: float) -> int:
    """Rounded half up, as people do, not half to even."""
    return int(value + 0.5) if value >= 0 else -int(-value + 0.5)


def decimal(value: float, places: int = 1) -> str:
    """A number with a decimal comma: 7,4."""
    return f"{value:.{places}f}".replace(".", ",")


def signed(value: float) -> str:
    """A whole number with its sign; a true minus, and no sign for zero."""
    number = whole(value)
    if number == 0:
        return "0"
    return f"+{number}" if number > 0 else f"−{-number}"


def counted(number: int, one: str, many: str) -> str:
    """ "één ouder", "12 ouders": up to ten in words."""
    word = _WORDS[number] if 0 <= number < len(_WORDS) else str(number)
    return f"{word} {one if number == 1 else many}"


def points(value: float) -> str:
    """A distance on the scale: "1 punt", "12 punten"."""
    number = whole(abs(value))
    return f"{number} punt" if number == 1 else f"{number} punten"


def listed(words: Sequence[str]) -> str:
    """ "a", "a en b", "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


def capital(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def reach(apart: Difference) -> str:
    """The interval of a distance without its sign: "tussen 3 en 14 punten".

    Only for a distance beyond chance, of which both ends lie on one side of zero. Ends are rounded
    outwards, so that the words never promise more than the figures.
    """
    near, far = sorted((abs(apart.low), abs(apart.high)))
    return f"tussen {floor(near)} en {ceil(far)} punten"
