"""How many were asked and answered, as far as that may be seen.

Pure: standard library only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

MINIMUM_SHOWN: Final = 5
DUTCH, OTHER = "nl", "other"
# A family is new where none of its children was at the school before this school year.
NEW, KNOWN = "new", "known"


@dataclass(frozen=True, slots=True)
class Marks:
    """How many were invited and how many answered, of a role or a group of it."""

    invited: int
    answered: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A count as it may be seen. answered None: too few on one side to say."""

    invited: int
    answered: int | None


def count_marks(
    marks: Iterable[tuple[Sequence[int], bool]],
) -> tuple[Marks, dict[int, Marks]]:
    """Return the count of all and of each group, of (groups, answered) per invitation."""
    invited: Counter[int] = Counter()
    answered: Counter[int] = Counter()
    total = total_answered = 0
    for groups, has_answered in marks:
        total += 1
        total_answered += has_answered
        for group in groups:
            invited[group] += 1
            answered[group] += has_answered
    per_group = {group: Marks(invited[group], answered[group]) for group in invited}
    return Marks(total, total_answered), per_group


def count_languages(marks: Iterable[tuple[str, bool]]) -> dict[str, Marks]:
    """Return the count of who reads Dutch and of all others, of (language, answered) each."""
    invited: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for language, has_answered in marks:
        stratum = DUTCH if language == DUTCH else OTHER
        invited[stratum] += 1
        answered[stratum] += has_answered
    return {stratum: Marks(invited[stratum], answered[stratum]) for stratum in sorted(invited)}


def shown_languages(total: Shown, languages: Mapping[str, Marks]) -> dict[str, Shown]:
    """Return the counts per language that may be seen: both, or neither."""
    says = total.answered is not None and all(is_shown(marks) for marks in languages.values())
    return {
        stratum: Shown(marks.invited, marks.answered if says else None)
        for stratum, marks in languages.items()
    }


def is_shown(marks: Marks) -> bool:
    """Five who answered and five who did not: nobody can be pointed at from either side."""
    return marks.answered >= MINIMUM_SHOWN and marks.invited - marks.answered >= MINIMUM_SHOWN


def shown_counts(
    total: Marks, groups: Mapping[int, Marks], *, is_closed: bool = False
) -> tuple[Shown, dict[int, Shown]]:
    """Return the counts that may be seen, of all and per group.

    While a round runs the total follows the same rule as a group. Once it is closed and opened,
    the number of answers stands in every figure of the report, so from five it is simply said.
    Where exactly one group would be hidden, the smallest other one is hidden too: otherwise the
    total minus the rest gives it away. What stays hidden, and who is in no group, must together be
    five on both sides as well. Two are hidden also where few have children in two groups:
    otherwise all groups minus the total tell whether those few answered.
    """
    says_total = total.answered >= MINIMUM_SHOWN if is_closed else is_shown(total)
    open_groups = {group for group, marks in groups.items() if is_shown(marks)}
    # The groups less the whole are the parents with children in two groups: perhaps one.
    twice = Marks(
        sum(marks.invited for marks in groups.values()) - total.invited,
        sum(marks.answered for marks in groups.values()) - total.answered,
    )
    is_told = len(groups) - len(open_groups) == 1 or (twice.invited > 0 and not is_shown(twice))
    smallest_first = sorted(
        open_groups, key=lambda group: (groups[group].answered, groups[group].invited)
    )
    for group in smallest_first:
        hides_one = is_told and len(groups) - len(open_groups) <= 1
        if not says_total or not (hides_one or _tells_rest(total, groups, open_groups)):
            break
        open_groups.discard(group)
    shown = {
        group: Shown(marks.invited, marks.answered if group in open_groups else None)
        for group, marks in groups.items()
    }
    return Shown(total.invited, total.answered if says_total else None), shown


def _tells_rest(total: Marks, groups: Mapping[int, Marks], told: Collection[int]) -> bool:
    """Whether the whole less the groups that are told says it of few: nearly all, or nearly nobody."""
    rest = Marks(
        total.invited - sum(groups[group].invited for group in told),
        total.answered - sum(groups[group].answered for group in told),
    )
    return bool(told) and rest.invited > 0 and not is_shown(rest)


# -- new families -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """One parent who was asked: the group it counts in ((): none), its language, whether it is new."""

    groups: tuple[int, ...]
    language: str
    is_new: bool
    answered: bool


def count_families(asked: Sequence[Asked]) -> dict[str, Marks]:
    """Return the count of new families and of families that were there before."""
    return {kind: _marks(one for one in asked if _kind(one) == kind) for kind in (NEW, KNOWN)}


def shown_families(total: Shown, asked: Sequence[Asked]) -> dict[str, Shown]:
    """Return the counts of new and known families that may be seen: both, or neither.

    A first group may hold nothing but new families. Its count, beside that of all new ones, tells of
    the few others whether they answered. So what is left of either kind, without the groups that
    are of that kind alone, is five on both sides as well, or nobody; and so for languages.
    """
    counts = count_families(asked)
    says = total.answered is not None and all(map(is_shown, counts.values()))
    says = says and all(is_shown(rest) for rest in _left(asked) if rest.invited)
    return {
        kind: Shown(marks.invited, marks.answered if says else None)
        for kind, marks in counts.items()
    }


def _kind(one: Asked) -> str:
    return NEW if one.is_new else KNOWN


def _marks(asked: Iterable[Asked]) -> Marks:
    rows = list(asked)
    return Marks(len(rows), sum(one.answered for one in rows))


def _left(asked: Sequence[Asked]) -> Iterator[Marks]:
    """What is left of each kind without the groups, or the languages, that are wholly of that kind."""
    ways: tuple[Callable[[Asked], Hashable], ...] = (
        lambda one: one.groups,
        lambda one: one.language == DUTCH,
    )
    for part_of in ways:
        kinds: dict[Hashable, set[str]] = {}
        for one in asked:
            kinds.setdefault(part_of(one), set()).add(_kind(one))
        for kind in (NEW, KNOWN):
            yield _marks(
                one for one in asked if _kind(one) == kind and len(kinds[part_of(one)]) == 2
            )
