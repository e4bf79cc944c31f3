"""The drawings of the page that compares."""

from __future__ import annotations

from dataclasses import dataclass

from drieklank.documents.charts import Drawing
from drieklank.documents.charts.benchmark import BesideRow, beside
from drieklank.results.queries.benchmark import Compared, Comparison, Part


@dataclass(frozen=True)
class DrawnPart:
    """One part with its drawings; None where there is no group for it."""

    part: Part
    goals: Drawing | None
    items: Drawing | None


def drawn_parts(found: Comparison) -> tuple[DrawnPart, ...]:
    """Every part, drawn."""
    return tuple(
        DrawnPart(
            part,
            _drawn(
                part.goals, f"Streefdoelen volgens {part.many}, naast andere scholen", "Streefdoel"
            ),
            _drawn(part.items, f"Vragen aan {part.many}, naast andere scholen", "Vraag"),
        )
        for part in found.parts
    )


def _drawn(rows: tuple[Compared, ...], caption: str, what: str) -> Drawing | None:
    if not rows:
        return None
    return beside([_row(row) for row in rows], caption=caption, what=what)


def _row(row: Compared) -> BesideRow:
    return BesideRow(
        row.name,
        row.sentence,
        row.score,
        row.value,
        row.low,
        row.high,
        row.low_quartile,
        row.high_quartile,
        row.mean,
        row.own_words,
        row.middle_words,
    )
