"""What an import is held against, and the imports that were made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.people.models import (
    Enrolment,
    ImportState,
    Parent,
    ParentChildRelation,
    Pupil,
    RosterChange,
    RosterImport,
)
from drieklank.people.roster.existing import (
    ExistingGroup,
    ExistingMember,
    ExistingParent,
    ExistingPupil,
    ExistingRelation,
    ExistingRoster,
    ExistingSchool,
    ExistingUser,
)
from drieklank.schools.models import (
    ClassGroup,
    GroupAssignment,
    Location,
    Membership,
    School,
    StaffRole,
    User,
)

AT_ONCE = 500


def schools_of_board(board_id: int) -> tuple[ExistingSchool, ...]:
    """The schools of a board with the numbers of their locations."""
    numbers: dict[int, list[str]] = defaultdict(list)
    for school_id, number in Location.objects.filter(board_id=board_id).values_list(
        "school_id", "number"
    ):
        numbers[school_id].append(number)
    rows = School.objects.filter(board_id=board_id).order_by("pk")
    return tuple(
        ExistingSchool(pk, code, name, brin, sector, tuple(sorted(numbers[pk])))
        for pk, code, name, brin, sector in rows.values_list("pk", "code", "name", "brin", "sector")
    )


def existing_roster(
    board_id: int,
    schools: tuple[ExistingSchool, ...],
    school_ids: Collection[int],
    year: str,
    emails: Iterable[str],
    *,
    whole_board: bool,
) -> ExistingRoster:
    """What holds now at these schools, in the school year `year`. emails: of staff in the file.

    whole_board: numbers are unique in the board, so a pupil may come from another of its schools.
    """
    ids = sorted(school_ids)
    pupils = _pupils(board_id, ids, whole_board=whole_board)
    parents, relations = _families(board_id, ids)
    users = _users(board_id, emails)
    return ExistingRoster(
        schools=schools,
        groups=_groups(ids, year),
        pupils=pupils,
        members=_members(board_id, ids),
        users=users,
        parents=parents,
        relations=relations,
        places=_places(board_id, ids, year),
        taught=_taught(ids, year),
        ended_by_hand=_ended_by_hand(board_id, ids),
    )


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _groups(ids: list[int], year: str) -> tuple[ExistingGroup, ...]:
    rows = ClassGroup.objects.filter(school_id__in=ids, school_year__name=year).order_by("pk")
    fields = ("pk", "school_id", "external_id", "name", "year_group")
    return tuple(ExistingGroup(*row) for row in rows.values_list(*fields))


def _pupils(board_id: int, ids: list[int], *, whole_board: bool) -> tuple[ExistingPupil, ...]:
    rows = Pupil.objects.filter(board_id=board_id)
    if not whole_board:
        rows = rows.filter(school_id__in=ids)
    fields = (
        *("pk", "school_id", "external_id", "first_name", "name_prefix", "last_name"),
        *("birth_date", "year_group", "email", "left_on"),
    )
    return tuple(
        ExistingPupil(pk, school_id, key, first, prefix, last, _day(born), year, email, _day(left))
        for pk, school_id, key, first, prefix, last, born, year, email, left in rows.order_by(
            "pk"
        ).values_list(*fields)
    )


def _places(board_id: int, ids: list[int], year: str) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Enrolment.objects.filter(
        board_id=board_id, ended_on__isnull=True, class_group__school_id__in=ids
    )
    fields = ("pupil_id", "class_group__name", "class_group__school_year__name")
    for pupil_id, name, own_year in rows.order_by("pk").values_list(*fields):
        found[pupil_id].append(name if own_year == year else f"{name} ({own_year})")
    return {pupil_id: tuple(names) for pupil_id, names in found.items()}


def _members(board_id: int, ids: list[int]) -> tuple[ExistingMember, ...]:
    rows = Membership.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=today()), board_id=board_id, school_id__in=ids
    ).exclude(role=StaffRole.BOARD_MEMBER)
    fields = ("pk", "user_id", "school_id", "role", "external_id", "user__name", "user__email")
    return tuple(ExistingMember(*row) for row in rows.order_by("pk").values_list(*fields))


def _users(board_id: int, emails: Iterable[str]) -> dict[str, ExistingUser]:
    """Accounts with these addresses, wherever they work; `own` where only this board knows them."""
    wanted = sorted({email for email in emails if email})
    found: dict[str, ExistingUser] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = User.objects.filter(email__in=wanted[start : start + AT_ONCE], is_active=True)
        rows = rows.prefetch_related("memberships")
        for user in rows:
            boards = {member.board_id for member in user.memberships.all()}
            own = boards <= {board_id} and not user.is_administrator
            found[user.email.lower()] = ExistingUser(user.pk, user.name, user.email, own)
    return found


def _taught(ids: list[int], year: str) -> dict[int, frozenset[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    rows = GroupAssignment.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=today()),
        class_group__school_id__in=ids,
        class_group__school_year__name=year,
    )
    for user_id, school_id, name in rows.values_list(
        "user_id", "class_group__school_id", "class_group__name"
    ):
        found[user_id].add((school_id, name))
    return {user_id: frozenset(groups) for user_id, groups in found.items()}


def _families(
    board_id: int, ids: list[int]
) -> tuple[tuple[ExistingParent, ...], tuple[ExistingRelation, ...]]:
    """Relations that run at these schools, and all parents of the board, marked with whose they are."""
    rows = ParentChildRelation.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=today()),
        board_id=board_id,
        pupil__school_id__in=ids,
    )
    relations = tuple(
        ExistingRelation(*row)
        for row in rows.order_by("pk").values_list(
            "pk", "parent_id", "pupil_id", "kind", "decided_by_hand"
        )
    )
    here = set(rows.values_list("parent_id", flat=True))
    elsewhere = set(
        ParentChildRelation.objects.filter(board_id=board_id)
        .exclude(pupil__school_id__in=ids)
        .values_list("parent_id", flat=True)
    )
    fields = ("pk", "external_id", "first_name", "name_prefix", "last_name", "email", "phone")
    parents = tuple(
        ExistingParent(
            pk, key, first, prefix, last, email, phone, pk in here or pk not in elsewhere
        )
        for pk, key, first, prefix, last, email, phone in Parent.objects.filter(board_id=board_id)
        .order_by("pk")
        .values_list(*fields)
    )
    return parents, relations


def _ended_by_hand(board_id: int, ids: list[int]) -> frozenset[tuple[int, int]]:
    """Pairs whose relation a person ended or decided about: no file brings such a parent back unasked."""
    rows = ParentChildRelation.objects.filter(
        board_id=board_id, pupil__school_id__in=ids, ended_on__lt=today()
    )
    over = {
        str(pk): (parent, pupil)
        for pk, parent, pupil in rows.values_list("pk", "parent_id", "pupil_id")
    }
    lines = AuditEvent.objects.filter(board_id=board_id, verb="relation.ended")
    by_hand = {over[key] for key in lines.values_list("object_id", flat=True) if key in over}
    decided = rows.filter(decided_by_hand=True).values_list("parent_id", "pupil_id")
    return frozenset(by_hand | set(decided))


# -- the imports themselves ------------------------------------------------------------------------
def imports_of(school: School) -> QuerySet[RosterImport]:
    """The imports of a school, newest first; a list whose columns were never chosen is not one yet."""
    rows = RosterImport.objects.filter(school=school).exclude(state=ImportState.MAPPING)
    return rows.select_related("by_user")


def draft_of(school: School, public_id: UUID) -> RosterImport | None:
    """An import of the school by its public id, also one whose columns are still to be chosen."""
    return RosterImport.objects.filter(school=school, public_id=public_id).first()


def changes_of(row: RosterImport, kind: str = "", way: str = "") -> QuerySet[RosterChange]:
    """The lines of a change set, without the doubts unless these are asked for."""
    rows = RosterChange.objects.filter(roster_import=row)
    rows = rows.filter(kind=kind) if kind else rows.exclude(kind="doubts")
    return rows.filter(way=way) if way else rows


def later_import(row: RosterImport) -> RosterImport | None:
    """An import that was applied after this one and touches one of its schools."""
    rows = RosterImport.objects.filter(
        board_id=row.board_id, state=ImportState.APPLIED, applied_at__gt=row.applied_at
    ).order_by("-applied_at")
    own = set(row.school_ids)
    return next((other for other in rows if own & set(other.school_ids)), None)


def referring_rows(model: Any, ids: Collection[int], known: Collection[str]) -> set[int]:
    """Of these rows, the ones that another table refers to, leaving out tables in `known` (labels)."""
    found: set[int] = set()
    wanted = sorted(ids)
    for relation in model._meta.related_objects:
        other, name = relation.related_model, relation.field.name
        if other._meta.label in known or relation.many_to_many:
            continue
        for start in range(0, len(wanted), AT_ONCE):
            rows = other._base_manager.filter(**{f"{name}__in": wanted[start : start + AT_ONCE]})
            found.update(rows.values_list(f"{name}_id", flat=True))
    return found
