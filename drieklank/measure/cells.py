"""What the counts of a round may tell apart, so that they point at nobody: also taken together.

A tally of a cell is safe by itself from five answers. Beside other tallies it may not be: an answer
that one single person gave stands in the total and in each cell that this person counts in. Whoever
lays them side by side sees in which cells that person is, and, if weights differ, how large the
family is. So it is not cells that must reach the minimum but everything they tell apart together.
Pure: standard library only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence, Set
from fractions import Fraction

from drieklank.measure.rules import cells_written


def group_of(groups: Sequence[int]) -> tuple[int, ...]:
    """Return in which one group a parent counts, of the groups of its children; () for none.

    A parent with children in two groups may well be the only one with those two. Counted in both,
    the two groups less the whole would be that parent's own answers, or say whether it answered at
    all. The choice follows from the groups alone and never from who answered: so counts and tallies
    of one day and the next hold the same people.
    """
    own = sorted(set(groups))
    return (own[sum(own) % len(own)],) if own else ()


def one_group_each(groups: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return of each answer the one group that it counts in."""
    return [group_of(own) for own in groups]


def cells_apart(places: Mapping[str, Sequence[str]], minimum: int) -> set[str]:
    """Return the cells that may be written.

    places: per dimension, the most important first, the cell of each answer ("" for none), the
    answers in the same order in each. A dimension that together with those before it would tell
    fewer answers apart than the minimum is left out whole.
    """
    kept: set[str] = set()
    # Few combinations, many answers: what is told apart is asked of each combination once.
    borne = Counter(zip(*places.values(), strict=True))
    for cells in places.values():
        counts = Counter(cell for cell in cells if cell)
        wider = kept | cells_written(counts, len(cells), minimum)
        apart: Counter[tuple[str, ...]] = Counter()
        for combination, count in borne.items():
            apart[_look(combination, wider)] += count
        if all(count >= minimum for count in apart.values()):
            kept = wider
    return kept


def told_apart(places: Mapping[str, Sequence[str]], written: Set[str]) -> list[tuple[str, ...]]:
    """Return of each answer the written cells that it stands in: those with the same look alike."""
    combinations = list(zip(*places.values(), strict=True))
    looks = {combination: _look(combination, written) for combination in set(combinations)}
    return [looks[combination] for combination in combinations]


def _look(combination: tuple[str, ...], written: Set[str]) -> tuple[str, ...]:
    return tuple(cell if cell in written else "" for cell in combination)


def weights_told(
    weights: Sequence[Fraction], minimum: int, told: Sequence[Hashable] = ()
) -> list[Fraction]:
    """Return what each answer weighs: no weight is borne by fewer answers than the minimum.

    told: what written cells say of each answer. Where that is given, the minimum holds for weight
    and cells together. Counts stand beside weights in a tally: of one family of its own size the
    difference would be exactly its answers. A rarer weight is taken together with the next one, as
    their mean, so that all together weigh the same as before.
    """
    looks = list(told) or [()] * len(weights)
    steps = [
        [place for place, own in enumerate(weights) if own == weight]
        for weight in sorted(set(weights))
    ]
    while len(steps) > 1 and _fewest(steps, looks) < minimum:
        place = min(range(len(steps)), key=lambda at: (len(steps[at]), at))
        lower = place - 1 if place == len(steps) - 1 else place
        steps[lower : lower + 2] = [steps[lower] + steps[lower + 1]]
    means: dict[int, Fraction] = {}
    for step in steps:
        borne = Counter(weights[at] for at in step)
        total = sum((weight * count for weight, count in borne.items()), Fraction(0))
        means |= dict.fromkeys(step, total / len(step))
    return [means[place] for place in range(len(weights))]


def _fewest(steps: Sequence[Sequence[int]], looks: Sequence[Hashable]) -> int:
    """The answers that bear one weight and stand in the same cells, where they are fewest."""
    return min(
        Counter((at, looks[place]) for at, step in enumerate(steps) for place in step).values()
    )


def crossings(places: Mapping[str, Sequence[str]], written: Set[str]) -> list[str]:
    """Return of each answer the crossing of its written cells: `group:3|language:nl`; "" for none.

    What written cells tell apart together reaches the minimum, so a crossing does as well.
    """
    return [
        "|".join(look) if len(look) > 1 and all(look) else ""
        for look in told_apart(places, written)
    ]
