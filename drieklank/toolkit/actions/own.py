"""Writing, changing and putting away a school's own activity."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.schools.models import School
from drieklank.toolkit.actions.rewriting import rewrite
from drieklank.toolkit.models import OwnActivity
from drieklank.toolkit.rules.own import OWN

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class OwnText:
    """How an own activity is to read. steps: as `rules.own.read_steps` reads them."""

    title: str
    summary: str
    pillar: str
    goals: tuple[str, ...]
    for_whom: str
    preparation_minutes: int
    aim: str
    preparation: str
    steps: str
    care: str = ""
    worked: str = ""


@transaction.atomic
def add_own(school: School, text: OwnText, *, by: Actor, adapted_from: str = "") -> OwnActivity:
    """Add an activity to a school's own. adapted_from: key of the standard one it began as."""
    row: OwnActivity = OwnActivity.objects.create(
        board_id=school.board_id,
        school=school,
        key=OWN + "".join(secrets.choice(_LETTERS) for _ in range(8)),
        adapted_from=adapted_from,
        written_by=by.user,
        written_on=today(),
        changed_by=by.user,
        changed_on=today(),
        **_columns(text),
    )
    note("own_activity.added", row, by=by)
    return row


@transaction.atomic
def change_own(known: OwnActivity, text: OwnText, version: int, *, by: Actor) -> OwnActivity:
    """Change an own activity. version: the one that the writer began from.

    Raises:
        ChangedMeanwhileError: it was changed since; nothing is written.
    """
    row: OwnActivity = OwnActivity.objects.select_for_update().get(pk=known.pk)
    if rewrite(row, _columns(text), version, by=by):
        note("own_activity.changed", row, by=by, version=row.version)
    return row


@transaction.atomic
def put_away(row: OwnActivity, *, by: Actor) -> None:
    """Leave an own activity out of the list; plans that name it still find it."""
    if OwnActivity.objects.filter(pk=row.pk, archived_on=None).update(archived_on=today()):
        note("own_activity.archived", row, by=by)


@transaction.atomic
def bring_back(row: OwnActivity, *, by: Actor) -> None:
    """Put an own activity that was left out back in the list."""
    if OwnActivity.objects.filter(pk=row.pk).exclude(archived_on=None).update(archived_on=None):
        note("own_activity.brought_back", row, by=by)


def _columns(text: OwnText) -> dict[str, object]:
    return asdict(text) | {"goals": list(text.goals)}
