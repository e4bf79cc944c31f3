"""Files made of a report: asked for, and made in the background."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.module_loading import import_string

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.documents.tables import SpssAbsent
from drieklank.measure.queries import Round
from drieklank.results.actions.files_made import content_of, pdf_of
from drieklank.results.models import FileKind, FileState, Release, ReportFile
from drieklank.results.queries.files import FIXED

__all__ = ["content_of", "make_file", "pdf_of", "request_file"]

# Tasks stand above actions, so the queue is handed the name.
MAKE_FILE: Final = "drieklank.results.tasks.make_report_file"


@transaction.atomic
def request_file(
    measured: Round,
    release: Release,
    minimum: int,
    *,
    by: Actor,
    kind: str = FileKind.REPORT,
    language: str = "",
) -> ReportFile:
    """Ask for a file of a publication, made in the background for this reader alone.

    Who asks again for the same gets the file that is there or on its way; a file that also shows
    what the school promised is made anew, since promises change.
    """
    if by.user is None:
        raise ValueError("only a member of staff asks for a file")
    known = ReportFile.objects.filter(
        release=release, asked_by=by.user, minimum=minimum, kind=kind, language=language
    ).exclude(state=FileState.FAILED)
    if kind not in FIXED:
        known = known.exclude(state=FileState.READY)
    found: ReportFile | None = known.defer("content").order_by("-pk").first()
    if found is not None:
        return found
    asked: ReportFile = ReportFile.objects.create(
        board_id=release.board_id,
        release=release,
        asked_by=by.user,
        asked_on=today(),
        minimum=minimum,
        kind=kind,
        language=language,
    )
    note("report.file", measured, by=by, format="pdf" if kind == FileKind.REPORT else str(kind))
    import_string(MAKE_FILE).enqueue(release.board_id, asked.pk)
    return asked


def make_file(file_id: int) -> bool:
    """Make a file that was asked for; False where it is gone or cannot be made. Safe to run twice."""
    asked: ReportFile | None = (
        ReportFile.objects.select_related("release__round__school").filter(pk=file_id).first()
    )
    if asked is None:
        return False
    ReportFile.objects.filter(pk=file_id).update(state=FileState.BUSY)
    release = asked.release
    try:
        content = content_of(release.round, release, asked.minimum, asked.kind, asked.language)
    except SpssAbsent:  # the page says so before; trying again makes no difference
        content = None
    except Exception:
        ReportFile.objects.filter(pk=file_id).update(state=FileState.FAILED)
        raise
    state = FileState.READY if content else FileState.FAILED
    ReportFile.objects.filter(pk=file_id).update(content=content, state=state)
    return content is not None
