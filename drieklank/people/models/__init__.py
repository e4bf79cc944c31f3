from drieklank.people.models.family import (
    Authority,
    Channel,
    InformationRight,
    Parent,
    ParentChildRelation,
    RelationKind,
)
from drieklank.people.models.pupil import Enrolment, Pupil
from drieklank.people.models.roster import ImportState, RosterChange, RosterImport
from drieklank.people.models.session import AccessCode, PersonSession

__all__ = [
    "AccessCode",
    "Authority",
    "Channel",
    "Enrolment",
    "ImportState",
    "InformationRight",
    "Parent",
    "ParentChildRelation",
    "PersonSession",
    "Pupil",
    "RelationKind",
    "RosterChange",
    "RosterImport",
]
