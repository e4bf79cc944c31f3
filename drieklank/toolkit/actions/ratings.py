"""Saying after an activity whether you would do it again."""

from __future__ import annotations

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.schools.models import School
from drieklank.toolkit.models import Rating


@transaction.atomic
def rate(school: School, key: str, *, again: str, line: str, by: Actor) -> Rating:
    """Keep a colleague's view of an activity; a second one takes the place of the first."""
    if by.user is None:
        raise ValueError("only a member of staff rates an activity")
    row, _ = Rating.objects.update_or_create(
        school=school,
        key=key,
        rated_by=by.user,
        defaults={
            "board_id": school.board_id,
            "again": again,
            "line": line.strip(),
            "rated_on": today(),
        },
    )
    note("activity.rated", row, by=by, key=key)
    return row


@transaction.atomic
def take_rating_back(school: School, key: str, *, by: Actor) -> None:
    """Remove the own view of an activity."""
    row = Rating.objects.filter(school=school, key=key, rated_by=by.user).first()
    if row is not None:
        note("activity.rating_removed", row, by=by, key=key)
        row.delete()
