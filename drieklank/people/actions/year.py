"""The change of school year: pupils move up, relations stay, history stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from drieklank.audit.actions import Who, note
from drieklank.base.clock import today
from drieklank.people.models import Enrolment, PersonSession, Pupil
from drieklank.people.queries.year import GroupPreview, YearPreview, year_preview
from drieklank.people.rules import GroupPlan, Move, Way, moves
from drieklank.schools.models import ClassGroup, GroupAssignment, School, SchoolYear


class CannotChangeYear(Exception):
    """Nothing was changed; the text says why, in Dutch."""


@dataclass(frozen=True)
class Choices:
    """What was decided by hand: one plan per group, and pupil ids that stay or leave."""

    from_year_id: int
    plans: tuple[GroupPlan, ...]
    stays: frozenset[int] = frozenset()
    leaves: frozenset[int] = frozenset()


@dataclass(frozen=True)
class YearChanged:
    """How many pupils went which way, and the new year."""

    year: SchoolYear
    up: int
    stayed: int
    left: int


@transaction.atomic
def change_year(school: School, choices: Choices, *, by: Who) -> YearChanged:
    """Give every pupil of the year in use a place in the next one, or let them leave.

    It holds from today, or from the first day of the new year where that has begun. Raises
    CannotChangeYear where it was done already, is too early, or the groups have changed meanwhile.
    """
    School.objects.select_for_update().get(pk=school.pk)
    preview = _checked(school, choices)
    last_day = min(preview.from_year.ends_on, today() - timedelta(days=1))
    year, _ = SchoolYear.objects.get_or_create(
        board_id=school.board_id,
        name=preview.name,
        defaults={"starts_on": preview.starts_on, "ends_on": preview.ends_on},
    )
    sitting = {
        part.group.pk: [(pupil.pk, pupil.year_group) for pupil in part.pupils]
        for part in preview.groups
    }
    decided = moves(list(choices.plans), sitting, choices.stays, choices.leaves, school.sector)
    groups = _new_groups(school, year, decided)
    _end_places(preview.groups, last_day)
    _start_places(school, decided, groups, last_day + timedelta(days=1))
    _mark_pupils(decided, last_day + timedelta(days=1))
    _teachers(choices.plans, groups, last_day)
    ways = Counter({move.pupil_id: move.way for move in decided}.values())
    result = YearChanged(year, ways[Way.UP], ways[Way.STAYS], ways[Way.LEAVES])
    note(
        "school.year_changed",
        school,
        by=by,
        year=year.name,
        up=result.up,
        stayed=result.stayed,
        left=result.left,
    )
    return result


def _checked(school: School, choices: Choices) -> YearPreview:
    preview = year_preview(school)
    if preview is None or preview.from_year.pk != choices.from_year_id:
        raise CannotChangeYear("Dit schooljaar is al gewisseld. Er is nu niets veranderd.")
    if not preview.is_open:
        day = f"{preview.opens_on.day}-{preview.opens_on.month}-{preview.opens_on.year}"
        raise CannotChangeYear(f"Wisselen kan vanaf {day}. Bekijken kan nu al.")
    if {part.group.pk for part in preview.groups} != {plan.group_id for plan in choices.plans}:
        raise CannotChangeYear(
            "De groepen zijn veranderd sinds je deze pagina opende. Kijk het voorstel nog eens na."
        )
    return preview


def _new_groups(school: School, year: SchoolYear, decided: list[Move]) -> dict[str, ClassGroup]:
    """The groups of the new year by name in lower case; those that an import made are used."""
    known = {
        group.name.lower(): group
        for group in ClassGroup.objects.filter(school=school, school_year=year)
    }
    for move in decided:
        if move.way is not Way.LEAVES and move.name.lower() not in known:
            known[move.name.lower()] = ClassGroup.objects.create(
                board_id=school.board_id, school=school, school_year=year, name=move.name
            )
    _set_year_groups(known, decided)
    return known


def _set_year_groups(groups: dict[str, ClassGroup], decided: list[Move]) -> None:
    """A group has the year group of its pupils, or none where they differ."""
    for name, group in groups.items():
        years = {
            m.year_group for m in decided if m.way is not Way.LEAVES and m.name.lower() == name
        }
        if len(years) == 1 and not group.year_group:
            group.year_group = years.pop()
            group.save(update_fields=["year_group"])


def _end_places(groups: list[GroupPreview], last_day: date) -> None:
    places = Enrolment.objects.filter(
        class_group__in=[part.group for part in groups], ended_on__isnull=True
    )
    # A place that began later than the last day (put right this morning) was one day long.
    places.filter(started_on__gt=last_day).update(started_on=last_day)
    places.update(ended_on=last_day)


def _start_places(
    school: School, decided: list[Move], groups: dict[str, ClassGroup], first_day: date
) -> None:
    wanted = {
        (move.pupil_id, groups[move.name.lower()].pk)
        for move in decided
        if move.way is not Way.LEAVES
    }
    there = set(
        Enrolment.objects.filter(
            ended_on__isnull=True, class_group__in=groups.values()
        ).values_list("pupil_id", "class_group_id")
    )
    Enrolment.objects.bulk_create(
        Enrolment(
            board_id=school.board_id, pupil_id=pupil, class_group_id=group, started_on=first_day
        )
        for pupil, group in sorted(wanted - there)
    )


def _mark_pupils(decided: list[Move], first_day: date) -> None:
    ways = {move.pupil_id: move for move in decided}
    rows = list(Pupil.objects.filter(pk__in=ways))
    for pupil in rows:
        move = ways[pupil.pk]
        if move.way is Way.LEAVES:
            pupil.left_on = first_day
        else:
            pupil.year_group = move.year_group
    Pupil.objects.bulk_update(rows, ["left_on", "year_group"], batch_size=500)
    gone = [pupil.pk for pupil in rows if pupil.left_on is not None]
    PersonSession.objects.filter(pupil_id__in=gone).delete()


def _teachers(plans: tuple[GroupPlan, ...], groups: dict[str, ClassGroup], last_day: date) -> None:
    """Assignments to the old groups end; where it was chosen, the teacher goes along."""
    old = GroupAssignment.objects.filter(class_group_id__in=[plan.group_id for plan in plans])
    old = old.filter(ended_on__isnull=True) | old.filter(ended_on__gt=last_day)
    along = {plan.group_id: plan.name.lower() for plan in plans if plan.keeps_teachers}
    for row in list(old):
        name = along.get(row.class_group_id, "")
        if name in groups:
            GroupAssignment.objects.get_or_create(
                user_id=row.user_id,
                class_group=groups[name],
                ended_on=None,
                defaults={"board_id": row.board_id, "started_on": last_day + timedelta(days=1)},
            )
    old.update(ended_on=last_day)
