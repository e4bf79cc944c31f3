"""From the tally of one role to its figures on 0-100; what lies below the minimum is not made."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from drieklank.base.statistics import Estimate, ItemTally, Share, Tally, estimate_mean, wilson

# Fewest answers behind a figure: for the school itself, for whoever stands outside it
# (board, adviser, public), and behind open answers.
MINIMUM = 5
MINIMUM_ABROAD = 10
MINIMUM_OPEN = 10
# Children are known to each other and to their teacher by more than a signature: ten, for any reader.
_LEAST: Final[Mapping[str, int]] = {"pupils": 10}
# Percentages of fewer answers than this are rounded to fives.
COARSE_BELOW = 20


@dataclass(frozen=True, slots=True)
class Answers:
    """How one question was answered.

    `counts` people per answer, in the order of the scale; `shares` (0-1) the same by weight, so
    that a family with two answers counts once; `dont_know` and `skipped` people beside them.
    `ranges`, per answer (lowest, highest) as 0-1: in place of counts and shares, where they are
    not told.
    """

    n: int
    counts: tuple[int, ...]
    shares: tuple[float, ...]
    dont_know: int
    skipped: int
    ranges: tuple[tuple[float, float], ...] = ()

    @property
    def positive(self) -> float:
        """The share (0-1) of the favourable half of the scale, the top two of four."""
        return sum(self.shares[(len(self.shares) + 1) // 2 :])

    @property
    def dont_know_share(self) -> float:
        """ "Weet ik niet" as a share (0-1) of all who saw and answered the question."""
        asked = self.n + self.dont_know
        return self.dont_know / asked if asked else 0.0


@dataclass(frozen=True, slots=True)
class ItemFigure:
    """One question of one role: its answers, and its score where the answers form a scale."""

    key: str
    answers: Answers
    score: Estimate | None


@dataclass(frozen=True, slots=True)
class RoleFigures:
    """All figures of one role; `goals` and `items` hold only what reaches the minimum.

    `ranges`: goals (0-100) of which only may be told between which ends the score lies.
    """

    role: str
    answered: int
    goals: Mapping[str, Estimate]
    items: Mapping[str, ItemFigure]
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def minimum_for(role: str, minimum: int = MINIMUM) -> int:
    """The fewest answers of a role behind a figure, for a reader who needs `minimum` anyway."""
    return max(minimum, _LEAST.get(role, minimum))


def percentages(shares: Sequence[float], n: int | None = None) -> tuple[int, ...]:
    """Shares (0-1) as whole percentages, half away from zero; by fives where n is below 20."""
    step = 5 if n is not None and n < COARSE_BELOW else 1
    return tuple(int(share * 100.0 / step + 0.5 + 1e-9) * step for share in shares)


def rounded_shares(shares: Sequence[float], n: int) -> tuple[int, ...]:
    """Whole percentages of all answers together, by fives where n is below 20; they add up to 100.

    Rounded as running totals, so that "the upper two answers" is also a rounded number.
    """
    steps, total, before = [], 0.0, 0
    for share in shares:
        total += share
        (here,) = percentages((total,), n)
        steps.append(here - before)
        before = here
    return tuple(steps)


def share_with_interval(share: float, n: int, answered: int, invited: int) -> Share:
    """A share (0-1) of `n` answers with Wilson's interval, for a role of which so many took part.

    People who did not know are missing from n as much among the others, so the population is
    n · invited / answered.
    """
    population = n * max(1.0, invited / answered) if answered else float(n)
    return wilson(min(share, 1.0) * n, n, population)


def _answers(item: ItemTally) -> Answers:
    total = sum(item.weights)
    shares = tuple(weight / total for weight in item.weights) if total else ()
    if item.is_reversed:
        return Answers(item.n, item.counts[::-1], shares[::-1], item.dont_know, item.skipped)
    return Answers(item.n, item.counts, shares, item.dont_know, item.skipped)


def _item_figure(
    key: str, item: ItemTally, tally: Tally, population: float, *, has_score: bool
) -> ItemFigure:
    if item.steps == 1:  # a box that may be ticked: a share of everyone who answered at all
        share = item.weights[0] / tally.weight if tally.weight else 0.0
        return ItemFigure(key, Answers(tally.respondents, item.counts, (share,), 0, 0), None)
    if not has_score:
        return ItemFigure(key, _answers(item), None)
    # Who said "weet ik niet" is not in the mean, so the families behind it are fewer as well.
    known = sum(item.weights) / tally.weight if tally.weight else 0.0
    return ItemFigure(key, _answers(item), estimate_mean(item.scores(), population * known))


def _enough(figure: ItemFigure, minimum: int) -> bool:
    return figure.answers.n >= minimum


def role_figures(
    role: str,
    tally: Tally,
    invited: int,
    minimum: int = MINIMUM,
    unscored: Collection[str] = (),
) -> RoleFigures | None:
    """The figures of one role, or None where fewer than `minimum` answered.

    `invited` people were asked: answered / invited is the share of the population behind each
    interval. A goal or question that fewer than `minimum` answered is left out. `unscored`: keys of
    questions whose answers stand in no order, so that a mean of them would say nothing.
    """
    minimum = minimum_for(role, minimum)
    if tally.respondents < minimum:
        return None
    population = tally.weight * max(1.0, invited / tally.respondents)
    items = {
        key: _item_figure(key, item, tally, population, has_score=key not in unscored)
        for key, item in tally.items.items()
    }
    goals = {}
    for key, moments in tally.scales.items():
        share = moments.weight / tally.weight
        estimate = estimate_mean(moments, population * share)
        if estimate is not None and estimate.n >= minimum:
            goals[key] = estimate
    kept = {key: figure for key, figure in items.items() if _enough(figure, minimum)}
    return RoleFigures(role, tally.respondents, goals, kept)
