"""The rounds of a school as the list under Begrijpen shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from drieklank.measure.queries import Round
from drieklank.results.models import Release
from drieklank.results.queries.parts import period_words, round_title
from drieklank.schools.models import School


@dataclass(frozen=True)
class RoundLine:
    """One round: what it is called, where it stands, and whether there is a report."""

    code: str
    title: str
    opens_on: date
    closes_on: date
    state: str
    label: str
    is_published: bool
    is_archived: bool = False

    @property
    def period(self) -> str:
        """When people could answer, in words."""
        return period_words(self.opens_on, self.closes_on)


def schools() -> QuerySet[School]:
    """All schools of the open boards; which of them a reader may see, the doors say."""
    return School.objects.all()


def round_lines(rounds: Iterable[Round]) -> tuple[RoundLine, ...]:
    """Lines for these rounds, in their own order. Two statements."""
    rows = list(rounds)
    published = set(
        Release.objects.filter(round__in=[row.pk for row in rows]).values_list(
            "round_id", flat=True
        )
    )
    return tuple(
        RoundLine(
            row.code,
            round_title(row),
            row.opens_on,
            row.closed_on or row.closes_on,
            row.state,
            row.get_state_display(),
            row.pk in published,
            row.archived_on is not None,
        )
        for row in rows
    )
