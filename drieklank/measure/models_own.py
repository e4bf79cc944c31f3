"""A school's own questionnaires: drafts, and what they became when they were fixed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from drieklank.base.privacy import NOT_PERSONAL
from drieklank.base.tenancy import TenantModel
from drieklank.content.models import QuestionnaireVersion
from drieklank.measure.own import draft
from drieklank.schools.models import School


class OwnAudience(models.TextChoices):
    """Who answers an own questionnaire; never the leader or adviser, who sign what they fill in."""

    PARENTS = "parents", "ouders"
    TEAM = "team", "het team"
    PUPILS = "pupils", "leerlingen"


class OwnState(models.TextChoices):
    DRAFT = "draft", "concept"
    FIXED = "fixed", "vastgesteld"


class OwnQuestionnaire(TenantModel):
    """One own questionnaire of a school. Once fixed it has a stored version and never changes again."""

    kept = NOT_PERSONAL

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="own_questionnaires")
    # As in the body, for lists; may be empty while it is a draft.
    title = models.CharField("titel", max_length=draft.LONGEST_KEPT, blank=True)
    audience = models.CharField("voor wie", max_length=10, choices=OwnAudience.choices)
    body = models.JSONField("inhoud")  # own.draft.Draft.as_json()
    # What an import left out: [[where, what, sentence]]; and what needs a look.
    left_out = models.JSONField(default=list, blank=True)
    remarks = models.JSONField(default=list, blank=True)
    source = models.CharField("komt uit", max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=OwnState.choices, default=OwnState.DRAFT)
    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField("veranderd op")

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="own_fixed_has_version",
                condition=Q(state="draft", version__isnull=True)
                | Q(state="fixed", version__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title or "Zonder titel"

    @property
    def draft(self) -> draft.Draft:
        """The questions, to show and to change."""
        return draft.Draft.from_json(self.body)

    @property
    def is_fixed(self) -> bool:
        return bool(self.state == OwnState.FIXED)
