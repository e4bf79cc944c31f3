"""The sheets that a school keeps with its own activities and stories."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from drieklank.base.text import slug
from drieklank.schools.models import School
from drieklank.toolkit.models import Handout, HandoutKind, OwnActivity, Story

_TYPES = {
    HandoutKind.PDF: "application/pdf",
    HandoutKind.PNG: "image/png",
    HandoutKind.JPEG: "image/jpeg",
}


@dataclass(frozen=True)
class Download:
    """A sheet as it leaves: its name, its type, its bytes."""

    name: str
    content_type: str
    content: bytes


def handouts_of(owner: OwnActivity | Story) -> QuerySet[Handout]:
    """The sheets of an activity or story, without their bytes."""
    rows: QuerySet[Handout] = owner.handouts.defer("content")
    return rows


def handout_of(school: School, public_id: UUID) -> Handout | None:
    """One sheet of a school; None: it has none of that id."""
    rows = Handout.objects.filter(school=school, public_id=public_id)
    return rows.select_related("own", "story").defer("content").first()


def download_of(row: Handout) -> Download:
    """The sheet to send. Its name is made of its title: never what the uploader's computer said."""
    name = f"{slug(row.title) or 'blad'}.{row.kind}"
    return Download(name, _TYPES[HandoutKind(row.kind)], bytes(row.content))


def size_words(row: Handout) -> str:
    """PDF, 120 kB."""
    return f"{row.get_kind_display()}, {max(1, row.size // 1024)} kB"
