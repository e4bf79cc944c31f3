"""Reads of a trajectory: the one of now, its steps, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from drieklank.base.clock import today
from drieklank.content.queries import trajectory
from drieklank.content.schema.trajectory import TrackStepShape
from drieklank.improve.models import (
    ActionSource,
    AgendaBlock,
    Brainstorm,
    BrainstormGroup,
    PlanAction,
    PrepTask,
    StepAgreement,
    StepNote,
    Track,
    TrackState,
    TrackStep,
)
from drieklank.improve.rules.track import Length, Stand, due_words, is_late, stands
from drieklank.measure.queries import Round, members_to_invite, name_of, rounds_of
from drieklank.schools.models import School, User
from drieklank.schools.queries import advisers_of
from drieklank.ui.parts.words import day

ENDED = ("done", "dropped")


def tracks_of(school: School) -> QuerySet[Track]:
    """All trajectories of a school, newest first."""
    return Track.objects.filter(school=school).select_related("school", "adviser", "round")


def current_track(school: School) -> Track | None:
    """The trajectory that runs; None: there is none."""
    return tracks_of(school).filter(state=TrackState.RUNNING).first()


def steps() -> QuerySet[TrackStep]:
    """All steps, each with its trajectory."""
    return TrackStep.objects.select_related("track", "track__adviser", "track__school", "school")


def step_of(school: School, public_id: UUID) -> TrackStep | None:
    """One step of this school, also of a trajectory that is over."""
    return steps().filter(school=school, public_id=public_id).first()


def shape_of(step: TrackStep) -> TrackStepShape:
    """What the content asks in this step. Raises KeyError."""
    return trajectory().step(step.key)


def people_of(school: School) -> QuerySet[User]:
    """Who can take something on: everybody with a role today, and who advises the school."""
    return User.objects.filter(
        Q(pk__in=members_to_invite(school, today()).values("pk"))
        | Q(pk__in=advisers_of(school).values("user_id"))
    ).order_by("name", "pk")


def advisers_at(school: School) -> QuerySet[User]:
    """The advisers whose term at this school is not over."""
    return User.objects.filter(pk__in=advisers_of(school).values("user_id")).order_by("name", "pk")


def rounds_to_start_from(school: School) -> dict[str, str]:
    """Code -> name of the measurements of which a report was shared, newest first."""
    return {row.code: name_of(row) for row in rounds_of(school).filter(state="published")}


def round_named(school: School, code: str) -> Round | None:
    """One shared measurement of the school; None: there is none of that code."""
    return rounds_of(school).filter(state="published", code=code).first() if code else None


def who_words(owner: User | None, words: str) -> str:
    """Who does something, in words."""
    return " en ".join(filter(None, (str(owner) if owner else "", words))) or "nog niemand"


@dataclass(frozen=True)
class TaskLine:
    """Something to prepare, as people read it."""

    row: PrepTask
    due: str
    is_late: bool

    @property
    def who(self) -> str:
        return who_words(self.row.owner, self.row.owner_words)

    @property
    def meta(self) -> str:
        """Who, and before when, in one line."""
        said = f"voor {day(self.row.due_on)}" if self.row.due_on else ""
        return " · ".join(filter(None, (self.who, said)))

    @property
    def prep_meta(self) -> str:
        """For which step and before when, for who does it."""
        said = f"voor {day(self.row.due_on)}" if self.row.due_on else "nog geen dag gekozen"
        return f"{shape_of(self.row.step).name}, {said}"

    @property
    def line(self) -> str:
        """The same for paper, where no mark says that it is done."""
        return f"{self.meta}, klaar" if self.row.done_on else self.meta


@dataclass(frozen=True)
class AgreementLine:
    """An agreement with its stand: that of the plan's action, where it became one."""

    row: StepAgreement
    due: str
    is_late: bool

    @property
    def action(self) -> PlanAction | None:
        return self.row.action

    @property
    def title(self) -> str:
        """As it stands now: the plan's words where it is in the plan."""
        return self.action.title if self.action else self.row.title

    @property
    def state(self) -> str:
        if self.action:
            return str(self.action.get_state_display())
        return "gedaan" if self.row.done_on else "niet in het plan"

    @property
    def is_done(self) -> bool:
        return bool(self.action.state in ENDED if self.action else self.row.done_on)

    @property
    def who(self) -> str:
        one = self.action or self.row
        return who_words(one.owner, one.owner_words)

    @property
    def kind(self) -> str:
        """Which mark the stand gets."""
        if self.is_done:
            return "ok"
        return "bad" if self.is_late else "wait"

    @property
    def stand(self) -> str:
        """How it stands, in a few words."""
        return self.due if self.is_late else self.state

    @property
    def line(self) -> str:
        """The whole agreement on one line of paper."""
        due = (self.action.due_on if self.action else None) or self.row.due_on
        return f"{self.title} ({self.who}, {self.state}, {day(due)})"


def agreement_line(row: StepAgreement) -> AgreementLine:
    """One agreement with how it stands today."""
    is_done = bool(row.action.state in ENDED if row.action else row.done_on)
    due_on, now = (row.action.due_on if row.action else None) or row.due_on, today()
    return AgreementLine(
        row,
        due_words(due_on, is_done=is_done, day=now),
        is_late(due_on, is_done=is_done, day=now),
    )


def agreement_lines(of: Sequence[TrackStep]) -> list[AgreementLine]:
    """The agreements of these steps, what is still to be done first. One statement."""
    rows = StepAgreement.objects.filter(step__in=of).select_related(
        "owner", "action", "action__owner", "step"
    )
    return sorted(map(agreement_line, rows), key=lambda line: line.is_done)


def task_line(row: PrepTask) -> TaskLine:
    """One thing to prepare with how it stands today."""
    done, now = row.done_on is not None, today()
    return TaskLine(
        row,
        due_words(row.due_on, is_done=done, day=now),
        is_late(row.due_on, is_done=done, day=now),
    )


@dataclass(frozen=True)
class StepLine:
    """A step on the page of the trajectory."""

    row: TrackStep
    shape: TrackStepShape
    stand: Stand
    tasks: tuple[TaskLine, ...]

    @property
    def title(self) -> str:
        return self.shape.name

    @property
    def meta(self) -> str:
        """When, and with whom, in one line."""
        return " · ".join(filter(None, (when_words(self.row), self.row.who)))


def when_words(row: TrackStep) -> str:
    """Day and time of a step; says it where there is none yet."""
    if row.held_on is None:
        return "nog geen dag gekozen"
    at = f", {row.held_at:%H.%M} uur" if row.held_at else ""
    return f"{day(row.held_on)}{at}"


def step_lines(track: Track) -> list[StepLine]:
    """The five steps in order, with what is to be prepared. Two statements."""
    tasks = PrepTask.objects.filter(class_group=None).select_related("owner")
    rows = list(
        TrackStep.objects.filter(track=track).prefetch_related(Prefetch("tasks", queryset=tasks))
    )
    stand = stands([row.closed_on is not None for row in rows])
    return [
        StepLine(row, shape_of(row), how, tuple(map(task_line, row.tasks.all())))
        for row, how in zip(rows, stand, strict=True)
    ]


def blocks_of(step: TrackStep) -> list[AgendaBlock]:
    """The agenda of a step, in its order."""
    return list(AgendaBlock.objects.filter(step=step))


def length_of(step: TrackStep, blocks: Sequence[AgendaBlock]) -> Length:
    """How the blocks stand to the time that was planned."""
    return Length(sum(block.minutes for block in blocks), step.minutes)


def tasks_of(step: TrackStep, *, invites: bool) -> list[TaskLine]:
    """What is to be prepared; or (`invites`) who invites the parents of which group."""
    rows = PrepTask.objects.filter(step=step, class_group__isnull=not invites)
    found = rows.select_related("owner", "class_group")
    return [task_line(row) for row in found.order_by("class_group__year_group", "due_on", "pk")]


def own_tasks(school: School, user: User) -> list[TaskLine]:
    """What this person still prepares for the trajectory that runs, soonest first. One statement."""
    rows = PrepTask.objects.filter(
        step__school=school,
        step__track__state=TrackState.RUNNING,
        step__closed_on=None,
        owner=user,
        done_on=None,
    ).select_related("owner", "step")
    return [task_line(row) for row in rows.order_by(F("due_on").asc(nulls_last=True), "pk")]


def task_of(school: School, public_id: UUID) -> PrepTask | None:
    """One thing to prepare in a trajectory of this school."""
    rows = PrepTask.objects.filter(step__school=school, public_id=public_id)
    return rows.select_related("step__school", "step__track", "owner").first()


def agreement_of(school: School, public_id: UUID) -> StepAgreement | None:
    """One agreement from a trajectory of this school."""
    rows = StepAgreement.objects.filter(step__school=school, public_id=public_id)
    return rows.select_related("step__school", "step__track", "owner", "action").first()


def notes_of(of: Sequence[TrackStep]) -> QuerySet[StepNote]:
    """What school and adviser wrote each other, newest first."""
    return StepNote.objects.filter(step__in=of).select_related("written_by", "step")


def brainstorms_of(step: TrackStep) -> QuerySet[Brainstorm]:
    """The boards that were held for a step."""
    return Brainstorm.objects.filter(school_id=step.school_id, step_ref=str(step.public_id))


def chosen_ideas(step: TrackStep) -> QuerySet[PlanAction]:
    """Actions of the plan that came out of the boards of a step, from the groups lying there."""
    groups = BrainstormGroup.objects.filter(brainstorm__in=brainstorms_of(step))
    refs = [str(key) for key in groups.values_list("public_id", flat=True)]
    return PlanAction.objects.filter(
        plan__school_id=step.school_id, source=ActionSource.BRAINSTORM, source_ref__in=refs
    ).select_related("owner")
