"""Comparing with other schools: who takes part, and what was stored of a group of schools.

The two tables of the stored group belong to no board: they hold what is true of ten schools or
more, of three boards or more, and nothing of one.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from drieklank.base.privacy import NOT_PERSONAL, Kept, NotPersonal
from drieklank.base.tenancy import TenantModel
from drieklank.results.models.ledger import FigureKind
from drieklank.schools.models import School, Sector, User


class Languages(models.TextChoices):
    """How many families speak another language at home, as the leader knows the school."""

    FEW = "few", "minder dan een kwart van de gezinnen"
    SOME = "some", "een kwart tot de helft van de gezinnen"
    MANY = "many", "de helft van de gezinnen of meer"


class BenchmarkConsent(TenantModel):
    """A school takes part from one day until another; a new choice is a new row."""

    kept = Kept(
        why="Om te weten wie besloot dat de school meedoet met vergelijken, en wie dat weer stopte.",
        fields=("given_by", "withdrawn_by"),
        about={"user": "given_by_id"},
        goes_with="de school",
        stays=True,
    )

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    languages = models.CharField(
        "andere taal thuis", max_length=10, choices=Languages.choices, blank=True
    )
    # Asked apart: what a school did is more than how it stands. Earlier choices did not hold it.
    shares_activities = models.BooleanField("deelt welke activiteiten zij deed", default=False)
    given_on = models.DateField("meegedaan vanaf")
    given_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_on = models.DateField("gestopt op", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "deelname aan vergelijken"
        verbose_name_plural = "deelnames aan vergelijken"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(withdrawn_on__isnull=True),
                name="benchmark_consent_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school_id} vanaf {self.given_on}"


class ReferenceGroup(models.Model):
    """Schools of a sector that answered one version of a questionnaire in one school year.

    `kind` and `value` say which schools of the sector (`rules.benchmark_groups.Group`). Made once
    per school year, for the whole platform, and never changed.
    """

    kept: ClassVar[NotPersonal] = NOT_PERSONAL

    year = models.CharField("schooljaar", max_length=9)
    sector = models.CharField("sector", max_length=2, choices=Sector.choices)
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=10, blank=True)
    questionnaire = models.CharField("vragenlijst", max_length=80)
    version = models.PositiveSmallIntegerField("versie")
    role = models.CharField(max_length=10)
    frozen_on = models.DateField("vastgelegd op")

    class Meta:
        verbose_name = "vergelijkingsgroep"
        verbose_name_plural = "vergelijkingsgroepen"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "sector", "kind", "value", "questionnaire", "version", "role"],
                name="reference_group_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.sector} {self.kind} {self.value}".strip()


class ReferenceFigure(models.Model):
    """One question or goal of a reference group, on 0-100 (`rules.benchmark.Pooled`).

    `spread`: the variance of single answers within schools. Numbers are rounded before they are
    stored, so that no school's own can be worked back from them.
    """

    kept: ClassVar[NotPersonal] = NOT_PERSONAL

    group = models.ForeignKey(ReferenceGroup, on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(max_length=10, choices=FigureKind.choices)
    key = models.CharField(max_length=120)
    schools = models.PositiveIntegerField("scholen")
    mean = models.FloatField("gemiddelde")
    mean_variance = models.FloatField()
    between = models.FloatField()
    typical = models.FloatField()
    spread = models.FloatField()
    differs = models.BooleanField()
    low_quartile = models.FloatField()
    high_quartile = models.FloatField()

    class Meta:
        verbose_name = "cijfer van een vergelijkingsgroep"
        verbose_name_plural = "cijfers van vergelijkingsgroepen"
        constraints = [
            models.UniqueConstraint(fields=["group", "kind", "key"], name="reference_figure_once"),
            models.CheckConstraint(
                name="reference_figure_of_ten_schools_or_more", condition=Q(schools__gte=10)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.key}"
