"""Who works where, in which role, from when until when."""

import uuid

from django.db import models
from django.db.models import Q

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.schools.models.school import ClassGroup, School
from drieklank.schools.models.user import User


class StaffRole(models.TextChoices):
    SCHOOL_LEADER = "school_leader", "schoolleider"
    TEACHER = "teacher", "leerkracht of mentor"
    CARE_COORDINATOR = "care_coordinator", "intern begeleider of zorgcoördinator"
    BOARD_MEMBER = "board_member", "bestuurder"


class Membership(TenantModel):
    """A role at a school, or (board member) at the whole board. Ended, not removed: history stays
    until its term.
    """

    kept = Kept(
        why="Om te weten wie op school welke rol heeft.",
        fields=("user", "role"),
        about={"user": "user_id"},
        days=2 * 365,
        since="ended_on",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField("rol", max_length=20, choices=StaffRole.choices)
    external_id = models.CharField(max_length=256, blank=True)
    started_on = models.DateField("vanaf")
    ended_on = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        ordering = ["role", "user__name"]
        constraints = [
            models.CheckConstraint(
                name="board_member_has_no_school",
                condition=Q(role="board_member", school__isnull=True)
                | (~Q(role="board_member") & Q(school__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["user", "school", "role"],
                condition=Q(ended_on__isnull=True),
                name="membership_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class GroupAssignment(TenantModel):
    """A teacher's or mentor's group: rights over a group come from here, not from the role."""

    kept = Kept(
        why="Om te weten wie aan welke groep les geeft.",
        fields=("user", "class_group"),
        about={"user": "user_id"},
        days=2 * 365,
        since="ended_on",
    )

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="group_assignments")
    class_group = models.ForeignKey(
        ClassGroup, on_delete=models.CASCADE, related_name="assignments"
    )
    started_on = models.DateField("vanaf")
    ended_on = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "class_group"],
                condition=Q(ended_on__isnull=True),
                name="assignment_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.class_group}"


class AdviserKind(models.TextChoices):
    """A coach helps the school on; an assessor judges whether it gets the certificate. Never both."""

    COACH = "coach", "adviseur"
    ASSESSOR = "assessor", "beoordelaar"


class AdviserAssignment(TenantModel):
    """Somebody from outside sees one school, for an agreed term: as its adviser or as its assessor."""

    kept = Kept(
        why="Om te weten welke adviseur de school begeleidt, en tot wanneer.",
        fields=("user",),
        about={"user": "user_id"},
        days=2 * 365,
        since="ends_on",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="adviser_assignments")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="adviser_assignments")
    kind = models.CharField(
        "taak", max_length=10, choices=AdviserKind.choices, default=AdviserKind.COACH
    )
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met")

    class Meta:
        ordering = ["school__name"]
        constraints = [
            models.CheckConstraint(
                name="adviser_term_runs_forward", condition=Q(ends_on__gte=models.F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.school}"
