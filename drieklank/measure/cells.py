"""What the counts of a round may tell apart, so that they point at nobody: also taken together.

A tally of a cell is safe by itself from five answers. Beside other tallies it may not be: an answer
that one single person gave stands in the total and in each cell that this person counts in. Whoever
lays them side by side sees in which cells that person is, and, if weights differ, how large the
family is. So it is not cells that must reach the minimum but everything they tell apart together.
Pure: standard library only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from drieklank.measure.rules import cells_written


def one_group_each(groups: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return in which one group each answer counts, of the groups of its children; () for none.

    A parent with children in two groups may well be the only one with those two. Counted in both,
    the two groups less the whole would be that parent's own answers. So an answer counts once: in
    the group of its own where the fewest answered, which needs it most.
    """
    sizes = Counter(group for own in groups for group in set(own))
    return [(min(own, key=lambda group: (sizes[group], group)),) if own else () for own in groups]


def cells_apart(places: Mapping[str, Sequence[str]], minimum: int) -> set[str]:
    """Return the cells that may be written.

    places: per dimension, the most important first, the cell of each answer ("" for none), the
    answers in the same order in each. A dimension that together with those before it would tell
    fewer answers apart than the minimum is left out whole.
    """
    kept: set[str] = set()
    for cells in places.values():
        counts = Counter(cell for cell in cells if cell)
        wider = kept | cells_written(counts, len(cells), minimum)
        told = Counter(
            tuple(cell if cell in wider else "" for cell in combination)
            for combination in zip(*places.values(), strict=True)
        )
        if all(count >= minimum for count in told.values()):
            kept = wider
    return kept


def weights_told(weights: Sequence[Fraction], minimum: int) -> list[Fraction]:
    """Return what each answer weighs: no weight is borne by fewer answers than the minimum.

    Counts stand beside weights in a tally: of one family of its own size the difference would be
    exactly its answers. A rarer weight is taken together with the next one, as their mean, so that
    all together weigh the same as before.
    """
    steps: list[tuple[Fraction, ...]] = []  # of each step the weights in it, from low to high
    for weight in sorted(set(weights)):
        steps.append((weight,) * weights.count(weight))
    while len(steps) > 1:
        place = min(range(len(steps)), key=lambda at: (len(steps[at]), at))
        if len(steps[place]) >= minimum:
            break
        lower = place - 1 if place == len(steps) - 1 else place
        steps[lower : lower + 2] = [steps[lower] + steps[lower + 1]]
    means = {weight: sum(step, Fraction(0)) / len(step) for step in steps for weight in step}
    return [means[weight] for weight in weights]
