"""Mending a parent's data from the school's side: the old address hears of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from drieklank.audit.actions import Who
from drieklank.outbox.actions import queue
from drieklank.people.actions.families import change_parent
from drieklank.people.models import Parent
from drieklank.people.queries import language_of
from drieklank.schools.models import School


@transaction.atomic
def change_parent_and_tell(
    parent: Parent, values: Mapping[str, Any], *, school: School, by: Who
) -> list[str]:
    """Mend a parent's data; names of the changed fields.

    Who changes the address could come in as this parent, at another school of the board too. The
    parent hears of it at the old address.
    """
    before = parent.email
    changed = change_parent(parent, values, school=school, by=by)
    if before and "email" in changed:
        queue(
            "parent-address-changed",
            board_id=parent.board_id,
            school_id=school.pk,
            parent_id=parent.pk,
            to=before,
            language=language_of(parent),
            fields={"school": school.name},
        )
    return changed
