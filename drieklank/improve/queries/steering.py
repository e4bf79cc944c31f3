"""Who sits in the steering group, who can be asked, and what a parent in it reads."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from drieklank.access.actor import Actor
from drieklank.access.doors import visible
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.content.schema.trajectory import ReadBy
from drieklank.improve.models import SteeringMember, Track, TrackState
from drieklank.improve.queries.track import AgreementLine, StepLine, agreement_lines, step_lines
from drieklank.improve.queries.track_papers import Answered, form_of, minutes_of, points_given
from drieklank.improve.rules.track import missing_in_group
from drieklank.people.models import Parent
from drieklank.people.queries import parents
from drieklank.schools.models import School


def members() -> QuerySet[SteeringMember]:
    """All memberships, those that ended too."""
    return SteeringMember.objects.select_related(
        "user", "parent", "track", "track__adviser", "track__school", "school"
    )


def members_of(track: Track) -> QuerySet[SteeringMember]:
    """Who is in the group or was asked, and did not leave."""
    return members().filter(track=track, left_on=None)


def memberships_seen(actor: Actor) -> QuerySet[SteeringMember]:
    """Where this parent is in the group or was asked, of trajectories that run."""
    rows = members().filter(track__state=TrackState.RUNNING)
    return visible(actor, Right.TRACK_SHARED, rows)


def parents_to_ask(school: School, track: Track) -> QuerySet[Parent]:
    """Parents with a child at the school and full information, who are not in the group yet."""
    there = members_of(track).exclude(parent=None).values("parent_id")
    day = today()
    here = Q(relations__pupil__school=school) & (
        Q(relations__pupil__left_on=None) | Q(relations__pupil__left_on__gt=day)
    )
    runs = Q(relations__started_on__lte=day) & (
        Q(relations__ended_on=None) | Q(relations__ended_on__gte=day)
    )
    found = parents().filter(here, runs, relations__information_right="full")
    return found.exclude(pk__in=there).distinct().order_by("last_name", "first_name", "pk")


@dataclass(frozen=True)
class Group:
    """The steering group. waiting: how many parents were asked and did not answer yet."""

    parents: tuple[SteeringMember, ...]
    staff: tuple[SteeringMember, ...]
    asked: tuple[SteeringMember, ...]

    @property
    def missing(self) -> str:
        """What the group lacks, in a Dutch sentence; empty: nothing."""
        return missing_in_group(len(self.parents), len(self.staff))

    @property
    def waiting(self) -> str:
        many = len(self.asked)
        if not many:
            return ""
        return "Eén ouder is gevraagd." if many == 1 else f"{many} ouders zijn gevraagd."


def group_of(track: Track) -> Group:
    """The steering group of a trajectory."""
    rows = list(members_of(track))
    inside = [row for row in rows if row.accepted_on]
    return Group(
        tuple(row for row in inside if row.parent_id),
        tuple(row for row in inside if row.user_id),
        tuple(row for row in rows if row.accepted_on is None),
    )


@dataclass(frozen=True)
class SharedStep:
    """A step as a parent in the steering group reads it."""

    line: StepLine
    said: tuple[Answered, ...]
    minutes: tuple[Answered, ...]
    points: tuple[str, ...]
    agreements: tuple[AgreementLine, ...]


def shared_steps(track: Track) -> list[SharedStep]:
    """What parents in the group read of each step: never what only leader and adviser read."""
    lines = step_lines(track)
    agreed = agreement_lines([line.row for line in lines])
    return [
        SharedStep(
            line,
            tuple(one for one in form_of(line.row, ReadBy.GROUP) if one.text),
            tuple(one for one in minutes_of(line.row) if one.text) if line.row.is_shared else (),
            tuple(point.text for point in points_given(line.row)),
            tuple(one for one in agreed if one.row.step_id == line.row.pk),
        )
        for line in lines
    ]
