from drieklank.schools.models.board import (
    AdviserAssignment,
    AdviserKind,
    GroupAssignment,
    Membership,
    StaffRole,
)
from drieklank.schools.models.school import Board, ClassGroup, Location, School, SchoolYear, Sector
from drieklank.schools.models.user import User

__all__ = [
    "AdviserAssignment",
    "AdviserKind",
    "Board",
    "ClassGroup",
    "GroupAssignment",
    "Location",
    "Membership",
    "School",
    "SchoolYear",
    "Sector",
    "StaffRole",
    "User",
]
