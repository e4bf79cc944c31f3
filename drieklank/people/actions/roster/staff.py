"""Staff of an import: accounts, roles and groups, over the same actions as by hand, so that each right has its line."""

from __future__ import annotations

from typing import Any

from drieklank.audit import ledger
from drieklank.people.actions.roster.work import Work
from drieklank.people.models import Parent, RosterChange
from drieklank.people.queries.roster import referring_rows
from drieklank.schools import actions as schools
from drieklank.schools.models import GroupAssignment, Membership, StaffRole, User

_WITH_A_USER = {
    "people.RosterChange",
    "schools.Membership",
    "schools.GroupAssignment",
    "people.Parent",
}


def apply(work: Work) -> None:
    lines = [*work.lines("staff", "new"), *work.lines("staff", "changed")]
    for number, line in enumerate(lines):
        if number % 50 == 0:
            work.tell("staff", number, len(lines))
        _give(work, line)
    for line in work.lines("staff", "leaving"):
        _end_all(work, line)


def _give(work: Work, line: RosterChange) -> None:
    user = line.user or User.objects.filter(email__iexact=line.values.get("email", "")).first()
    name = line.values.get("name", line.label)
    if user is not None and user.is_administrator:  # gets no role at a school: see add_member
        work.stays([line])
        return
    for school_id, role in line.values.get("duties", ()):
        if school_id not in work.schools or _has(user, school_id, role):
            continue
        email = user.email if user else line.values["email"]
        added = schools.add_member(
            work.schools[school_id], email=email, name=name, role=role, by=work.by
        )
        added.external_id = line.key
        added.save(update_fields=["external_id"])
        user = added.user
    if user is None:
        work.stays([line])
        return
    work.link("user_id", [(user.pk, line.pk)])
    _take(work, line, user)
    if "groups" in line.values:
        _groups(work, user, line.values["groups"])
    if "name" in line.before and user.name == line.before["name"]:
        User.objects.filter(pk=user.pk).update(name=name)


def _has(user: User | None, school_id: int, role: str) -> bool:
    rows = Membership.objects.filter(
        user=user, school_id=school_id, role=role, ended_on__isnull=True
    )
    return user is not None and rows.exists()


def _take(work: Work, line: RosterChange, user: User) -> None:
    """Roles that the file gave before and no longer gives."""
    if "duties" not in line.before:
        return
    wanted = line.values["duties"]
    for duty in line.before["duties"]:
        if duty not in wanted:
            _end(work, line, user, duty)


def _end(work: Work, line: RosterChange, user: User, duty: list[Any]) -> None:
    rows = Membership.objects.filter(
        user=user, school_id=duty[0], role=duty[1], ended_on__isnull=True
    ).exclude(external_id="")
    for row in rows:
        if work.by.kind_and_id == ("user", user.pk):
            work.stays([line])  # nobody shuts the door behind himself with a file
            continue
        try:
            schools.end_membership(row, by=work.by)
        except schools.Refused:
            work.stays([line])


def _end_all(work: Work, line: RosterChange) -> None:
    if line.user is not None:
        for duty in line.before["duties"]:
            _end(work, line, line.user, duty)


def _groups(work: Work, user: User, groups: list[list[Any]]) -> None:
    """Exactly these groups at the schools of the import; other schools and their groups are left alone."""
    held = GroupAssignment.objects.filter(
        user=user, ended_on__isnull=True, class_group__school_id__in=work.row.school_ids
    )
    places = {pk for pk, _ in groups} | set(held.values_list("class_group__school_id", flat=True))
    for school_id in sorted(places & work.schools.keys()):
        own = [work.groups.get((pk, name.casefold())) for pk, name in groups if pk == school_id]
        rows = [group for group in own if group]
        schools.set_groups(user, work.schools[school_id], rows, by=work.by)


def link_parents(work: Work) -> None:
    """Tie staff to themselves as parents (same address or number): they get no staff rights over their own child."""
    rows = Membership.objects.filter(board_id=work.board_id, ended_on__isnull=True)
    accounts = dict(rows.values_list("user__email", "user_id"))
    by_number = dict(rows.exclude(external_id="").values_list("external_id", "user_id"))
    taken = set(
        Parent.objects.filter(board_id=work.board_id, user__isnull=False).values_list(
            "user_id", flat=True
        )
    )
    loose = Parent.objects.filter(board_id=work.board_id, user__isnull=True)
    for pk, email, key in loose.exclude(email="", external_id="").values_list(
        "pk", "email", "external_id"
    ):
        user_id = accounts.get(email.lower()) or by_number.get(key)
        if user_id and user_id not in taken:
            taken.add(user_id)
            Parent.objects.filter(pk=pk).update(user_id=user_id)


# -- the way back --------------------------------------------------------------------------------------------
def undo(work: Work) -> None:
    for line in work.lines("staff", "new"):
        if line.user is not None:
            _undo_new(work, line, line.user)
    for line in work.lines("staff", "changed"):
        if line.user is not None and not line.stayed:
            _undo_changed(work, line, line.user)
    for line in work.lines("staff", "leaving"):
        if line.user is not None and not line.stayed:
            for duty in line.before["duties"]:
                _reopen(work, line.user, duty)


def _undo_new(work: Work, line: RosterChange, user: User) -> None:
    """Roles go; the account too where nobody ever signed in with it and nothing else refers to it."""
    if user.last_login is not None:
        work.stays([line])
        return
    GroupAssignment.objects.filter(
        user=user, started_on=work.first, class_group__school_id__in=work.row.school_ids
    ).delete()
    Membership.objects.filter(
        user=user, started_on=work.first, external_id=line.key, school_id__in=work.row.school_ids
    ).delete()
    if not _is_known_elsewhere(user):
        user.delete()


def _is_known_elsewhere(user: User) -> bool:
    has_role = Membership._base_manager.filter(user=user).exists()
    has_child = Parent._base_manager.filter(user=user).exists()
    refers = referring_rows(User, {user.pk}, _WITH_A_USER)
    return has_role or has_child or bool(refers) or user.is_administrator


def _undo_changed(work: Work, line: RosterChange, user: User) -> None:
    if "name" in line.before and user.name == line.values["name"]:
        User.objects.filter(pk=user.pk).update(name=line.before["name"])
    if "duties" in line.before:
        for duty in line.values["duties"]:
            if duty not in line.before["duties"]:
                Membership.objects.filter(
                    user=user, school_id=duty[0], role=duty[1], started_on=work.first
                ).exclude(external_id="").delete()
        for duty in line.before["duties"]:
            _reopen(work, user, duty)
    if "groups" in line.before:
        _undo_groups(work, line, user)


def _undo_groups(work: Work, line: RosterChange, user: User) -> None:
    """Groups that the import gave go, those that it took are held again."""
    old, new = (_group_ids(work, line.before["groups"]), _group_ids(work, line.values["groups"]))
    rows = GroupAssignment.objects.filter(user=user)
    rows.filter(started_on=work.first, class_group_id__in=new - old).delete()
    open_now = set(rows.filter(ended_on__isnull=True).values_list("class_group_id", flat=True))
    for row in rows.filter(ended_on=work.last, class_group_id__in=old - open_now):
        ledger.append("revoke", "schools.GroupAssignment", row.pk, ended_on=None)
        GroupAssignment.objects.filter(pk=row.pk).update(ended_on=None)


def _group_ids(work: Work, groups: list[list[Any]]) -> set[int]:
    found = (work.groups.get((school_id, name.casefold())) for school_id, name in groups)
    return {group.pk for group in found if group}


def _reopen(work: Work, user: User, duty: list[Any]) -> None:
    if _has(user, duty[0], duty[1]):
        return
    row = Membership.objects.filter(
        user=user, school_id=duty[0], role=duty[1], ended_on=work.last
    ).first()
    if row is None:
        return
    row.ended_on = None
    row.save(update_fields=["ended_on"])
    ledger.append("revoke", "schools.Membership", row.pk, ended_on=None)
    User.objects.filter(pk=user.pk, ended_on=work.last).update(ended_on=None)
    if row.role == StaffRole.TEACHER:
        places = GroupAssignment.objects.filter(
            user=user, class_group__school_id=duty[0], ended_on=work.last
        )
        for place in places:
            ledger.append("revoke", "schools.GroupAssignment", place.pk, ended_on=None)
        places.update(ended_on=None)
