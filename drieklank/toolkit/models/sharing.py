"""That an activity was sent to colleagues: once a day, so that nobody is flooded."""

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.schools.models import School, User


class TeamShare(TenantModel):
    """One message about one activity to some of the team."""

    kept = Kept(
        why="Om een activiteit niet vaker dan één keer per dag aan het team te sturen.",
        fields=("shared_by",),
        about={"user": "shared_by_id"},
        days=30,
        since="shared_on",
    )

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    key = models.CharField("activiteit", max_length=80)
    shared_on = models.DateField()
    shared_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    people = models.PositiveSmallIntegerField("aan hoeveel collega's")

    class Meta:
        verbose_name = "gedeelde activiteit"
        verbose_name_plural = "gedeelde activiteiten"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "key", "shared_on"], name="activity_shared_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.shared_on})"
