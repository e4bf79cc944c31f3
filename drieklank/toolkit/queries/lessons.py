"""Which lessons somebody followed, and how many colleagues did, where that points to nobody."""

from __future__ import annotations

from typing import Final

from django.db.models import Count

from drieklank.schools.models import School, User
from drieklank.toolkit.models import LessonDone

# A number below this could point to somebody.
FEWEST: Final = 3


def done_by(school: School, user: User | None) -> frozenset[str]:
    """The keys of the lessons that this person marked as done."""
    rows = LessonDone.objects.filter(school=school, user=user) if user is not None else ()
    return frozenset(row.lesson for row in rows)


def done_at(school: School, beside: User | None) -> dict[str, int]:
    """How many others than the one who looks followed a lesson, by key; fewer than three are left out."""
    rows = (
        LessonDone.objects.filter(school=school)
        .exclude(user=beside)
        .order_by()
        .values("lesson")
        .annotate(people=Count("id"))
    )
    return {row["lesson"]: row["people"] for row in rows if row["people"] >= FEWEST}
