"""Writes about schools, groups and who works there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model

from drieklank.audit import ledger
from drieklank.audit.actions import Who, note
from drieklank.base.clock import today
from drieklank.schools.models import (
    AdviserAssignment,
    AdviserKind,
    ClassGroup,
    GroupAssignment,
    Location,
    Membership,
    School,
    SchoolYear,
    StaffRole,
    User,
)
from drieklank.schools.queries import has_other_roles, not_over, other_leaders, user_with_email

SCHOOL_FIELDS = ("name", "brin", "sector", "town", "phone", "email")
LOCATION_FIELDS = ("number", "name", "street", "postcode", "town")
GROUP_FIELDS = ("name", "year_group", "location")
USER_FIELDS = ("name", "phone")


class Refused(Exception):
    """Nothing was changed; the text says why, in Dutch, and what would help."""


def changed_fields(row: Model, values: Mapping[str, Any], allowed: Iterable[str]) -> list[str]:
    """Put the values on the row (unsaved) and say which fields differ from what stood there."""
    changed = []
    for name in allowed:
        if name in values and getattr(row, name) != values[name]:
            setattr(row, name, values[name])
            changed.append(name)
    return changed


# -- the school itself -----------------------------------------------------------------------------
@transaction.atomic
def change_school(school: School, values: Mapping[str, Any], *, by: Who) -> list[str]:
    changed = changed_fields(school, values, SCHOOL_FIELDS)
    if changed:
        school.save(update_fields=changed)
        note("school.changed", school, by=by, fields=changed)
    return changed


@transaction.atomic
def add_location(school: School, values: Mapping[str, Any], *, by: Who) -> Location:
    own = {name: values[name] for name in LOCATION_FIELDS}
    location: Location = Location.objects.create(board_id=school.board_id, school=school, **own)
    note("location.added", location, by=by)
    return location


@transaction.atomic
def change_location(location: Location, values: Mapping[str, Any], *, by: Who) -> list[str]:
    changed = changed_fields(location, values, LOCATION_FIELDS)
    if changed:
        location.save(update_fields=changed)
        note("location.changed", location, by=by, fields=changed)
    return changed


@transaction.atomic
def remove_location(location: Location, *, by: Who) -> None:
    """Groups there stay, without a place. The last location of a school stays."""
    if not Location.objects.filter(school_id=location.school_id).exclude(pk=location.pk).exists():
        raise Refused("Een school heeft ten minste één locatie. Voeg eerst een andere toe.")
    note("location.removed", location, by=by)
    location.delete()


# -- groups ----------------------------------------------------------------------------------------
@transaction.atomic
def add_group(
    school: School, year: SchoolYear, values: Mapping[str, Any], *, by: Who
) -> ClassGroup:
    own = {name: values[name] for name in GROUP_FIELDS}
    group: ClassGroup = ClassGroup.objects.create(
        board_id=school.board_id, school=school, school_year=year, **own
    )
    note("group.added", group, by=by)
    return group


@transaction.atomic
def change_group(group: ClassGroup, values: Mapping[str, Any], *, by: Who) -> list[str]:
    changed = changed_fields(group, values, GROUP_FIELDS)
    if changed:
        group.save(update_fields=changed)
        note("group.changed", group, by=by, fields=changed)
    return changed


@transaction.atomic
def remove_group(group: ClassGroup, *, by: Who) -> None:
    """Only a group in which no pupil ever sat; history is not removed by hand."""
    if group.enrolments.exists():
        raise Refused(
            "In deze groep zitten of zaten leerlingen. Zet hen eerst in een andere groep."
        )
    note("group.removed", group, by=by)
    group.delete()


@transaction.atomic
def set_teachers(group: ClassGroup, users: Collection[User], *, by: Who) -> bool:
    """Exactly these people teach the group from today; who taught it before stops at once."""
    now = {
        row.user_id: row
        for row in GroupAssignment.objects.filter(not_over(today()), class_group=group)
    }
    wanted = {user.pk for user in users}
    for user_id, row in now.items():
        if user_id not in wanted:
            _end_assignment(row, today() - timedelta(days=1))
    for user_id in sorted(wanted - set(now)):
        GroupAssignment.objects.create(
            board_id=group.board_id, user_id=user_id, class_group=group, started_on=today()
        )
    if wanted == set(now):
        return False
    note("group.teachers_changed", group, by=by, users=sorted(wanted))
    return True


@transaction.atomic
def set_groups(user: User, school: School, groups: Collection[ClassGroup], *, by: Who) -> None:
    """Exactly these groups of the school are this teacher's from today."""
    rows = GroupAssignment.objects.filter(not_over(today()), user=user, class_group__school=school)
    now = {row.class_group_id: row for row in rows.select_related("class_group")}
    wanted = {group.pk: group for group in groups}
    for group_id, row in now.items():
        if group_id not in wanted:
            _end_assignment(row, today() - timedelta(days=1))
            note("group.teachers_changed", row.class_group, by=by)
    for group_id in sorted(set(wanted) - set(now)):
        GroupAssignment.objects.create(
            board_id=school.board_id, user=user, class_group_id=group_id, started_on=today()
        )
        note("group.teachers_changed", wanted[group_id], by=by)


def _end_assignment(row: GroupAssignment, last_day: date) -> None:
    """End it, or take it away where it had not begun; both stand in the ledger."""
    if row.started_on > last_day:
        ledger.append("erase", "schools.GroupAssignment", row.pk)
        row.delete()
        return
    row.ended_on = last_day
    row.save(update_fields=["ended_on"])
    ledger.append("revoke", "schools.GroupAssignment", row.pk, ended_on=last_day.isoformat())


# -- team ------------------------------------------------------------------------------------------
def _user(email: str, name: str, phone: str = "") -> User:
    """The account with this address, made where there is none; who comes back is no longer gone."""
    user = user_with_email(email)
    if user is None:
        return User.objects.create_user(email.strip(), name, phone=phone)
    changed = []
    if user.ended_on is not None:
        user.ended_on = None
        changed.append("ended_on")
    if not user.name and name:
        user.name = name
        changed.append("name")
    if changed:
        user.save(update_fields=changed)
    return user


def _may_have_a_role(user: User) -> User:
    """Who manages the platform sees a board within a staff session only, never by a role."""
    if user.is_administrator:
        raise Refused(
            f"{user} beheert Drieklank en krijgt daarom geen rol op een school. Gebruik voor werk "
            "op school een ander e-mailadres."
        )
    return user


@transaction.atomic
def add_member(
    school: School,
    *,
    email: str,
    name: str,
    role: str,
    groups: Collection[ClassGroup] = (),
    phone: str = "",
    started_on: date | None = None,
    by: Who,
) -> Membership:
    """Give somebody a role at a school. A known address keeps its own name and password."""
    user = _may_have_a_role(_user(email, name, phone))
    running_role = Membership.objects.filter(not_over(today()), user=user, school=school, role=role)
    if running_role.exists():
        label = StaffRole(role).label
        raise Refused(f"{user} is hier al {label}.")
    membership: Membership = Membership.objects.create(
        board_id=school.board_id,
        user=user,
        school=school,
        role=role,
        started_on=started_on or today(),
    )
    note("member.added", membership, by=by, role=role)
    if role == StaffRole.TEACHER:
        set_groups(user, school, groups, by=by)
    return membership


@transaction.atomic
def change_member(membership: Membership, values: Mapping[str, Any], *, by: Who) -> list[str]:
    """Mend name and telephone. The address is the key to sign in; who has one changes it alone."""
    changed = changed_fields(membership.user, values, USER_FIELDS)
    if changed:
        membership.user.save(update_fields=changed)
        note("member.changed", membership, by=by, fields=changed)
    return changed


@transaction.atomic
def end_membership(membership: Membership, *, by: Who, last_day: date | None = None) -> None:
    """The role holds up to and including this day; without one it is over at once.

    The last leader stays until there is a successor: a school without a leader cannot be managed.
    Raises Refused.
    """
    if membership.role == StaffRole.SCHOOL_LEADER and not other_leaders(membership):
        raise Refused(
            "Dit is de laatste schoolleider. Geef eerst een ander de rol van schoolleider."
        )
    day = last_day or today() - timedelta(days=1)
    membership.ended_on = day
    membership.save(update_fields=["ended_on"])
    ledger.append("revoke", "schools.Membership", membership.pk, ended_on=day.isoformat())
    if membership.role == StaffRole.TEACHER:
        rows = GroupAssignment.objects.filter(
            not_over(today()), user=membership.user, class_group__school=membership.school
        )
        for row in rows:
            _end_assignment(row, day)
    _mark_gone(membership.user, membership, day)
    note("member.ended", membership, by=by, role=membership.role)


def _mark_gone(user: User, membership: Membership | None, day: date) -> None:
    """Who has no role anywhere is gone: from then on the account's term runs."""
    if user.is_administrator or has_other_roles(user, membership):
        return
    user.ended_on = day
    user.save(update_fields=["ended_on"])


# -- advisers and assessors ------------------------------------------------------------------------
@transaction.atomic
def assign_adviser(
    school: School,
    *,
    email: str,
    name: str,
    starts_on: date,
    ends_on: date,
    by: Who,
    kind: AdviserKind = AdviserKind.COACH,
) -> AdviserAssignment:
    """An adviser, or an assessor, sees the school from the first to the last day of the term.

    Raises Refused for who manages the platform.
    """
    row: AdviserAssignment = AdviserAssignment.objects.create(
        board_id=school.board_id,
        user=_may_have_a_role(_user(email, name)),
        school=school,
        starts_on=starts_on,
        ends_on=ends_on,
        kind=kind,
    )
    if kind is AdviserKind.ASSESSOR:
        note("assessor.assigned", row, by=by)
    else:
        note("adviser.assigned", row, by=by)
    return row


@transaction.atomic
def end_adviser(row: AdviserAssignment, *, by: Who) -> None:
    """The term is over at once; one that had not begun is taken away."""
    yesterday = today() - timedelta(days=1)
    if row.kind == AdviserKind.ASSESSOR:
        note("assessor.ended", row, by=by)
    else:
        note("adviser.ended", row, by=by)
    if row.starts_on > yesterday:
        ledger.append("erase", "schools.AdviserAssignment", row.pk)
        user = row.user
        row.delete()
        _mark_gone(user, None, yesterday)
        return
    row.ends_on = yesterday
    row.save(update_fields=["ends_on"])
    ledger.append("revoke", "schools.AdviserAssignment", row.pk, ends_on=yesterday.isoformat())
    _mark_gone(row.user, None, yesterday)
