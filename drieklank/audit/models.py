"""What happened, and who looked. Lines refer by plain type and id, so that they outlive nothing
and block nothing.
"""

from typing import Any

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel


class AuditEvent(TenantModel):
    """One line: append-only. No values of fields, so that nothing lives on here after it was
    erased.
    """

    kept = Kept(
        why="Om te kunnen nagaan wie wat deed en wie wat inzag.",
        fields=("actor_kind", "actor_id", "reason"),
        about={},
        days=2 * 365,
        since="at",
    )

    at = models.DateTimeField("wanneer")
    actor_kind = models.CharField("wie", max_length=10)  # user, parent, pupil, nobody, system
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField("wat", max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    school_id = models.BigIntegerField(null=True)
    # People whose data were seen or changed: the line is part of "who looked at mine".
    pupil_id = models.BigIntegerField(null=True)
    parent_id = models.BigIntegerField(null=True)
    reason = models.CharField("reden", max_length=300, blank=True)
    facts = models.JSONField(
        default=dict
    )  # counts, names of changed fields, addresses of pages: never values

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["board", "school_id", "at"]),
            models.Index(fields=["pupil_id"]),
            models.Index(fields=["parent_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An audit line is never changed.")
        super().save(*args, **kwargs)


class RetentionRun(models.Model):
    """The trail of what was removed because its term was over: counts per table."""

    kept = Kept(
        why="Om te laten zien wat wanneer is weggehaald.", fields=(), days=5 * 365, since="ran_at"
    )

    ran_at = models.DateTimeField()
    removed = models.JSONField(default=dict)  # {"people.Pupil": 3}

    class Meta:
        ordering = ["-ran_at"]

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d}"
