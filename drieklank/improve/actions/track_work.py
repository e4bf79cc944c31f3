"""What people write in a step: agenda, preparation, answers and minutes, points of parents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.improve.models import AgendaBlock, HeardPoint, PrepTask, StepText, TrackStep
from drieklank.improve.rules.track import MOST_POINTS, Edit, edit, moved
from drieklank.schools.models import User
from drieklank.schools.queries import groups_on, teachers_of


class RequiredBlockError(ValueError):
    """This block always stays; the argument says why, in Dutch."""


class AgendaChangedError(ValueError):
    """Somebody else changed the agenda meanwhile; nothing was written."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A text as it was sent, and on top of which version it was written (0: there was none)."""

    key: str
    text: str
    seen: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people wrote the same text. Nothing is lost: theirs stands, mine comes back to the page."""

    key: str
    mine: str
    theirs: str
    version: int
    by: User | None


@dataclass(frozen=True, slots=True)
class BlockWish:
    """How a block of the agenda is to stand; pk None: a new one."""

    pk: int | None
    title: str
    minutes: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class TaskWish:
    """Something to prepare: what, who, and before when."""

    text: str
    owner: User | None = None
    owner_words: str = ""
    due_on: date | None = None


@transaction.atomic
def save_texts(step: TrackStep, sent: Sequence[Sent], *, by: Actor) -> list[Clash]:
    """Save each text on its own: what nobody else touched is kept, the rest comes back as a clash."""
    TrackStep.objects.select_for_update().get(pk=step.pk)
    rows = {row.key: row for row in StepText.objects.filter(step=step).select_related("changed_by")}
    clashes, written = [], 0
    for one in sent:
        row = rows.get(one.key)
        stored, version = (row.text, row.version) if row else ("", 0)
        match edit(stored=stored, version=version, sent=one.text, seen=one.seen):
            case Edit.CLASH:
                by_whom = row.changed_by if row else None
                clashes.append(Clash(one.key, one.text, stored, version, by_whom))
            case Edit.SAVE:
                _write(step, row, one, by)
                written += 1
            case Edit.SAME:
                pass
    if written:
        note("track.written", step, by=by, texts=written)
    return clashes


def _write(step: TrackStep, row: StepText | None, one: Sent, by: Actor) -> None:
    row = row or StepText(board_id=step.board_id, step=step, key=one.key, version=0)
    row.text, row.version = one.text.strip(), row.version + 1
    row.changed_on, row.changed_by = today(), by.user
    row.save()


@transaction.atomic
def save_agenda(step: TrackStep, wishes: Sequence[BlockWish], seen: int, *, by: Actor) -> None:
    """Put the blocks as they were sent, in that order; new ones too.

    Raises AgendaChangedError.
    """
    _own_agenda(step, seen)
    rows = {row.pk: row for row in AgendaBlock.objects.filter(step=step)}
    for place, wish in enumerate(wishes, start=1):
        row = rows.get(wish.pk or 0) or AgendaBlock(board_id=step.board_id, step=step)
        row.place, row.title, row.minutes, row.words = place, wish.title, wish.minutes, wish.words
        row.save()
    note("track.agenda_changed", step, by=by)


@transaction.atomic
def move_block(step: TrackStep, pk: int, way: int, *, by: Actor) -> None:
    """One place up (-1) or down (+1)."""
    _bump(step)
    rows = list(AgendaBlock.objects.select_for_update().filter(step=step))
    order = moved([row.pk for row in rows], pk, way)
    for row in rows:
        row.place = order.index(row.pk) + 1
    AgendaBlock.objects.bulk_update(rows, ["place"])
    note("track.agenda_changed", step, by=by)


@transaction.atomic
def drop_block(step: TrackStep, pk: int, *, by: Actor) -> None:
    """Take a block from the agenda; what was written about it stays in the minutes.

    Raises RequiredBlockError.
    """
    row = AgendaBlock.objects.select_for_update().filter(step=step, pk=pk).first()
    if row is None:
        return
    if row.required:
        raise RequiredBlockError(row.required)
    _bump(step)
    row.delete()
    note("track.agenda_changed", step, by=by)


def _own_agenda(step: TrackStep, seen: int) -> None:
    """Take the agenda for this change. Raises AgendaChangedError."""
    known: TrackStep = TrackStep.objects.select_for_update().get(pk=step.pk)
    if known.agenda_version != seen:
        raise AgendaChangedError
    _bump(step)


def _bump(step: TrackStep) -> None:
    """Who works on an older agenda is told."""
    TrackStep.objects.filter(pk=step.pk).update(agenda_version=F("agenda_version") + 1)


@transaction.atomic
def add_task(step: TrackStep, wish: TaskWish, *, by: Actor) -> PrepTask:
    """Something more to prepare."""
    row: PrepTask = PrepTask.objects.create(board_id=step.board_id, step=step, **_columns(wish))
    note("track.prepared", step, by=by)
    return row


@transaction.atomic
def change_task(row: PrepTask, wish: TaskWish, *, by: Actor) -> PrepTask:
    """Other words, another owner, another day."""
    for name, value in _columns(wish).items():
        setattr(row, name, value)
    row.save(update_fields=list(_columns(wish)))
    note("track.prepared", row.step, by=by)
    return row


@transaction.atomic
def remove_task(row: PrepTask, *, by: Actor) -> None:
    """It need not be prepared after all."""
    note("track.prepared", row.step, by=by)
    row.delete()


@transaction.atomic
def set_prepared(row: PrepTask, *, done: bool, by: Actor) -> None:
    """It is ready, or it is not after all."""
    row.done_on = today() if done else None
    row.save(update_fields=["done_on"])
    note("track.prepared", row.step, by=by, done=done)


def _columns(wish: TaskWish) -> dict[str, object]:
    return {
        "text": wish.text,
        "owner": wish.owner,
        "owner_words": wish.owner_words,
        "due_on": wish.due_on,
    }


@transaction.atomic
def list_invites(step: TrackStep, *, by: Actor) -> int:
    """A line for each group that has none yet: who of the team invites its parents in person."""
    there = set(PrepTask.objects.filter(step=step).values_list("class_group_id", flat=True))
    day = step.held_on or today()
    groups = [group for group in groups_on(step.school, day) if group.pk not in there]
    for group in groups:
        PrepTask.objects.create(
            board_id=step.board_id,
            step=step,
            class_group=group,
            text=f"Nodig elk gezin van {group.name} persoonlijk uit",
            owner=teachers_of(group).first(),
        )
    if groups:
        note("track.prepared", step, by=by, groups=len(groups))
    return len(groups)


@transaction.atomic
def add_points(step: TrackStep, table: int, texts: Sequence[str], *, by: Actor) -> int:
    """What parents at one table gave along, typed by who listens there. What stands already is not doubled."""
    known = set(HeardPoint.objects.filter(step=step, table=table).values_list("text", flat=True))
    wanted = [text.strip() for text in texts]
    rows = [
        HeardPoint(board_id=step.board_id, step=step, table=table, text=text)
        for text in dict.fromkeys(wanted)
        if text and text not in known
    ]
    HeardPoint.objects.bulk_create(rows)
    if rows:
        note("track.points", step, by=by, points=len(rows))
    return len(rows)


@transaction.atomic
def choose_points(step: TrackStep, keys: Sequence[str], *, by: Actor) -> int:
    """The three that count; of more, the first three. Gives how many were chosen."""
    rows = list(HeardPoint.objects.filter(step=step))
    chosen = [row for row in rows if str(row.public_id) in keys][:MOST_POINTS]
    for row in rows:
        row.is_chosen = row in chosen
    HeardPoint.objects.bulk_update(rows, ["is_chosen"])
    note("track.points", step, by=by, chosen=len(chosen))
    return len(chosen)


@transaction.atomic
def remove_point(row: HeardPoint, *, by: Actor) -> None:
    """A point that was typed twice or names somebody."""
    note("track.points", row.step, by=by, removed=1)
    row.delete()
