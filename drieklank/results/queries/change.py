"""What changed since the earlier round that asked the same questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from drieklank.content.queries import framework_of, instruments
from drieklank.content.schema import Questionnaire, Way
from drieklank.measure.queries import WHOLE, Round, questionnaire_of, rounds_of
from drieklank.results.queries.asked import goals_of, scale_items, wordings
from drieklank.results.queries.ledger import ledger_of, release_of
from drieklank.results.queries.parts import NAMES, day_words, round_title
from drieklank.results.release import figures_from_rows
from drieklank.results.rules import MINIMUM, Goal, Item, RoleFigures
from drieklank.results.rules.change import (
    GoalChange,
    ItemChange,
    SharedItems,
    as_sample,
    change_lead,
    item_changes,
    questions_sentence,
    shared_items,
)
from drieklank.results.rules.change import goal_changes as compare_goals

_ROLES: Final = ("parents", "team")
_MOST_MOVED: Final = 8
_WHOLE: Final = Goal(WHOLE, "Alle vragen samen", "Alle vragen", "")


@dataclass(frozen=True)
class RoleChange:
    """What changed for one role; `goals` and `items` in the order of the questionnaire."""

    role: str
    many: str
    lead: str
    questions: str
    goals: tuple[GoalChange, ...]
    items: tuple[ItemChange, ...]

    @property
    def moved(self) -> tuple[ItemChange, ...]:
        """The questions that changed beyond chance, largest change first; at most eight."""
        moved = [one for one in self.items if one.is_beyond_chance]
        return tuple(sorted(moved, key=lambda one: -_size(one))[:_MOST_MOVED])


@dataclass(frozen=True)
class Change:
    """Two rounds of one school, the earlier first, for a reader with the minimum of the second."""

    code: str
    title: str
    opens_on: date
    roles: tuple[RoleChange, ...]

    @property
    def since(self) -> str:
        """The earlier round in words: "nulmeting van 5 oktober 2025"."""
        return f"{self.title[:1].lower()}{self.title[1:]} van {day_words(self.opens_on)}"


def _size(one: ItemChange) -> float:
    return abs(one.difference.value) if one.difference else 0.0


def change_since(measured: Round, minimum: int = MINIMUM) -> Change | None:
    """What changed since the last published round of the same family; None: there is no such round.

    A family is an instrument and what repeats it (baseline and final). `minimum`: fewest answers
    behind a figure for this reader, in both rounds.
    """
    first = round_before(measured)
    if first is None:
        return None
    roles = changes_between(first, measured, minimum)
    return Change(first.code, round_title(first), first.opens_on, roles) if roles else None


def goal_changes(
    first: Round, second: Round, role: str = "parents", minimum: int = MINIMUM
) -> tuple[GoalChange, ...]:
    """Each goal of two published rounds, in the order of the framework; empty: not comparable.

    `GoalChange.difference` is second minus first with its interval, None where it cannot be said.
    """
    found = _of_role(first, second, role, minimum)
    return found.goals if found else ()


def changes_between(first: Round, second: Round, minimum: int = MINIMUM) -> tuple[RoleChange, ...]:
    """What changed between two published rounds, per role; empty: not comparable."""
    found = (_of_role(first, second, role, minimum) for role in _ROLES)
    return tuple(one for one in found if one is not None)


def asks_the_same(first: Round, later: Round) -> bool:
    """Whether the later of two rounds of one school repeats the questions of the first."""
    return (
        later.instrument in _family(first.instrument)
        and later.topic == first.topic
        and later.opens_on > first.opens_on
    )


def round_after(measured: Round) -> Round | None:
    """The next published round of the same family and subject at this school; None: not yet."""
    later = rounds_of(measured.school).filter(
        instrument__in=_family(measured.instrument),
        topic=measured.topic,
        state="published",
        opens_on__gt=measured.opens_on,
    )
    return later.last()


def round_before(measured: Round) -> Round | None:
    """The last published round of the same family and subject at this school before this one."""
    family = _family(measured.instrument)
    if not family:
        return None
    earlier = rounds_of(measured.school).filter(
        instrument__in=family,
        topic=measured.topic,
        state="published",
        opens_on__lt=measured.opens_on,
    )
    return earlier.first()


def _family(key: str) -> set[str]:
    """The instruments that ask the same questions; empty for a school's own questions."""
    known = {one.key: one.repeats or one.key for one in instruments(Way.ROUND)}
    return {one for one, root in known.items() if key in known and root == known[key]}


def _of_role(first: Round, second: Round, role: str, minimum: int) -> RoleChange | None:
    before, after = questionnaire_of(first, role), questionnaire_of(second, role)
    if before is None or after is None:
        return None
    then = _figures(first, role, before, minimum)
    now = _figures(second, role, after, minimum)
    if then is None or now is None:
        return None
    shared = shared_items(wordings(before), wordings(after))
    items = scale_items(after)
    goals = compare_goals(_goals(after, role), then, now, _same(before, after, shared))
    return RoleChange(
        role,
        NAMES[role].many,
        change_lead(goals, NAMES[role].many),
        questions_sentence(shared),
        goals,
        item_changes(items, then, now, shared.shared),
    )


def _goals(asked: Questionnaire, role: str) -> tuple[Goal, ...]:
    if asked.framework is not None:
        return goals_of(framework_of(asked))
    return (_WHOLE,) if role == "parents" else ()


def _same(before: Questionnaire, after: Questionnaire, shared: SharedItems) -> set[str]:
    """The goals of which both rounds asked exactly the same questions."""
    then, now = _by_goal(scale_items(before)), _by_goal(scale_items(after))
    same = {goal for goal, keys in now.items() if keys == then.get(goal) and shared.is_whole(keys)}
    return same | ({WHOLE} if not shared.added and not shared.removed else set())


def _by_goal(items: tuple[Item, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for item in items:
        found.setdefault(item.goal, set()).add(item.key)
    return found


def _figures(measured: Round, role: str, asked: Questionnaire, minimum: int) -> RoleFigures | None:
    release = release_of(measured)
    if release is None:
        return None
    ledger = ledger_of(release, minimum, item_strata=False)
    counts = ledger.counts.get(role, ())
    if not counts:
        return None
    found = figures_from_rows(role, counts[0].answered or 0, ledger.figures, minimum)
    items = scale_items(asked)
    questions = {WHOLE: {item.key for item in items}} | _by_goal(items)
    return as_sample(found, counts[0].invited, questions) if found else None
