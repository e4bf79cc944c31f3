"""Starting, planning and closing a trajectory and its steps. One function is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import now, today
from drieklank.content.queries import trajectory
from drieklank.content.schema.trajectory import PrepOwner, TrackStepShape
from drieklank.improve.models import (
    AgendaBlock,
    PrepTask,
    StepNote,
    Track,
    TrackState,
    TrackStep,
)
from drieklank.improve.queries.track import current_track
from drieklank.improve.rules.track import faults, usual_day
from drieklank.measure.queries import Round
from drieklank.schools.models import School, User
from drieklank.schools.queries import advisers_of

OWNER_WORDS = {
    PrepOwner.LEADER: "schoolleider",
    PrepOwner.ADVISER: "adviseur",
    PrepOwner.TEAM: "hele team",
}


class TrackExistsError(ValueError):
    """The school has a trajectory that runs; two at a time would ask everything twice."""


class TrackFaultsError(ValueError):
    """A term that cannot be; `faults` holds field -> Dutch sentence."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__("; ".join(found.values()))
        self.faults = found


class OpenStepsError(ValueError):
    """Steps are not closed yet; `steps` holds how many."""

    def __init__(self, many: int) -> None:
        super().__init__(f"{many} steps open")
        self.steps = many


@dataclass(frozen=True, slots=True)
class TrackWish:
    """How a trajectory is to stand. adviser None: the school does it alone."""

    starts_on: date
    ends_on: date
    adviser: User | None = None
    round: Round | None = None
    certification: bool = False


@dataclass(frozen=True, slots=True)
class StepWish:
    """When, where and with whom a step is."""

    held_on: date | None
    held_at: time | None
    minutes: int
    who: str
    location: str = ""


def term_faults(school: School, wish: TrackWish) -> dict[str, str]:
    """What is wrong with a wish: field -> Dutch sentence. Empty: nothing."""
    until = None
    if wish.adviser is not None:
        terms = advisers_of(school).filter(user=wish.adviser).order_by("-ends_on")
        until = terms.values_list("ends_on", flat=True).first()
    return faults(
        starts_on=wish.starts_on,
        ends_on=wish.ends_on,
        adviser_until=until,
        has_adviser=wish.adviser is not None,
    )


@transaction.atomic
def start_track(school: School, wish: TrackWish, *, by: Actor) -> Track:
    """Start a trajectory with its five steps, their agendas and what to prepare.

    Raises:
        TrackExistsError: one runs already.
        TrackFaultsError: the term, or the adviser's, does not fit.
    """
    if current_track(school) is not None:
        raise TrackExistsError
    if found := term_faults(school, wish):
        raise TrackFaultsError(found)
    track: Track = Track.objects.create(
        board_id=school.board_id,
        school=school,
        adviser=wish.adviser,
        round=wish.round,
        starts_on=wish.starts_on,
        ends_on=wish.ends_on,
        certification=wish.certification,
        made_on=today(),
    )
    for place, shape in enumerate(trajectory().steps, start=1):
        _make_step(track, place, shape, by=by)
    note("track.started", track, by=by, with_adviser=wish.adviser is not None)
    return track


def _make_step(track: Track, place: int, shape: TrackStepShape, *, by: Actor) -> None:
    step: TrackStep = TrackStep.objects.create(
        board_id=track.board_id,
        track=track,
        school_id=track.school_id,
        key=shape.key,
        place=place,
        minutes=shape.minutes,
        who=shape.who,
    )
    AgendaBlock.objects.bulk_create(
        AgendaBlock(
            board_id=track.board_id,
            step=step,
            place=number,
            title=block.title,
            minutes=block.minutes,
            words=block.words,
            required=block.required,
        )
        for number, block in enumerate(shape.agenda, start=1)
    )
    usual = usual_day(track.starts_on, shape.week)
    owners = {PrepOwner.ADVISER: track.adviser, PrepOwner.LEADER: by.user}
    PrepTask.objects.bulk_create(
        PrepTask(
            board_id=track.board_id,
            step=step,
            text=task.text,
            owner=owners.get(task.owner),
            owner_words="" if owners.get(task.owner) else OWNER_WORDS[task.owner],
            due_on=usual - timedelta(days=task.days),
        )
        for task in shape.prepare
    )


@transaction.atomic
def change_track(known: Track, wish: TrackWish, *, by: Actor) -> Track:
    """Another adviser, term or measurement. Raises TrackFaultsError."""
    track: Track = Track.objects.select_for_update().get(pk=known.pk)
    if found := term_faults(track.school, wish):
        raise TrackFaultsError(found)
    track.adviser, track.round = wish.adviser, wish.round
    track.starts_on, track.ends_on = wish.starts_on, wish.ends_on
    track.certification = wish.certification
    track.save(update_fields=["adviser", "round", "starts_on", "ends_on", "certification"])
    note("track.changed", track, by=by)
    return track


@transaction.atomic
def choose_parts(track: Track, keys: Sequence[str], *, by: Actor) -> None:
    """The parts of a training that the team needs; what the content does not know is left out."""
    track.parts = [one.key for one in trajectory().parts if one.key in keys]
    track.save(update_fields=["parts"])
    note("track.changed", track, by=by, parts=len(track.parts))


@transaction.atomic
def close_track(track: Track, *, by: Actor) -> None:
    """The trajectory is over: it stays to be read. Raises OpenStepsError."""
    left = TrackStep.objects.filter(track=track, closed_on=None).count()
    if left:
        raise OpenStepsError(left)
    track.state, track.closed_on = TrackState.CLOSED, today()
    track.save(update_fields=["state", "closed_on"])
    note("track.closed", track, by=by)


@transaction.atomic
def plan_step(known: TrackStep, wish: StepWish, *, by: Actor) -> TrackStep:
    """Choose when, where and with whom. What was to be prepared moves along with the day."""
    step: TrackStep = TrackStep.objects.select_for_update().get(pk=known.pk)
    before = step.held_on or _usual(step)
    step.held_on, step.held_at, step.minutes = wish.held_on, wish.held_at, wish.minutes
    step.who, step.location = wish.who, wish.location
    step.save(update_fields=["held_on", "held_at", "minutes", "who", "location"])
    by_days = (step.held_on or _usual(step)) - before
    if by_days:
        tasks = list(PrepTask.objects.filter(step=step, done_on=None).exclude(due_on=None))
        for task in tasks:
            task.due_on = (task.due_on or before) + by_days
        PrepTask.objects.bulk_update(tasks, ["due_on"])
    note("track.step_planned", step, by=by)
    return step


def _usual(step: TrackStep) -> date:
    return usual_day(step.track.starts_on, trajectory().step(step.key).week)


@transaction.atomic
def close_step(known: TrackStep, *, by: Actor) -> None:
    """The step is done; it can be opened again."""
    step: TrackStep = TrackStep.objects.select_for_update().get(pk=known.pk)
    if step.closed_on is None:
        step.closed_on, step.closed_by = today(), by.user
        step.save(update_fields=["closed_on", "closed_by"])
        note("track.step_closed", step, by=by)


@transaction.atomic
def reopen_step(known: TrackStep, *, by: Actor) -> None:
    """Work on a step again."""
    step: TrackStep = TrackStep.objects.select_for_update().get(pk=known.pk)
    if step.closed_on is not None:
        step.closed_on = step.closed_by = None
        step.save(update_fields=["closed_on", "closed_by"])
        note("track.step_opened", step, by=by)


@transaction.atomic
def share_minutes(step: TrackStep, *, shared: bool, by: Actor) -> None:
    """Let the steering group read the minutes of a step, or not any more."""
    step.is_shared = shared
    step.save(update_fields=["is_shared"])
    note("track.shared", step, by=by, shared=shared)


@transaction.atomic
def write_note(step: TrackStep, text: str, *, by: Actor) -> StepNote:
    """A short word to the other: of the adviser to the school, or the other way round."""
    row: StepNote = StepNote.objects.create(
        board_id=step.board_id, step=step, written_by=by.user, text=text.strip(), written_at=now()
    )
    note("track.noted", row, by=by, school_id=step.school_id)
    return row
