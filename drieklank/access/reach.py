"""How a row of a table is reached from each scope: the other half of the table in `rules.py`."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Reach:
    """How a row of a table is reached: lookup paths to ids. An empty path: that scope never reaches
    this table.

    pupil: path to the pupil a row is about; staff rights leave out rows about the own child, and a
    parent reaches a row
    only over a relation that holds today.
    """

    board: str = "board_id"
    school: str = ""
    group: str = ""
    pupil: str = ""
    parent: str = ""
    user: str = ""


REACH: Final[Mapping[str, Reach]] = MappingProxyType(
    {
        "schools.Board": Reach(board="id"),
        "schools.School": Reach(school="id"),
        "schools.ClassGroup": Reach(school="school_id", group="id"),
        "schools.Membership": Reach(school="school_id", user="user_id"),
        "schools.AdviserAssignment": Reach(school="school_id", user="user_id"),
        "schools.User": Reach(
            board="memberships__board_id", school="memberships__school_id", user="id"
        ),
        "people.Pupil": Reach(school="school_id", group="enrolments__class_group_id", pupil="id"),
        "people.Parent": Reach(
            school="relations__pupil__school_id",
            group="relations__pupil__enrolments__class_group_id",
            pupil="relations__pupil_id",
            parent="id",
        ),
        "people.ParentChildRelation": Reach(
            school="pupil__school_id",
            group="pupil__enrolments__class_group_id",
            pupil="pupil_id",
            parent="parent_id",
        ),
        "measure.Round": Reach(school="school_id"),
        "measure.OwnQuestionnaire": Reach(school="school_id"),
        "measure.SignedSheet": Reach(school="school_id"),
        # Over a child at this school, with a relation that holds.
        "improve.SteeringMember": Reach(
            school="school_id", parent="parent_id", pupil="school__pupils__id"
        ),
        "access.StaffSession": Reach(user="user_id"),
    }
)
