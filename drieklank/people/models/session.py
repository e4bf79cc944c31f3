"""How parents and pupils come in: a code by mail or on paper, then a session of their own. No
password exists.
"""

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.people.models.family import Parent, ParentChildRelation
from drieklank.people.models.pupil import Pupil


class PersonSession(TenantModel):
    """Signed in on one device. Only the hash of the cookie's secret is kept."""

    kept = Kept(
        why="Om een ouder of leerling aangemeld te houden op een apparaat.",
        fields=("parent", "pupil", "last_seen_on"),
        about={"parent": "parent_id", "pupil": "pupil_id"},
        days=1,
        since="expires_at",
    )

    secret_hash = models.CharField(max_length=64, unique=True)
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, null=True, related_name="sessions")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, null=True, related_name="sessions")
    # Other rows of the same person at other boards are reached by signing in there.
    last_seen_on = models.DateField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_of_one_person",
                condition=models.Q(parent__isnull=False, pupil__isnull=True)
                | models.Q(parent__isnull=True, pupil__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"sessie {self.pk}"


class AccessCode(TenantModel):
    """A code to come in: mailed (short life, for one parent) or printed (for one relation, until
    used).
    """

    kept = Kept(
        why="Om een ouder of leerling te laten aanmelden met een code.",
        fields=("parent", "relation", "pupil"),
        about={"parent": "parent_id", "pupil": "pupil_id"},
        days=1,
        since="expires_at",
    )

    code_hash = models.CharField(max_length=64, unique=True)
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, null=True, related_name="codes")
    relation = models.ForeignKey(
        ParentChildRelation, on_delete=models.CASCADE, null=True, related_name="codes"
    )
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, null=True, related_name="codes")
    purpose = models.CharField(
        max_length=10,
        choices=[
            ("mail", "code per e-mail"),
            ("print", "code op papier"),
            ("pupil", "code leerling"),
        ],
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["parent", "purpose"])]

    def __str__(self) -> str:
        return f"code {self.pk}"
