"""The demonstration's rounds: one finished baseline, one that runs, one planned."""

from __future__ import annotations

from random import Random

from drieklank.schools.models import School


def make_rounds(schools: dict[str, School], random: Random) -> None:
    """One finished baseline, one running, one not begun."""
