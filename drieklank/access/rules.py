"""THE table: who may see and do what. One line is read in isolation; what has no line is closed.

`right x role x scope x condition`. A scope says which rows: own child or record, own groups, own
school, own board, or
schools an adviser is assigned to. How a row is reached from each scope stands in `reach.py`, per
table. There are no deny
rules. `doors.py` turns the table into both the list and the yes/no, so they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from drieklank.access.roles import Role, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RULES", "Right", "Role", "Rule", "Scope"]


class Right(StrEnum):
    """`app.Table:verb`; the table is the one that the right is asked of."""

    START_VIEW = "schools.User:start"
    ACCOUNT_MANAGE = "schools.User:own_account"
    STAFF_SESSION_OPEN = "access.StaffSession:open"

    BOARD_VIEW = "schools.Board:view"
    SCHOOL_VIEW = "schools.School:view"
    SCHOOL_MANAGE = "schools.School:manage"
    GROUP_VIEW = "schools.ClassGroup:view"
    GROUP_MANAGE = "schools.ClassGroup:manage"
    STAFF_VIEW = "schools.Membership:view"
    STAFF_MANAGE = "schools.Membership:manage"
    ADVISER_MANAGE = "schools.AdviserAssignment:manage"

    PUPIL_VIEW = "people.Pupil:view"
    PUPIL_MANAGE = "people.Pupil:manage"
    PARENT_VIEW = "people.Parent:view"
    PARENT_MANAGE = "people.Parent:manage"
    RELATION_VIEW = "people.ParentChildRelation:view"
    RELATION_MANAGE = "people.ParentChildRelation:manage"
    # Why a parent is told nothing: for who decides about it and who guards the child's care.
    RELATION_REASON = "people.ParentChildRelation:reason"
    ROSTER_IMPORT = "schools.School:import_roster"
    YEAR_CHANGE = "schools.School:change_year"

    OWN_CHILD_VIEW = "people.Pupil:own_child"
    OWN_DATA_VIEW = "people.Parent:own_data"

    LOG_VIEW = "schools.School:log"
    PRIVACY_MANAGE = "schools.School:privacy"

    ROUND_VIEW = "measure.Round:view"
    ROUND_MANAGE = "measure.Round:manage"
    SIGNED_VIEW = "measure.SignedSheet:view"
    SIGNED_FILL = "measure.SignedSheet:fill"
    REPORT_VIEW = "measure.Round:report"
    REPORT_PUBLISH = "measure.Round:publish"
    REPORT_WRITE = "measure.Round:remark"  # an introduction and comments, as a draft

    TOOLKIT_VIEW = "schools.School:toolkit"
    TOOLKIT_WRITE = "schools.School:toolkit_write"  # own activities, ratings, stories
    TOOLKIT_SHARE = "schools.School:toolkit_share"  # consent to show a story to other schools

    TOOLKIT_EDIT = "schools.User:edit_stories"  # judge what schools offer to each other

    # plan, trajectory, vision, readiness
    PLAN_VIEW = "schools.School:plan"
    PLAN_MANAGE = "schools.School:plan_manage"
    PLAN_DO = "schools.School:plan_do"  # say how far an action is
    TRACK_VIEW = "schools.School:track"
    TRACK_MANAGE = "schools.School:track_manage"
    STEERING_MANAGE = "schools.School:steering"  # ask parents and staff into the steering group
    TRACK_SHARED = "improve.SteeringMember:track"  # a parent in it reads what is shared
    BRAINSTORM_HOLD = "schools.School:brainstorm"
    VISION_VIEW = "schools.School:vision"
    VISION_MANAGE = "schools.School:vision_manage"
    VISION_SIGN = "schools.School:vision_sign"  # record who agreed
    READINESS_VIEW = "schools.School:readiness"
    GUIDANCE_ASK = "schools.School:guidance"

    BENCHMARK_VIEW = "schools.School:compare"
    BENCHMARK_SHARE = "schools.School:take_part"  # give its figures to the comparison, or stop

    # open answers: read over by somebody from outside before the school reads them
    TEXTS_CHECK = "measure.Round:check_texts"
    # what the school does with what people said, and telling them
    COMMITMENT_VIEW = "measure.Round:commitments"
    COMMITMENT_MANAGE = "measure.Round:manage_commitments"

    # certificate: read where it stands; ask and prove; judge; appoint who judges
    CERTIFICATE_VIEW = "schools.School:certificate"
    CERTIFICATE_ASK = "schools.School:certificate_ask"
    CERTIFICATE_JUDGE = "schools.School:certificate_judge"
    ASSESSOR_MANAGE = "schools.School:assessor"


@dataclass(frozen=True)
class Rule:
    """One line. `when` holds extra lookups on the row (a condition), as plain lookups so that
    this file knows no Django.
    """

    right: Right
    role: Role
    scope: Scope
    when: Mapping[str, object] = field(default_factory=dict)
    # Never at a school where the same person works, or is a parent.
    outside_only: bool = False


def _for(role: Role, scope: Scope, *rights: Right) -> tuple[Rule, ...]:
    return tuple(Rule(right, role, scope) for right in rights)


_OPEN_ENROLMENT: Final[Mapping[str, object]] = {"enrolments__ended_on": None}
# A teacher sees a parent of now, of a child in the group of now.
_OPEN_PUPIL_ENROLMENT: Final[Mapping[str, object]] = {
    "ended_on": None,
    "pupil__enrolments__ended_on": None,
}
_OPEN_CHILD_ENROLMENT: Final[Mapping[str, object]] = {
    "relations__ended_on": None,
    "relations__pupil__enrolments__ended_on": None,
}

# A round of which the answers were counted, shared or not.
_COUNTED: Final[Mapping[str, object]] = {"state__in": ("closed", "published")}

RULES: Final[tuple[Rule, ...]] = (
    # everyone who is signed in: an own start page
    *(Rule(Right.START_VIEW, role, Scope.SELF) for role in Role if role is not Role.ADMINISTRATOR),
    *(
        Rule(Right.ACCOUNT_MANAGE, role, Scope.SELF)
        for role in Role
        if role not in {Role.PARENT, Role.PUPIL}
    ),
    # school leader: the own school, whole
    *_for(
        Role.SCHOOL_LEADER,
        Scope.SCHOOL,
        Right.SCHOOL_VIEW,
        Right.SCHOOL_MANAGE,
        Right.GROUP_VIEW,
        Right.GROUP_MANAGE,
        Right.STAFF_VIEW,
        Right.STAFF_MANAGE,
        Right.PUPIL_VIEW,
        Right.PUPIL_MANAGE,
        Right.PARENT_VIEW,
        Right.PARENT_MANAGE,
        Right.RELATION_VIEW,
        Right.RELATION_REASON,
        Right.RELATION_MANAGE,
        Right.ROSTER_IMPORT,
        Right.YEAR_CHANGE,
        Right.LOG_VIEW,
        Right.PRIVACY_MANAGE,
        Right.ROUND_VIEW,
        Right.ROUND_MANAGE,
        Right.REPORT_VIEW,
        Right.REPORT_PUBLISH,
    ),
    # the leader chooses who helps the school on, never who judges it
    Rule(Right.ADVISER_MANAGE, Role.SCHOOL_LEADER, Scope.SCHOOL, {"kind": "coach"}),
    # certificate: the school asks, somebody from outside judges, the board appoints that person
    *_for(Role.SCHOOL_LEADER, Scope.SCHOOL, Right.CERTIFICATE_VIEW, Right.CERTIFICATE_ASK),
    *_for(Role.BOARD_MEMBER, Scope.BOARD, Right.CERTIFICATE_VIEW, Right.ASSESSOR_MANAGE),
    Rule(Right.CERTIFICATE_VIEW, Role.ADVISER, Scope.ASSIGNED),
    *_for(
        Role.ASSESSOR,
        Scope.ASSIGNED,
        Right.SCHOOL_VIEW,
        Right.ROUND_VIEW,
        Right.CERTIFICATE_VIEW,
        Right.CERTIFICATE_JUDGE,
        Right.SIGNED_VIEW,
    ),
    Rule(Right.SIGNED_FILL, Role.ASSESSOR, Scope.ASSIGNED, {"instrument": "checklist"}),
    Rule(Right.REPORT_VIEW, Role.ASSESSOR, Scope.ASSIGNED, {"state": "published"}),
    # under the own name: the leader how ready the school is, the adviser what there is to see
    Rule(Right.SIGNED_VIEW, Role.SCHOOL_LEADER, Scope.SCHOOL),
    *(
        Rule(Right.SIGNED_FILL, Role.SCHOOL_LEADER, Scope.SCHOOL, {"instrument": instrument})
        for instrument in ("readiness", "success-factors")
    ),
    Rule(Right.SIGNED_VIEW, Role.ADVISER, Scope.ASSIGNED),
    Rule(Right.SIGNED_FILL, Role.ADVISER, Scope.ASSIGNED, {"instrument": "checklist"}),
    # care coordinator: every child of the school; no management
    *_for(
        Role.CARE_COORDINATOR,
        Scope.SCHOOL,
        Right.SCHOOL_VIEW,
        Right.GROUP_VIEW,
        Right.STAFF_VIEW,
        Right.PUPIL_VIEW,
        Right.PARENT_VIEW,
        Right.RELATION_VIEW,
        Right.RELATION_REASON,
        Right.ROUND_VIEW,
    ),
    Rule(Right.REPORT_VIEW, Role.CARE_COORDINATOR, Scope.SCHOOL, {"state": "published"}),
    # teacher: the own groups of now; of the school only its face and what was published
    *_for(Role.TEACHER, Scope.SCHOOL, Right.SCHOOL_VIEW, Right.STAFF_VIEW, Right.ROUND_VIEW),
    Rule(Right.REPORT_VIEW, Role.TEACHER, Scope.SCHOOL, {"state": "published"}),
    Rule(Right.GROUP_VIEW, Role.TEACHER, Scope.GROUP),
    Rule(Right.PUPIL_VIEW, Role.TEACHER, Scope.GROUP, _OPEN_ENROLMENT),
    Rule(Right.PARENT_VIEW, Role.TEACHER, Scope.GROUP, _OPEN_CHILD_ENROLMENT),
    Rule(Right.RELATION_VIEW, Role.TEACHER, Scope.GROUP, _OPEN_PUPIL_ENROLMENT),
    # board member: where each school stands; never a person's page
    *_for(Role.BOARD_MEMBER, Scope.BOARD, Right.BOARD_VIEW, Right.SCHOOL_VIEW, Right.ROUND_VIEW),
    Rule(Right.REPORT_VIEW, Role.BOARD_MEMBER, Scope.BOARD, {"state": "published"}),
    # adviser: assigned schools, within the term; figures, no persons
    *_for(Role.ADVISER, Scope.ASSIGNED, Right.SCHOOL_VIEW, Right.ROUND_VIEW, Right.REPORT_VIEW),
    # open answers: read over by who neither works at the school nor has a child there
    *(
        Rule(
            Right.TEXTS_CHECK,
            role,
            scope,
            {"state__in": ("closed", "published")},
            outside_only=True,
        )
        for role, scope in (
            (Role.BOARD_MEMBER, Scope.BOARD),
            (Role.ADVISER, Scope.ASSIGNED),
        )
    ),
    # what the school does with what people said: the leader keeps it up, the team and those who
    # help the school read it
    *_for(Role.SCHOOL_LEADER, Scope.SCHOOL, Right.COMMITMENT_VIEW, Right.COMMITMENT_MANAGE),
    *(
        Rule(Right.COMMITMENT_VIEW, role, scope, {"state": "published"})
        for role, scope in (
            (Role.TEACHER, Scope.SCHOOL),
            (Role.CARE_COORDINATOR, Scope.SCHOOL),
            (Role.BOARD_MEMBER, Scope.BOARD),
            (Role.ADVISER, Scope.ASSIGNED),
        )
    ),
    # beside other schools: whoever may read the report; the leader decides about taking part
    Rule(Right.BENCHMARK_SHARE, Role.SCHOOL_LEADER, Scope.SCHOOL),
    *(
        Rule(Right.BENCHMARK_VIEW, role, Scope.SCHOOL)
        for role in (Role.SCHOOL_LEADER, Role.TEACHER, Role.CARE_COORDINATOR)
    ),
    Rule(Right.BENCHMARK_VIEW, Role.BOARD_MEMBER, Scope.BOARD),
    Rule(Right.BENCHMARK_VIEW, Role.ADVISER, Scope.ASSIGNED),
    # the library of activities: everybody who works at, for or over a school
    *(
        Rule(Right.TOOLKIT_VIEW, role, Scope.SCHOOL)
        for role in (Role.SCHOOL_LEADER, Role.TEACHER, Role.CARE_COORDINATOR)
    ),
    Rule(Right.TOOLKIT_VIEW, Role.ADVISER, Scope.ASSIGNED),
    Rule(Right.TOOLKIT_VIEW, Role.BOARD_MEMBER, Scope.BOARD),
    # own activities and stories: the team writes, the leader alone lets them out
    *(
        Rule(Right.TOOLKIT_WRITE, role, Scope.SCHOOL)
        for role in (Role.SCHOOL_LEADER, Role.TEACHER, Role.CARE_COORDINATOR)
    ),
    Rule(Right.TOOLKIT_SHARE, Role.SCHOOL_LEADER, Scope.SCHOOL),
    # what was offered, word for word, and no table of any board
    Rule(Right.TOOLKIT_EDIT, Role.EDITOR, Scope.SELF),
    # choosing: the leader and the adviser make it together, the team reads and does, the board reads
    *_for(
        Role.SCHOOL_LEADER,
        Scope.SCHOOL,
        Right.PLAN_VIEW,
        Right.PLAN_MANAGE,
        Right.PLAN_DO,
        Right.TRACK_VIEW,
        Right.TRACK_MANAGE,
        Right.STEERING_MANAGE,
        Right.BRAINSTORM_HOLD,
        Right.VISION_VIEW,
        Right.VISION_MANAGE,
        Right.VISION_SIGN,
        Right.READINESS_VIEW,
        Right.GUIDANCE_ASK,
    ),
    *(
        rule
        for role in (Role.TEACHER, Role.CARE_COORDINATOR)
        for rule in _for(
            role,
            Scope.SCHOOL,
            Right.PLAN_VIEW,
            Right.PLAN_DO,
            Right.TRACK_VIEW,
            Right.BRAINSTORM_HOLD,
            Right.VISION_VIEW,
        )
    ),
    *_for(
        Role.ADVISER,
        Scope.ASSIGNED,
        Right.PLAN_VIEW,
        Right.PLAN_MANAGE,
        Right.TRACK_VIEW,
        Right.TRACK_MANAGE,
        Right.BRAINSTORM_HOLD,
        Right.VISION_VIEW,
        Right.VISION_MANAGE,
        Right.READINESS_VIEW,
    ),
    *_for(Role.BOARD_MEMBER, Scope.BOARD, Right.PLAN_VIEW, Right.VISION_VIEW),
    # what is written with a report; the leader alone shares it
    Rule(Right.REPORT_WRITE, Role.SCHOOL_LEADER, Scope.SCHOOL, _COUNTED),
    Rule(Right.REPORT_WRITE, Role.ADVISER, Scope.ASSIGNED, _COUNTED),
    # administrator: nothing, but to open a staff session; within it the management of one board,
    # and no report
    Rule(Right.STAFF_SESSION_OPEN, Role.ADMINISTRATOR, Scope.SELF),
    Rule(Right.START_VIEW, Role.ADMINISTRATOR, Scope.SELF),
    *_for(
        Role.ADMINISTRATOR,
        Scope.BOARD,
        Right.BOARD_VIEW,
        Right.SCHOOL_VIEW,
        Right.SCHOOL_MANAGE,
        Right.GROUP_VIEW,
        Right.GROUP_MANAGE,
        Right.STAFF_VIEW,
        Right.STAFF_MANAGE,
        Right.PUPIL_VIEW,
        Right.PARENT_VIEW,
        Right.RELATION_VIEW,
        Right.RELATION_REASON,
        Right.RELATION_MANAGE,
        Right.ROSTER_IMPORT,
        Right.YEAR_CHANGE,
        Right.LOG_VIEW,
        Right.PRIVACY_MANAGE,
        Right.ROUND_VIEW,
    ),
    # parent and pupil: themselves, and the own child over a relation that holds
    Rule(Right.OWN_CHILD_VIEW, Role.PARENT, Scope.OWN),
    Rule(Right.OWN_DATA_VIEW, Role.PARENT, Scope.OWN),
    # in the steering group: as long as she is in it and a child of hers is at the school
    Rule(
        Right.TRACK_SHARED,
        Role.PARENT,
        Scope.OWN,
        {"left_on": None, "school__pupils__left_on": None},
    ),
    Rule(Right.OWN_CHILD_VIEW, Role.PUPIL, Scope.OWN),
)
