"""Reads of boards, schools, years, groups and staff."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.schools.models import (
    AdviserAssignment,
    AdviserKind,
    Board,
    ClassGroup,
    GroupAssignment,
    Location,
    Membership,
    School,
    SchoolYear,
    StaffRole,
    User,
)


def boards() -> QuerySet[Board]:
    return Board.objects.all()


def schools() -> QuerySet[School]:
    return School.objects.select_related("board")


def locations_of(school: School) -> QuerySet[Location]:
    return Location.objects.filter(school=school)


def class_groups() -> QuerySet[ClassGroup]:
    return ClassGroup.objects.select_related("school_year", "location")


def groups_of(school: School, year: SchoolYear | None) -> QuerySet[ClassGroup]:
    """The groups of one school in one year; none without a year."""
    return (
        class_groups().filter(school=school, school_year=year)
        if year
        else ClassGroup.objects.none()
    )


def groups_on(school: School, day: date) -> QuerySet[ClassGroup]:
    """The groups of one school in the school year of this day."""
    return class_groups().filter(
        school=school, school_year__starts_on__lte=day, school_year__ends_on__gte=day
    )


def years_of(board: Board) -> QuerySet[SchoolYear]:
    return SchoolYear.objects.filter(board=board)


def running(on: date) -> Q:
    """Rows that hold on that day."""
    return Q(started_on__lte=on) & (Q(ended_on__isnull=True) | Q(ended_on__gte=on))


def not_over(on: date) -> Q:
    """Rows that hold on that day or later."""
    return Q(ended_on__isnull=True) | Q(ended_on__gte=on)


def memberships() -> QuerySet[Membership]:
    """Roles with their person; each person's groups of now as `user.groups_now`."""
    groups = (
        GroupAssignment.objects.filter(not_over(today()))
        .select_related("class_group")
        .order_by("class_group__year_group", "class_group__name")
    )
    return Membership.objects.select_related("user", "school").prefetch_related(
        Prefetch("user__group_assignments", queryset=groups, to_attr="groups_now")
    )


def team_of(school: School) -> QuerySet[Membership]:
    """The roles at a school that hold now or later, by role and name."""
    return memberships().filter(not_over(today()), school=school)


def staff_of(school: School) -> QuerySet[User]:
    """Everybody who has or had a role at the school, or advises it, by name."""
    roles = Membership.objects.filter(school=school).values("user_id")
    advising = AdviserAssignment.objects.filter(school=school).values("user_id")
    return User.objects.filter(Q(pk__in=roles) | Q(pk__in=advising)).order_by("name", "pk")


def teachers_of(group: ClassGroup) -> QuerySet[User]:
    """Who teaches a group now."""
    return User.objects.filter(
        group_assignments__in=GroupAssignment.objects.filter(not_over(today()), class_group=group)
    ).order_by("name")


def possible_teachers(school: School) -> QuerySet[User]:
    """Who has the role of teacher at the school now or later."""
    roles = Membership.objects.filter(not_over(today()), school=school, role=StaffRole.TEACHER)
    return User.objects.filter(pk__in=roles.values("user_id")).order_by("name")


def adviser_assignments() -> QuerySet[AdviserAssignment]:
    return AdviserAssignment.objects.select_related("user", "school")


def advisers_of(school: School) -> QuerySet[AdviserAssignment]:
    """Advisers whose term is not over, by name."""
    return (
        adviser_assignments()
        .filter(school=school, kind=AdviserKind.COACH, ends_on__gte=today())
        .order_by("user__name", "pk")
    )


def assessors_of(school: School) -> QuerySet[AdviserAssignment]:
    """Who judges the school for its certificate, now or from a later day on, by name."""
    return (
        adviser_assignments()
        .filter(school=school, kind=AdviserKind.ASSESSOR, ends_on__gte=today())
        .order_by("user__name", "pk")
    )


def helped_school(user: User, school: School, since: date) -> bool:
    """Whether the person advised the school on this day or later."""
    return AdviserAssignment.objects.filter(
        user=user, school=school, kind=AdviserKind.COACH, ends_on__gte=since
    ).exists()


def worked_for(user: User, board_id: int, since: date) -> bool:
    """Whether the person had a role at the board or one of its schools on this day or later."""
    return Membership.objects.filter(not_over(since), user=user, board_id=board_id).exists()


def user_with_email(email: str) -> User | None:
    """The account with this address, whatever its capitals; accounts are shared by all boards."""
    return User.objects.filter(email__iexact=email.strip()).first()


def other_leaders(membership: Membership) -> bool:
    """Whether somebody else leads the school without an end in sight, and may sign in."""
    return (
        Membership.objects.filter(
            running(today()),
            school=membership.school,
            role=StaffRole.SCHOOL_LEADER,
            user__is_active=True,
        )
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today() + timedelta(days=31)))
        .exclude(user_id=membership.user_id)
        .exists()
    )


def has_other_roles(user: User, membership: Membership | None = None) -> bool:
    """Whether the person has another role that is not over, at any school of any board."""
    with open_every_tenant("counting one person's roles at all boards"):
        roles = Membership.objects.filter(not_over(today()), user=user)
        if membership is not None:
            roles = roles.exclude(pk=membership.pk)
        advising = AdviserAssignment.objects.filter(user=user, ends_on__gte=today())
        return roles.exists() or advising.exists()


def works_at_other_board(user: User, board_id: int) -> bool:
    """Whether the person has a role that is not over at another board, or manages the platform."""
    if user.is_administrator:
        return True
    with open_every_tenant("looking whether a person works at another board"):
        roles = Membership.objects.filter(not_over(today()), user=user)
        advising = AdviserAssignment.objects.filter(user=user, ends_on__gte=today())
        return (
            roles.exclude(board_id=board_id).exists()
            or advising.exclude(board_id=board_id).exists()
        )
