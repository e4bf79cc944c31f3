"""What a school signed about itself: the readiness check and the ten success factors, judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from drieklank.content.schema.activity import Activity
from drieklank.improve.models import GuidanceRequest
from drieklank.improve.rules import factors as factor_rules
from drieklank.improve.rules import readiness as rules
from drieklank.improve.rules.guidance import part_names
from drieklank.measure.queries.signed import sheets_of, signed_answers
from drieklank.schools.models import School
from drieklank.schools.queries import advisers_of
from drieklank.toolkit.queries import activity, time_of

READINESS: Final = "readiness"
FACTORS: Final = "success-factors"


@dataclass(frozen=True)
class Suggestion:
    """An activity to begin with."""

    activity: Activity
    time: str


@dataclass(frozen=True)
class MissingLine:
    """A missing piece with what it needs."""

    missing: rules.Missing
    activities: tuple[Suggestion, ...]

    @property
    def said(self) -> str:
        return "deels" if self.missing.answer == "partly" else "nog niet"


@dataclass(frozen=True)
class Check:
    """A signed check, judged."""

    signed_on: date
    signed_by: str
    outcome: rules.Outcome
    missing: tuple[MissingLine, ...]


def checks_of(school: School) -> list[Check]:
    """The signed readiness checks of a school, newest first."""
    return [
        Check(
            sheet.signed_on,
            str(sheet.filled_by) if sheet.filled_by else "iemand die hier niet meer werkt",
            outcome := rules.judge(sheet.answers),
            tuple(
                MissingLine(one, tuple(filter(None, map(suggestion, one.step.activities))))
                for one in outcome.missing
            ),
        )
        for sheet in sheets_of(school).filter(instrument=READINESS, signed_on__isnull=False)
        if sheet.signed_on is not None
    ]


def missing_pieces(school: School) -> tuple[str, ...]:
    """Keys of the pieces that the newest check misses; empty where there is no check."""
    sheet = signed_answers(school, READINESS)
    return tuple(one.key for one in rules.judge(sheet.answers).missing) if sheet else ()


def suggestion(key: str) -> Suggestion | None:
    """An activity by key; None: the library does not have it any more."""
    found = activity(key)
    return Suggestion(found, time_of(found)) if found else None


@dataclass(frozen=True)
class FactorLine:
    """One factor, and what to do about it."""

    found: factor_rules.Found
    activity: Suggestion | None
    # How it stood at earlier scans, oldest first, in words.
    before: tuple[str, ...]

    @property
    def words(self) -> str:
        return factor_rules.PRESENCE_WORDS[self.found.presence]

    @property
    def kind(self) -> str:
        """Which mark the presence gets."""
        return "ok" if self.found.presence is factor_rules.Presence.PRESENT else "wait"


@dataclass(frozen=True)
class ClusterPart:
    """The factors of one cluster."""

    key: str
    name: str
    lines: tuple[FactorLine, ...]


@dataclass(frozen=True)
class Scan:
    """The newest scan, beside earlier ones. `dates`: when they were signed, oldest first."""

    headline: str
    signed_on: date
    signed_by: str
    clusters: tuple[ClusterPart, ...]
    first: FactorLine | None
    dates: tuple[date, ...]


def scan_of(school: School) -> Scan | None:
    """The ten factors as the school signed them last; None: there is no signed scan."""
    sheets = [
        sheet
        for sheet in sheets_of(school).filter(instrument=FACTORS, signed_on__isnull=False)
        if sheet.signed_on is not None
    ]
    if not sheets:
        return None
    newest, *older = sheets
    judged = factor_rules.find_factors(newest.answers)
    earlier = [factor_rules.find_factors(sheet.answers) for sheet in reversed(older)]
    lines = {
        found.factor.key: FactorLine(
            found,
            suggestion(found.factor.activity_in(school.sector)),
            tuple(factor_rules.PRESENCE_WORDS[scan[place].presence] for scan in earlier),
        )
        for place, found in enumerate(judged)
    }
    first = factor_rules.first_step(judged)
    return Scan(
        factor_rules.headline(judged),
        newest.signed_on,  # type: ignore[arg-type] # signed sheets only, see above
        str(newest.filled_by) if newest.filled_by else "iemand die hier niet meer werkt",
        tuple(
            ClusterPart(
                key, name, tuple(one for one in lines.values() if one.found.factor.cluster == key)
            )
            for key, name in factor_rules.CLUSTERS.items()
        ),
        lines[first.factor.key] if first else None,
        tuple(sheet.signed_on for sheet in reversed(sheets) if sheet.signed_on),
    )


def guidance_requests(school: School) -> QuerySet[GuidanceRequest]:
    """The requests of a school, newest first."""
    return GuidanceRequest.objects.filter(school=school).select_related("school")


def parts_of(row: GuidanceRequest) -> list[str]:
    """What was asked for, in words."""
    return part_names(row.parts)


def known_providers(school: School) -> list[tuple[str, str]]:
    """Name and address of who helps the school on now: its advisers."""
    return [(str(one.user), one.user.email) for one in advisers_of(school)]
