"""What leader and adviser wrote with a report: drafts, and what stands in a version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from drieklank.content.queries import framework_of
from drieklank.measure.queries import Round, questionnaire_of
from drieklank.results.models import Release, Remark
from drieklank.results.queries.ledger import release_of
from drieklank.results.queries.parts import day_words

INTRODUCTION: Final = "introduction"


@dataclass(frozen=True)
class Place:
    """Where a text may stand: its key, what the form calls it."""

    key: str
    name: str


@dataclass(frozen=True)
class Version:
    """One publication of a report. `is_newest`: no later one replaces it."""

    number: int
    day: str
    is_newest: bool


def places_of(measured: Round) -> tuple[Place, ...]:
    """Where texts may stand in the report of a round: at its start, and with each goal."""
    asked = questionnaire_of(measured, "parents")
    goals = framework_of(asked).goals if asked is not None and asked.framework else ()
    return (
        Place(INTRODUCTION, "Inleiding"),
        *(Place(goal.key, str(goal.name)) for goal in goals),
    )


def drafts_of(measured: Round) -> dict[str, str]:
    """The texts as they were last written: place → text. Empty ones are not in it."""
    return _texts(measured, None)


def remarks_of(release: Release) -> dict[str, str]:
    """The texts that stand in a version: place → text."""
    return _texts(release.round, release)


def _texts(measured: Round, release: Release | None) -> dict[str, str]:
    rows = Remark.objects.filter(round=measured, release=release)
    return {row.place: row.text for row in rows if row.text}


def last_writer(measured: Round) -> str:
    """Who changed a draft last, and when: "Marieke Oosterhof, 3 november 2026"; empty: nobody."""
    row = (
        Remark.objects.filter(round=measured, release=None)
        .select_related("author")
        .order_by("-written_on", "-pk")
        .first()
    )
    if row is None:
        return ""
    name = row.author.name if row.author else "iemand die hier niet meer werkt"
    return f"{name}, {day_words(row.written_on)}"


def awaits_version(measured: Round) -> bool:
    """Whether something was written that the newest version does not have."""
    release = release_of(measured)
    return release is not None and drafts_of(measured) != remarks_of(release)


def versions_of(measured: Round) -> tuple[Version, ...]:
    """The versions of a report, newest first."""
    rows = list(Release.objects.filter(round=measured).order_by("-version"))
    return tuple(
        Version(row.version, day_words(timezone.localdate(row.published_at)), place == 0)
        for place, row in enumerate(rows)
    )


def version_of(measured: Round, number: int) -> Release | None:
    """One version of a report; None: there is none of that number."""
    return Release.objects.filter(round=measured, version=number).first()
