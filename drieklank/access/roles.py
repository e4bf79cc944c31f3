"""Who somebody is at a school, and which rows a role reaches: words of the table in `rules.py`."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    SCHOOL_LEADER = "school_leader"
    TEACHER = "teacher"
    CARE_COORDINATOR = "care_coordinator"
    BOARD_MEMBER = "board_member"
    ADVISER = "adviser"
    ASSESSOR = "assessor"  # judges for the certificate; never the adviser of the same school
    ADMINISTRATOR = "administrator"  # only within a staff session
    EDITOR = "editor"  # of stories that schools offer to other schools; of no school
    PARENT = "parent"
    PUPIL = "pupil"


ROLE_NAMES: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.SCHOOL_LEADER: "schoolleider",
        Role.TEACHER: "leerkracht of mentor",
        Role.CARE_COORDINATOR: "intern begeleider of zorgcoördinator",
        Role.BOARD_MEMBER: "bestuurder",
        Role.ADVISER: "adviseur",
        Role.ASSESSOR: "beoordelaar",
        Role.ADMINISTRATOR: "beheerder",
        Role.EDITOR: "redactie",
        Role.PARENT: "ouder",
        Role.PUPIL: "leerling",
    }
)


class Scope(StrEnum):
    SELF = "self"  # what concerns only the person who asks: sign-in, own settings
    OWN = "own"
    GROUP = "group"
    SCHOOL = "school"
    BOARD = "board"
    ASSIGNED = "assigned"


SCOPE_NAMES: Final[Mapping[Scope, str]] = MappingProxyType(
    {
        Scope.SELF: "zichzelf",
        Scope.OWN: "eigen kind of eigen gegevens",
        Scope.GROUP: "eigen groepen",
        Scope.SCHOOL: "eigen school",
        Scope.BOARD: "scholen van het bestuur",
        Scope.ASSIGNED: "toegewezen scholen, binnen de termijn",
    }
)
