"""Which short lessons a member of the team followed."""

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.schools.models import School, User


class LessonDone(TenantModel):
    """One person's own mark on one lesson. Others never see whose: the leader sees numbers from three."""

    kept = Kept(
        why="Om zelf te zien welke korte lessen je al deed.",
        fields=("user", "lesson"),
        about={"user": "user_id"},
        days=3 * 365,
        since="done_on",
    )

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    lesson = models.CharField("les", max_length=40)
    done_on = models.DateField()

    class Meta:
        ordering = ["-done_on", "-id"]
        verbose_name = "afgeronde les"
        verbose_name_plural = "afgeronde lessen"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "user", "lesson"], name="lesson_done_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return self.lesson
