"""Which report a published round has: the one on goals, or every question as it was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from drieklank.measure.queries import Round
from drieklank.results.models import Release
from drieklank.results.queries.parts import Report
from drieklank.results.queries.plain import plain_report
from drieklank.results.queries.plain_parts import PlainReport
from drieklank.results.queries.remarks import INTRODUCTION
from drieklank.results.queries.report import report
from drieklank.results.rules import MINIMUM


def published(
    measured: Round, minimum: int = MINIMUM, release: Release | None = None
) -> Report | PlainReport | None:
    """The report of a round for a reader with this minimum; None: not published.

    `release`: an earlier version than the newest. Without enough parents there are no goals to
    report on. What others said is then told plainly.
    """
    found = report(measured, minimum, release)
    if found is None:
        return plain_report(measured, minimum, release)
    if not found.has_figures and found.pupils is not None and found.pupils.is_shown:
        return plain_report(measured, minimum, release)
    return found


def with_remarks(found: Report | PlainReport, remarks: Mapping[str, str]) -> Report | PlainReport:
    """The same report with these texts (place → text) in place of its own, for a preview."""
    introduction = remarks.get(INTRODUCTION, "")
    if isinstance(found, PlainReport):
        return replace(found, introduction=introduction)
    goals = tuple(
        replace(part, remark=remarks.get(part.found.goal.key, "")) for part in found.goals
    )
    return replace(found, introduction=introduction, goals=goals)
