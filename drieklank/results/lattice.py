"""The tables that a role leaves behind, put side by side: whole, groups, languages, crossings.

Pure. It turns the tallies of measuring into what the auditor looks at, and what the auditor chose
back into strata of the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from drieklank.base.statistics import Moments, Tally
from drieklank.results.auditor import Choice, Kind, Lattice, Table, near_agreement

LANGUAGES: Final = ("language:nl", "language:other")
WHOLE: Final = ""
_GROUP: Final = "group:"


@dataclass(frozen=True, slots=True)
class Strata:
    """The tallies of one role. `groups`: strata as the tallies name them, in a fixed order."""

    tallies: Mapping[str, Tally]
    groups: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def whole(self) -> Tally:
        """Everybody of the role."""
        return self.tallies[WHOLE]

    @property
    def has_cells(self) -> bool:
        """Whether the crossings of all groups and languages are known, empty ones too."""
        crossed = sum(stratum.count("|") for stratum in self.tallies)
        return bool(self.groups and self.languages and crossed)


def strata_of(tallies: Mapping[str, Tally]) -> Strata:
    """Put the tallies of a role (stratum to tally, the whole under "") in their places."""
    groups = (key for key in tallies if key.startswith(_GROUP) and "|" not in key)
    languages = tuple(key for key in LANGUAGES if key in tallies)
    return Strata(tallies, tuple(sorted(groups)), languages if len(languages) == 2 else ())


def crossing(group: str, language: str) -> str:
    """The stratum of people of one group and one language."""
    return f"{group}|{language}"


def told_strata(strata: Strata, choice: Choice) -> Iterator[str]:
    """The strata of which a row may stand beside that of the whole."""
    for at in sorted(choice.groups | choice.ranged):
        yield strata.groups[at]
    if choice.languages:
        yield from strata.languages
    for at in sorted(choice.crossings):
        for language in strata.languages:
            yield crossing(strata.groups[at], language)


def item_lattice(strata: Strata, key: str, kind: Kind) -> Lattice:
    """The tables of one question, or of one box of a list."""
    return _lattice(strata, kind, lambda tally: item_table(tally, key, kind))


def scale_lattice(strata: Strata, key: str) -> Lattice:
    """The tables of one goal. Scores are added up, so the whole needs everybody to weigh alike.

    Where weights differ, the whole is that of both languages together; without languages its sum
    is not known.
    """
    found = _lattice(strata, Kind.MEAN, lambda tally: _scale_table(tally, key))
    if found.whole.amounts is not None or not found.languages:
        return found
    one, two = found.languages
    if one.amounts is None or two.amounts is None:
        return found
    amounts = one.amounts + two.amounts
    whole = replace(found.whole, amounts=amounts, squares=one.squares + two.squares)
    return replace(found, whole=whole)


def _lattice(strata: Strata, kind: Kind, read: Callable[[Tally], Table]) -> Lattice:
    whole = read(strata.whole)
    amounts = None if whole.amounts is None else np.zeros_like(whole.amounts)
    nobody = Table(0, 0, amounts)

    def cell(group: str, language: str) -> Table:
        tally = strata.tallies.get(crossing(group, language))
        return nobody if tally is None else read(tally)

    first, second = LANGUAGES
    return Lattice(
        kind,
        whole,
        tuple(read(strata.tallies[group]) for group in strata.groups),
        tuple(read(strata.tallies[language]) for language in strata.languages),
        tuple((cell(group, first), cell(group, second)) for group in strata.groups)
        if strata.has_cells
        else (),
    )


def item_table(tally: Tally, key: str, kind: Kind) -> Table:
    """What one stratum answered to a question, or whether it ticked a box."""
    item = tally.items[key]
    if kind is Kind.BOX:
        ticked = float(item.counts[0])
        amounts = np.array([ticked, tally.respondents - ticked])
        return Table(tally.respondents, tally.respondents, amounts)
    return Table(tally.respondents, item.n, np.array(item.counts, dtype=np.float64))


def _scale_table(tally: Tally, key: str) -> Table:
    moments = tally.scales[key]
    if moments.n == 0:
        return Table(tally.respondents, 0, np.zeros(2))
    if not weighs_alike(moments):
        return Table(tally.respondents, moments.n, None)
    return _scores(moments, tally.respondents)


def _scores(moments: Moments, respondents: int) -> Table:
    n, mean = moments.n, moments.mean
    amounts = np.array([n * mean / 100.0, n * (1.0 - mean / 100.0)])
    return Table(respondents, n, amounts, n * moments.squares / moments.weight)


def weighs_alike(moments: Moments) -> bool:
    """Whether all weigh the same: then the effective number (Kish) is the number itself."""
    return abs(moments.effective_n - moments.n) <= 1e-6 * moments.n


def near_scores(moments: Moments) -> bool:
    """Whether the scores of fewer than twenty lie too near to each other, or to an end, to tell."""
    return moments.n > 0 and near_agreement(_scores(moments, moments.n), Kind.MEAN)
