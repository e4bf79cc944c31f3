"""Open answers on their way to the school: read over first by somebody from outside it."""

import uuid

from django.db import models
from django.db.models import Q

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.results.rules import texts as rules
from drieklank.schools.models import User


class Verdict(models.TextChoices):
    OPEN = "", "nog niet gelezen"
    FINE = rules.Verdict.FINE, "in orde"
    CHANGED = rules.Verdict.CHANGED, "woorden weggehaald"
    LEFT_OUT = rules.Verdict.LEFT_OUT, "weggelaten"


class Reason(models.TextChoices):
    """Why the school does not get to read an answer."""

    PERSON = "person", "wijst iemand aan, ook zonder naam"
    INSULT = "insult", "beledigt of bedreigt iemand"
    HEALTH = "health", "gaat over gezondheid of zorg van een kind"
    FAMILY = "family", "gaat over hoe het thuis is in een gezin"
    OTHER = "other", "maakt op een andere manier duidelijk wie het schreef"


class TextsCheck(TenantModel):
    """The reading over of one round's open answers: begun, and done once."""

    kept = Kept(
        why="Om te weten of iemand van buiten de school de open antwoorden heeft nagelezen.",
        fields=("finished_by",),
        about={"user": "finished_by_id"},
        goes_with="de meting",
        stays=True,
    )

    round = models.OneToOneField("measure.Round", on_delete=models.CASCADE, related_name="+")
    prepared_on = models.DateField("klaargezet op")
    # When checkers last got a mail that there is something to read; empty: nobody was told.
    asked_on = models.DateField("gevraagd op", null=True, blank=True)
    finished_on = models.DateField("klaar op", null=True, blank=True)
    finished_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "nalezen van open antwoorden"
        verbose_name_plural = "nalezen van open antwoorden"

    def __str__(self) -> str:
        return f"nalezen van {self.round_id}"


class CheckedText(TenantModel):
    """One open answer, names already replaced by rule, under a key drawn at random.

    That key is the order in which it is read: it says nothing of the order in any other table, and
    nothing here says which role, group or language wrote it.
    """

    kept = Kept(
        why="Om open antwoorden te laten nalezen voordat de school ze ziet.",
        fields=("text", "shown"),
        days=3 * 365,
        since="closed_on",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_of = models.ForeignKey(TextsCheck, on_delete=models.CASCADE, related_name="texts")
    item = models.CharField(max_length=120)
    text = models.TextField()
    shown = models.TextField(blank=True)  # as it may leave; empty while unread or left out
    verdict = models.CharField(
        "oordeel", max_length=10, choices=Verdict.choices, blank=True, default=Verdict.OPEN
    )
    reason = models.CharField("reden", max_length=10, choices=Reason.choices, blank=True)
    closed_on = models.DateField()

    class Meta:
        verbose_name = "antwoord om na te lezen"
        verbose_name_plural = "antwoorden om na te lezen"
        constraints = [
            models.CheckConstraint(
                name="left_out_has_a_reason",
                condition=Q(verdict="left_out", shown="") & ~Q(reason="")
                | ~Q(verdict="left_out") & Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return self.item
