"""Which report a published round has: the one on goals, or every question as it was answered."""

from __future__ import annotations

from drieklank.measure.queries import Round
from drieklank.results.queries.parts import Report
from drieklank.results.queries.plain import plain_report
from drieklank.results.queries.plain_parts import PlainReport
from drieklank.results.queries.report import report
from drieklank.results.rules import MINIMUM


def published(measured: Round, minimum: int = MINIMUM) -> Report | PlainReport | None:
    """The report of a round for a reader with this minimum; None: not published.

    Without enough parents there are no goals to report on. What others said is then told plainly.
    """
    found = report(measured, minimum)
    if found is None:
        return plain_report(measured, minimum)
    if not found.has_figures and found.pupils is not None and found.pupils.is_shown:
        return plain_report(measured, minimum)
    return found
