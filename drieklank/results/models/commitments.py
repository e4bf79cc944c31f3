"""What the school does with what people said: a promise with an owner and a day, and its history."""

import uuid

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.results.rules import commitments as rules
from drieklank.schools.models import School, User


class CommitmentState(models.TextChoices):
    PLANNED = rules.CommitmentState.PLANNED, "gepland"
    BUSY = rules.CommitmentState.BUSY, "mee bezig"
    DONE = rules.CommitmentState.DONE, "gedaan"
    DROPPED = rules.CommitmentState.DROPPED, "gaat niet door"


class Commitment(TenantModel):
    """One thing the school promises to do because of what people said in a round."""

    kept = Kept(
        why="Om te laten zien wat de school doet met wat mensen zeiden, en wie daarvoor zorgt.",
        fields=("owner",),
        about={"user": "owner_id"},
        goes_with="de meting",
        stays=True,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="commitments")
    round = models.ForeignKey("measure.Round", on_delete=models.CASCADE, related_name="+")
    goal = models.CharField("streefdoel", max_length=80, blank=True)
    text = models.CharField("wat jullie gaan doen", max_length=300)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField("klaar op")
    state = models.CharField(
        "stand", max_length=8, choices=CommitmentState.choices, default=CommitmentState.PLANNED
    )
    # What came of it, in the school's own words; parents read it.
    outcome = models.CharField("wat ervan kwam", max_length=500, blank=True)
    made_on = models.DateField()

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = "toezegging"
        verbose_name_plural = "toezeggingen"
        constraints = [
            models.CheckConstraint(
                name="commitment_that_ended_says_how",
                condition=~models.Q(state__in=["done", "dropped"]) | ~models.Q(outcome=""),
            )
        ]

    def __str__(self) -> str:
        return self.text


class CommitmentChange(TenantModel):
    """How a commitment stood after a change; the first row is how it was made."""

    kept = Kept(
        why="Om te laten zien hoe een toezegging veranderde.",
        fields=("owner", "changed_by"),
        about={"user": "changed_by_id"},
        goes_with="de toezegging",
        stays=True,
    )

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=CommitmentState.choices)
    outcome = models.CharField(max_length=500, blank=True)
    changed_on = models.DateField()
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # When those who were asked heard of it; empty: not yet.
    told_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "wijziging van een toezegging"
        verbose_name_plural = "wijzigingen van toezeggingen"

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.state}"
