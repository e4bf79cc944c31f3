"""What colleagues thought of an activity after doing it."""

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.schools.models import School, User


class Again(models.TextChoices):
    """Whether somebody would do it again."""

    YES = "yes", "ja"
    CHANGED = "changed", "ja, maar anders"
    NO = "no", "nee"


class Rating(TenantModel):
    """One colleague's view of one activity. Seen within the school, never elsewhere."""

    kept = Kept(
        why="Om binnen de school te weten welke activiteit bevalt.",
        fields=("rated_by", "line"),
        about={"user": "rated_by_id"},
        days=3 * 365,
        since="rated_on",
    )

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    # Of a standard activity, or of one of the school's own.
    key = models.CharField("activiteit", max_length=80)
    again = models.CharField("nog een keer", max_length=8, choices=Again.choices)
    line = models.CharField("in één zin", max_length=200, blank=True)
    rated_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    rated_on = models.DateField()

    class Meta:
        ordering = ["-rated_on", "-id"]
        verbose_name = "oordeel over een activiteit"
        verbose_name_plural = "oordelen over activiteiten"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "key", "rated_by"], name="rating_once_per_colleague"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.again}"
