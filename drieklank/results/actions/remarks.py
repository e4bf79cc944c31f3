"""Writing with a report, and locking what was written into a version."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.measure.queries import Round
from drieklank.results.models import Release, Remark
from drieklank.results.queries.remarks import drafts_of, places_of


@transaction.atomic
def write_remarks(measured: Round, texts: Mapping[str, str], *, by: Actor) -> int:
    """Keep these drafts (place → text; empty: taken out); return how many changed.

    What stands in a published version stays as it is: a draft comes into the next one. A place that
    the report does not have is left out.
    """
    known, before = {place.key for place in places_of(measured)}, drafts_of(measured)
    changed = 0
    for place, text in texts.items():
        said = text.strip()
        if place not in known or said == before.get(place, ""):
            continue
        Remark.objects.update_or_create(
            round=measured,
            release=None,
            place=place,
            defaults={
                "board_id": measured.board_id,
                "text": said,
                "author": by.user,
                "written_on": today(),
            },
        )
        changed += 1
    if changed:
        note("report.remark", measured, by=by, places=changed)
    return changed


def lock_remarks(release: Release) -> int:
    """Copy the drafts into a version; call in the transaction that makes it. Returns how many."""
    drafts = Remark.objects.filter(round=release.round, release=None).exclude(text="")
    copies = [
        Remark(
            board_id=release.board_id,
            round=release.round,
            release=release,
            place=draft.place,
            text=draft.text,
            author_id=draft.author_id,
            written_on=draft.written_on,
        )
        for draft in drafts
    ]
    return len(Remark.objects.bulk_create(copies))
