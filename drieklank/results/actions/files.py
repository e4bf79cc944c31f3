"""Files made of a report: asked for, made in the background, and set."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.module_loading import import_string

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.documents.pdf import render
from drieklank.measure.queries import Round
from drieklank.results.models import FileState, Release, ReportFile
from drieklank.results.queries import PlainReport, Report, as_paper, plain_as_paper, published

# Tasks stand above actions, so the queue is handed the name.
MAKE_FILE: Final = "drieklank.results.tasks.make_report_file"


@transaction.atomic
def request_file(measured: Round, release: Release, minimum: int, *, by: Actor) -> ReportFile:
    """Ask for the report as a PDF, made in the background for this reader alone.

    Who asks again for the same publication gets the file that is there or on its way.
    """
    if by.user is None:
        raise ValueError("only a member of staff asks for a file")
    known = ReportFile.objects.filter(release=release, asked_by=by.user, minimum=minimum)
    found: ReportFile | None = (
        known.exclude(state=FileState.FAILED).defer("content").order_by("-pk").first()
    )
    if found is not None:
        return found
    asked: ReportFile = ReportFile.objects.create(
        board_id=release.board_id,
        release=release,
        asked_by=by.user,
        asked_on=today(),
        minimum=minimum,
    )
    note("report.file", measured, by=by, format="pdf")
    import_string(MAKE_FILE).enqueue(release.board_id, asked.pk)
    return asked


def make_file(file_id: int) -> bool:
    """Make a file that was asked for; False where it is gone. Safe to run twice."""
    asked: ReportFile | None = (
        ReportFile.objects.select_related("release__round__school").filter(pk=file_id).first()
    )
    if asked is None:
        return False
    ReportFile.objects.filter(pk=file_id).update(state=FileState.BUSY)
    try:
        found = published(asked.release.round, asked.minimum)
        content = pdf_of(found) if found else None
    except Exception:
        ReportFile.objects.filter(pk=file_id).update(state=FileState.FAILED)
        raise
    state = FileState.READY if content else FileState.FAILED
    ReportFile.objects.filter(pk=file_id).update(content=content, state=state)
    return content is not None


def pdf_of(found: Report | PlainReport) -> bytes:
    """The report as a tagged PDF; dated by its publication, so that the same report is the same file."""
    if isinstance(found, PlainReport):
        return render("plain_report", plain_as_paper(found), found.published_at)
    return render("report", as_paper(found), found.published_at)
