"""What somebody fills in under the own name: readiness, success factors, the adviser's checklist.

Outside all anonymity: no round, no envelope. Who reads it sees who signed it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.content.models import QuestionnaireVersion
from drieklank.schools.models import School, User


class SignedSheet(TenantModel):
    """One filled-in instrument. Once signed it never changes; a new look is a new sheet."""

    kept = Kept(
        why="Om te weten wie de school zo bekeek, en wanneer.",
        fields=("filled_by", "answers"),
        about={"user": "filled_by_id"},
        days=5 * 365,
        since="started_on",
        stays=True,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="signed_sheets")
    instrument = models.CharField("instrument", max_length=40)
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="+"
    )
    filled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # item key -> key of the answer, number, or text
    answers = models.JSONField("antwoorden", default=dict)
    started_on = models.DateField("begonnen op")
    signed_on = models.DateField("ondertekend op", null=True, blank=True)

    class Meta:
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "instrument", "filled_by"],
                condition=Q(signed_on__isnull=True),
                name="one_unsigned_sheet_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.started_on}"
