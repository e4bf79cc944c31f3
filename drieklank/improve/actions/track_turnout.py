"""How many families are expected at the evening and how many came, per group as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.improve.models import PrepTask, TrackStep


@dataclass(frozen=True, slots=True)
class TurnoutWish:
    """The numbers of one group, and those that were read before; None: not known."""

    pk: int
    wanted: int | None
    came: int | None
    seen: tuple[int | None, int | None]


@transaction.atomic
def save_turnout(step: TrackStep, wishes: Sequence[TurnoutWish], *, by: Actor) -> list[PrepTask]:
    """Save what changed. Rows that somebody else changed meanwhile stay, and come back."""
    rows = PrepTask.objects.select_for_update().filter(step=step).exclude(class_group=None)
    by_key = {row.pk: row for row in rows}
    clashes, written = [], 0
    for wish in wishes:
        row, new = by_key.get(wish.pk), (wish.wanted, wish.came)
        if row is None or new in {wish.seen, (row.wanted, row.came)}:
            continue
        if (row.wanted, row.came) != wish.seen:
            clashes.append(row)
            continue
        row.wanted, row.came = new
        row.save(update_fields=["wanted", "came"])
        written += 1
    if written:
        note("track.turnout", step, by=by, groups=written)
    return clashes
