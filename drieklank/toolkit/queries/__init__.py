"""Reads of the toolkit, by noun."""

from drieklank.toolkit.queries.library import (
    Activity,
    AgePart,
    Choice,
    Filters,
    Found,
    activities,
    activities_for,
    activity,
    find,
    home_tips,
    of_pillar,
    references_of,
    schools,
    supports,
    time_of,
    tips_by_age,
)

__all__ = [
    "Activity",
    "AgePart",
    "Choice",
    "Filters",
    "Found",
    "activities",
    "activities_for",
    "activity",
    "find",
    "home_tips",
    "of_pillar",
    "references_of",
    "schools",
    "supports",
    "time_of",
    "tips_by_age",
]
