"""The staff session: the only way in which a platform administrator sees a board's data."""

import uuid

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.schools.models import User


class StaffSession(TenantModel):
    kept = Kept(
        why="Om te laten zien wanneer en waarom een beheerder bij gegevens van dit bestuur kon.",
        fields=("user", "reason"),
        about={"user": "user_id"},
        days=2 * 365,
        since="started_at",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_sessions")
    reason = models.CharField("reden", max_length=300)
    started_at = models.DateTimeField("begonnen")
    expires_at = models.DateTimeField("eindigt")

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.user}: {self.reason}"
