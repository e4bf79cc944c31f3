"""Every message that leaves, as a row: queued with its fact, sent by the worker, kept briefly."""

import uuid

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel


class MessageState(models.TextChoices):
    WAITING = "waiting", "wacht"
    SENDING = "sending", "wordt verstuurd"
    SENT = "sent", "verstuurd"
    FAILED = "failed", "niet gelukt"
    CANCELLED = "cancelled", "vervallen"


class Channel(models.TextChoices):
    MAIL = "mail", "e-mail"
    SMS = "sms", "sms"


class Message(TenantModel):
    kept = Kept(
        why="Om berichten te versturen en te weten of dat lukte.",
        fields=("to", "parent_id", "user_id"),
        about={"parent": "parent_id", "user": "user_id"},
        days=30,
        since="queued_on",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school_id = models.BigIntegerField(null=True)
    parent_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=4, choices=Channel.choices, default=Channel.MAIL)
    template = models.CharField(max_length=60)
    # What an invitation is about (code of the round), to show what did not arrive. Never on a
    # reminder, or on a link that somebody asked for again.
    topic = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=5, default="nl")
    to = models.CharField(max_length=254)  # a mail address, or a number in E.164
    fields = models.JSONField(default=dict)  # what the template may use; never a secret
    # Who fills in the secret while sending ("measure.invitation"), and from what; the secret itself
    # is stored nowhere.
    filler = models.CharField(max_length=60, blank=True)
    filler_ref = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=10, choices=MessageState.choices, default=MessageState.WAITING
    )
    # The row goes when it is done. A reminder is for who had not answered: with a way, a language or
    # a refusal beside it, a row that names nobody could still point at one family.
    leaves_nothing = models.BooleanField(default=False)
    # Somebody sits waiting for it: goes before the rest.
    urgent = models.BooleanField(default=False)
    # A day, not a moment: a moment beside an invitation would be a clock.
    queued_on = models.DateField()
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "not_before"])]

    def __str__(self) -> str:
        return f"{self.template} ({self.get_state_display()})"
