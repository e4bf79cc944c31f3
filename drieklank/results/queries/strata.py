"""The goals per group, as far as the ledger may tell them: in the order of the school, no ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from drieklank.results.queries.ledger import Ledger
from drieklank.results.release import SCALE, FigureRow
from drieklank.results.rules import Goal, minimum_for
from drieklank.results.rules.figures import COARSE_BELOW
from drieklank.results.rules.wording import capital, whole

GROUP: Final = "group:"
_BOTH: Final = "|"  # between two dimensions: group and language


@dataclass(frozen=True)
class GroupLine:
    """One group: how many answered and per goal its score with the interval, as words."""

    name: str
    n: int
    cells: tuple[str, ...]

    @property
    def people(self) -> str:
        """How many answered; below twenty the ledger only says that there are at least so many."""
        return str(self.n) if self.n >= COARSE_BELOW else f"{self.n} of meer"


@dataclass(frozen=True)
class GroupScores:
    """Goals (their short names) as columns, groups as lines."""

    heads: tuple[str, ...]
    lines: tuple[GroupLine, ...]


def group_scores(
    ledger: Ledger, role: str, minimum: int, goals: Sequence[Goal]
) -> GroupScores | None:
    """The goals of each group of which the ledger has figures; None where it has none."""
    least = minimum_for(role, minimum)
    by_group: dict[str, dict[str, FigureRow]] = {}
    for row in ledger.figures:
        if row.role == role and row.kind == SCALE and _is_group(row.stratum) and row.n >= least:
            by_group.setdefault(row.stratum.removeprefix(GROUP), {})[row.key] = row
    shown = [goal for goal in goals if any(goal.key in rows for rows in by_group.values())]
    if not shown:
        return None
    order = [count.name for count in ledger.counts.get(role, ())[1:]]
    names = dict.fromkeys([*(name for name in order if name in by_group), *by_group])
    lines = (_line(name, by_group[name], shown) for name in names)
    return GroupScores(tuple(goal.short for goal in shown), tuple(lines))


def _is_group(stratum: str) -> bool:
    return stratum.startswith(GROUP) and _BOTH not in stratum


def _line(name: str, rows: Mapping[str, FigureRow], goals: Sequence[Goal]) -> GroupLine:
    cells = tuple(score_words(rows.get(goal.key)) for goal in goals)
    return GroupLine(capital(name), max(row.n for row in rows.values()), cells)


def score_words(row: FigureRow | None) -> str:
    """ "63 (52 tot 74)", "70 tot 100" where only a range may be told, or that too few answered."""
    if row is None or row.low is None or row.high is None:
        return "te weinig antwoorden"
    # Kept on one line: in a narrow column it breaks before the bracket.
    reach = f"{whole(row.low)}\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}{whole(row.high)}"
    return reach if row.score is None else f"{whole(row.score)} ({reach})"
