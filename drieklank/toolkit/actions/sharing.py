"""Sending an activity to colleagues."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.content.schema.activity import Activity
from drieklank.outbox.actions import queue
from drieklank.schools.models import School, User
from drieklank.toolkit.models import TeamShare
from drieklank.toolkit.rules import minutes_words

TEMPLATE = "activity-shared"


class SharedTodayError(ValueError):
    """This activity was sent to colleagues of this school today already."""


def share_address(school: School, key: str) -> str:
    """Where the activity stands, as a whole address."""
    return f"{settings.BASE_URL}{reverse('toolkit:activity', args=[school.code, key])}"


@transaction.atomic
def share_with_team(
    school: School, found: Activity, people: Collection[User], words: str, *, by: Actor
) -> TeamShare:
    """Queue one mail to each colleague; quiet hours hold as for every message.

    Raises:
        SharedTodayError: it was sent today already, by whomever.
    """
    try:
        with transaction.atomic():
            row: TeamShare = TeamShare.objects.create(
                board_id=school.board_id,
                school=school,
                key=found.key,
                shared_on=today(),
                shared_by=by.user,
                people=len(people),
            )
    except IntegrityError as failure:
        raise SharedTodayError from failure
    for person in people:
        queue(
            TEMPLATE,
            board_id=school.board_id,
            school_id=school.pk,
            user_id=person.pk,
            to=person.email,
            fields={
                "name": next(iter(str(person).split()), ""),
                "colleague": str(by.user or "Een collega"),
                "title": found.head.title,
                "summary": found.head.summary,
                "minutes": minutes_words(found.head.minutes),
                "words": words.strip() or "Lees eens mee?",
                "link": share_address(school, found.key),
                "school": school.name,
            },
        )
    note("activity.shared", row, by=by, key=found.key, people=len(people))
    return row
