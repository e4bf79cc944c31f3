"""Reads of what happened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from drieklank.audit.models import AuditEvent, RetentionRun


def lines_of_school(school_id: int, code: str) -> QuerySet[AuditEvent]:
    """All lines of one school, newest first, with what an administrator opened there."""
    opened = Q(object_type="access.StaffSession", facts__path__startswith=f"/school/{code}/")
    return AuditEvent.objects.filter(Q(school_id=school_id) | opened)


def between(
    lines: QuerySet[AuditEvent], first: date | None, last: date | None
) -> QuerySet[AuditEvent]:
    """The lines from one day to another, both included, as days in the Netherlands."""
    if first is not None:
        lines = lines.filter(at__gte=_start(first))
    if last is not None:
        lines = lines.filter(at__lt=_start(last + timedelta(days=1)))
    return lines


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def who_looked(
    *, parent_id: int | None = None, pupil_id: int | None = None, pupil_ids: Collection[int] = ()
) -> QuerySet[AuditEvent]:
    """Who saw or changed the data of a parent (and the own children) or of a pupil; newest first.

    What another parent did is left out: separated parents never see each other, nor each other's
    steps.
    """
    about = Q(pupil_id__in=[*pupil_ids, *([pupil_id] if pupil_id is not None else [])])
    if parent_id is not None:
        # A line about the child that names another parent (a relation) is that parent's.
        about = Q(parent_id=parent_id) | (about & Q(parent_id__isnull=True))
    else:
        about &= Q(parent_id__isnull=True)
    others = Q(actor_kind="parent")
    if parent_id is not None:
        others &= ~Q(actor_id=parent_id)
    return AuditEvent.objects.filter(about).exclude(others)


def retention_runs() -> QuerySet[RetentionRun]:
    """When something was removed because its term was over, newest first."""
    return RetentionRun.objects.all()
