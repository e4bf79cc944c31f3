"""The tables of results, by noun."""

from drieklank.results.models.files import FileState, ReportFile
from drieklank.results.models.ledger import (
    FigureKind,
    Release,
    ReleasedCount,
    ReleasedFigure,
    ReleasedText,
)

__all__ = [
    "FigureKind",
    "FileState",
    "Release",
    "ReleasedCount",
    "ReleasedFigure",
    "ReleasedText",
    "ReportFile",
]
