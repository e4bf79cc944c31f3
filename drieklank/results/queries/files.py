"""Files made of a report."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from drieklank.measure.queries import Round
from drieklank.results.models import ReportFile
from drieklank.schools.models import User


def files_of(measured: Round, user: User) -> QuerySet[ReportFile]:
    """The files that this user asked for of a round, newest first, without their content."""
    rows = ReportFile.objects.filter(release__round=measured, asked_by=user)
    return rows.defer("content").order_by("-pk")


def file_of(measured: Round, user: User, public_id: UUID) -> ReportFile | None:
    """One file that this user asked for, with its content; None: not there, or somebody else's."""
    found: ReportFile | None = ReportFile.objects.filter(
        release__round=measured, asked_by=user, public_id=public_id
    ).first()
    return found
