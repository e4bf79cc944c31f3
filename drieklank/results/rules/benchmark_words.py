"""Where a school stands, in words that claim no more than the interval bears."""

from __future__ import annotations

from typing import Final

from drieklank.results.rules.wording import whole

_IN: Final = {
    -1: "bij het kwart met de laagste scores",
    0: "bij de middelste helft",
    1: "bij het kwart met de hoogste scores",
}


def position_sentence(part: int, lowest: int, highest: int, *, differs: bool) -> str:
    """In which part of the schools a school is; the parts run from -1 to 1 (`Position`)."""
    if not differs:
        return "De scholen verschillen hier niet meer dan door toeval kan."
    if lowest == highest:
        return f"De school hoort {_IN[part]}."
    if lowest < 0 < highest:
        return "Te weinig antwoorden om te zeggen waar de school staat."
    return f"Waarschijnlijk {_IN[part]}, maar dat kan toeval zijn."


def range_words(low: float, high: float) -> str:
    """52 tot 61; one number where both round to the same."""
    first, last = whole(low), whole(high)
    return str(first) if first == last else f"{first} tot {last}"
