"""What a change of school year would do, to look at first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from drieklank.base.clock import today
from drieklank.people.models import Enrolment, Pupil
from drieklank.people.queries import enrolled, sorted_by_name, year_in_use
from drieklank.people.rules import (
    GroupPlan,
    change_opens_on,
    leaves_mixed_group,
    plan_group,
    turns_on,
)
from drieklank.schools.models import ClassGroup, School, SchoolYear


@dataclass
class GroupPreview:
    """One group of this year, its proposal for next year, and who sits in it now."""

    group: ClassGroup
    plan: GroupPlan
    pupils: list[Pupil] = field(default_factory=list)
    teachers: list[str] = field(default_factory=list)
    leaves_by_age: frozenset[int] = frozenset()


@dataclass
class YearPreview:
    """from_year: the year in use. unplaced: pupils without a group, whom the change leaves alone."""

    from_year: SchoolYear
    name: str
    starts_on: date
    ends_on: date
    opens_on: date
    groups: list[GroupPreview]
    unplaced: list[Pupil]

    @property
    def is_open(self) -> bool:
        """Whether the change can be made final today."""
        return today() >= self.opens_on

    @property
    def pupil_count(self) -> int:
        return len({pupil.pk for group in self.groups for pupil in group.pupils})


def year_preview(school: School) -> YearPreview | None:
    """The proposal for a school; None where no pupil sits in a group yet. Six statements."""
    year = year_in_use(school)
    if year is None:
        return None
    groups = open_groups(school, year)
    if not groups:
        return None
    starts_on = turns_on(year.starts_on, 1)
    placed = {pupil.pk for group in groups for pupil in group.pupils}
    unplaced = [pupil for pupil in enrolled(school) if pupil.pk not in placed]
    return YearPreview(
        from_year=year,
        name=f"{starts_on.year}-{starts_on.year + 1}",
        starts_on=starts_on,
        ends_on=turns_on(year.ends_on, 1),
        opens_on=change_opens_on(year.ends_on),
        groups=groups,
        unplaced=sorted_by_name(unplaced),
    )


def open_groups(school: School, year: SchoolYear) -> list[GroupPreview]:
    """The groups of the year in which pupils sit, with the proposal for each."""
    sitting: dict[int, list[Pupil]] = defaultdict(list)
    places = Enrolment.objects.filter(
        ended_on__isnull=True, class_group__school=school, class_group__school_year=year
    ).select_related("pupil")
    for place in places:
        sitting[place.class_group_id].append(place.pupil)
    rows = (
        ClassGroup.objects.filter(pk__in=sitting)
        .select_related("school")
        .prefetch_related("assignments__user")
    )
    return [_preview(school, group, sorted_by_name(sitting[group.pk])) for group in rows]


def _preview(school: School, group: ClassGroup, pupils: list[Pupil]) -> GroupPreview:
    return GroupPreview(
        group=group,
        plan=plan_group(school.sector, group.pk, group.name, group.year_group),
        pupils=pupils,
        teachers=[
            str(row.user)
            for row in group.assignments.all()
            if row.ended_on is None or row.ended_on >= today()
        ],
        leaves_by_age=frozenset(
            pupil.pk
            for pupil in pupils
            if leaves_mixed_group(school.sector, group.year_group, pupil.year_group)
        ),
    )
