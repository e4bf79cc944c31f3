"""Files made of a report: which there are, what they are called, and the figures and words in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from drieklank.content.queries import interface_languages
from drieklank.documents.tables import has_spss
from drieklank.measure.queries import Round
from drieklank.results.models import FileKind, ReportFile
from drieklank.results.queries.summary import INTERFACE
from drieklank.schools.models import User

_PDF: Final = ("pdf", "application/pdf")
_MEDIA: Final[dict[str, tuple[str, str]]] = {
    FileKind.XLSX: (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    FileKind.CSV: ("zip", "application/zip"),
    FileKind.SAV: ("sav", "application/x-spss-sav"),
}
_STEMS: Final[dict[str, str]] = {
    FileKind.REPORT: "rapport",
    FileKind.SLIDES: "dias",
    FileKind.POSTER: "poster",
    FileKind.SUMMARY: "samenvatting",
}
_ABOUT: Final[dict[str, str]] = {
    FileKind.REPORT: "Alles op papier, met de cijfers en hoe ze gemeten zijn. PDF.",
    FileKind.SLIDES: "Dia's om met het team te bespreken, met vragen voor aan tafel. PDF.",
    FileKind.POSTER: "A3 voor in de hal: wat ouders zeiden, en plek voor wat jullie gaan doen. PDF.",
    FileKind.SUMMARY: "Twee bladzijden voor alle ouders, in hun eigen taal. PDF.",
    FileKind.XLSX: "Scores, antwoorden en respons als tabellen.",
    FileKind.CSV: "Dezelfde tabellen als tekstbestanden, met een codeboek. ZIP.",
    FileKind.SAV: "Elk antwoord als regel, met labels; het aantal is de weging.",
}
# What stays the same as long as the publication does; the others show what the school promised too.
FIXED: Final = frozenset({FileKind.REPORT, FileKind.XLSX, FileKind.CSV, FileKind.SAV})
FOR_PARENTS: Final = frozenset({FileKind.POSTER, FileKind.SUMMARY})


@dataclass(frozen=True)
class Choice:
    """A file that can be asked for. `is_absent`: this machine cannot make it."""

    kind: str
    title: str
    about: str
    languages: tuple[tuple[str, str], ...] = ()
    is_absent: bool = False


def choices_of(measured: Round) -> tuple[Choice, ...]:
    """The files that can be asked for of a round; those for parents only where parents were asked."""
    names = dict(settings.LANGUAGES)
    languages = tuple((lang, str(names[lang])) for lang in interface_languages(INTERFACE))
    return tuple(
        Choice(
            kind,
            str(kind.label),
            _ABOUT[kind],
            languages if kind is FileKind.SUMMARY else (),
            kind is FileKind.SAV and not has_spss(),
        )
        for kind in FileKind
        if kind not in FOR_PARENTS or "parents" in measured.roles
    )


def files_of(measured: Round, user: User) -> QuerySet[ReportFile]:
    """The files that this user asked for of a round, newest first, without their content."""
    rows = ReportFile.objects.filter(release__round=measured, asked_by=user)
    return rows.select_related("release").defer("content").order_by("-pk")


def file_of(measured: Round, user: User, public_id: UUID) -> ReportFile | None:
    """One file that this user asked for, with its content; None: not there, or somebody else's."""
    found: ReportFile | None = ReportFile.objects.filter(
        release__round=measured, asked_by=user, public_id=public_id
    ).first()
    return found


def download_name(code: str, kind: str, language: str = "") -> str:
    """`rapport-de-klimop-2026.pdf`, `samenvatting-de-klimop-2026-tr.pdf`: safe in any file system."""
    ending, _ = _MEDIA.get(kind, _PDF)
    parts = [_STEMS.get(kind, "cijfers"), code, *([language] if language else [])]
    return f"{'-'.join(parts)}.{ending}"


def content_type(kind: str) -> str:
    """The media type of a file of this kind."""
    return _MEDIA.get(kind, _PDF)[1]
