"""Writes of results: publishing, which is the only way a figure leaves, and files made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from secrets import SystemRandom
from typing import Final

from django.db import transaction
from django.utils.module_loading import import_string

from drieklank.access.actor import Actor
from drieklank.audit.actions import Who, note
from drieklank.base.clock import now, today
from drieklank.content.schema import Kind
from drieklank.documents.pdf import render
from drieklank.measure.actions import NotClosedError, mark_published
from drieklank.measure.queries import (
    Round,
    open_texts,
    questionnaire_of,
    response_shown,
    tally,
)
from drieklank.results.models import (
    FileState,
    Release,
    ReleasedCount,
    ReleasedFigure,
    ReleasedText,
    ReportFile,
)
from drieklank.results.queries import (
    PlainReport,
    Report,
    as_paper,
    names_at,
    plain_as_paper,
    published,
)
from drieklank.results.release import FigureRow, figures_to_release, texts_to_release

# Tasks stand above actions, so the queue is handed the name.
MAKE_FILE: Final = "drieklank.results.tasks.make_report_file"

__all__ = ["NotClosedError", "make_file", "pdf_of", "publish", "request_file"]


@transaction.atomic
def publish(closed: Round, *, by: Who) -> Release:
    """Release the figures of a closed round, once: rows that page, PDF and files then only read.

    Raises:
        NotClosedError: the round still runs, or was published before.
    """
    row = mark_published(closed)
    kind, user_id = by.kind_and_id
    release: Release = Release.objects.create(
        board_id=row.board_id,
        round=row,
        published_at=now(),
        published_by_id=user_id if kind == "user" else None,
    )
    counts = _counts(row, release)
    figures = _figures(row, release)
    texts = _texts(row, release)
    ReleasedCount.objects.bulk_create(counts)
    ReleasedFigure.objects.bulk_create(figures)
    ReleasedText.objects.bulk_create(texts)
    note("report.publish", row, by=by, figures=len(figures), texts=len(texts))
    return release


def _counts(measured: Round, release: Release) -> list[ReleasedCount]:
    rows = []
    for response in response_shown(measured):
        total = ("", response.total)
        for place, (name, shown) in enumerate((total, *response.groups)):
            rows.append(
                ReleasedCount(
                    board_id=release.board_id,
                    release=release,
                    role=response.role,
                    group=name,
                    place=place,
                    invited=shown.invited,
                    answered=shown.answered,
                )
            )
    return rows


def _figures(measured: Round, release: Release) -> list[ReleasedFigure]:
    rows: list[FigureRow] = []
    for response in response_shown(measured):
        counted = tally(measured, response.role)
        if counted is not None:
            asked = questionnaire_of(measured, response.role)
            unordered = (
                {item.key for item in asked.items if item.kind is Kind.SINGLE} if asked else ()
            )
            invited = response.total.invited
            rows += figures_to_release(response.role, counted, invited, unordered)
    return [
        ReleasedFigure(board_id=release.board_id, release=release, **asdict(row)) for row in rows
    ]


def _texts(measured: Round, release: Release) -> list[ReleasedText]:
    written: dict[str, Sequence[str]] = {}
    for response in response_shown(measured):
        asked = questionnaire_of(measured, response.role)
        for item in asked.items if asked else ():
            if item.kind is Kind.OPEN:
                written[item.key] = open_texts(measured, item.key)
    kept = texts_to_release(written, names_at(measured.school), SystemRandom())
    return [
        ReleasedText(
            board_id=release.board_id, release=release, item=item, text=text, published_on=today()
        )
        for item, text in kept
    ]


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
