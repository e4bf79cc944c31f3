"""Decisions of the toolkit as pure functions: which activities a reader asked for, which serve a goal."""

from drieklank.toolkit.rules.choosing import MOST, QUICK, Choice, three_for
from drieklank.toolkit.rules.filters import Filters, matches
from drieklank.toolkit.rules.naming import (
    AGES,
    EVIDENCE,
    EVIDENCE_DOTS,
    FOR_WHOM,
    LED_BY,
    PILLARS,
    SIDES,
    THEMES,
    TOPICS,
    minutes_words,
)

__all__ = [
    "AGES",
    "EVIDENCE",
    "EVIDENCE_DOTS",
    "FOR_WHOM",
    "LED_BY",
    "MOST",
    "PILLARS",
    "QUICK",
    "SIDES",
    "THEMES",
    "TOPICS",
    "Choice",
    "Filters",
    "matches",
    "minutes_words",
    "three_for",
]
