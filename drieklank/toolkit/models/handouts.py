"""A sheet that a school uploaded with its own activity or story."""

from __future__ import annotations

import uuid

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.schools.models import School, User
from drieklank.toolkit.models.own import OwnActivity
from drieklank.toolkit.models.stories import Story


class HandoutKind(models.TextChoices):
    PDF = "pdf", "PDF"
    PNG = "png", "plaatje (PNG)"
    JPEG = "jpg", "foto (JPEG)"


class Handout(TenantModel):
    """The file as it was kept: looked through, and pictures drawn anew without their hidden data."""

    kept = Kept(
        why="Om bladen bij een eigen activiteit of een verhaal te bewaren.",
        fields=("added_by",),
        about={"user": "added_by_id"},
        goes_with="de activiteit of het verhaal",
        stays=True,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    own = models.ForeignKey(
        OwnActivity, on_delete=models.CASCADE, null=True, related_name="handouts"
    )
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="handouts")
    title = models.CharField("naam", max_length=100)
    kind = models.CharField("soort", max_length=4, choices=HandoutKind.choices)
    size = models.PositiveIntegerField("bytes")
    content = models.BinaryField()
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_on = models.DateField()

    class Meta:
        ordering = ["title", "id"]
        verbose_name = "blad"
        verbose_name_plural = "bladen"
        constraints = [
            models.CheckConstraint(
                name="handout_goes_with_one",
                condition=models.Q(own__isnull=True) ^ models.Q(story__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.title
