"""Which options of a question with one answer may be named, when few people chose some of them."""

from collections.abc import Sequence


def shown_options(counts: Sequence[int], minimum: int) -> tuple[int, ...]:
    """Places of the options that may be named, most chosen first; the others are told as one.

    An option that fewer than `minimum` chose is not named. The shares add up to the whole, so what
    stays unnamed holds at least two options and `minimum` people together, or nobody at all.
    """
    ranked = sorted(range(len(counts)), key=lambda place: (-counts[place], place))
    named = [place for place in ranked if counts[place] >= minimum]
    rest = [place for place in ranked if counts[place] < minimum]
    while named and sum(counts[place] for place in rest) > 0:
        if len(rest) > 1 and sum(counts[place] for place in rest) >= minimum:
            break
        rest.append(named.pop())
    return tuple(named)
