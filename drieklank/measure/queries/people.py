"""Who can be invited at a school on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from drieklank.base.clock import today
from drieklank.base.text import enumerate_nl
from drieklank.measure.rules import Relation, invitees, pupil_is_asked
from drieklank.outbox.queries import has_texts
from drieklank.people.models import Enrolment, Parent, ParentChildRelation
from drieklank.people.queries import channels_of
from drieklank.people.reaching import Way, way_to
from drieklank.schools.models import GroupAssignment, Membership, School, StaffRole, User


def _holds(day: date) -> Q:
    return Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))


def relations_at(school: School, day: date, parent_id: int | None = None) -> list[Relation]:
    """Return the relations that hold on this day between parents and pupils in a group of the school.

    A pupil in two groups gives two. Two statements, whatever the size of the school.
    """
    enrolments = Enrolment.objects.filter(
        _holds(day), class_group__school=school, pupil__left_on__isnull=True
    )
    relations = ParentChildRelation.objects.filter(_holds(day), pupil__school=school)
    if parent_id is not None:
        relations = relations.filter(parent_id=parent_id)
        enrolments = enrolments.filter(pupil__relations__parent_id=parent_id).distinct()
    groups: dict[int, list[int]] = {}
    for pupil_id, group_id in enrolments.values_list("pupil_id", "class_group_id"):
        groups.setdefault(pupil_id, []).append(group_id)
    rows = relations.select_related("pupil").order_by("parent_id", "contact_priority", "id")
    return [_relation(row, group) for row in rows for group in groups.get(row.pupil_id, ())]


def _relation(row: ParentChildRelation, group_id: int) -> Relation:
    return Relation(
        parent_id=row.parent_id,
        pupil_id=row.pupil_id,
        group_id=group_id,
        authority=row.authority,
        information_right=row.information_right,
        birth_date=row.pupil.birth_date,
        shares_with_parents=row.pupil.shares_with_parents,
        language=row.preferred_language,
    )


def parents_to_tell(school: School, day: date, parent_id: int | None = None) -> dict[int, str]:
    """Return the parents whom the school tells about a round on this day: parent id -> language.

    The same parents as would be invited: who was, is forgotten at the close. parent_id: only this
    one, to ask again in the moment of sending.
    """
    relations = relations_at(school, day, parent_id)
    return {one.parent_id: one.language for one in invitees(relations, day)}


def came_since(school: School, first_day: date) -> set[int]:
    """Return the ids of parents whose child came to the school, or who came to a child, since then."""
    here = ParentChildRelation.objects.filter(pupil__school=school)
    fresh = here.filter(
        Q(started_on__gte=first_day) | Q(pupil__enrolments__started_on__gte=first_day)
    )
    return set(fresh.values_list("parent_id", flat=True))


def known_before(school_id: int, first_day: date) -> set[int]:
    """Return the ids of parents of whom a child was in a group of the school before this day."""
    here = ParentChildRelation.objects.filter(
        pupil__enrolments__class_group__school_id=school_id,
        pupil__enrolments__started_on__lt=first_day,
    )
    return set(here.values_list("parent_id", flat=True))


def pupils_to_ask(school: School, day: date) -> dict[int, int]:
    """Return how many pupils of each group are old enough to be asked: group id -> number."""
    rows = Enrolment.objects.filter(
        _holds(day), class_group__school=school, pupil__left_on__isnull=True
    ).values_list("class_group_id", "pupil__year_group", "class_group__year_group")
    old_enough = (
        group for group, own, of_group in rows if pupil_is_asked(school.sector, own or of_group)
    )
    return dict(sorted(Counter(old_enough).items()))


def members_to_invite(school: School, day: date) -> QuerySet[User]:
    """Return everyone with a role at the school on this day, each once, in order of id."""
    members = Membership.objects.filter(_holds(day), school=school, user__is_active=True)
    return User.objects.filter(pk__in=members.values("user_id")).order_by("pk")


def ways_to(parents: Iterable[Parent]) -> dict[int, Way | None]:
    """Return by what each parent is reached; None: on paper only, or not at all (left in peace).

    One statement, whatever the number.
    """
    found = list(parents)
    prefers, has_sms = channels_of(parent.pk for parent in found), has_texts()
    return {
        parent.pk: None
        if parent.no_measure_mail
        else way_to(
            email=parent.email,
            phone=parent.phone,
            prefers=prefers.get(parent.pk, ""),
            has_sms=has_sms,
        )
        for parent in found
    }


def contact_of(school: School) -> str:
    """Return whom to call or write to with a question: name, telephone, mail."""
    return ", ".join(part for part in (school.name, school.phone, school.email) if part)


def teacher_names(school: School) -> dict[int, str]:
    """Return who teaches each group today, as one line: group id -> "Lisanne Bos en Ruben Post".

    An invitation from somebody whom the parent knows is answered more often (domain.md 3.5).
    """
    rows = GroupAssignment.objects.filter(
        _holds(today()), class_group__school=school, user__is_active=True
    ).exclude(user__name="")
    names: dict[int, list[str]] = {}
    for group, name in rows.order_by("user__name").values_list("class_group_id", "user__name"):
        names.setdefault(group, []).append(name)
    return {group: enumerate_nl(own) for group, own in names.items()}


def leader_name(school: School) -> str:
    """Return who sends the invitation: the school leader, or else the school itself."""
    leaders = Membership.objects.filter(
        _holds(today()), school=school, role=StaffRole.SCHOOL_LEADER, user__is_active=True
    )
    first = leaders.select_related("user").order_by("pk").first()
    return first.user.name if first is not None and first.user.name else school.name
