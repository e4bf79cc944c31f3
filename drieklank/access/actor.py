"""Who asks: read once per request, with the roles that hold today."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from drieklank.access.rules import RULES, Right, Role, Scope
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.schools.models import AdviserAssignment, AdviserKind, GroupAssignment, Membership

if TYPE_CHECKING:
    from drieklank.access.models import StaffSession
    from drieklank.people.models import Parent, PersonSession, Pupil
    from drieklank.schools.models import User


@dataclass(frozen=True)
class Grant:
    """One role that holds now, and where."""

    role: Role
    board_id: int
    school_id: int | None = None
    group_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Actor:
    """A member of staff, a parent, a pupil, or nobody. `grants` hold today; ended ones are not
    read.
    """

    user: User | None = None
    parent: Parent | None = None
    pupil: Pupil | None = None
    grants: tuple[Grant, ...] = ()
    staff_session: StaffSession | None = None
    own_pupil_ids: frozenset[int] = field(default=frozenset())

    @property
    def is_nobody(self) -> bool:
        return self.user is None and self.parent is None and self.pupil is None

    @property
    def board_ids(self) -> tuple[int, ...]:
        """The boards whose tables this actor's requests may touch at all."""
        boards = {grant.board_id for grant in self.grants}
        if self.parent is not None:
            boards.add(self.parent.board_id)
        if self.pupil is not None:
            boards.add(self.pupil.board_id)
        return tuple(sorted(boards))

    @property
    def roles(self) -> frozenset[Role]:
        roles = {grant.role for grant in self.grants}
        if self.parent is not None:
            roles.add(Role.PARENT)
        if self.pupil is not None:
            roles.add(Role.PUPIL)
        if self.user is not None and self.user.is_administrator:
            roles.add(Role.ADMINISTRATOR)
        if self.user is not None and self.user.is_editor:
            roles.add(Role.EDITOR)
        return frozenset(roles)

    @property
    def kind_and_id(self) -> tuple[str, int | None]:
        """For the audit line: "user", "parent", "pupil" or "nobody", and the row's id."""
        for kind, person in (("user", self.user), ("parent", self.parent), ("pupil", self.pupil)):
            if person is not None:
                return kind, person.pk
        return "nobody", None

    def has(self, right: Right) -> bool:
        """Whether any line of the table gives this right somewhere; which rows, the doors say."""
        roles = self.roles
        return any(
            rule.right is right
            and rule.role in roles
            and (rule.scope in {Scope.SELF, Scope.OWN} or self.holds(rule.role))
            for rule in RULES
        )

    def holds(self, role: Role) -> bool:
        """Whether a grant (a place) stands behind the role; an administrator has one only within
        a staff session.
        """
        return any(grant.role is role for grant in self.grants)

    def schools(self, *roles: Role) -> frozenset[int]:
        return frozenset(
            g.school_id for g in self.grants if g.school_id and (not roles or g.role in roles)
        )


NOBODY = Actor()


def actor_of_user(user: User, staff_session: StaffSession | None = None) -> Actor:
    """The member of staff with the roles of today. Six statements at the most."""
    day = today()
    with open_every_tenant("reading what one user may do"):
        grants = [*_member_grants(user, day), *_adviser_grants(user, day)]
        if staff_session is not None and user.is_administrator and staff_session.expires_at > now():
            grants.append(Grant(Role.ADMINISTRATOR, staff_session.board_id))
        own = frozenset(_own_pupils(user))
    return Actor(user=user, grants=tuple(grants), staff_session=staff_session, own_pupil_ids=own)


def _member_grants(user: User, day: object) -> list[Grant]:
    running = Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))
    memberships = list(Membership.objects.filter(running, user=user).order_by("id"))
    if not memberships:
        return []
    groups: dict[int, set[int]] = {}
    for school_id, group_id in GroupAssignment.objects.filter(running, user=user).values_list(
        "class_group__school_id", "class_group_id"
    ):
        groups.setdefault(school_id, set()).add(group_id)
    return [
        Grant(
            Role(member.role),
            member.board_id,
            member.school_id,
            frozenset(groups.get(member.school_id or 0, ()))
            if member.role == Role.TEACHER
            else frozenset(),
        )
        for member in memberships
    ]


def _adviser_grants(user: User, day: object) -> list[Grant]:
    rows = AdviserAssignment.objects.filter(
        user=user, starts_on__lte=day, ends_on__gte=day
    ).order_by("id")
    return [
        Grant(
            Role.ASSESSOR if row.kind == AdviserKind.ASSESSOR else Role.ADVISER,
            row.board_id,
            row.school_id,
        )
        for row in rows
    ]


def _own_pupils(user: User) -> list[int]:
    from drieklank.people.models import Parent, ParentChildRelation  # noqa: PLC0415 -- people's models load after this module

    # Tied by an import, or made by hand under the address of the account: the same person.
    same = Q(user=user) | Q(email__in={user.email, user.email.lower()} - {""})
    parents = Parent.objects.filter(same).values("pk")
    rows = ParentChildRelation.objects.filter(parent_id__in=parents)
    return list(rows.values_list("pupil_id", flat=True))


def actor_of_session(session: PersonSession) -> Actor:
    """A parent or pupil who came in with a code."""
    return Actor(parent=session.parent, pupil=session.pupil)
