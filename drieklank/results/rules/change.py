"""What changed between two rounds that asked the same questions.

The two rounds are treated as two separate groups of people, with Welch's interval. They are not
quite: many families answer both times. But nothing links an answer of then to one of now (the key
of a round is destroyed at its close), so the correlation cannot be known. Between two answers of
one family it is rarely negative, and leaving a positive one out makes the interval too wide and
never too narrow: fewer changes are told, none too many.

Here, and only here, the errors carry no finite-population correction. A score says what the people
of one school think, so that whoever is asked whole is known whole. A change says that something
became different, and a team of sixteen that answers twice does not answer the same from day to day:
with the correction every trifle would count as certain. Hence each round is read as drawn from
what it could have been (Cochran 1977, Sampling Techniques, 2.14, on comparing two means).

A question keeps its key only while wording and scale stay, so equal keys are equal questions. A
goal is compared as a whole only where all its questions are the same: of a goal that gained or
lost one, the score over what both rounds asked cannot be had from the counts that are kept.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

from drieklank.base.statistics import Difference, Estimate, Moments, difference, estimate_mean
from drieklank.results.rules.figures import ItemFigure, RoleFigures
from drieklank.results.rules.findings import Goal, Item
from drieklank.results.rules.sentences import NO_DIFFERENCE
from drieklank.results.rules.wording import capital, counted, listed, points, reach, whole

OTHER_PEOPLE: Final = (
    "De twee keren deden niet precies dezelfde mensen mee. Een verschil kan ook daardoor komen."
)


@dataclass(frozen=True, slots=True)
class GoalChange:
    """One goal then and now. `difference` is now minus then; None: one of them has too few
    answers, or `is_same` is False: the questions of this goal changed in between."""

    goal: Goal
    before: Estimate | None
    after: Estimate | None
    difference: Difference | None
    is_same: bool = True

    @property
    def is_beyond_chance(self) -> bool:
        return self.difference is not None and self.difference.is_beyond_chance


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One question then and now, as `GoalChange`."""

    item: Item
    before: Estimate | None
    after: Estimate | None
    difference: Difference | None

    @property
    def is_beyond_chance(self) -> bool:
        return self.difference is not None and self.difference.is_beyond_chance


@dataclass(frozen=True, slots=True)
class SharedItems:
    """Which questions two rounds both asked, and what only one of them did (keys)."""

    shared: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def is_whole(self, keys: Collection[str]) -> bool:
        """Whether these questions, then and now together, are all shared."""
        return bool(keys) and set(keys) <= set(self.shared)


def shared_items(before: Mapping[str, object], after: Mapping[str, object]) -> SharedItems:
    """Compare the questions of two rounds, as key → what was asked (wording and scale).

    A key with other words is another question: it was removed and added.
    """
    shared = tuple(key for key, asked in after.items() if key in before and before[key] == asked)
    kept = set(shared)
    return SharedItems(
        shared,
        tuple(key for key in after if key not in kept),
        tuple(key for key in before if key not in kept),
    )


def as_sample(
    figures: RoleFigures, invited: int, questions: Mapping[str, Collection[str]]
) -> RoleFigures:
    """The figures of a role without the correction for how many of the invited answered.

    `questions`: the keys of each goal. Where everybody answered, the error of a question follows
    from its shares. That of a goal then is at most the mean of those of its questions, which would
    all have to move together for it; it is taken, so the interval is rather too wide.
    """
    answered = min(1.0, figures.answered / invited) if invited else 1.0
    items = {
        key: replace(figure, score=_item_sample(figure, answered))
        for key, figure in figures.items.items()
    }
    goals = {
        key: _goal_sample(
            score, answered, [items[one] for one in questions.get(key, ()) if one in items]
        )
        for key, score in figures.goals.items()
    }
    return replace(figures, goals=goals, items=items)


def _widened(score: Estimate, answered: float) -> Estimate:
    return replace(score, se=score.se / sqrt(1.0 - answered))


def _item_sample(figure: ItemFigure, answered: float) -> Estimate | None:
    score, shares = figure.score, figure.answers.shares
    if score is None or answered < 1.0 or len(shares) < 2:
        return score if score is None or answered >= 1.0 else _widened(score, answered)
    places = [100.0 * place / (len(shares) - 1) for place in range(len(shares))]
    mean = sum(share * place for share, place in zip(shares, places, strict=True))
    squares = sum(share * place**2 for share, place in zip(shares, places, strict=True))
    n = figure.answers.n
    drawn = estimate_mean(Moments(n, n, n, n * mean, n * squares))
    return score if drawn is None else replace(score, se=drawn.se, df=drawn.df)


def _goal_sample(score: Estimate, answered: float, items: Sequence[ItemFigure]) -> Estimate:
    if answered < 1.0:
        return _widened(score, answered)
    known = [one.score for one in items if one.score is not None]
    if not known:
        return score
    return replace(
        score,
        se=sum(one.se for one in known) / len(known),
        df=min(one.df for one in known),
    )


def _apart(before: Estimate | None, after: Estimate | None) -> Difference | None:
    return difference(after, before) if before and after else None


def goal_changes(
    goals: Sequence[Goal],
    before: RoleFigures | None,
    after: RoleFigures | None,
    same: Collection[str],
) -> tuple[GoalChange, ...]:
    """Each goal in its own order; `same`: keys of the goals whose questions all stayed.

    `before` and `after` as `as_sample` gives them.
    """
    found = []
    for goal in goals:
        then = before.goals.get(goal.key) if before else None
        now = after.goals.get(goal.key) if after else None
        is_same = goal.key in same
        found.append(GoalChange(goal, then, now, _apart(then, now) if is_same else None, is_same))
    return tuple(found)


def item_changes(
    items: Sequence[Item],
    before: RoleFigures | None,
    after: RoleFigures | None,
    shared: Collection[str],
) -> tuple[ItemChange, ...]:
    """Each question that both rounds asked, in its own order."""
    found = []
    for item in items:
        if item.key in shared:
            then, now = _score(before, item.key), _score(after, item.key)
            found.append(ItemChange(item, then, now, _apart(then, now)))
    return tuple(found)


def _score(figures: RoleFigures | None, key: str) -> Estimate | None:
    figure = figures.items.get(key) if figures else None
    return figure.score if figure else None


def change_sentence(found: GoalChange | ItemChange, who: str = "Ouders") -> str:
    """What a change comes to: "Ouders gaven 55 en nu 64. Dat is 9 punten hoger (…)." """
    if isinstance(found, GoalChange) and not found.is_same:
        return (
            "De vragen van dit doel zijn sinds toen veranderd. Daarom vergelijken we alleen de "
            "vragen die gelijk bleven."
        )
    if found.before is None or found.after is None or found.difference is None:
        return "In een van de twee metingen waren er te weinig antwoorden om te vergelijken."
    scores = f"{who} gaven eerst {whole(found.before.value)} en nu {whole(found.after.value)}."
    if not found.difference.is_beyond_chance:
        return f"{scores} Dat is {NO_DIFFERENCE}."
    way = "hoger" if found.difference.value > 0 else "lager"
    size = points(found.difference.value)
    return f"{scores} Dat is {size} {way} ({reach(found.difference)})."


def change_words(found: GoalChange | ItemChange) -> str:
    """The same for a cell of a table: "+9", "−4", "kan toeval zijn"."""
    if isinstance(found, GoalChange) and not found.is_same:
        return "andere vragen"
    if found.difference is None:
        return "te weinig antwoorden"
    size = whole(abs(found.difference.value))
    if size == 0:
        return "gelijk"
    if not found.difference.is_beyond_chance:
        return "kan toeval zijn"
    return f"+{size}" if found.difference.value > 0 else f"−{size}"


def change_lead(changes: Sequence[GoalChange], who: str = "ouders") -> str:
    """The change over all goals in one or two sentences, without adding anything up."""
    known = [one for one in changes if one.difference is not None]
    if not known:
        return "De twee metingen zijn niet te vergelijken."
    up = [one for one in known if one.is_beyond_chance and _value(one) > 0]
    down = [one for one in known if one.is_beyond_chance and _value(one) < 0]
    rest = len(known) - len(up) - len(down)
    if not up and not down:
        every = counted(len(known), "doel", "doelen")
        return f"Op {every} vergeleken we de score van {who}. Er is {NO_DIFFERENCE}."
    said = [f"hoger bij {_named(up)}"] if up else []
    said += [f"lager bij {_named(down)}"] if down else []
    lead = f"De score van {who} is {listed(said)}."
    if rest:
        lead += f" Bij {counted(rest, 'doel', 'doelen')} is er {NO_DIFFERENCE}."
    return lead


def questions_sentence(shared: SharedItems) -> str:
    """What was compared where the questions changed; empty where all stayed."""
    if not shared.added and not shared.removed:
        return ""
    same = counted(len(shared.shared), "vraag is", "vragen zijn")
    said = [capital(f"{same} gelijk gebleven; alleen die vergelijken we.")]
    if shared.removed:
        gone = counted(len(shared.removed), "vraag", "vragen")
        said.append(f"{capital(gone)} van toen {_is(shared.removed)} nu niet meer gesteld.")
    if shared.added:
        new = counted(len(shared.added), "vraag", "vragen")
        said.append(f"{capital(new)} {_is(shared.added)} nieuw.")
    return " ".join(said)


def _is(keys: Sequence[str]) -> str:
    return "is" if len(keys) == 1 else "zijn"


def _named(changes: Sequence[GoalChange]) -> str:
    return listed([f"‘{one.goal.name}’" for one in changes])


def _value(found: GoalChange) -> float:
    return found.difference.value if found.difference else 0.0
