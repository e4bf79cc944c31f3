"""Decisions of the toolkit as pure functions: which activities a reader asked for, which serve a goal."""

from drieklank.toolkit.rules.choosing import MOST, QUICK, Choice, three_for
from drieklank.toolkit.rules.filters import Filters, matches
from drieklank.toolkit.rules.naming import (
    EVIDENCE,
    EVIDENCE_DOTS,
    FOR_WHOM,
    LED_BY,
    PILLARS,
    SIDES,
    THEMES,
    minutes_words,
)

__all__ = [
    "EVIDENCE",
    "EVIDENCE_DOTS",
    "FOR_WHOM",
    "LED_BY",
    "MOST",
    "PILLARS",
    "QUICK",
    "SIDES",
    "THEMES",
    "Choice",
    "Filters",
    "matches",
    "minutes_words",
    "three_for",
]
