"""Pupils, mended by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from drieklank.audit import ledger
from drieklank.audit.actions import Who, note
from drieklank.base.clock import today
from drieklank.people.models import Enrolment, PersonSession, Pupil
from drieklank.schools.actions import changed_fields
from drieklank.schools.models import ClassGroup, School

FIELDS = (
    "first_name",
    "name_prefix",
    "last_name",
    "birth_date",
    "year_group",
    "email",
    "shares_with_parents",
)


@transaction.atomic
def add_pupil(
    school: School, values: Mapping[str, Any], group: ClassGroup | None, *, by: Who
) -> Pupil:
    """A new pupil, in a group from today where one is given."""
    own = {name: values[name] for name in FIELDS if name in values}
    pupil: Pupil = Pupil.objects.create(board_id=school.board_id, school=school, **own)
    if group is not None:
        _place(pupil, group)
    note("pupil.added", pupil, by=by)
    return pupil


@transaction.atomic
def change_pupil(pupil: Pupil, values: Mapping[str, Any], *, by: Who) -> list[str]:
    """Mend a pupil's data; returns the names of what changed. Nothing changed: no line."""
    changed = changed_fields(pupil, values, FIELDS)
    if not changed:
        return []
    pupil.save(update_fields=changed)
    if "shares_with_parents" in changed and not pupil.shares_with_parents:
        ledger.append("revoke", "people.Pupil", pupil.pk, shares_with_parents=False)
    note("pupil.changed", pupil, by=by, fields=changed)
    return changed


@transaction.atomic
def move_pupil(pupil: Pupil, group: ClassGroup | None, *, by: Who) -> bool:
    """From today in this group, and in no other group of its year; None: in no group at all."""
    places = Enrolment.objects.filter(pupil=pupil, ended_on__isnull=True)
    if group is not None and places.filter(class_group=group).exists():
        return False
    for place in places:
        _end(place, today() - timedelta(days=1))
    if group is not None:
        _place(pupil, group)
    note("pupil.moved", pupil, by=by, groups=[group.pk] if group else [])
    return True


@transaction.atomic
def pupil_leaves(pupil: Pupil, last_day: date, *, by: Who) -> None:
    """The pupil leaves school after this day, which is not in the future.

    Relations stay, for the two years that the file is kept; the places end.
    """
    pupil.left_on = last_day + timedelta(days=1)
    pupil.save(update_fields=["left_on"])
    for place in Enrolment.objects.filter(pupil=pupil, ended_on__isnull=True):
        _end(place, last_day)
    PersonSession.objects.filter(pupil=pupil).delete()
    note("pupil.left", pupil, by=by)


@transaction.atomic
def pupil_returns(pupil: Pupil, group: ClassGroup, *, by: Who) -> None:
    """Back at school from today, in this group."""
    pupil.left_on = None
    pupil.save(update_fields=["left_on"])
    _place(pupil, group)
    note("pupil.returned", pupil, by=by)


def _place(pupil: Pupil, group: ClassGroup) -> None:
    Enrolment.objects.create(
        board_id=pupil.board_id, pupil=pupil, class_group=group, started_on=today()
    )


def _end(place: Enrolment, last_day: date) -> None:
    """End a place; one that began today and was a slip is taken away."""
    if place.started_on > last_day:
        place.delete()
        return
    place.ended_on = last_day
    place.save(update_fields=["ended_on"])
