"""Reads of brainstorms. A phone that asks whether there is news costs one statement, two with news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from drieklank.base.clock import now
from drieklank.improve.models import (
    Brainstorm,
    BrainstormDot,
    BrainstormGroup,
    BrainstormNote,
    PlanAction,
)
from drieklank.improve.rules.brainstorm import OPEN_FOR, STAGES, Phase, Stage, is_open, shows_result
from drieklank.improve.rules.plan import Source
from drieklank.schools.models import School

__all__ = [
    "Brainstorm",
    "BrainstormGroup",
    "actions_from",
    "brainstorm_by_code",
    "brainstorms_of",
    "brainstorms_of_step",
    "counts_of",
    "group_of",
    "is_open_now",
    "stage_of",
    "stamp_of",
    "still_open",
    "wall_of",
]


def brainstorm_by_code(code: int) -> Brainstorm | None:
    """The board with this code, open or closed, with its school."""
    found: Brainstorm | None = Brainstorm.objects.filter(code=code).select_related("school").first()
    return found


def brainstorms_of(school: School) -> QuerySet[Brainstorm]:
    """The boards of a school, newest first."""
    return Brainstorm.objects.filter(school=school).select_related("school")


def brainstorms_of_step(school: School, step_ref: str) -> QuerySet[Brainstorm]:
    """The boards that were held at a step of a trajectory (its public id), newest first."""
    return brainstorms_of(school).filter(step_ref=step_ref)


def still_open(before: datetime) -> QuerySet[Brainstorm]:
    """Boards that nobody closed and that began more than a day before this moment."""
    return Brainstorm.objects.filter(closed_at=None, opened_at__lte=before - OPEN_FOR)


def is_open_now(row: Brainstorm) -> bool:
    """Say whether phones may take part."""
    return is_open(row.closed_at, row.opened_at, now())


def stage_of(row: Brainstorm) -> Stage:
    """The phase of a board in words."""
    return STAGES[Phase(row.phase)]


def stamp_of(row: Brainstorm) -> str:
    """What a page has that was made now: equal stamps, equal boards."""
    return f"{row.version}-{row.phase if is_open_now(row) else 'dicht'}"


@dataclass(slots=True)
class Pile:
    """A group with its notes. `dots`: of everybody; `own`: of the phone that asks."""

    group: BrainstormGroup
    notes: list[BrainstormNote] = field(default_factory=list)
    own: int = 0

    @property
    def dots(self) -> int:
        return self.group.dots


@dataclass(slots=True)
class Wall:
    """All notes of a board as one phone sees them, or the screen (no phone)."""

    own: list[BrainstormNote] = field(default_factory=list)
    others: list[BrainstormNote] = field(default_factory=list)
    loose: list[BrainstormNote] = field(default_factory=list)
    piles: list[Pile] = field(default_factory=list)
    phones: int = 0

    @property
    def number(self) -> int:
        return len(self.own) + len(self.others)

    @property
    def own_dots(self) -> int:
        return sum(pile.own for pile in self.piles)

    @property
    def most_dots(self) -> int:
        return max((pile.dots for pile in self.piles), default=0)


def wall_of(row: Brainstorm, phone: str = "", groups: Iterable[BrainstormGroup] = ()) -> Wall:
    """The notes of a board, newest first; in groups from the first. One statement.

    phone: mark of the phone that asks. groups: known groups, so that empty ones show too.
    """
    dots = BrainstormDot.objects.filter(group=OuterRef("group"), phone=phone).order_by()
    own_dots = dots.values("group").annotate(many=Count("pk")).values("many")
    notes = BrainstormNote.objects.filter(brainstorm=row).select_related("group")
    if phone and row.phase == Phase.CHOOSE:
        notes = notes.annotate(own_dots=Coalesce(Subquery(own_dots), Value(0)))
    wall, piles = Wall(), {group.pk: Pile(group) for group in groups}
    marks = set()
    for note in notes.order_by("pk"):
        marks.add(note.phone)
        is_own = bool(phone) and note.phone == phone
        (wall.own if is_own else wall.others).insert(0, note)
        if note.group is None:
            wall.loose.insert(0, note)
            continue
        pile = piles.setdefault(note.group.pk, Pile(note.group))
        pile.notes.append(note)
        pile.own = getattr(note, "own_dots", 0)
    wall.piles = sorted(piles.values(), key=lambda pile: pile.group.pk)
    if shows_result(row.phase, is_closed=not is_open_now(row)):
        wall.piles.sort(key=lambda pile: -pile.dots)
    wall.phones = len(marks - {""})
    return wall


def group_of(row: Brainstorm, public_id: UUID) -> BrainstormGroup | None:
    """One group of this board; None: it has none with this id."""
    found: BrainstormGroup | None = BrainstormGroup.objects.filter(
        brainstorm=row, public_id=public_id
    ).first()
    return found


def groups_of(row: Brainstorm) -> QuerySet[BrainstormGroup]:
    """The groups of a board in the order in which they were made."""
    return BrainstormGroup.objects.filter(brainstorm=row)


def counts_of(row: Brainstorm) -> tuple[int, int]:
    """(dots, phones) given so far; what they were given to stays hidden until the end."""
    found = BrainstormDot.objects.filter(brainstorm=row).aggregate(
        dots=Count("pk"), phones=Count("phone", distinct=True)
    )
    return found["dots"], found["phones"]


def actions_from(row: Brainstorm) -> dict[str, list[PlanAction]]:
    """Public id of a group -> the actions in a plan that came of it."""
    keys = {str(key) for key in groups_of(row).values_list("public_id", flat=True)}
    made: dict[str, list[PlanAction]] = {}
    actions = PlanAction.objects.filter(
        plan__school_id=row.school_id, source=Source.BRAINSTORM, source_ref__in=keys
    )
    for action in actions.select_related("owner"):
        made.setdefault(action.source_ref, []).append(action)
    return made
