"""How an attacker guesses who gave an answer, and how often that may be right by chance.

The attacker knows the program and the school: who was invited, in which groups, how large each
family is; of each round who answered and in which order (marks in successive copies); and all that
stands in the database after the close. Not what was answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from scipy.stats import binom

from drieklank.measure.cells import one_group_each, weights_told
from drieklank.measure.rules import MINIMUM_WEIGHT, cells_of
from tests.measure.attack.series import RARE, Played

CERTAINTY = 0.999
MINIMUM = 5


@dataclass
class Seen:
    """What was seen of one round. Lists are in the order in which the database gives them.

    arrived, drawer: parents in the order of answering, and of their envelopes in the table.
    invited: parents in the order of the table of invitations. by_id: parents by envelope's id.
    texts: (id, text). in_file: texts by their place in the bytes; empty where these are not read.
    """

    arrived: list[int] = field(default_factory=list)
    drawer: list[int] = field(default_factory=list)
    invited: list[int] = field(default_factory=list)
    by_id: list[int] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    in_file: list[str] = field(default_factory=list)
    tallies: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: list[tuple[int, int | None]] = field(default_factory=list)


def may_have_answered(one: Played, seen: Seen) -> list[int]:
    """Return who may have given the rare answer, by all counts, cells and weights laid together."""
    total = _rare(seen.tallies[""])
    if total is None:
        return []
    groups = one_group_each([one.people[parent][0] for parent in seen.arrived])
    own = [Fraction(1, one.people[parent][1]) for parent in seen.arrived]
    cells = [
        _cells([*cells_of("group", group, language), *cells_of("language", group, language)])
        for group, language in zip(
            groups, (one.people[parent][2] for parent in seen.arrived), strict=True
        )
    ]
    looks = [frozenset(places & seen.tallies.keys()) for places in cells]
    weights = weights_told(own, MINIMUM_WEIGHT, looks)
    left = []
    for parent, places, weight in zip(seen.arrived, looks, weights, strict=True):
        fits = all(
            (_rare(tally) is not None) == (stratum in places)
            for stratum, tally in seen.tallies.items()
            if stratum
        )
        if fits and abs(float(weight) - total) < 1e-9:
            left.append(parent)
    return left


def _cells(own: list[str]) -> set[str]:
    """A group, a language, and the two together."""
    return {*own, "|".join(own)}


def _rare(tally: Mapping[str, Any]) -> float | None:
    """The weight of the rare answer where somebody gave it."""
    (item,) = tally["items"].values()
    return item["weights"][RARE - 1] if item["counts"][RARE - 1] else None


def writers(one: Played, seen: Seen, order: list[int]) -> list[int]:
    """Return an order of parents without those whose language was too rare to keep texts of."""
    spoken = Counter(one.people[parent][2] for parent in seen.arrived)
    return [parent for parent in order if spoken[one.people[parent][2]] >= 10]


# Each gives, for the text at a place of the list of texts, the parent taken for its writer.
def _matched(texts: list[str], order: list[int], text: str) -> int:
    return order[texts.index(text)]


TEXTS: dict[str, Callable[[Played, Seen, str], int]] = {
    "order of rows, order of answering": lambda one, seen, text: _matched(
        [known for _, known in seen.texts], writers(one, seen, seen.arrived), text
    ),
    "order of rows, order of envelopes": lambda one, seen, text: _matched(
        [known for _, known in seen.texts], writers(one, seen, seen.drawer), text
    ),
    "order of rows, order of invitations": lambda one, seen, text: _matched(
        [known for _, known in seen.texts],
        writers(one, seen, [parent for parent in seen.invited if parent in seen.arrived]),
        text,
    ),
    "order of ids, order of envelope ids": lambda one, seen, text: _matched(
        [known for _, known in sorted(seen.texts)], writers(one, seen, seen.by_id), text
    ),
    "order of ids, order of answering": lambda one, seen, text: _matched(
        [known for _, known in sorted(seen.texts)], writers(one, seen, seen.arrived), text
    ),
    "order of bytes, order of answering": lambda one, seen, text: _matched(
        seen.in_file or [known for _, known in seen.texts],
        writers(one, seen, seen.arrived),
        text,
    ),
    "length, order of answering": lambda one, seen, text: _matched(
        sorted((known for _, known in seen.texts), key=len), writers(one, seen, seen.arrived), text
    ),
}
COUNTS = "counts, cells and weights laid together"


@dataclass
class Score:
    """Hits of a way of guessing where one in `k` may be right by chance."""

    hits: int = 0
    tries: int = 0

    def bound(self, k: int) -> int:
        """The most hits that chance gives in 999 of 1,000 such series."""
        return int(binom.ppf(CERTAINTY, self.tries, 1 / k))


Scores = dict[tuple[str, int], Score]


def guess(one: Played, seen: Seen, scores: Scores, number: int) -> None:
    """Let every way of guessing try once at this round, and keep the score."""
    candidates = may_have_answered(one, seen)
    assert one.sought in candidates
    # Where cells or weights were written, five or more are left; else everybody who answered.
    mean = len({Fraction(1, one.people[parent][1]) for parent in one.arrived}) == 1
    told = len(seen.tallies) > 1 or (one.size >= 2 * MINIMUM_WEIGHT and not mean)
    assert len(candidates) >= MINIMUM if told else len(candidates) == one.size
    _keep(scores, COUNTS, len(candidates), candidates[number % len(candidates)] == one.sought)
    if not seen.texts:
        return
    text = sorted(known for _, known in seen.texts)[number % len(seen.texts)]
    writer = next(parent for parent, own in one.texts.items() if own == text)
    for name, way in TEXTS.items():
        _keep(scores, name, len(seen.texts), way(one, seen, text) == writer)


def _keep(scores: Scores, name: str, k: int, is_hit: bool) -> None:
    score = scores.setdefault((name, k), Score())
    score.tries += 1
    score.hits += is_hit


def beyond(scores: Scores) -> dict[tuple[str, int], tuple[int, int, int]]:
    """Return what was guessed better than chance allows: (way, k) -> (hits, bound, tries)."""
    return {
        (name, k): (score.hits, score.bound(k), score.tries)
        for (name, k), score in scores.items()
        if score.hits > score.bound(k)
    }
