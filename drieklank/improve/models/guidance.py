"""A school's request for guidance, as it was sent to the body it chose."""

import uuid

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.schools.models import School, User


class GuidanceState(models.TextChoices):
    SENT = "sent", "verstuurd"
    ANSWERED = "answered", "beantwoord"
    WITHDRAWN = "withdrawn", "ingetrokken"


class GuidanceRequest(TenantModel):
    """What was asked, of whom, and what came of it. Nothing about children or parents stands in it."""

    kept = Kept(
        why="Om te weten wie de school om begeleiding vroeg, en wat eruit kwam.",
        fields=("contact_name", "contact_mail", "provider", "provider_mail", "words", "asked_by"),
        about={"user": "asked_by_id"},
        # With who asked it all goes: the contact is most often the same person, by name and address.
        days=2 * 365,
        since="sent_on",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="guidance_requests")
    provider = models.CharField("organisatie of adviseur", max_length=120)
    provider_mail = models.EmailField("e-mailadres")
    # Keys of `rules.guidance.PARTS`.
    parts = models.JSONField("onderdelen", default=list)
    period = models.CharField("wanneer", max_length=200)
    contact_name = models.CharField("contactpersoon", max_length=120)
    contact_mail = models.EmailField("e-mailadres van de contactpersoon")
    words = models.TextField("in eigen woorden", max_length=1500, blank=True)
    state = models.CharField(
        "stand", max_length=10, choices=GuidanceState.choices, default=GuidanceState.SENT
    )
    sent_on = models.DateField("verstuurd op")
    ended_on = models.DateField("beantwoord of ingetrokken op", null=True, blank=True)
    answer = models.CharField("wat eruit kwam", max_length=500, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-sent_on", "-id"]
        verbose_name = "aanvraag voor begeleiding"
        verbose_name_plural = "aanvragen voor begeleiding"
        constraints = [
            models.CheckConstraint(
                name="open_guidance_request_has_no_end",
                condition=models.Q(state="sent") ^ models.Q(ended_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider}, {self.sent_on}"
