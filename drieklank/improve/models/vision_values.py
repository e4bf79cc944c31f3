"""Choosing core values, team and parents each: only how often a value was chosen is kept."""

import uuid

from django.db import models

from drieklank.base.privacy import NOT_PERSONAL, Kept
from drieklank.base.tenancy import TenantModel
from drieklank.improve.rules import vision_values as rules
from drieklank.schools.models import School


class Chooser(models.TextChoices):
    TEAM = rules.Chooser.TEAM, "team"
    PARENTS = rules.Chooser.PARENTS, "ouders"


class ValueChoice(TenantModel):
    """One time that team and parents choose; each side has a door of its own."""

    kept = NOT_PERSONAL

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="value_choices")
    team_code = models.CharField(max_length=10, unique=True)
    parents_code = models.CharField(max_length=10, unique=True)
    # How many people chose: on a phone and counted from a table together.
    team_people = models.PositiveIntegerField(default=0)
    parents_people = models.PositiveIntegerField(default=0)
    opened_on = models.DateField("open sinds")
    closed_on = models.DateField("gesloten op", null=True, blank=True)

    class Meta:
        ordering = ["-opened_on", "-id"]
        verbose_name = "keuze van kernwaarden"
        verbose_name_plural = "keuzes van kernwaarden"
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=models.Q(closed_on__isnull=True),
                name="one_open_value_choice",
            )
        ]

    def __str__(self) -> str:
        return f"kernwaarden {self.opened_on}"


class ValueCount(TenantModel):
    """How often one side chose a value: a card (`key`), or own words (`word`)."""

    kept = Kept(
        why="Om te tellen welke waarden team en ouders kozen. Wie wat koos, wordt niet bewaard.",
        fields=("word",),
        goes_with="de keuze van kernwaarden",
    )

    choice = models.ForeignKey(ValueChoice, on_delete=models.CASCADE, related_name="counts")
    side = models.CharField(max_length=8, choices=Chooser.choices)
    key = models.CharField(max_length=40, blank=True)
    word = models.CharField(max_length=40, blank=True)
    times = models.PositiveIntegerField(default=0)
    # Own words are shown to the team only after the leader read them.
    is_shown = models.BooleanField(default=True)

    class Meta:
        ordering = ["-times", "key", "word"]
        verbose_name = "gekozen waarde"
        verbose_name_plural = "gekozen waarden"
        constraints = [
            models.UniqueConstraint(
                fields=["choice", "side", "key", "word"], name="one_count_per_value"
            ),
            models.CheckConstraint(
                name="value_is_card_or_word",
                condition=models.Q(key="") ^ models.Q(word=""),
            ),
        ]

    def __str__(self) -> str:
        return self.key or self.word
