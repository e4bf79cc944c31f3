"""Marking a short lesson as done, for oneself."""

from __future__ import annotations

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.base.clock import today
from drieklank.schools.models import School
from drieklank.toolkit.models import LessonDone

# Nothing of this goes into the log: colleagues and leader may read that, and this is one's own.


@transaction.atomic
def mark_done(school: School, key: str, *, by: Actor) -> LessonDone:
    """Keep that this person followed a lesson; a second time changes nothing.

    Raises ValueError where nobody of the staff is signed in.
    """
    if by.user is None:
        raise ValueError("only a member of staff follows a lesson")
    row, _ = LessonDone.objects.get_or_create(
        school=school,
        user=by.user,
        lesson=key,
        defaults={"board_id": school.board_id, "done_on": today()},
    )
    return row


@transaction.atomic
def take_mark_back(school: School, key: str, *, by: Actor) -> None:
    """Remove the own mark."""
    LessonDone.objects.filter(school=school, user=by.user, lesson=key).delete()
