"""How many answers must stand behind a figure, for whoever reads."""

from __future__ import annotations

from typing import Final

from drieklank.access.actor import Actor
from drieklank.access.rules import Role
from drieklank.measure.queries import Round
from drieklank.results.rules import MINIMUM, MINIMUM_ABROAD

__all__ = ["MINIMUM", "MINIMUM_ABROAD", "reader_minimum"]

_INSIDE: Final = (Role.SCHOOL_LEADER, Role.TEACHER, Role.CARE_COORDINATOR)


def reader_minimum(actor: Actor, measured: Round) -> int:
    """Five answers for who works at the school; ten for whoever looks from outside."""
    return MINIMUM if measured.school_id in actor.schools(*_INSIDE) else MINIMUM_ABROAD
