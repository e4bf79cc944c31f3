"""Which rows of a question may stand side by side: decided at publication, question by question.

Pure: numpy only. A table is what one set of people answered to one question. `choose` takes the
tables of a role, of its groups, its two languages and their crossings, and says which of them may
be released together for a reader with a minimum. The rule, word for word, is in
docs/decisions/0012-release.md:

1. what is released, and what follows from it by subtracting, `holds`: at least the minimum of
   answers, and no near agreement of fewer than twenty;
2. all released rows together raise the least number of people in a protected cell who must have
   given an answer no further than the row of the whole role does alone.

With two languages every crossing has one unknown per answer, so the least numbers follow exactly
from interval propagation; no linear programme is needed. (The tests use one, to check this.)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

import numpy as np
import numpy.typing as npt

from drieklank.results.rules.figures import COARSE_BELOW

Amounts = npt.NDArray[np.float64]

# One answer given by so large a share of fewer than twenty is near agreement. It holds for all, and
# for all but one, of any five to nineteen answers; whoever knows the rule learns no more than the share.
NEAR_AGREEMENT: Final = 0.8
# Goals of fewer than twenty, 0-100: a spread that rounding to fives would swallow, or a mean at an end.
_ALIKE: Final = 2.5
_END: Final = 5.0
_EPS: Final = 1e-6


class Kind(Enum):
    """How a question is answered; it decides what may be told of few answers."""

    ANSWERS = "answers"  # one of several answers in an order
    OPTION = "option"  # one of several options in no order: what few chose is not named
    BOX = "box"  # ticked or not: what few ticked is not told
    MEAN = "mean"  # a goal: means of 0-100, of which sums are known


@dataclass(frozen=True, slots=True)
class Table:
    """What one set of people answered to one question.

    respondents: people whose answers were counted. n: those of them who gave an answer here.
    amounts: people per answer (of a goal: sum of the scores as a share of 100, and what is left of
    n); None: not known. squares: of a goal, the sum of squared scores.
    """

    respondents: int
    n: int
    amounts: Amounts | None
    squares: float = 0.0

    def __sub__(self, other: Table) -> Table:
        known = self.amounts is not None and other.amounts is not None
        return Table(
            self.respondents - other.respondents,
            self.n - other.n,
            self.amounts - other.amounts if known else None,  # type: ignore[operator] # both known
            self.squares - other.squares,
        )


@dataclass(frozen=True, slots=True)
class Lattice:
    """The tables of one question in one role.

    languages: two or none. cells: per group the tables of its two languages; empty where groups
    and languages are not both kept. What is in no group is the rest.
    """

    kind: Kind
    whole: Table
    groups: tuple[Table, ...] = ()
    languages: tuple[Table, ...] = ()
    cells: tuple[tuple[Table, Table], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a lattice may be released; the whole role is released where `holds` says so."""

    groups: frozenset[int] = field(default_factory=frozenset)
    ranged: frozenset[int] = field(default_factory=frozenset)
    languages: bool = False
    crossings: frozenset[int] = field(default_factory=frozenset)


NOTHING: Final = Choice()


def near_agreement(table: Table, kind: Kind) -> bool:
    """Whether fewer than twenty all, or nearly all, said the same."""
    if table.n >= COARSE_BELOW or table.n <= 0:
        return False
    if table.amounts is None:
        return True
    if kind is Kind.MEAN:
        mean = 100.0 * float(table.amounts[0]) / table.n
        spread = table.squares / table.n - mean**2
        return spread < _ALIKE**2 or not _END < mean < 100.0 - _END
    return bool(table.amounts.max() >= NEAR_AGREEMENT * table.n - _EPS)


def holds(table: Table, kind: Kind, minimum: int) -> bool:
    """Whether this table, told exactly, points at nobody."""
    if table.n < minimum or near_agreement(table, kind):
        return False
    if table.amounts is None or kind in {Kind.ANSWERS, Kind.MEAN}:
        return True
    told = table.amounts[:1] if kind is Kind.BOX else table.amounts[table.amounts > _EPS]
    return bool(np.all(told >= minimum - _EPS))


def may_be_ranged(table: Table, kind: Kind, minimum: int) -> bool:
    """Whether this table is told as a range: enough answers, and nearly all the same."""
    if kind is Kind.BOX and (table.amounts is None or table.amounts[0] < minimum - _EPS):
        return False
    return table.n >= minimum and near_agreement(table, kind)


def choose(lattice: Lattice, minimum: int, within: Choice | None = None) -> Choice:
    """Return which rows may be released together for a reader with this minimum.

    within: only of these, so that what an outsider sees is also seen inside. Groups come first,
    then languages, then crossings, largest group first; each is kept only if the audit passes.
    """
    if not holds(lattice.whole, lattice.kind, minimum):
        return NOTHING
    groups, ranged = _groups(lattice, minimum, within)
    languages = bool(lattice.languages) and (within is None or within.languages)
    if languages and not _languages_hold(lattice, minimum, groups, ranged):
        languages = False
    crossings = (
        _crossings(lattice, minimum, groups, ranged, within) if languages else frozenset[int]()
    )
    return Choice(groups, ranged, languages, crossings)


# -- groups beside the whole ------------------------------------------------------------------------


def _groups(
    lattice: Lattice, minimum: int, within: Choice | None
) -> tuple[frozenset[int], frozenset[int]]:
    kind, tables = lattice.kind, lattice.groups
    places = range(len(tables))
    exact = {
        at
        for at in places
        if holds(tables[at], kind, minimum) and (within is None or at in within.groups)
    }
    ranged = {
        at
        for at in places
        if kind is not Kind.MEAN
        and may_be_ranged(tables[at], kind, minimum)
        and (within is None or at in within.ranged)
    }
    smallest_first = sorted(exact, key=lambda at: (tables[at].n, at))
    while True:
        left = remainder(lattice.whole, [tables[at] for at in exact])
        if left.respondents == 0 or not exact or holds(left, kind, minimum):
            for told in (ranged, set()):
                if not _hidden_narrowed(lattice, minimum, exact, told, left):
                    return frozenset(exact), frozenset(told)
        if not exact:
            return frozenset(), frozenset()
        exact.discard(smallest_first.pop(0))


def remainder(whole: Table, told: Sequence[Table]) -> Table:
    """What subtracting gives away: the whole less everything that is told of its parts."""
    for table in told:
        whole = whole - table
    return whole


def range_of(table: Table) -> tuple[Amounts, Amounts]:
    """The least and most people per answer that a range tells: of the main answer, of the others."""
    assert table.amounts is not None  # noqa: S101 -- ranges are told of counted answers only
    is_main = table.amounts >= NEAR_AGREEMENT * table.n - _EPS
    share, whole = NEAR_AGREEMENT * table.n, float(table.n)
    return np.where(is_main, share, 0.0), np.where(is_main, whole, whole - share)


def _hidden_narrowed(
    lattice: Lattice, minimum: int, exact: Collection[int], ranged: Collection[int], left: Table
) -> bool:
    """Whether what is left over narrows a protected group beyond what the whole role says alone."""
    if left.respondents == 0 or left.amounts is None:
        return False
    return any(
        is_protected(lattice.groups[at], lattice.kind, minimum)
        and np.any(least > _allowed(lattice, lattice.groups[at]) + _EPS)
        for at, least in _hidden_least(lattice, exact, ranged).items()
    )


def _hidden_least(
    lattice: Lattice, exact: Collection[int], ranged: Collection[int]
) -> dict[int, Amounts]:
    """The fewest people per answer in each group that is not told, by what the told groups leave."""
    left = remainder(lattice.whole, [lattice.groups[at] for at in exact])
    tables = {at: table for at, table in enumerate(lattice.groups) if at not in exact}
    if left.amounts is None:
        return {}
    # A range tells how many answered here, and so how many of the others at most did.
    counted = {at: tables[at].n if at in ranged else 0 for at in tables}
    known = sum(counted.values())
    most = {
        at: range_of(table)[1]
        if at in ranged
        else np.full_like(left.amounts, float(min(table.respondents, left.n - known)))
        for at, table in tables.items()
    }
    rest = remainder(left, list(tables.values())).respondents
    together = sum(most.values(), np.full_like(left.amounts, float(min(rest, left.n - known))))
    least = {}
    for at, table in tables.items():
        others = np.minimum(together - most[at], float(left.n - counted[at]))
        own = range_of(table)[0] if at in ranged else np.zeros_like(left.amounts)
        least[at] = np.maximum(own, left.amounts - others)
    return least


def is_protected(table: Table, kind: Kind, minimum: int) -> bool:
    """Whether nobody may be told what these people answered: too few, or of one mind."""
    return table.n > 0 and not holds(table, kind, minimum)


def baseline(whole: Table, respondents: int) -> Amounts:
    """The fewest of so many people who must have given each answer, by the whole role alone."""
    assert whole.amounts is not None  # noqa: S101 -- asked only where amounts are known
    return np.maximum(0.0, whole.amounts - (whole.respondents - respondents))


def _allowed(lattice: Lattice, table: Table) -> Amounts:
    """What may be known of a protected cell: by the whole alone, and by its own range."""
    alone = baseline(lattice.whole, table.respondents)
    if lattice.kind is not Kind.MEAN and near_agreement(table, lattice.kind):
        return np.maximum(alone, range_of(table)[0])
    return alone


# -- languages, and crossings of groups and languages ------------------------------------------------


def _languages_hold(
    lattice: Lattice, minimum: int, groups: Collection[int], ranged: Collection[int]
) -> bool:
    if not all(holds(table, lattice.kind, minimum) for table in lattice.languages):
        return False
    if not lattice.groups:
        return True
    if not lattice.cells:
        return not groups and not ranged
    return not _cells_narrowed(lattice, minimum, groups, ranged, frozenset())


def _crossings(
    lattice: Lattice,
    minimum: int,
    groups: Collection[int],
    ranged: Collection[int],
    within: Choice | None,
) -> frozenset[int]:
    """The groups of which both languages are told; each is kept only if the audit passes."""
    if not lattice.cells:
        return frozenset()
    kept: frozenset[int] = frozenset()
    for at in sorted(groups, key=lambda at: (-lattice.groups[at].n, at)):
        if within is not None and at not in within.crossings:
            continue
        if not all(holds(cell, lattice.kind, minimum) for cell in lattice.cells[at]):
            continue
        tried = kept | {at}
        if _columns_hold(lattice, minimum, tried) and not _cells_narrowed(
            lattice, minimum, groups, ranged, tried
        ):
            kept = tried
    return kept


def _columns_hold(lattice: Lattice, minimum: int, crossed: Collection[int]) -> bool:
    """Whether what is left of each language without the told crossings holds, or is nobody."""
    for side, language in enumerate(lattice.languages):
        left = remainder(language, [lattice.cells[at][side] for at in crossed])
        if left.respondents and not holds(left, lattice.kind, minimum):
            return False
    return True


def _cells_narrowed(
    lattice: Lattice,
    minimum: int,
    groups: Collection[int],
    ranged: Collection[int],
    crossed: Collection[int],
) -> bool:
    """Whether groups, languages and told crossings together narrow a protected cell too far.

    Of each answer: who gave it in this group and language are at least those of the language less
    those of all other groups. `ranged` groups take part with the least that their range tells.
    """
    whole = lattice.whole
    if whole.amounts is None:
        return True
    left = remainder(whole, [lattice.groups[at] for at in crossed]).amounts
    columns = [
        remainder(language, [lattice.cells[at][side] for at in crossed]).amounts
        for side, language in enumerate(lattice.languages)
    ]
    for least, cells in _rows(lattice, groups, ranged, crossed):
        for column, cell in zip(columns, cells, strict=True):
            if left is None or column is None or least is None:
                return True
            if not is_protected(cell, lattice.kind, minimum):
                continue
            if np.any(column + least - left > baseline(whole, cell.respondents) + _EPS):
                return True
    return False


def _rows(
    lattice: Lattice,
    groups: Collection[int],
    ranged: Collection[int],
    crossed: Collection[int],
) -> list[tuple[Amounts | None, tuple[Table, Table]]]:
    """The rows of which the crossing is not told: groups, and everybody else taken as one."""
    tables, cells = lattice.groups, lattice.cells
    rows = [(tables[at].amounts, cells[at]) for at in groups if at not in crossed]
    rows += [(least, cells[at]) for at, least in _hidden_least(lattice, groups, ranged).items()]
    others = remainder(lattice.whole, [tables[at] for at in groups])
    first, second = (
        remainder(language, [cells[at][side] for at in groups])
        for side, language in enumerate(lattice.languages)
    )
    if others.respondents:
        rows.append((others.amounts, (first, second)))
    return rows
