"""Keeping a sheet with an own activity or a story, and taking it away."""

from __future__ import annotations

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.toolkit.handouts import fit_to_keep
from drieklank.toolkit.models import Handout, OwnActivity, Story
from drieklank.toolkit.rules.uploads import UploadRefused

# So many sheets go with one activity or story.
MOST = 8


def add_handout(owner: OwnActivity | Story, title: str, content: bytes, *, by: Actor) -> Handout:
    """Look a sheet through and keep it with its activity or story.

    Raises:
        UploadRefused: it may not be kept, or there are enough.
    """
    kind, kept = fit_to_keep(content)
    return _keep(owner, title, kind, kept, by=by)


@transaction.atomic
def _keep(owner: OwnActivity | Story, title: str, kind: str, kept: bytes, *, by: Actor) -> Handout:
    if owner.handouts.count() >= MOST:
        raise UploadRefused(f"Er staan al {MOST} bladen bij. Haal er eerst een weg.")
    row: Handout = Handout.objects.create(
        board_id=owner.board_id,
        school_id=owner.school_id,
        own=owner if isinstance(owner, OwnActivity) else None,
        story=owner if isinstance(owner, Story) else None,
        title=title.strip(),
        kind=str(kind),
        size=len(kept),
        content=kept,
        added_by=by.user,
        added_on=today(),
    )
    note("handout.added", row, by=by, kind=str(kind), bytes=len(kept))
    return row


@transaction.atomic
def remove_handout(row: Handout, *, by: Actor) -> None:
    """Take a sheet away for good."""
    note("handout.removed", row, by=by)
    row.delete()
