"""An activity that a school wrote itself, or made of a standard one."""

from __future__ import annotations

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.content.schema.activity import ForWhom, Pillar
from drieklank.schools.models import School, User


class OwnActivity(TenantModel):
    """One activity of one school. Its key begins with `eigen-`, which no standard one does."""

    kept = Kept(
        why="Om activiteiten te bewaren die een school zelf schreef.",
        fields=("written_by", "changed_by"),
        about={"user": "written_by_id"},
        goes_with="de school",
        stays=True,
    )

    key = models.SlugField("sleutel", max_length=40, unique=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="own_activities")
    # Key of the standard activity it began as; empty: made from nothing.
    adapted_from = models.CharField("begonnen als", max_length=80, blank=True)
    title = models.CharField("naam", max_length=100)
    summary = models.CharField("in het kort", max_length=220)
    pillar = models.CharField(
        "pijler", max_length=12, choices=[(one.value, one.value) for one in Pillar]
    )
    goals = models.JSONField("streefdoelen", default=list)
    for_whom = models.CharField(
        "voor wie", max_length=20, choices=[(one.value, one.value) for one in ForWhom]
    )
    preparation_minutes = models.PositiveSmallIntegerField("minuten vooraf", default=0)
    aim = models.TextField("waarom")
    preparation = models.TextField("vooraf", blank=True)
    # Steps as `rules.own.read_steps` reads them: "10 minuten: Welkom", and below it what to do.
    steps = models.TextField("stappen")
    care = models.TextField("let op", blank=True)
    worked = models.TextField("heeft het gewerkt", blank=True)
    # Counts every change: a form that knows an older number is shown what came between.
    version = models.PositiveIntegerField("versie", default=1)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_on = models.DateField()
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_on = models.DateField()
    archived_on = models.DateField("weggelegd op", null=True, blank=True)

    class Meta:
        ordering = ["title", "id"]
        verbose_name = "eigen activiteit"
        verbose_name_plural = "eigen activiteiten"

    def __str__(self) -> str:
        return self.title
