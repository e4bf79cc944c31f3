"""Marks out of ten: as they were given, and as Vensters makes them of four answers."""

from drieklank.base.statistics import Estimate

_LOWEST, _HIGHEST = 1.0, 4.0


def vensters_grade(mean: float) -> float:
    """The mark 1-10 of a mean on four answers, 1-4: `3 x mean - 2` (source: domain.md 3.3)."""
    return 3.0 * mean - 2.0


def grade_of_five(mean: float) -> float:
    """The mark 1-10 of a mean on five answers, 1-5: `2.25 x mean - 1.25` (source: domain.md 3.3)."""
    return 2.25 * mean - 1.25


def grade_of_score(score: float) -> float:
    """The mark 1-10 of a score on 0-100: the straight line on which both marks above lie."""
    return 1.0 + 9.0 * score / 100.0


def vensters_estimate(score: Estimate) -> Estimate:
    """A score on 0-100 of questions with four answers, as that mark, with its interval."""

    def grade(value: float) -> float:
        return vensters_grade(_LOWEST + value / 100.0 * (_HIGHEST - _LOWEST))

    se = score.se * 3.0 * (_HIGHEST - _LOWEST) / 100.0
    return Estimate(score.n, grade(score.value), se, score.df, grade(score.low), grade(score.high))


def on_its_own_scale(score: Estimate, lowest: float, highest: float) -> Estimate:
    """A score on 0-100 back on the scale it was given on, such as a report mark from 1 to 10."""
    span = (highest - lowest) / 100.0
    value, low, high = (lowest + x * span for x in (score.value, score.low, score.high))
    return Estimate(score.n, value, score.se * span, score.df, low, high)
