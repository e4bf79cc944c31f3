"""Charts as text: plain values in, HTML for a page or SVG for paper out. No Django, no library.

`page.dumbbell(rows, …)` gives a table with drawings in its cells; `paper.dumbbell(rows, …)` gives
one strict SVG that Typst reads. Both take the same rows.
"""

from drieklank.documents.charts import page, paper, stack
from drieklank.documents.charts.rows import (
    DUTCH,
    Drawing,
    DumbbellRow,
    GrowthRow,
    LikertRow,
    Shares,
    StripRow,
    Words,
)

__all__ = [
    "DUTCH",
    "Drawing",
    "DumbbellRow",
    "GrowthRow",
    "LikertRow",
    "Shares",
    "StripRow",
    "Words",
    "page",
    "paper",
    "stack",
]
