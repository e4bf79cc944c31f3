"""What second measurements taught about an activity: true of ten schools or more, and of none alone."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from drieklank.base.privacy import NOT_PERSONAL, NotPersonal
from drieklank.schools.models import Sector


class LearnedEffect(models.Model):
    """An activity in one sector, as it stood at the end of a school year; never changed.

    Points of 0-100 for a full dose, on the goals that it serves. `effect` with its 95 % interval is
    what schools saw; `mean`, `spread`, `low` and `high` are that and the evidence together
    (`rules.learning`). `did` and `did_not` count schools, down to fives. Belongs to no board.
    """

    kept: ClassVar[NotPersonal] = NOT_PERSONAL

    year = models.CharField("schooljaar", max_length=9)
    sector = models.CharField("sector", max_length=2, choices=Sector.choices)
    activity = models.CharField("activiteit", max_length=80)
    goals = models.JSONField("streefdoelen", default=list)
    did = models.PositiveIntegerField("scholen die het deden")
    did_not = models.PositiveIntegerField("scholen die het niet deden")
    effect = models.FloatField()
    effect_low = models.FloatField()
    effect_high = models.FloatField()
    mean = models.FloatField()
    spread = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    works = models.BooleanField()
    computed_on = models.DateField("berekend op")
    rules = models.PositiveSmallIntegerField("versie van de regels")

    class Meta:
        verbose_name = "wat een activiteit deed"
        verbose_name_plural = "wat activiteiten deden"
        constraints = [
            models.UniqueConstraint(fields=["year", "sector", "activity"], name="learned_once"),
            models.CheckConstraint(
                name="learned_of_ten_schools_or_more", condition=Q(did__gte=10, did_not__gte=10)
            ),
            models.CheckConstraint(
                name="learned_works_above_zero",
                condition=Q(works=False) | Q(effect_low__gt=0, effect__lte=F("effect_high")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.sector} {self.activity}"
