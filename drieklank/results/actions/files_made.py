"""The bytes of every kind of file; dated by the publication, so that equal figures are an equal file."""

from __future__ import annotations

from drieklank.documents.pdf import render
from drieklank.documents.tables import csv_archive, spss_file, workbook
from drieklank.measure.queries import Round
from drieklank.results.models import FileKind, Release
from drieklank.results.queries import (
    PlainReport,
    Report,
    as_paper,
    plain_as_paper,
    published,
)
from drieklank.results.queries.files_paper import summary_as_paper
from drieklank.results.queries.files_rows import Export, export_of
from drieklank.results.queries.files_slides import slides_as_paper
from drieklank.results.queries.files_tables import (
    files_in_archive,
    notes,
    readme,
    sheets_of,
    spss_table,
)
from drieklank.results.queries.summary import parents_summary
from drieklank.results.queries.texts import lacks_texts

_FIGURES = frozenset({FileKind.XLSX, FileKind.CSV, FileKind.SAV})


def pdf_of(found: Report | PlainReport, *, without_texts: bool = False) -> bytes:
    """The report as a tagged PDF; `without_texts`: it says that open answers are still read over."""
    is_plain = isinstance(found, PlainReport)
    data = plain_as_paper(found) if isinstance(found, PlainReport) else as_paper(found)
    data["lacks_texts"] = without_texts
    return render("plain_report" if is_plain else "report", data, found.published_at)


def content_of(
    measured: Round, release: Release, minimum: int, kind: str, language: str = ""
) -> bytes | None:
    """A file of a publication for a reader with this minimum; None: there is nothing to make it of.

    Raises SpssAbsent where a file for SPSS cannot be made on this machine.
    """
    if kind in _FIGURES:
        export = export_of(measured, minimum, release)
        return None if export is None else _figures(export, kind)
    if kind in {FileKind.SUMMARY, FileKind.POSTER}:
        return _for_parents(measured, release, kind, language or "nl")
    found = published(measured, minimum, release)
    if found is None:
        return None
    if kind == FileKind.SLIDES:
        return render("slides", slides_as_paper(found, measured), found.published_at)
    return pdf_of(found, without_texts=lacks_texts(measured, release))


def _figures(export: Export, kind: str) -> bytes:
    made = export.published_at
    if kind == FileKind.XLSX:
        title = f"{export.title} {export.school}"
        return workbook(title, notes(export), sheets_of(export), made)
    if kind == FileKind.CSV:
        return csv_archive(readme(export), files_in_archive(export), made)
    return spss_file(spss_table(export), "aantal", made)


def _for_parents(measured: Round, release: Release, kind: str, language: str) -> bytes | None:
    """For everybody, so from ten answers on, whoever asks. A poster is in Dutch."""
    is_poster = kind == FileKind.POSTER
    summary = parents_summary(measured, "nl" if is_poster else language, release)
    if summary is None:
        return None
    data = summary_as_paper(summary)
    return render("poster_results" if is_poster else "summary", data, summary.published_at)
