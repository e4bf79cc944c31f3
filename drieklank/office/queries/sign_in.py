"""Who may come in, and as whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet

from drieklank.access.roles import ROLE_NAMES
from drieklank.access.rules import Role
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.people.models import Parent, ParentChildRelation, Pupil
from drieklank.schools.models import AdviserAssignment, AdviserKind, Board, Membership, User

Person = User | Parent | Pupil


@dataclass(frozen=True)
class DemoPerson:
    """One of the made-up people of the demonstration.

    key: what the form sends; side: `school`, `parent` or `child`, for the badge.
    """

    key: str
    person: Person
    role: str
    place: str
    text: str
    side: str


_TEXTS = {
    Role.SCHOOL_LEADER: "Zet metingen uit, leest het rapport en beheert de school.",
    Role.TEACHER: "Ziet de eigen groep en wat over de school is gedeeld.",
    Role.CARE_COORDINATOR: "Ziet alle kinderen van de school, maar beheert niets.",
    Role.BOARD_MEMBER: "Ziet hoe het met alle scholen gaat, geen personen.",
    Role.ADVISER: "Begeleidt een school een tijd lang, en ziet alleen cijfers.",
    Role.ASSESSOR: "Beoordeelt of een school het certificaat krijgt. Helpt die school nooit zelf.",
    Role.EDITOR: "Leest wat scholen aan elkaar willen laten lezen, en verder niets.",
    Role.ADMINISTRATOR: "Ziet niets, tot hij met een reden een bestuur opent.",
}


def running() -> Q:
    """What has not ended today: for rows with `ended_on`."""
    return Q(ended_on__isnull=True) | Q(ended_on__gte=today())


def is_demonstration() -> bool:
    """Demonstration mode is on, and no board stands here that it did not fill."""
    if not settings.DEMO:
        return False
    with open_every_tenant("looking whether this is a demonstration"):
        boards = Board.objects.values_list("is_demo", flat=True)
        return bool(boards) and all(boards)


def demo_people() -> list[DemoPerson]:
    """One made-up person per role; empty outside the demonstration. The first of each by age of
    the row, so that the demonstration decides who they are.
    """
    if not is_demonstration():
        return []
    with open_every_tenant("showing the people of the demonstration"):
        found = [_demo_staff(role) for role in _STAFF]
        return [person for person in (*found, *_demo_families()) if person is not None]


def demo_person(key: str) -> DemoPerson | None:
    """The person behind what the form sent."""
    return next((one for one in demo_people() if one.key == key), None)


def _member(role: Role) -> tuple[User, str] | None:
    row = (
        Membership.objects.filter(running(), role=role, user__is_active=True)
        .select_related("user", "school", "board")
        .order_by("id")
        .first()
    )
    return (row.user, str(row.school or row.board)) if row else None


def _adviser(role: Role) -> tuple[User, str] | None:
    kind = AdviserKind.ASSESSOR if role is Role.ASSESSOR else AdviserKind.COACH
    row = (
        AdviserAssignment.objects.filter(
            kind=kind, starts_on__lte=today(), ends_on__gte=today(), user__is_active=True
        )
        .select_related("user", "school")
        .order_by("id")
        .first()
    )
    return (row.user, str(row.school)) if row else None


def _administrator(role: Role) -> tuple[User, str] | None:
    user = User.objects.filter(is_administrator=True, is_active=True).order_by("id").first()
    return (user, "") if user else None


def _editor(role: Role) -> tuple[User, str] | None:
    user = User.objects.filter(is_editor=True, is_active=True).order_by("id").first()
    return (user, "") if user else None


_STAFF: dict[Role, Callable[[Role], tuple[User, str] | None]] = {
    Role.SCHOOL_LEADER: _member,
    Role.TEACHER: _member,
    Role.CARE_COORDINATOR: _member,
    Role.BOARD_MEMBER: _member,
    Role.ADVISER: _adviser,
    Role.ASSESSOR: _adviser,
    Role.EDITOR: _editor,
    Role.ADMINISTRATOR: _administrator,
}


def _demo_staff(role: Role) -> DemoPerson | None:
    found = _STAFF[role](role)
    if found is None:
        return None
    user, place = found
    return DemoPerson(role.value, user, ROLE_NAMES[role], place, _TEXTS[role], "school")


def _demo_families() -> list[DemoPerson | None]:
    parents = (
        ParentChildRelation.objects.filter(running(), information_right="full")
        .exclude(parent__user__isnull=False)
        .select_related("parent", "pupil__school")
        .order_by("parent_id", "id")
    )
    return [
        _demo_parent("parent", parents.filter(preferred_language="nl"), "Leest Nederlands."),
        _demo_parent("parent_ar", parents.filter(preferred_language="ar"), "Leest Arabisch."),
        _demo_pupil(),
    ]


def _demo_parent(
    key: str, relations: QuerySet[ParentChildRelation], text: str
) -> DemoPerson | None:
    row = relations.first()
    if row is None:
        return None
    about = f"Ziet alleen wat over {row.pupil.first_name} gaat. {text}"
    return DemoPerson(key, row.parent, "ouder", str(row.pupil.school), about, "parent")


def _demo_pupil() -> DemoPerson | None:
    row = (
        Pupil.objects.filter(left_on__isnull=True, year_group__in=["14", "15", "16"])
        .select_related("school")
        .order_by("id")
        .first()
    )
    if row is None:
        return None
    text = "Ziet wat over hemzelf of haarzelf is opgeschreven."
    return DemoPerson("pupil", row, "leerling", str(row.school), text, "child")
