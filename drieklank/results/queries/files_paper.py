"""Summary, slides and poster as data for the typesetter: words and drawings, nothing to decide."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drieklank.results.queries.summary import ParentsSummary


def summary_as_paper(summary: ParentsSummary) -> dict[str, Any]:
    """What `documents/typst/summary.typ` sets."""
    data = asdict(summary)
    del data["published_at"]
    return data
