from drieklank.people.models.family import (
    Authority,
    Channel,
    InformationRight,
    Parent,
    ParentChildRelation,
    RelationKind,
)
from drieklank.people.models.pupil import Enrolment, Pupil
from drieklank.people.models.session import AccessCode, PersonSession

__all__ = [
    "AccessCode",
    "Authority",
    "Channel",
    "Enrolment",
    "InformationRight",
    "Parent",
    "ParentChildRelation",
    "PersonSession",
    "Pupil",
    "RelationKind",
]
